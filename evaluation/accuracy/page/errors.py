"""The classes of mistakes with a few places of each, as they are shown; nothing of a held-out split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotations.vocabulary import VERDICT_ORDER
from evaluation.accuracy.mistakes import Mistake, MistakeClass
from evaluation.accuracy.page.links import article_link, claim_link, finding_link
from evaluation.accuracy.page.shown import Shown
from evaluation.report.clean import clip, plain_text

EXAMPLES = 5
FREQUENT = 30
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Example:
    """One mistake: the text before, at and after it, what was wanted and found, and where the report shows it."""

    article: str
    before: str
    marked: str
    after: str
    wanted: str
    found: str
    link: str | None
    link_text: str


@dataclass(frozen=True, slots=True)
class ClassView:
    """One class; `width` is its bar in percent of the largest."""

    name: str
    count: int
    width: float
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Errors:
    """The classes of one split by frequency; the `rare` ones are folded together."""

    split: int
    name: str
    number: int
    frequent: tuple[ClassView, ...]
    rare: tuple[ClassView, ...]


def errors_of(shown: Shown, split: int) -> Errors:
    """The classes of a split whose texts may be shown."""
    classes = shown.evaluation.mistakes
    most = max((one.count for one in classes), default=1)
    texts = {article.id: article.text for article in shown.articles}
    views = [_class_view(one, most, shown, texts) for one in classes]
    return Errors(split, shown.name, sum(one.count for one in classes), tuple(views[:FREQUENT]), tuple(views[FREQUENT:]))


def _class_view(one: MistakeClass, most: int, shown: Shown, texts: Mapping[str, str]) -> ClassView:
    examples = [_example(mistake, shown, texts, is_finding=is_about_relations(one)) for mistake in spread(one.examples)[:EXAMPLES]]
    return ClassView(one.name, one.count, round(100 * one.count / most, 2), tuple(examples))


def spread(mistakes: Sequence[Mistake]) -> list[Mistake]:
    """All of `mistakes`, the first of each article before the second of any: five from one article would show one author's habit."""
    before: Counter[str] = Counter()
    ranked = []
    for mistake in mistakes:
        ranked.append((before[mistake.article], mistake))
        before[mistake.article] += 1
    return [mistake for _, mistake in sorted(ranked, key=lambda item: item[0])]


def is_about_relations(one: MistakeClass) -> bool:
    """True for a class of relations ("agree -> refines", "conflict: missed"), whose ids are those of relations."""
    return one.name.replace(":", " ").split()[0] in VERDICT_ORDER


def _example(mistake: Mistake, shown: Shown, texts: Mapping[str, str], *, is_finding: bool) -> Example:
    begin, end = (min(max(0, offset - mistake.context_start), len(mistake.context)) for offset in (mistake.start, mistake.end))
    parts = (mistake.context[:begin], mistake.context[begin:end], mistake.context[end:])
    before, marked, after = (plain_text(part).replace("\n", " ") for part in parts)
    # The context of a finding is a list of quotes, that of a claim a stretch of text that may be cut within a word.
    if not is_finding and mistake.context_start > 0:
        before = f"\u2026 {before.split(' ', 1)[-1]}"
    if not is_finding and mistake.context_start + len(mistake.context) < len(texts.get(mistake.article, "")):
        after = f"{after.rsplit(' ', 1)[0]} \u2026"
    link, words = _target(mistake, shown, is_finding=is_finding)
    return Example(
        article=mistake.article,
        before=before,
        marked=marked,
        after=after,
        wanted=clip(mistake.wanted or "nothing", _LONGEST),
        found=clip(mistake.found or "nothing", _LONGEST),
        link=link,
        link_text=words,
    )


def _target(mistake: Mistake, shown: Shown, *, is_finding: bool) -> tuple[str | None, str]:
    """The claim or finding that was given; the article, where nothing was."""
    if mistake.claim is None:
        return article_link(shown, mistake.article), "the article in the report"
    if is_finding:
        return finding_link(shown, mistake.claim), "the finding in the report"
    return claim_link(shown, mistake.claim), "the claim in the report"
