"""Laws of comparing, for any claims: order, duplicates and strangers play no part."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.claim import Claim, Quantity
from annotations.record import to_line
from corpus.article import Article
from evaluation.compare.compare import compare
from evaluation.compare.reasons import REASONS
from tests.evaluation.compare.builder import _claim, article, days, event, place, said

STATES = ("dead", "wounded", "detained", "returned", None)
HEADS = ("people", "women", "men", "children", "miners", "houses", None)
TIMES = (None, days("2024-02"), days("2024-02", "2024-03"), days("2024-02-12"))
PLACES = ((), (place("Sarvik"),), (place("Old Quay", "x:sarvik"),))
SOURCES = ((), (said("Harbour Watch"),), (said("the port", "estimates"),))
DATES = ("2024-03-01", "2024-03-02", "2024-03-20")
PROFILE = settings(max_examples=60, deadline=None)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low = draw(st.integers(0, 60))
    high = draw(st.one_of(st.none(), st.integers(low, 80)))
    modifier = draw(st.sampled_from(("exact", "about"))) if high == low else "range" if high is not None else "at_least"
    return Quantity(
        Fraction(low), None if high is None else Fraction(high), modifier=modifier, head=draw(st.sampled_from(HEADS)),
        aspect=draw(st.sampled_from(("flow", "stock", "cumulative", None))),
    )  # fmt: skip


@st.composite
def stories(draw: st.DrawFn, least: int = 2) -> tuple[list[Article], list[Claim]]:
    """Up to five articles with up to two claims each, all of one fire."""
    articles, claims = [], []
    for number in range(draw(st.integers(least, 5))):
        source = article(f"n{number}", "The fire at the mill hit first and then second.", draw(st.sampled_from(DATES)))
        articles.append(source)
        for quote in ("first", "second")[: draw(st.integers(1, 2))]:
            fields = {
                "quantity": draw(quantities()), "event": event(None, draw(st.sampled_from(STATES))), "when": draw(st.sampled_from(TIMES)),
                "where": draw(st.sampled_from(PLACES)), "source": draw(st.sampled_from(SOURCES)),
            }  # fmt: skip
            claims.append(_claim(source, quote, "quantity", fields))
    return articles, claims


def lines(claims: list[Claim], articles: list[Article]) -> list[str]:
    comparison = compare(claims, articles)
    return [to_line(record) for record in (*comparison.relations, *comparison.groups)]


def verdicts(claims: list[Claim], articles: list[Article], verdict: str) -> set[frozenset[str]]:
    relations = (relation for relation in compare(claims, articles).relations if relation.verdict == verdict)
    return {frozenset((a.id, b.id)) for relation in relations for a in relation.claims for b in relation.claims if a.id < b.id}


@PROFILE
@given(stories(), st.randoms(use_true_random=False))
def test_order_and_duplicates_play_no_part(story: tuple[list[Article], list[Claim]], random: object) -> None:
    articles, claims = story
    shuffled, mixed = list(articles), [*claims, *claims[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert lines(mixed, shuffled) == lines(claims, articles)


@PROFILE
@given(stories())
def test_stranger_changes_nothing(story: tuple[list[Article], list[Claim]]) -> None:
    articles, claims = story
    stranger = article("zz", "Prices of Norwegian salmon rose in Tromsø, Bergen and Ålesund by four kroner.", "2024-03-02")
    quantity = Quantity(Fraction(4), Fraction(4), unit="NOK", aspect="change", change="up")
    claim = _claim(stranger, "four kroner", "quantity", {"quantity": quantity, "event": event("rise", "increased")})
    alone = compare(claims, articles)
    together = compare([*claims, claim], [*articles, stranger])
    assert together.relations == alone.relations
    assert {group.claims for group in together.groups} == {group.claims for group in alone.groups} | {(claim.id,)}


@PROFILE
@given(stories())
def test_further_claims_turn_no_agreement_into_a_conflict(story: tuple[list[Article], list[Claim]]) -> None:
    articles, claims = story
    fewer = claims[:-1]
    agreed = verdicts(fewer, articles, "agree")
    assert agreed <= verdicts(claims, articles, "agree")
    conflicts = {frozenset(member.id for member in r.claims) for r in compare(claims, articles).relations if r.verdict == "conflict"}
    assert not agreed & conflicts


@PROFILE
@given(stories(), st.integers(0, 20), st.integers(0, 20))
def test_wider_interval_creates_no_conflict(story: tuple[list[Article], list[Claim]], below: int, above: int) -> None:
    articles, claims = story
    first, second = claims[0], claims[-1]
    quantity = first.quantity
    assert quantity is not None
    assert quantity.low is not None
    high = None if quantity.high is None else quantity.high + above
    wider = Quantity(
        max(Fraction(0), quantity.low - below), high, modifier="range" if high else "at_least", head=quantity.head, aspect=quantity.aspect
    )
    fields = {"quantity": wider, "event": first.event, "when": first.when, "where": first.where, "source": first.attribution}
    source = next(text for text in articles if text.id == first.article)
    widened = _claim(source, first.quote, "quantity", fields)
    assert verdicts([widened, second], articles, "conflict") <= verdicts([first, second], articles, "conflict")


@PROFILE
@given(stories())
def test_every_claim_belongs_to_one_fact_and_every_relation_is_sound(story: tuple[list[Article], list[Claim]]) -> None:
    articles, claims = story
    comparison = compare(claims, articles)
    assert sorted(key for group in comparison.groups for key in group.claims) == sorted(claim.id for claim in claims)
    looks = [member.id for relation in comparison.relations if relation.verdict == "not_comparable" for member in relation.claims]
    assert all(looks.count(key) <= 3 for key in looks)
    for relation in comparison.relations:
        articles_of = {claim.article for claim in claims if claim.id in {member.id for member in relation.claims}}
        assert relation.same_article == (len(articles_of) == 1)
        assert not relation.same_article or relation.verdict in {"agree", "part_of", "sums_to", "conflict"}
        assert relation.confidence is None
        assert relation.reason_code in REASONS
