"""Gold: what people read in articles, claim by claim and relation by relation.

A gold claim gives the slots that a reader can tell; a slot that it leaves out is not scored. The lines may be written by hand or
be claim records as the tool exports them. Whatever does not fit is refused with every fault of every file at once.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus.article import Article, text_hash
from corpus.errors import AnnotationError, AnnotationFaults
from corpus.near_duplicates import near_duplicates
from evaluation.accuracy.gold_schema import claim_faults, relation_faults

_NO_SLOTS = frozenset({"id", "article", "start", "end", "quote"})


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim as a person read it; `slots` are its blocks and scopes in the form of the contract."""

    id: str
    article: str
    kind: str
    start: int
    end: int
    quote: str
    slots: Mapping[str, Any] = field(hash=False)
    zone: str = "body"


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """One relation between gold claims; `roles` stand beside `claims` in the same order, `why` is the reader's reason."""

    id: str
    verdict: str
    claims: tuple[str, ...]
    roles: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of one folder; `sha256` changes with any of its lines and with the text of any article it is about."""

    claims: tuple[GoldClaim, ...]
    relations: tuple[GoldRelation, ...]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    path: Path
    number: int
    row: dict[str, Any]

    def fault(self, problem: str) -> AnnotationError:
        return AnnotationError(self.path, self.number, problem)


def read_gold(folder: Path, articles: Sequence[Article]) -> Gold:
    """The gold files of `folder` (`*.claims.jsonl`, `*.relations.jsonl`) over `articles`.

    AnnotationFaults with all faults of all files, in the order of files and lines, when any line does not fit its article, the
    contract or the other lines; also when the folder has no claims at all.
    """
    faults: list[AnnotationError] = []
    claim_lines = list(_lines(folder, "claims.jsonl", faults))
    relation_lines = list(_lines(folder, "relations.jsonl", faults))
    by_id = {article.id: article for article in articles}
    claims = list(_claims(claim_lines, by_id, faults))
    named = {str(line.row.get("id")) for line in claim_lines}
    relations = list(_relations(relation_lines, named, faults))
    if not claim_lines and not faults:
        faults.append(AnnotationError(folder, 1, "no gold claim here: expected files named *.claims.jsonl"))
    if faults:
        raise AnnotationFaults(sorted(faults, key=lambda fault: (str(fault.path), fault.line)))
    return Gold(tuple(claims), tuple(relations), _hash(claim_lines, relation_lines, by_id))


def check_splits(splits: Mapping[str, Sequence[Article]]) -> None:
    """Refuse splits ("dev", "test") that share a story or a text; AnnotationFaults names both places of each.

    A story is the folder that an article's id begins with. The same id, an equal text and a near-duplicate are each refused.
    """
    placed = {f"{number}\x1f{article.id}": (split, article) for number, split in enumerate(splits) for article in splits[split]}
    faults = _shared_names(splits)
    for group in near_duplicates([replace(article, id=key) for key, (_, article) in placed.items()]):
        first_split, first = placed[group[0]]
        for split, article in (placed[key] for key in group[1:]):
            if split != first_split and article.id != first.id:
                likeness = "has the same text as" if text_hash(article.text) == text_hash(first.text) else "repeats most of"
                faults.append(_split_fault(split, article.id, f"the article {likeness} {first.id!r} of {first_split}"))
    if faults:
        raise AnnotationFaults(faults)


def _shared_names(splits: Mapping[str, Sequence[Article]]) -> list[AnnotationError]:
    """One fault for each article or story that a later split has in common with an earlier one."""
    first: dict[tuple[str, str], str] = {}
    return [
        _split_fault(split, name, f"the {what} is in {first[what, name]} too")
        for split in splits
        for what, name in sorted({name for article in splits[split] for name in _names(article.id)})
        if first.setdefault((what, name), split) != split
    ]


def _names(article: str) -> list[tuple[str, str]]:
    story, slash, _ = article.partition("/")
    return [("article", article), ("story", story)] if slash else [("article", article)]


def _split_fault(split: str, name: str, problem: str) -> AnnotationError:
    return AnnotationError(Path(split) / name, 1, f"{problem}: a story belongs to one split for good")


def _lines(folder: Path, ending: str, faults: list[AnnotationError]) -> Iterator[_Line]:
    """The lines that are JSON objects; what else is there becomes a fault. Empty lines are passed over."""
    for path in sorted({*folder.glob(f"*.{ending}"), *folder.glob(ending)}):
        try:
            lines = path.read_text(encoding="utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            faults.append(AnnotationError(path, 1, f"cannot be read as UTF-8 text ({error})"))
            continue
        for number, text in enumerate(lines, start=1):
            if not text.strip():
                continue
            try:
                row = json.loads(text)
            except (ValueError, RecursionError) as error:
                faults.append(AnnotationError(path, number, f"no JSON object ({error})"))
                continue
            if isinstance(row, dict):
                yield _Line(path, number, row)
            else:
                faults.append(AnnotationError(path, number, f"no JSON object but {text!r:.40}"))


def _claims(lines: Sequence[_Line], articles: Mapping[str, Article], faults: list[AnnotationError]) -> Iterator[GoldClaim]:
    seen: dict[str, _Line] = {}
    strangers: set[str] = set()
    for line in lines:
        row, problems = line.row, claim_faults(line.row)
        name = f"claim {row.get('id')}"
        if "id" in row and (first := seen.setdefault(str(row["id"]), line)) is not line:
            problems.append(f"the id was given to another claim before ({first.path.name}:{first.number})")
        if isinstance(row.get("article"), str) and row["article"] not in articles and row["article"] not in strangers:
            strangers.add(row["article"])
            faults.append(line.fault(f"{name} is about {row['article']!r}, which is not among the articles"))
        article = articles.get(str(row.get("article")))
        if article is not None and not problems:
            problems += _place_faults(row, article.text)
        faults += [line.fault(f"{name}: {problem}") for problem in problems]
        if article is not None and not problems:
            slots = {key: value for key, value in row.items() if key not in _NO_SLOTS}
            zone = row.get("zone") or article.zone_at(row["start"])
            yield GoldClaim(row["id"], row["article"], row["kind"], row["start"], row["end"], row["quote"], slots, zone)


def _place_faults(row: Mapping[str, Any], text: str) -> list[str]:
    start, end, quote = row["start"], row["end"], row["quote"]
    if not 0 <= start < end:
        return [f"claim span {start}-{end} is empty or reversed"]
    if end > len(text):
        return [f"claim span {start}-{end} ends after the text ({len(text)} characters); was the article cleaned again?"]
    if text[start:end] != quote:
        return [f"quotes {quote!r}, the text has {text[start:end]!r}: was it changed?"]
    return []


def _relations(lines: Sequence[_Line], known: set[str], faults: list[AnnotationError]) -> Iterator[GoldRelation]:
    seen: dict[str, _Line] = {}
    for line in lines:
        row, problems = line.row, relation_faults(line.row)
        name = f"relation {row.get('id')}"
        if "id" in row and (first := seen.setdefault(str(row["id"]), line)) is not line:
            problems.append(f"the id was given to another relation before ({first.path.name}:{first.number})")
        if not problems:
            problems += _member_faults([part["id"] for part in row["claims"]], known)
        faults += [line.fault(f"{name}: {problem}") for problem in problems]
        if not problems:
            parts = row["claims"]
            why = row.get("why") or row.get("reason") or ""
            yield GoldRelation(row["id"], row["verdict"], tuple(p["id"] for p in parts), tuple(p["role"] for p in parts), why)


def _member_faults(claims: Sequence[str], known: set[str]) -> list[str]:
    faults = []
    if len(claims) < 2:
        faults.append(f"joins {len(claims)} claims, expected two or more")
    if twice := sorted(claim for claim, times in Counter(claims).items() if times > 1):
        faults.append(f"names a claim twice: {', '.join(twice)}")
    if unknown := [claim for claim in claims if claim not in known and not claim.startswith("record:")]:
        faults.append(f"names claims that do not exist: {', '.join(unknown)}")
    return faults


def _hash(claims: Sequence[_Line], relations: Sequence[_Line], articles: Mapping[str, Article]) -> str:
    """Independent of how the lines are spaced, ordered or spread over files."""
    parts = [["claim", line.row["id"], line.row] for line in claims] + [["relation", line.row["id"], line.row] for line in relations]
    about = sorted({line.row["article"] for line in claims})
    parts += [["article", name, text_hash(articles[name].text)] for name in about]
    rows = sorted(json.dumps(part, sort_keys=True, ensure_ascii=False, separators=(",", ":")) for part in parts)
    return hashlib.sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()
