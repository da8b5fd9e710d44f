"""An evaluation put together by hand: two stories, two kinds, a mistake or two, with figures that can be worked out on paper."""

from typing import Any

from evaluation.accuracy.calibration import Bin, Reliability
from evaluation.accuracy.counts import Counts
from evaluation.accuracy.evaluation import Evaluation
from evaluation.accuracy.mistakes import Mistake, MistakeClass
from evaluation.accuracy.page.shown import Costs, Shown
from evaluation.accuracy.relations import RelationScores, StoryRelations
from evaluation.accuracy.score import Cell, ClaimScores
from tests.evaluation.report.story import make_story

EVIL = "</style><script>alert(1)</script>\"onload=alert(2) x='\u202e{{ 7 * 7 }}\x07"
WIRE, LEDGER = "velm/01-wire", "velm/02-ledger"
COSTS = Costs(words=5000, load_seconds=1.5, extract_seconds=2.0, compare_seconds=0.5, peak_memory=300 * 2**20)
VERSIONS = {"spacy": "3.8.7", "counterclaim": "0.1.0"}


def claim_scores() -> ClaimScores:
    """Quantities: 3 of 4 found and 3 of 5 right in one article, 2 of 2 and 2 of 2 in the other.

    Precision 5/7 and recall 5/6, so F1 is 10/13. Drawing two articles of two gives the first twice (F1 6/9), both, or the second twice
    (F1 1), with chances of 1, 2 and 1 in 4: the 95 % interval is 2/3 to 1.
    """
    one, other = Counts(4, 3, 5, 3), Counts(2, 2, 2, 2)
    cells = [Cell(WIRE, "quantity", "body", "", level, one) for level in ("exact", "overlap", "value")]
    cells += [Cell(LEDGER, "quantity", "caption", "", level, other) for level in ("exact", "overlap", "value")]
    cells += [
        Cell(WIRE, "quantity", "body", "modifier", "found", Counts(3, 1, 3, 1)),
        Cell(LEDGER, "quantity", "caption", "modifier", "found", Counts(2, 2, 2, 2)),
        Cell(WIRE, "quantity", "body", "unit", "found", Counts(3, 3, 3, 3)),
        Cell(WIRE, "quantity", "body", "modifier", "all", Counts(4, 1, 5, 1)),
    ]
    return ClaimScores(tuple(cells), (WIRE, LEDGER), {})


def relation_scores() -> RelationScores:
    """Conflicts: 1 of 2 found by 1 of 1 alarm, and none of 1 by a false one; 2 false alarms per 1,000 pairs (1 in 500)."""
    first = StoryRelations(
        "north", {"conflict": Counts(2, 1, 1, 1)}, {"conflict": Counts(2, 1, 1, 1)}, {},
        {("conflict", "conflict"): 16, ("conflict", "agree"): 1, ("none", "agree"): 4}, 0, 300, 300,
    )  # fmt: skip
    second = StoryRelations(
        "velm", {"conflict": Counts(1, 0, 1, 0)}, {"conflict": Counts(1, 0, 1, 0)}, {}, {("agree", "none"): 9}, 1, 200, 200
    )  # fmt: skip
    return RelationScores((first, second))


def mistake(start: int, end: int, context: str, context_start: int, **fields: Any) -> Mistake:
    defaults: dict[str, Any] = {"article": WIRE, "wanted": "about", "found": "exact", "gold": "g1", "claim": "c1"}
    return Mistake(start=start, end=end, context=context, context_start=context_start, **(defaults | fields))


def evaluation(name: str = "dev", *, calibrated: bool = False, mistakes: tuple[MistakeClass, ...] = ()) -> Evaluation:
    return Evaluation(
        name=name,
        sha256="0123456789abcdef" * 4,
        stories=2,
        articles=2,
        words=4321,
        claims=claim_scores(),
        relations=relation_scores(),
        calibration=(calibration(),) if calibrated else (),
        mistakes=mistakes,
    )


def calibration() -> Reliability:
    """Two bins of 20: the first at .5 with 12 right, the second at .9 with 17 right."""
    bins = (Bin(20, 0.4, 0.6, 0.5, 0.6, (0.5, 0.7)), Bin(20, 0.8, 1.0, 0.9, 0.85, None))
    return Reliability("quantity claims", bins, items=40, brier=0.2, base=0.25, ece=0.075)


def classes() -> tuple[MistakeClass, ...]:
    """A wrong slot of a claim, a missed claim and a confused verdict, about the story of the report's tests."""
    _, claims, _, _ = make_story()
    over = claims[0]
    return (
        MistakeClass("quantity.modifier: about -> exact", (mistake(4, 7, "old 300 new", 0, claim=over.id),)),
        MistakeClass("quantity: missed", (mistake(10, 12, "art 90 cut", 6, wanted="90", found=None, claim=None),)),
        MistakeClass("agree -> refines", (mistake(0, 3, "300; 301 (velm/02-ledger)", 0, claim="r1"),)),
    )


def shown(name: str = "dev", *, examples: bool = True, report: str | None = "dev/report.html", **fields: Any) -> Shown:
    fields.setdefault("mistakes", classes())
    return Shown(evaluation(name, **fields), make_story()[0], examples=examples, report=report)
