"""What the noun phrase of a source says of it: the proper name inside or beside it, and the kind of source it is."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import combining

from spacy.tokens import Doc, Token

from pipeline.attribution.source_kind import RECORDS, TITLES, is_document_word, is_person_word, kind_of_words, plain
from pipeline.clause import is_tagged

BREAKS = frozenset({"that", "which", "who", "whom", "because", "as", "while", "when", "but", "if", "where", "whose", "since"})
_BODIES = frozenset([
    "group", "organisation", "organization", "charity", "agency", "newspaper", "daily", "firm", "company", "ngo", "watchdog",
    "federation", "union", "association", "network", "coalition", "foundation", "broadcaster", "monitor", "institute", "party",
])  # fmt: skip
_IN_NAMES = frozenset(" .,'’‘\"“”&-–—‐‑/´`ʼ")  # marks that a name may hold
_MAKERS = frozenset({"organisation", "government"})
_NO_NAMES = frozenset({"the", "a", "an", "this", "that", "these", "those", "such", "which", "who", "whose"})


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """Token range of a source as printed with its head; `name` is the range of the proper name in it where there is one."""

    start: int
    end: int
    name: tuple[int, int]
    kind: str | None
    is_pronoun: bool = False


def is_printable(doc: Doc, source: SourcePhrase) -> bool:
    """True for a name that a reader would take for one: letters, no lone article, none of the marks of markup and formulas."""
    words = [token.text for token in doc[slice(*source.name)] if plain(token) not in _NO_NAMES]
    bare = " ".join(" ".join(words).split("(")[0].split())
    marked = any(not (char.isalnum() or char in _IN_NAMES or combining(char)) for char in bare)
    return sum(char.isalpha() for char in bare) > 1 and not marked


def named_phrase(doc: Doc, start: int, end: int, sent: tuple[int, int]) -> SourcePhrase:
    """The source that the tokens from `start` to `end` name: "coast guard spokesman Noel Cruz" is a person, Noel Cruz."""
    words = [token.text for token in doc[start:end]]
    if end - start == 1 and doc[start].lower_ in {"he", "she", "they", "it", "we", "i", "you", "both", "our", "my", "their", "its"}:
        kind = "person" if doc[start].lower_ in {"he", "she", "i"} else None
        return SourcePhrase(start, end, (start, end), kind, is_pronoun=True)
    name = _name_in(doc, start, end) or _name_of_member(doc, start, end) or _name_beside(doc, start, end, sent)
    if name is not None:
        body = (name[0] > start and doc[name[0] - 1].lower_ in _BODIES) or _is_plain_body(doc, start, end)
        return SourcePhrase(start, end, name, "organisation" if body else "person")
    inner = _maker_of_document(doc, start, end)
    if inner is not None:
        return SourcePhrase(start, end, inner, kind_of_words([token.text for token in doc[slice(*inner)]]) or "organisation")
    kind = kind_of_words(words) or _kind_of_apposition(doc, end, sent) or _kind_of_entity(doc, start, end)
    return SourcePhrase(start, end, (start, end), kind)


def _name_in(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """The person's name in "coast guard spokesman Noel Abarquez" and "Ambassador Robert R. King"; None where there is none."""
    first = end
    while first > start and _name_like(doc[first - 1]):
        first -= 1
    offices = [i for i in range(start, end) if is_person_word(doc[i].text)]
    last = max((i for i in offices if i < end - 1), default=None)
    if last is not None and first <= last + 1 and all(_name_like(doc[i]) for i in range(last + 1, end)):
        return last + 1, end
    if start < first < end and doc[first - 1].lower_ in _BODIES:
        return first, end  # "the human rights group Watchful"
    if last is None and first == start and any(token.ent_type_ in {"PERSON", "PER"} for token in doc[start:end]):
        return (start, end) if kind_of_words([token.text for token in doc[start:end]]) is None else None
    return None


def _name_of_member(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """The person in "Kanya Rattan of the Border Clinic" and in "Rokeya Alam, 34,": a name without office."""
    stop = next((i for i in range(start, end) if doc[i].lower_ in {"of", "from", "at", "with"}), end)
    aged = stop == end and end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].text.isdigit() and len(doc[end + 1]) <= 2
    titled = start > 0 and doc[start - 1].lower_.rstrip(".") in TITLES  # "Ms | Sow of the clinic", the title left out of the phrase
    if not (stop < end or aged) or not 2 <= stop - start + titled <= 4:
        return None
    named = all(_name_like(token) and not token.is_digit for token in doc[start:stop]) and doc[start].lower_ != "the"
    return (start, stop) if named and (aged or kind_of_words([token.text for token in doc[start:stop]]) is None) else None


def _name_like(token: Token) -> bool:
    if token.text in _BODIES:
        return False  # "the herders' union | Sava", whatever its tag
    if token.text[:1].isupper() or token.text in {"-", "de", "bin", "al", "van", "von", "da", "del", "."} or token.pos_ == "PROPN":
        return True
    return token.i > 0 and token.nbor(-1).text == "-" and token.text.isalpha()  # "Joon-ho"


def _name_beside(doc: Doc, start: int, end: int, sent: tuple[int, int]) -> tuple[int, int] | None:
    """The name in apposition to an office: "The spokesman for the ministry, | Park Joon-ho |, confirmed"."""
    described = any(is_person_word(token.text) for token in doc[start:end]) or _is_plain_body(doc, start, end)
    if not described or end >= sent[1] or doc[end].text != "," or speaks_for_office(doc, start, end):
        return None
    last = end + 1
    while last < sent[1] and _name_like(doc[last]) and doc[last].text not in {",", "."}:
        last += 1 + (last + 2 < sent[1] and doc[last + 1].text == "." and len(doc[last]) == 1)
    if last < sent[1] and doc[last].text not in {",", "."}:
        return None
    titles = {"mr", "mrs", "ms", "dr"}
    inside = [token for token in doc[end + 1 : last] if token.lower_.rstrip(".") not in titles]
    return (end + 1, last) if 2 <= len(inside) <= 5 and all(token.text[:1].isupper() or token.text == "-" for token in inside[:1]) else None


def speaks_for_office(doc: Doc, start: int, end: int) -> bool:
    """True for "a lawyer for the owner": the name behind it may be that of either."""
    inside = any(token.pos_ == "ADP" for token in doc[start:end])
    return inside and (is_person_word(doc[end - 1].text) or doc[end - 1].lower_ == "owner")


def _is_plain_body(doc: Doc, start: int, end: int) -> bool:
    """True for "the owner", "the charity": a body named by a common noun."""
    words = [token.text for token in doc[start:end]]
    return doc[start].lower_ in {"the", "a", "its"} and words[-1].islower() and kind_of_words(words) == "organisation"


def _maker_of_document(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """The organisation behind "data from the Database Center" and "a report by Oxfam"; None for a document alone."""
    for i in range(start, end - 1):
        if doc[i].lower_ in {"from", "by", "of"} and i > start and is_document_word(doc[i - 1].text) and not is_record(doc[i - 1]):
            first = i + 1
            while first < end and doc[first].pos_ == "DET":
                first += 1
            if any(token.pos_ == "PROPN" for token in doc[first:end]) or kind_of_words([t.text for t in doc[first:end]]):
                return first, end
    owner = next((i for i in range(end - 2, start, -1) if doc[i].text in {"'s", "’s"}), None)
    if (
        owner is not None
        and not is_record(doc[end - 1])
        and is_document_word(doc[end - 1].text)
        and kind_of_words([t.text for t in doc[start:owner]]) in _MAKERS
    ):
        return start, owner  # "the agency's report"
    return None


def is_record(noun: Token) -> bool:
    """True for what is kept rather than told: "the hospital's register" is a source of its own, "the hospital's figures" are its word."""
    return noun.lower_ in RECORDS


def _kind_of_apposition(doc: Doc, end: int, sent: tuple[int, int]) -> str | None:
    """What ", a medical charity," behind a name says of it; None without such words."""
    if end + 2 >= sent[1] or doc[end].text != "," or doc[end + 1].lower_ not in {"a", "an", "the"}:
        return None
    words = []
    for token in doc[end + 1 : min(sent[1], end + 10)]:
        if token.is_punct or plain(token) in BREAKS or token.pos_ in {"VERB", "AUX"}:
            break
        words.append(token.text)
    kind = kind_of_words(words)
    return "person" if kind == "anonymous" else kind


def _kind_of_entity(doc: Doc, start: int, end: int) -> str | None:
    if doc[start].lower_ in {"a", "an", "one", "another"} and doc[end - 1].text[:1].isupper():
        return "anonymous"  # "a North Korean who left in 2001"
    ending = doc[end - 1].ent_type_ or doc[max(start, end - 2)].ent_type_
    if ending in {"PERSON", "PER"}:
        return "person"
    if ending in {"LOC", "GPE"}:
        return "government"
    if any(token.ent_type_ == "ORG" for token in doc[start:end]):
        return "organisation"
    last = doc[end - 1]
    if last.pos_ == "PROPN" or (not is_tagged(doc) and last.is_title):
        bare = doc[start].lower_ != "the" and all(token.text[:1].isupper() or token.text == "-" for token in doc[start:end])
        return "person" if bare and end - start <= 5 and not last.text.isupper() else "organisation"
    return None


def title_end(doc: Doc, start: int, end: int) -> int:
    """The token behind articles and titles: "the", "Mr.", "former Ambassador"."""
    while start < end - 1:
        based = next((i for i in range(start, min(start + 5, end - 1)) if doc[i].lower_ == "based" and doc[i - 1].text == "-"), None)
        if based is not None:
            start = based + 1
        elif doc[start + 1].pos_ == "ADP" and doc[start].lower_ not in {"the", "a", "an"}:
            break  # "Mayor of Tovar"
        elif doc[start].lower_ in {"the", "a", "an", "former", "both"} or doc[start].lower_.rstrip(".") in TITLES:
            start += 1
            if doc[start].text == "." and start < end - 1:
                start += 1
        else:
            break
    return start
