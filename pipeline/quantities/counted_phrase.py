"""Find what a number counts: the noun phrase to its right, the whole it is part of, the noun it leaves out.

Part-of-speech tags decide; the parse is used only to keep participles and second nouns apart, so that a wrong tree
does little harm. A document without tags is read with word lists.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Doc, Token

_TIME_WORDS = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow", "tonight",
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        "overnight", "midnight", "noon",
    }
)  # fmt: skip
_FUNCTION_WORDS = frozenset(
    {
        "a", "an", "the", "this", "that", "these", "those", "of", "in", "on", "at", "by", "to", "from", "for", "with", "and", "or",
        "but", "as", "who", "which", "whom", "were", "was", "are", "is", "be", "been", "had", "have", "has", "will", "would",
        "could", "should", "may", "might", "can", "must", "did", "do", "does", "not", "after", "before", "since", "during", "when",
        "while", "because", "into", "over", "under", "across", "if", "than", "per", "each", "every", "still", "also", "then", "said",
        "it", "they", "he", "she", "we", "i", "you", "its", "their", "his", "her", "remain", "died", "crossed", "so", "more", "between",
    }
)  # fmt: skip
_LONGEST = 9
_IRREGULAR_PLURALS = frozenset({"people", "men", "women", "children", "police", "staff", "troops", "dead", "wounded", "personnel"})
_COUNTED_AS_IS = frozenset(
    {
        "aircraft",
        "spacecraft",
        "crew",
        "cattle",
        "sheep",
        "fish",
        "species",
        "youth",
        "livestock",
        "poultry",
        "foot",
        "military",
        "infantry",
        "percent",
        "hovercraft",
        "watercraft",
        "helicopter",
        "rohingya",
        "clergy",
        "head",
        "casualty",
        "elderly",
    }
)
_PEOPLE = frozenset({"people", "men", "women", "children"})
_TIME_OPENERS = frozenset({"last", "next", "this", "ago", "later", "earlier", "each", "every", "apiece"})
_DEMONYM_ENDS = ("ese", "ish", "ch", "ss", "i", "an")  # "three million Vietnamese suffer"
_HYPHENS = frozenset("-\u2010\u2011")
_QUOTES = frozenset("\"'\u201c\u201d\u2018\u2019")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A counted noun phrase: its tokens (end excluded), the noun that heads it, and its text without the number."""

    begin: int
    end: int
    head: int
    text: str
    start_char: int
    end_char: int


@lru_cache(maxsize=1)
def noun_classes() -> dict[str, frozenset[str]]:
    """Give the word lists of `data/counted_nouns.jsonl` by class: person, incident, path, state."""
    lines = files("pipeline").joinpath("data/counted_nouns.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {row["class"]: frozenset(row["words"]) for row in rows}


def find_phrase(doc: Doc, i: int, stop: int, *, plural: bool = False, group: bool = False) -> Phrase | None:
    """Give the noun phrase that begins at token `i` and ends before token `stop`; None when none does.

    After "over 500" in "over 500 North Koreans were returned" it is "North Koreans"; in "46 are still held" there is none.
    `plural` says that more than one is counted, so that a singular common noun is not taken; `group` that a participle may stand
    for those counted, as behind "of those".
    """
    if i >= stop or doc[i].lower_ in _TIME_OPENERS:
        return None
    tagged = doc[i].pos_ != "" or doc[i].tag_ != ""
    head = _tagged_head(doc, i, min(stop, i + _LONGEST)) if tagged else _plain_head(doc, i, min(stop, i + _LONGEST))
    if head is not None and plural and tagged:
        head = _plural_head(doc, i, head)
    if head is None:
        head = _state_head(doc, i, stop, noun_classes()["state" if group else "state_noun"])
    if head is None:
        return None
    return _phrase(doc, i, _with_age(doc, _with_second_noun(doc, head, stop), stop) if tagged else head, head)


def _plural_head(doc: Doc, i: int, head: int) -> int | None:
    """Give the last noun that can be many: in "40 factories line the road" the factories, in "the two agree" none."""
    for j in range(head, i - 1, -1):
        token = doc[j]
        if token.pos_ in {"NOUN", "PROPN"} and (is_plural(token) or token.pos_ == "PROPN" or token.lower_ in _COUNTED_AS_IS):
            return j
    return None


def is_plural(token: Token) -> bool:
    """True if a token is written as a plural noun, by tag or by form."""
    return token.tag_ in {"NNS", "NNPS"} or token.lower_ in _IRREGULAR_PLURALS or (not token.tag_ and token.lower_.endswith("s"))


def is_person(token: Token) -> bool:
    """True if a token names people: a word of the list, or the plural of a capitalised name ("Syrians")."""
    return token.lower_ in noun_classes()["person"] or (token.text[:1].isupper() and is_plural(token) and token.i > 0)


def _phrase(doc: Doc, begin: int, last: int, head: int) -> Phrase:
    if doc[begin].text in _QUOTES and last + 1 < len(doc) and doc[last + 1].text in _QUOTES:
        last += 1
    start, end = doc[begin].idx, doc[last].idx + len(doc[last])
    text = doc[begin : last + 1].text.strip("\"'\u201c\u201d\u2018\u2019 ")
    return Phrase(begin, last + 1, head, text, start, end)


def _tagged_head(doc: Doc, i: int, stop: int) -> int | None:
    last: int | None = None
    j = i
    while j < stop:
        j = _compound_end(doc, j, stop)
        token = doc[j]
        if token.lower_ in {"rose", "fell"} and j > i:
            break
        if token.lower_ in {"cost", "costs"} and last is not None and j + 1 < stop and doc[j + 1].pos_ in {"NUM", "SYM"}:
            break  # "20 litres of water cost 150 francs"
        if token.lower_ in _TIME_WORDS and token.pos_ in {"PROPN", "NOUN"}:
            break
        if token.pos_ in {"NOUN", "PROPN"} or (token.pos_ in {"NUM", "X"} and _is_code(token.text) and j + 1 < stop):
            if last is not None and _begins_anew(doc, last, j):
                break
            last = j
        elif not (_goes_before(doc, j, stop) if last is None else _goes_on(doc, j, stop)):
            break
        j += 1
    return last


def _is_code(text: str) -> bool:
    """True for "H5N1": letters and figures mixed, a name and no number."""
    return text[:1].isalpha() and any(letter.isdigit() for letter in text)


def _compound_end(doc: Doc, j: int, stop: int) -> int:
    """Give the last token of a hyphened word that begins at `j`: "north-eastern" is read as its last part."""
    while j + 2 < stop and doc[j + 1].text in _HYPHENS and not doc[j].whitespace_ and not doc[j + 1].whitespace_:
        j += 2
    return j


def _begins_anew(doc: Doc, last: int, j: int) -> bool:
    """True if the noun at `j` opens another phrase: "92 Syrians | Amnesty knows of", "12 guards | Monday"."""
    before, token = doc[last], doc[j]
    if last != j - 1 or not is_plural(before):
        return False
    if before.lower_ in _PEOPLE or token.lower_ in _PEOPLE:
        return True  # "12 people | face charges", "In two towns | people walk"
    if before.text[:1].islower() and token.text[:1].isupper():
        return True
    is_demonym = before.lower_.endswith(("ans", "is", "ians", "ese", "ers", "ens"))
    return before.text[:1].isupper() and token.text[:1].isupper() and is_demonym


def _goes_before(doc: Doc, j: int, stop: int) -> bool:
    """True if the token at `j` may stand between number and noun: adjectives, participles, a hyphen, a quote."""
    token = doc[j]
    following = doc[j + 1] if j + 1 < stop else None
    if following is None:
        return False
    if token.pos_ in {"ADJ", "ADV"} and token.lower_ not in {
        "still",
        "also",
        "already",
        "only",
        "later",
        "ago",
        "earlier",
        "alone",
    }:
        is_led = token.pos_ == "ADJ" or following.pos_ in {"ADJ", "VERB"}
        return is_led and token.lower_ not in {"able", "likely", "due", "such"}
    if token.pos_ == "VERB":
        is_participle = token.tag_ in {"VBN", "VBG"} and following.pos_ in {"NOUN", "PROPN", "ADJ"}
        classes = noun_classes()
        if token.tag_ == "VBD" and token.lower_.endswith("ed") and following.lower_ in classes["incident"]:
            return True  # "103 reported deaths", with a tag gone astray
        return is_participle and (token.dep_ in {"amod", "compound", ""} or is_plural(following))
    if token.text in _HYPHENS:
        return True
    if token.text in _QUOTES:
        return j == 0 or following.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"}
    if token.lower_ in {"and", ",", "or"}:
        return doc[j - 1].pos_ == "ADJ" and following.pos_ == "ADJ"
    return token.pos_ == "X"


def _goes_on(doc: Doc, j: int, stop: int) -> bool:
    """True if the token at `j` joins two nouns of one phrase: a possessive or a hyphen."""
    token = doc[j]
    following = doc[j + 1] if j + 1 < stop else None
    if following is None:
        return False
    if token.pos_ == "ADJ":  # "92 North Korean escapees": a name that goes on as an adjective
        is_name = doc[j - 1].pos_ == "PROPN" and not is_plural(doc[j - 1]) and token.text[:1].isupper()
        is_led = not is_plural(doc[j - 1]) and following.pos_ == "NOUN" and is_plural(following)  # "HIV positive cases"
        return is_led or (is_name and following.pos_ in {"NOUN", "PROPN"})
    if token.text in {"-", "\u2010"} and token.idx == doc[j - 1].idx + len(doc[j - 1]) and not token.whitespace_:
        return True
    return token.lower_ in {"'s", "\u2019s", "'", "\u2019"} and token.pos_ == "PART" and following.pos_ in {"NOUN", "ADJ"}


def _plain_head(doc: Doc, i: int, stop: int) -> int | None:
    """Without tags: up to the first plural, before any function word or sign."""
    for j in range(i, stop):
        token = doc[j]
        if token.lower_ in _FUNCTION_WORDS or token.lower_ in _TIME_WORDS or not token.text[:1].isalpha():
            return None
        is_last = j + 1 >= stop or not doc[j + 1].text[:1].isalpha() or doc[j + 1].lower_ in _FUNCTION_WORDS
        if is_plural(token) and (is_last or doc[j + 1].text[:1].islower() or not token.text[:1].isupper()):
            return j
        if token.lower_ in noun_classes()["person"] and not (not is_last and is_plural(doc[j + 1])):
            return j
    return None


def _state_head(doc: Doc, i: int, stop: int, words: frozenset[str]) -> int | None:
    """Read a state used as a noun: "19 dead", "12,000 displaced by the floods"; in "104 rescued" the participle is no noun."""
    token = doc[i]
    if token.pos_ == "ADJ" and token.text[:1].isupper() and token.lower_.endswith(_DEMONYM_ENDS):
        return i if i + 1 >= stop or doc[i + 1].pos_ not in {"NOUN", "PROPN", "ADJ"} else None
    if token.lower_ not in words or (token.tag_ == "VBD" and token.lower_ not in {"dead", "missing"}):
        return None
    following = doc[i + 1] if i + 1 < stop else None
    if token.tag_ == "VBN" and following is not None and following.lower_ == "since":
        return None  # "the other 60 arrested since March": a participle with its own time counts nobody
    takes_object = following is not None and following.pos_ in {"DET", "PRON", "NOUN", "PROPN", "NUM", "ADJ"}
    return None if takes_object and token.pos_ == "VERB" else i


def _with_second_noun(doc: Doc, head: int, stop: int) -> int:
    """Give the last token with a joined plural: "80 women and children"; a clause that follows "and" is not joined."""
    j = head + 1
    if j + 1 >= stop or doc[j].lower_ != "and" or not is_plural(doc[head]):
        return head
    second = doc[j + 1]
    is_joined = second.pos_ == "NOUN" and is_plural(second) and second.dep_ in {"conj", ""} and second.head.i in {head, j + 1}
    classes = noun_classes()
    is_pair = second.lower_ in classes["person"] or {doc[head].lower_, second.lower_} <= classes["animal"]
    return j + 1 if is_joined and is_pair else head


def _with_age(doc: Doc, last: int, stop: int) -> int:
    """Give the last token with an age that narrows those counted: "5,600 children under five"."""
    if last + 2 >= stop or doc[last].lower_ not in noun_classes()["person"] or doc[last + 1].lower_ not in {"under", "over", "aged"}:
        return last
    is_age = doc[last + 2].pos_ == "NUM" and (last + 3 >= stop or doc[last + 3].pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"})
    return last + 2 if is_age else last


def _number_ahead(doc: Doc, i: int, stop: int) -> int | None:
    """Give the number in "of the | 92 men", "of his original | 1,100 men", "of the country's | nineteen towns"."""
    for j in range(i, min(stop, i + 4)):
        if doc[j].pos_ == "NUM" or doc[j].like_num:
            return j if j == i or doc[j - 1].pos_ in {"ADJ", "PART"} else None
        if doc[j].pos_ not in {"ADJ", "NOUN", "PROPN", "PART"}:
            return None
    return None


def read_partitive(doc: Doc, i: int, stop: int) -> tuple[Phrase, bool] | None:
    """Read "of the detainees", "of them", "of the 92" at token `i`: the whole, and whether a number stands in it.

    None when no partitive begins there. The phrase has no determiner in its text when a number follows it.
    """
    if i + 1 >= stop or doc[i].lower_ != "of":
        return None
    first = doc[i + 1]
    is_definite = first.pos_ in {"DET", "PRON"} or first.lower_ in {"the", "them", "these", "those", "all", "whom", "its", "their"}
    if not is_definite or first.lower_ in {"a", "an", "which"}:
        return None
    if first.lower_ in {"them", "whom", "us", "you"}:
        return Phrase(i + 1, i + 2, i + 1, first.text, first.idx, first.idx + len(first)), False
    number = _number_ahead(doc, i + 2, stop)
    if number is not None:
        before = doc[i + 1 : number]
        return Phrase(i + 1, number, i + 1, before.text, before.start_char, before.end_char), True
    if first.lower_ in {"those", "these"} and (last := _end_of_group(doc, i + 2, stop)) is not None:
        span = doc[i + 1 : last + 1]
        head = last if doc[last].tag_ == "VBN" else i + 1
        return Phrase(i + 1, last + 1, head, span.text, span.start_char, span.end_char), False
    phrase = find_phrase(doc, i + 2, stop, group=True)
    if phrase is None:
        return None
    text = doc[i + 1 : phrase.end].text
    return Phrase(i + 1, phrase.end, phrase.head, text, first.idx, phrase.end_char), False


def _end_of_group(doc: Doc, i: int, stop: int) -> int | None:
    """Give the last token of "those | taken" and "those | who died": a group named by what befell it; None for any other."""
    if i < stop and doc[i].lower_ == "who" and i + 1 < stop and doc[i + 1].tag_ in {"VBD", "VBP"} and doc[i + 1].pos_ == "VERB":
        return i + 1
    is_participle = i < stop and doc[i].tag_ == "VBN" and not (i + 1 < stop and doc[i + 1].pos_ in {"NOUN", "PROPN", "ADJ"})
    return i if is_participle else None
