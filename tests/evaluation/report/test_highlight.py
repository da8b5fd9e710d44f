from hypothesis import given
from hypothesis import strategies as st

from annotations.claim import Claim, DateValue, Quantity
from corpus.article import Article, Zone
from evaluation.report.clean import plain_text
from evaluation.report.highlight import Piece, article_pieces
from tests.evaluation.report.story import article

TEXT = "In March 2024 about 12,000 people left the valley of Orm, 40 of them by boat."


def _claims(text: Article, spans: list[tuple[int, int]]) -> list[Claim]:
    found = []
    for number, (start, end) in enumerate(spans):
        block: dict[str, object] = {"date": DateValue("DATE", "2024")} if number % 2 else {"quantity": Quantity(None, None)}
        found.append(
            Claim(
                id=f"c{number}", article=text.id, kind="date" if number % 2 else "quantity", start=start, end=end,
                quote=text.text[start:end], sentence=(0, len(text.text)), **block,  # type: ignore[arg-type]
            )
        )  # fmt: skip
    return found


spans = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(lambda pair: (pair[0], min(len(TEXT), pair[0] + pair[1]))), max_size=8
)


@given(spans)
def test_pieces_say_the_text_and_nest(chosen: list[tuple[int, int]]) -> None:
    text = article("a", TEXT, zones=(Zone(0, 13, "headline"),))
    pieces = article_pieces(text, _claims(text, chosen), {})
    assert "".join(piece.value for piece in pieces if piece.step == "text") == TEXT
    depth = 0
    for piece in pieces:
        depth += {"claim": 1, "zone": 1, "close": -1}.get(piece.step, 0)
        assert depth >= 0
    assert depth == 0


@given(spans)
def test_every_character_stands_under_as_many_marks_as_claims(chosen: list[tuple[int, int]]) -> None:
    text = article("a", TEXT)
    expected = [sum(start <= index < end for start, end in chosen) for index in range(len(TEXT))]
    found: list[int] = []
    depth = 0
    for piece in article_pieces(text, _claims(text, chosen), {}):
        depth += {"claim": 1, "close": -1}.get(piece.step, 0)
        if piece.step == "text":
            found += [depth] * len(piece.value)
    assert found == expected


@given(spans)
def test_every_claim_begins_once(chosen: list[tuple[int, int]]) -> None:
    text = article("a", TEXT)
    claims = _claims(text, chosen)
    begun = [piece.claim for piece in article_pieces(text, claims, {}) if piece.step == "claim" and piece.claim]
    assert sorted(begun) == sorted(claim.id for claim in claims)


def test_crossing_claims_are_split_and_linked() -> None:
    text = article("a", "forty boats left")
    pieces = article_pieces(text, _claims(text, [(0, 11), (6, 16)]), {"c0": "F1", "c1": "F2"})
    assert pieces == [
        Piece("claim", "quantity", "c0"), Piece("text", "forty "), Piece("claim", "date", "c1"), Piece("text", "boats"),
        Piece("close", ""), Piece("close", ""), Piece("link", "F1", "c0"), Piece("claim", "date"), Piece("text", " left"),
        Piece("close", ""), Piece("link", "F2", "c1"),
    ]  # fmt: skip


def test_emoji_and_hidden_characters_do_not_shift_a_mark() -> None:
    text = article("a", "\U0001f6a8 \u202ealarm: 40 dead")
    start = text.text.index("40")
    pieces = article_pieces(text, _claims(text, [(start, start + 7)]), {})
    assert [piece.value for piece in pieces if piece.step == "text"] == [plain_text("\U0001f6a8 \u202ealarm: "), "40 dead"]
