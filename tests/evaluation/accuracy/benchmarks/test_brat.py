"""Attribution in brat standoff: pieces of a span, events, refusals with their line, token and span scores worked out by hand."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BenchmarkError
from evaluation.accuracy.benchmarks.brat import Attribution, Item, Pieces, predict, read, score
from pipeline.load import load_pipeline

TEXT = "The harbour master said nine boats were missing. “We,” she added, “will go on.”\n"


@cache
def _pipeline() -> Any:
    return load_pipeline()


def _span(*parts: str) -> str:
    offsets = ";".join(f"{TEXT.index(part)} {TEXT.index(part) + len(part)}" for part in parts)
    return f"{offsets}\t{' '.join(parts)}"


LINES = [
    f"T1\tSource {_span('The harbour master')}",
    f"T2\tCue {_span('said')}",
    f"T3\tContent {_span('nine boats were missing')}",
    f"T4\tAttribution {_span('said')}",
    f"T5\tSource {_span('she')}",
    f"T6\tCue {_span('added')}",
    f"T7\tContent {_span('“We,”', '“will go on.”')}",
    f"T8\tAttribution {_span('added')}",
    f"T9\tNested {_span('master')}",
    "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
    "E2\tAttribution:T8 Content:T7 Cue:T6",
    "R1\tTwin Arg1:T1 Arg2:T5",
    "A1\tFactual E1",
    "#1\tAnnotatorNotes T1\twho is this?",
]


def _write(folder: Path, lines: list[str], text: str = TEXT) -> Path:
    (folder / "a.txt").write_bytes(text.encode())
    (folder / "a.ann").write_bytes(("\n".join(lines) + "\n").encode())
    return folder


def test_a_folder_is_read(tmp_path: Path) -> None:
    reading = read(_write(tmp_path, LINES))
    (item,) = reading.items
    first, second = item.attributions
    assert [TEXT[start:end] for start, end in first.content[0]] == ["nine boats were missing"]
    assert [TEXT[start:end] for start, end in second.content[0]] == ["“We,”", "“will go on.”"]
    assert (len(first.source), second.source) == (1, ())
    assert len(item.spans["source"]) == 2
    assert reading.remarks == ("annotations of the type nested, not scored: 1",)


def test_a_text_without_annotations_is_read_beside_others(tmp_path: Path) -> None:
    _write(tmp_path, LINES)
    (tmp_path / "b.txt").write_text("Nobody spoke.", encoding="utf-8")
    (tmp_path / "b.ann").write_text("", encoding="utf-8")
    assert [item.id for item in read(tmp_path).items] == ["a", "b"]


def test_line_ends_count_as_they_are(tmp_path: Path) -> None:
    text = "One.\r\nHe left."
    _write(tmp_path, ["T1\tSource 6 8\tHe"], text)
    assert read(tmp_path).items[0].text == text


REFUSED = [
    (["T1\tSource 0 4000\tThe"], 1, "outside the text"),
    (["T1\tSource 9 9\t"], 1, "outside the text"),
    (["T1\tSource 0 3\tAll"], 1, "'The', not 'All'"),
    (["T1\tSource zero 3\tThe"], 1, "no type with offsets"),
    (["T1\tSource 0 3;5\tThe"], 1, "no type with offsets"),
    (["T1\tSource 0 3\tThe", "T1\tCue 0 3\tThe"], 2, "T1 stands twice"),
    (["T1\tSource 0 3\tThe", "E1\tAttribution:T4 Cue:T1"], 2, "no event"),
    (["T1\tSource 0 3\tThe", "E1\tAttribution"], 2, "no event"),
    (["hello"], 1, "no annotation"),
    (["T1 Source 0 3 The"], 1, "no annotation"),
    (["T1\tPlace 0 3\tThe"], 0, "no annotation is a Source, Cue or Content"),
]


@pytest.mark.parametrize(("lines", "line", "reason"), REFUSED)
def test_a_malformed_annotation_is_refused(tmp_path: Path, lines: list[str], line: int, reason: str) -> None:
    with pytest.raises(BenchmarkError) as caught:
        read(_write(tmp_path, lines))
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_missing_and_foreign_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match=r"no \.ann file"):
        read(tmp_path)
    _write(tmp_path, LINES)
    (tmp_path / "a.txt").write_bytes(TEXT.encode("utf-16"))
    with pytest.raises(BenchmarkError, match=r"binary|UTF-8"):
        read(tmp_path)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(BenchmarkError, match=r"no a\.txt beside it"):
        read(tmp_path)


def _attribution(source: Pieces, cue: Pieces, content: Pieces) -> Attribution:
    return Attribution(*(((pieces,) if pieces else ()) for pieces in (source, cue, content)))


def _item(text: str, *attributions: Attribution) -> Item:
    spans = {role: tuple(sorted({one for each in attributions for one in each.spans(role)})) for role in ("source", "cue", "content")}
    return Item("1", text, spans, attributions)


def test_scores_by_hand() -> None:
    #       0         1         2         3
    #       0123456789012345678901234567890123456789
    text = "Mr. Ode said that ten men left, he said."
    gold = _attribution(((0, 7),), ((8, 12),), ((13, 30),))  # Mr. Ode | said | that ten men left
    ours = _attribution(((4, 7),), ((8, 12),), ((18, 30),))  # Ode | said | ten men left
    second = _attribution(((32, 34),), ((35, 39),), ((13, 30),))  # given only: he | said | that ten men left
    values = {figure.name: figure.value for figure in score([_item(text, gold)], [(ours, second)])}
    # Tokens: Mr . Ode | said | that ten men left. Source wanted 3 (Mr, the period, Ode), given Ode and he: 1 right of 2, of 3.
    assert values["source token precision"] == pytest.approx(1 / 2)
    assert values["source token recall"] == pytest.approx(1 / 3)
    assert values["source token F1"] == pytest.approx(2 / 5)
    assert values["cue token F1"] == pytest.approx(2 / 3)  # 1 of 2 given, 1 of 1 wanted
    # Content: both given contents together cover the 4 wanted tokens and no other.
    assert values["content token F1"] == 1
    assert values["source exact span F1"] == 0
    assert values["source overlapping span F1"] == pytest.approx(2 / 3)
    # The second content given is the one wanted: 1 of 2 given, 1 of 1 wanted.
    assert values["content exact span F1"] == pytest.approx(2 / 3)
    assert values["whole attribution F1"] == pytest.approx(2 / 3)


def test_a_whole_attribution_needs_its_source_or_its_silence() -> None:
    text = "Two boats sank, it was said."
    silent = _attribution((), ((23, 27),), ((0, 14),))
    named = _attribution(((16, 18),), ((23, 27),), ((0, 14),))
    values = {figure.name: figure.value for figure in score([_item(text, silent)], [(named,)])}
    assert values["whole attribution F1"] == 0
    assert values["content exact span F1"] == 1


def test_a_speaker_in_the_middle_cuts_the_content(tmp_path: Path) -> None:
    (item,) = read(_write(tmp_path, LINES)).items
    ((*found,),) = predict([item], _pipeline())
    contents = [[TEXT[start:end] for start, end in pieces] for one in found for pieces in one.content]
    assert ["“We,”", "“will go on.”"] in contents


words = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=5)


@given(words)
def test_what_gold_says_scores_one_in_any_order(widths: list[tuple[int, int]]) -> None:
    attributions, start = [], 0
    for width, gap in widths:
        bounds = [start, start + 2 * width, start + 4 * width, start + 6 * width]
        source, cue, content = (((one, other),) for one, other in pairwise(bounds))
        attributions.append(_attribution(source, cue, content))
        start = bounds[-1] + 2 * gap
    item = _item("a " * start, *attributions)
    assert {figure.value for figure in score([item], [tuple(reversed(attributions))])} == {1.0}
