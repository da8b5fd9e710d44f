"""Find zeros in words: "nobody", "none of them", "no casualties", "not a single arrest", "denied that anyone was arrested"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.quantities.counted_phrase import find_phrase, is_plural, noun_classes, read_partitive
from pipeline.quantities.sentence import Sentence
from pipeline.quantities.words import Word, word_at

_DENIALS = frozenset({"deny", "denied", "denies", "denying", "denial", "denials"})
_NO_ONE_SKIP = frozenset(
    {
        "known", "told", "surprised", "allowed", "sure", "expected", "supposed", "asked", "interested", "prepared", "given", "able",
        "above", "convinced", "permitted", "forced", "born", "required", "spared", "immune", "made", "left",
    }
)  # fmt: skip
_ZERO_VERBS = frozenset({"died", "survived", "escaped", "drowned", "returned", "perished", "fled", "crossed"})
_BE = frozenset({"was", "were", "been", "being", "got", "is", "are"})
_PERFECT_PAST = frozenset({"did", "has", "had", "have", "was", "were"})
_SAY_VERBS = frozenset({"know", "tell", "let", "allow", "want", "see", "believe", "think", "need", "expect", "name", "identify"})


@dataclass(frozen=True, slots=True)
class Unstated:
    """A number that no figure states: its characters, its noun, `none` or `undetermined`."""

    start: int
    end: int
    head: str | None
    modifier: str
    token: int  # the noun that is counted
    of: str | None = None


def zeros(sentence: Sentence) -> Iterator[Unstated]:
    """The zeros in words of a sentence: "nobody was hurt", "not one door was locked", "denied that anyone was held"."""
    words = sentence.words
    for i, word in enumerate(words):
        if word.lower == "no" and word_at(words, i + 1) == "one":
            if _is_zero_subject(words, i + 2) or _is_subject(sentence, i + 2):
                yield _zero(sentence, i, i + 2)
        elif word.lower == "one" and word_at(words, i - 1) == "not":
            yield from _not_one(sentence, i)
        elif word.lower in {"nobody", "none"}:
            if word.lower == "none" and word_at(words, i + 1) == "of":
                yield from _none_of(sentence, i)
            elif _is_zero_subject(words, i + 1) or (word.lower == "nobody" and _is_subject(sentence, i + 1)):
                yield _zero(sentence, i, i + 1)
        elif word.lower in {"anyone", "anybody"}:
            if _is_denied(words, i):
                yield _zero(sentence, i, i + 1)
        elif word.lower in {"no", "any"} or (word.lower == "single" and word_at(words, i - 2) == "not"):
            yield from _zero_noun(sentence, i)


def _is_subject(sentence: Sentence, i: int) -> bool:
    """True if a past or perfect verb follows: "nobody | objected", "no one | has searched", "Nobody | from the port came"."""
    words, doc = sentence.words, sentence.doc
    if i >= len(words):
        return False
    k = sentence.token_from(words[i].start)
    if k < sentence.stop and doc[k].lower_ in {"from", "in", "at"}:
        k = next((j for j in range(k + 1, min(k + 6, sentence.stop)) if doc[j].pos_ in {"VERB", "AUX"}), sentence.stop)
    if k + 1 >= sentence.stop or doc[k].lower_ in _NO_ONE_SKIP | {"knew", "wanted", "thought", "expected", "else"}:
        return False
    if doc[k].lower_ in {"has", "had", "have"}:
        return doc[k + 1].tag_ == "VBN" and doc[k + 1].lower_ not in _NO_ONE_SKIP
    return doc[k].tag_ == "VBD" and doc[k].pos_ == "VERB"


def _none_of(sentence: Sentence, i: int) -> Iterator[Unstated]:
    """Read "none of them" and "none of the guards" before a verb."""
    words, doc = sentence.words, sentence.doc
    whole = read_partitive(doc, sentence.token_from(words[i + 1].start), sentence.stop)
    if whole is None or whole[1] or whole[0].end >= sentence.stop or doc[whole[0].end].pos_ not in {"VERB", "AUX"}:
        return
    phrase = whole[0]
    is_pronoun = doc[phrase.head].pos_ == "PRON"
    head = None if is_pronoun else doc[phrase.begin + 1 : phrase.end].text
    yield Unstated(words[i].start, phrase.end_char, head, "none", phrase.head, phrase.text if is_pronoun else None)


def _not_one(sentence: Sentence, i: int) -> Iterator[Unstated]:
    """Read "not one pole stood", "not one has been burned", "not one of them was hit" as none."""
    words, doc = sentence.words, sentence.doc
    if word_at(words, i + 1) == "of":
        if _is_zero_subject(words, i + 1):
            yield _zero(sentence, i - 1, i + 3 if word_at(words, i + 2) in {"them", "whom"} else i + 1)
        return
    if "but" in {word_at(words, k) for k in range(i + 1, i + 5)} or word_at(words, i + 1) in {"to", "that"}:
        return
    token = sentence.token_from(words[i].end)
    phrase = find_phrase(doc, token, sentence.stop)
    if phrase is not None and not is_plural(doc[phrase.head]):
        yield Unstated(words[i - 1].start, phrase.end_char, phrase.text, "none", phrase.head)
    elif token < sentence.stop and doc[token].pos_ in {"AUX", "VERB"}:
        yield _zero(sentence, i - 1, i + 1)


def _zero(sentence: Sentence, begin: int, end: int) -> Unstated:
    words = sentence.words
    token = sentence.token_at(words[end - 1].start)
    return Unstated(words[begin].start, words[end - 1].end, None, "none", token)


def _is_zero_subject(words: Sequence[Word], i: int) -> bool:
    """True if the words behind "no one" tell what befell nobody: "was hurt", "has been arrested", "died"."""
    if word_at(words, i) == "of":
        i += 2 if word_at(words, i + 1) in {"them", "whom"} else 3
    k = i
    while word_at(words, k) in _BE | {"has", "have", "had", "else", "yet", "so", "far", "immediately"} and k < i + 4:
        k += 1
    verb, before = word_at(words, k), word_at(words, k - 1)
    if verb in _ZERO_VERBS:
        return True
    is_passive = before in _BE and (verb.endswith(("ed", "en")) or verb in {"hurt", "held", "shot", "sent", "caught", "found", "hit"})
    return is_passive and verb not in _NO_ONE_SKIP


def _is_denied(words: Sequence[Word], i: int) -> bool:
    """True for "denied that anyone", "did not arrest anyone", "without harming anyone"."""
    window = [word_at(words, k) for k in range(max(0, i - 12), i)]
    if _DENIALS & set(window):
        return True
    near = window[-4:]
    if _SAY_VERBS & set(near):
        return False
    for k, word in enumerate(near):
        if word in {"without", "never"}:
            return True
        if word == "not" and k > 0 and near[k - 1] in _PERFECT_PAST:
            return True
        if word in {"didn't", "hasn't", "haven't", "hadn't", "wasn't", "weren't"}:
            return True
    return False


def _zero_noun(sentence: Sentence, i: int) -> Iterator[Unstated]:
    """Read "no casualties", "not a single arrest", "denied any deaths"; "no comment" and "no longer" are none."""
    words, doc = sentence.words, sentence.doc
    name = words[i].lower
    if name == "any" and not _is_denied(words, i):
        return
    token = sentence.token_from(words[i].end)
    phrase = find_phrase(doc, token, sentence.stop)
    classes = noun_classes()
    if phrase is None:
        return
    follows = doc[phrase.end].lower_ if phrase.end < sentence.stop else ""
    # "denied that any soldiers had been held": whoever they are, they are the subject of what is denied
    is_subject = name == "any" and word_at(words, i - 1) == "that" and follows in {"had", "were", "have", "has", "was"}
    is_subject = is_subject and is_plural(doc[phrase.head])
    is_stressed = name == "single" and doc[phrase.head].pos_ == "NOUN"
    if doc[phrase.head].lower_ not in classes["person"] | classes["incident"] and not is_subject and not is_stressed:
        return
    if name != "single" and not is_plural(doc[phrase.head]) and follows not in {"was", "had", "has", "died"}:
        return
    begin = i - 2 if name == "single" else i
    yield Unstated(words[begin].start, phrase.end_char, phrase.text, "none", phrase.head)
