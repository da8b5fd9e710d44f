"""What to check before publishing: questions that the claims of a fact leave open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotations.relation import Question
from annotations.vocabulary import QuestionCode
from corpus.article import Article
from evaluation.compare import explain
from evaluation.compare.finding import Finding
from evaluation.compare.lexicon import WORD, singular, word_list
from evaluation.compare.reading import Reading
from evaluation.compare.witnesses import Accounts

_YEAR_FLAGS = frozenset({"year_inferred", "year_unresolved"})


def find_questions(
    members: Sequence[Reading],
    findings: Sequence[Finding],
    accounts: Accounts,
    readings: Mapping[str, Reading],
    articles: Mapping[str, Article],
) -> tuple[Question, ...]:
    """The questions of one fact, in the fixed order of their codes; a date or place on its own asks nothing."""
    if members[0].claim.kind in {"date", "place"}:
        return ()
    found = (
        _no_source(members, accounts),
        _unclear_identity(members, accounts),
        _doubtful_year(members),
        _window(members, findings),
        _attribution(members, findings),
        _population(members, findings),
        _no_period(members, findings),
        _undated(members, articles),
        _accused(members, readings),
    )
    return tuple(question for question in found if question is not None)


def _question(code: QuestionCode, text: str, readings: Iterable[Reading]) -> Question | None:
    keys = tuple(sorted({reading.claim.id for reading in readings}))
    return Question(code, text, keys) if keys else None


def _no_source(members: Sequence[Reading], accounts: Accounts) -> Question | None:
    if members[0].claim.kind == "legal" or any(witness.source is not None for witness in accounts.witnesses):
        return None
    return _question("no_source", f"Who says {explain.quoted(members[0])}? No article names a source.", members)


def _unclear_identity(members: Sequence[Reading], accounts: Accounts) -> Question | None:
    unclear = [witness for witness in accounts.witnesses if witness.source is not None and witness.identity != "named"]
    if not unclear:
        return None
    keys = {key for witness in unclear for key in witness.claims}
    same = any(witness.identity == "same_description" for witness in unclear)
    name = unclear[0].source or ""
    text = f"Is \u201c{name}\u201d the same source as the other of that description?" if same else f"Who is \u201c{name}\u201d?"
    return _question("source_unclear_identity", text, (reading for reading in members if reading.claim.id in keys))


def _doubtful_year(members: Sequence[Reading]) -> Question | None:
    doubtful = [reading for reading in members if reading.claim.when is not None and _YEAR_FLAGS & set(reading.claim.when.flags)]
    if not doubtful:
        return None
    words = doubtful[0].claim.when.text if doubtful[0].claim.when else ""
    return _question("year_doubtful", f"Which year does {explain.quoted(doubtful[0])} belong to (\u201c{words}\u201d)?", doubtful)


def _flagged(members: Sequence[Reading], findings: Sequence[Finding], flag: str) -> list[Reading]:
    keys = {key for finding in findings if flag in finding.flags and finding.verdict != "not_comparable" for key in finding.claims}
    return [reading for reading in members if reading.claim.id in keys]


def _window(members: Sequence[Reading], findings: Sequence[Finding]) -> Question | None:
    chosen = _flagged(members, findings, "boundary_mismatch")
    text = f"Do {_figures(chosen)} cover the same days? Their periods begin or end at different times."
    return _question("window_mismatch", text, chosen)


def _attribution(members: Sequence[Reading], findings: Sequence[Finding]) -> Question | None:
    chosen = _flagged(members, [f for f in findings if f.verdict in {"agree", "refines", "compatible"}], "attribution_differs")
    text = f"Whose figure is {_figures(chosen[:1])}? The articles name different sources for it."
    return _question("attribution_differs", text, chosen)


def _population(members: Sequence[Reading], findings: Sequence[Finding]) -> Question | None:
    chosen = _flagged(members, findings, "population_in_doubt")
    text = f"Whom do {_figures(chosen)} count? The articles describe those counted differently."
    return _question("population_in_doubt", text if len(chosen) > 1 else text.replace("do ", "does ", 1), chosen)


def _figures(chosen: Sequence[Reading]) -> str:
    """The first two figures as printed, joined by "and"."""
    return " and ".join(list(dict.fromkeys(explain.quoted(reading) for reading in chosen))[:2])


def _no_period(members: Sequence[Reading], findings: Sequence[Finding]) -> Question | None:
    keys = {key for finding in findings if finding.code == "no_period" for key in finding.claims}
    silent = [reading for reading in members if reading.claim.id in keys and reading.claim.when is None]
    return _question("no_period", f"For which period does {explain.quoted(silent[0])} hold?", silent) if silent else None


def _undated(members: Sequence[Reading], articles: Mapping[str, Article]) -> Question | None:
    undated = [reading for reading in members if (article := articles.get(reading.claim.article)) is not None and article.published is None]
    return _question("undated_article", "When was this article published? It carries no date.", undated)


def _accused(members: Sequence[Reading], readings: Mapping[str, Reading]) -> Question | None:
    """Nobody who is said to have done it is quoted on it in these articles."""
    agents = {
        event.agent for reading in members if (event := reading.claim.event) and event.agent and reading.state in word_list("answerable")
    }
    named = sorted(agent for agent in agents if agent[:1].isupper())
    if not named:
        return None
    articles = {reading.claim.article for reading in members}
    heard = {
        link.source.lower() for reading in readings.values() if reading.claim.article in articles for link in reading.claim.attribution
    }
    silent = [agent for agent in named if not any(agent.lower() in source or source in agent.lower() for source in heard)]
    if not silent:
        return None
    chosen = [reading for reading in members if reading.claim.event and reading.claim.event.agent in silent]
    text = f"{_asks(silent[0])} about {explain.quoted(chosen[0])}? No article quotes an answer."
    return _question("accused_not_heard", text, chosen)


def _asks(name: str) -> str:
    """ "What do the Chinese authorities say", "What does China say"."""
    last = WORD.findall(name)[-1:] or [name]
    plural = last[0].islower() and (singular(last[0]) != last[0] or last[0] == "police")
    article = "the " if last[0].islower() and not name.lower().startswith(("the ", "a ", "an ")) else ""
    return f"What {'do' if plural else 'does'} {article}{name} say"
