"""Find quantities that no figure states: abstentions, zeros in words, "the rest", and single people counted beside others.

"unable to determine the number of people involved" is undetermined; "denied that anyone was arrested" is 0; in
"a boy and two girls" the boy counts for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.partial import ClaimDict, covered
from pipeline.quantities.counted_phrase import Phrase, find_phrase, is_plural, noun_classes
from pipeline.quantities.sentence import Sentence, quantity_claim
from pipeline.quantities.words import Word, word_at
from pipeline.quantities.zeros import Unstated, zeros

_SIZES = frozenset({"exact", "precise", "total", "final", "overall", "actual", "true", "full", "real", "current", "absolute", "correct"})
_ABSTAIN_VERBS = frozenset(
    {
        "determine", "say", "confirm", "verify", "establish", "estimate", "provide", "give", "specify", "know", "tell", "state",
        "disclose", "reveal", "release", "mention", "clarify", "ascertain", "count", "quantify", "assess", "indicate", "offer",
        "pinpoint", "elaborate", "comment", "put", "calculate", "gauge", "knows", "saying", "giving", "specifying", "known", "clear",
        "figure", "figures", "data", "record", "records", "information", "idea", "said", "gave",
        "immediately", "publish", "share", "divulge",
    }
)  # fmt: skip
_NEGATIONS = frozenset({"not", "unable", "cannot", "declined", "refused", "failed", "impossible", "difficult", "hard", "without", "no",
                        "nobody", "never", "neither", "declines", "refuses", "fails", "declining", "refusing"})  # fmt: skip
_UNKNOWN = frozenset({"unclear", "unknown", "uncertain", "undetermined", "unspecified", "unavailable", "disputed", "undisclosed"})
_POST_CUES = frozenset({"determine", "known", "clear", "confirmed", "verified", "established", "determined", "released", "disclosed",
                        "available", "estimate", "ascertain", "say", "verify", "revealed", "given", "provided", "know"})  # fmt: skip
_REACH = 7


def find_unstated(sentence: Sentence) -> None:
    """Add to a sentence its abstentions and its zeros in words."""
    words = sentence.words
    lowers = {word.lower for word in words}
    found: list[Unstated] = []
    if not lowers.isdisjoint({"number", "many", "numbers", "figure", "toll", "much"}):
        found.extend(_abstentions(sentence))
    if not lowers.isdisjoint({"no", "nobody", "none", "anyone", "anybody", "any", "not"}):
        found.extend(zeros(sentence))
    stated = covered(sentence.claims)
    for item in found:
        if stated.overlaps(item.start, item.end) or sentence.taken.overlaps(item.start, item.end):
            continue
        value = 0 if item.modifier == "none" else None
        claim = quantity_claim(sentence, item.start, item.end, low=value, high=value, modifier=item.modifier, head=item.head, of=item.of)
        claim["_head"] = item.token
        sentence.claims.append(claim)


def _abstentions(sentence: Sentence) -> Iterator[Unstated]:
    words = sentence.words
    for i, word in enumerate(words):
        if word.lower == "how" and word_at(words, i + 1) == "many":
            if _abstains_before(words, i) or _is_asked_in_vain(words, i) or _is_left_open(words, i):
                yield _asked(sentence, i)
        elif word.lower == "toll" and word_at(words, i - 1) == "death":
            begin = i - 2 if word_at(words, i - 2) == "the" else i - 1
            if _abstains_before(words, begin) or _abstains_after(sentence, word.end):
                yield Unstated(words[begin].start, word.end, None, "undetermined", sentence.token_at(word.start))
        elif word.lower in {"number", "numbers"} and word_at(words, i + 1) == "of" and word_at(words, i - 1) in {"the", *_SIZES}:
            begin = i
            while begin > 0 and word_at(words, begin - 1) in _SIZES | {"the"}:
                begin -= 1
            counted = _number_of(sentence, begin, i)
            if counted is not None and (_abstains_before(words, begin) or _abstains_after(sentence, counted.end)):
                yield counted


def _asked(sentence: Sentence, i: int) -> Unstated:
    """Read "how many" with the noun behind it, if one is named."""
    words = sentence.words
    token = sentence.token_from(words[i + 1].end)
    phrase = find_phrase(sentence.doc, token, sentence.stop)
    if phrase is None or (token < sentence.stop and sentence.doc[token].pos_ in {"AUX", "VERB"}):
        return Unstated(words[i].start, words[i + 1].end, None, "undetermined", token - 1)
    return Unstated(words[i].start, phrase.end_char, phrase.text, "undetermined", phrase.head)


def _is_asked_in_vain(words: Sequence[Word], i: int) -> bool:
    """True for "Asked | how many were aboard, the minister declined to say"."""
    if "asked" not in {word_at(words, k) for k in range(max(0, i - 3), i)}:
        return False
    after = [word.lower for word in words[i:]]
    verbs = [k for k, word in enumerate(after) if word in _NEGATIONS or word.endswith("n't")]
    return any(not _ABSTAIN_VERBS.isdisjoint(after[verb : verb + 4]) for verb in verbs)


def _is_left_open(words: Sequence[Word], i: int) -> bool:
    """True for "How many are missing | we cannot say": the question first, the abstention behind it."""
    if i > 1 or words[-1].text == "?":
        return False
    after = [word.lower for word in words[i:]]
    verb = next((k for k, word in enumerate(after) if k > 1 and (word in _NEGATIONS or word.endswith("n't"))), None)
    return verb is not None and not _ABSTAIN_VERBS.isdisjoint(after[verb : verb + 4])


def _number_of(sentence: Sentence, begin: int, i: int) -> Unstated | None:
    """Read "the number of people involved", from the article to the participle."""
    doc, words = sentence.doc, sentence.words
    token = sentence.token_from(words[i + 1].end)
    if token < sentence.stop and doc[token].lower_ == "those" and token + 1 < sentence.stop and doc[token + 1].tag_ == "VBN":
        last = doc[token + 1]
        return Unstated(words[begin].start, last.idx + len(last), doc[token : token + 2].text, "undetermined", token)
    if token < sentence.stop and doc[token].pos_ == "DET":
        token += 1
    phrase = find_phrase(doc, token, sentence.stop)
    if phrase is None:
        return None
    end = phrase.end_char
    states = noun_classes()["state"] | {"involved", "affected", "concerned", "held", "returned", "present"}
    if phrase.end < sentence.stop and doc[phrase.end].lower_ in states:
        end = doc[phrase.end].idx + len(doc[phrase.end])
    return Unstated(words[begin].start, end, phrase.text, "undetermined", phrase.head)


def _abstains_before(words: Sequence[Word], i: int) -> bool:
    """True for "unable to determine", "did not say", "it is unclear" just before word `i`."""
    window = [word_at(words, k) for k in range(max(0, i - _REACH), i)]
    if _UNKNOWN & set(window[-3:]):
        return True
    if "but" in window:
        window = window[window.index("but") + 1 :]
    verb = next((k for k in range(len(window) - 1, -1, -1) if window[k] in _ABSTAIN_VERBS), None)
    if verb is None:
        return False
    earlier = window[max(0, verb - 5) : verb]
    return any(word in _NEGATIONS or word.endswith("n't") for word in earlier)


def _abstains_after(sentence: Sentence, offset: int) -> bool:
    """True for "... is impossible to determine", "... remains unclear", "... could not be confirmed" behind a phrase."""
    words = sentence.words
    start = sentence.word_from(offset)
    window = [word_at(words, k) for k in range(start, min(len(words), start + _REACH + 2))]
    for mark in (";", ",", ".", "and", "but", "has", "rose"):
        if mark in window:
            window = window[: window.index(mark)] if mark != "has" or "not" not in window else window
    if _UNKNOWN & set(window):
        return True
    is_negated = any(word in _NEGATIONS or word.endswith("n't") for word in window)
    return is_negated and bool(_POST_CUES & set(window))


def find_rest(sentence: Sentence, *, has_whole: bool) -> None:
    """Add "the rest" where a count stands before it: "only 46 are in custody and the rest have been sent home"."""
    words, doc = sentence.words, sentence.doc
    for i, word in enumerate(words):
        if word.lower not in {"rest", "remainder"} or word_at(words, i - 1) != "the":
            continue
        whole = _rest_of(sentence, i)
        counts = [claim for claim in sentence.claims if claim["quantity"]["unit"] in {"count", "percent"}]
        earlier = [claim for claim in counts if claim["end"] <= word.start or claim is whole]
        token = sentence.token_from(word.end)
        following = doc[token] if token < sentence.stop else None
        if not (earlier or has_whole) or following is None:
            continue
        is_of = following.lower_ == "of" and (word_at(words, i + 2) == "them" or whole is not None)
        is_aside = following.text == "," and word_at(words, i + 2) in {"including", "among", "some", "most", "many", "all"}
        if following.pos_ not in {"AUX", "VERB"} and not is_of and not is_aside:
            continue
        heads = [claim["quantity"]["head"] for claim in earlier if claim["quantity"]["head"]]
        claim = quantity_claim(
            sentence, words[i - 1].start, word.end, low=None, high=None, modifier="vague",
            head=heads[-1] if heads else None, relation="rest", base=_base_of(whole),
        )  # fmt: skip
        claim["_head"] = sentence.token_at(word.start)
        sentence.claims.append(claim)


def _rest_of(sentence: Sentence, i: int) -> ClaimDict | None:
    """Give the count after "the rest of the": "the rest of the 45 passengers"."""
    words = sentence.words
    if word_at(words, i + 1) != "of" or word_at(words, i + 2) not in {"the", "these", "those"} or i + 3 >= len(words):
        return None
    return next((claim for claim in sentence.claims if claim["start"] == words[i + 3].start), None)


def _base_of(whole: ClaimDict | None) -> dict[str, object] | None:
    if whole is None:
        return None
    return {"claim": None, "low": whole["quantity"]["low"], "high": whole["quantity"]["high"]}


def find_implicit_ones(sentence: Sentence) -> None:
    """Add single people counted beside others: "including the gunman", "a newborn baby, 11 other children"."""
    words = sentence.words
    counts = [claim for claim in sentence.claims if _counts_people(claim)]
    if not counts:
        return
    first_end = min(claim["end"] for claim in counts)
    stated = covered(sentence.claims)
    by_start = {claim["start"]: claim for claim in counts}
    by_end = {claim["end"]: claim for claim in counts}
    for i, word in enumerate(words):
        is_included = word_at(words, i - 1) == "including" and first_end <= words[i - 1].start
        if word.lower not in {"a", "an", "the", "its", "their", "his"} or (word.lower not in {"a", "an"} and not is_included):
            continue
        phrase = _single_person(sentence, i)
        if phrase is None or stated.overlaps(word.start, phrase.end_char):
            continue
        beside = _count_after(sentence, phrase, by_start) or _count_before(sentence, i, by_end)
        if is_included or beside is not None:
            relation = "including" if is_included or (beside and beside["quantity"]["relation"] == "including") else None
            _add_one(sentence, word, phrase, relation=relation)


def _counts_people(claim: ClaimDict) -> bool:
    block = claim["quantity"]
    if block["unit"] != "count" or block["modifier"] in {"none", "undetermined"}:
        return False
    head = block["head"]
    return head is None or str(head).split()[-1].lower() in noun_classes()["person"] or str(head)[:1].isupper()


def _single_person(sentence: Sentence, i: int) -> Phrase | None:
    phrase = find_phrase(sentence.doc, sentence.token_from(sentence.words[i].end), sentence.stop)
    if phrase is None:
        return None
    head = sentence.doc[phrase.head]
    return phrase if head.lower_ in noun_classes()["person"] and not is_plural(head) else None


def _count_after(sentence: Sentence, phrase: Phrase, by_start: dict[int, ClaimDict]) -> ClaimDict | None:
    """Give the count that a comma or "and" joins to the end of a phrase: "a boy | and two girls"."""
    words, after = sentence.words, sentence.word_from(phrase.end_char)
    k = after
    while word_at(words, k) in {",", "and"} and k < after + 2:
        k += 1
    return by_start.get(words[k].start) if after < k < len(words) else None


def _count_before(sentence: Sentence, i: int, by_end: dict[int, ClaimDict]) -> ClaimDict | None:
    """Give the count that a comma or "and" joins to the article at word `i`: "two men and | a woman"."""
    words = sentence.words
    j = i - 1
    while word_at(words, j) in {",", "and"} and j > max(0, i - 3):
        j -= 1
    return by_end.get(words[j].end) if 0 <= j < i - 1 else None


def _add_one(sentence: Sentence, word: Word, phrase: Phrase, *, relation: str | None) -> None:
    claim = quantity_claim(sentence, word.start, phrase.end_char, low=1, high=1, modifier="exact", head=phrase.text, relation=relation)
    claim["_head"] = phrase.head
    claim["_implicit"] = True
    sentence.claims.append(claim)
