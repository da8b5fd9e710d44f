"""Whether a word that may be a cue is a verb here, and which: active, passive, bare, in front of a figure."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline import syntax
from pipeline.attribution.source_kind import kind_of_words
from pipeline.clause import is_parsed, is_tagged

_VAGUE = frozenset([
    "about", "over", "nearly", "some", "around", "almost", "at", "least", "most", "more", "than", "up", "to", "no", "fewer", "less",
    "not", "only", "under", "roughly", "approximately", "close", "of", "between", "from", "just", "well", "as", "many", "far", "so",
    "another", "a", "further", "the", "$", "€", "£", "below",
])  # fmt: skip
_ORDINALS = frozenset({"first", "second", "third"})
_OCCASIONS = frozenset({"in", "on", "at", "to", "late", "early"})
_TAIL = 5  # words from a comma to the verb behind its speaker
_BACK = 8  # words in which a plural noun has to stand before "report 96 cases"


def is_verb(token: Token) -> bool:
    """True for a verb, and for one that the tagger took for a noun: "The union lists about 61,000", "officials report 96 cases"."""
    if not is_tagged(token.doc):
        return token.lower_.endswith(("ed", "id", "old", "ote")) or token.lower_ in {"says", "warns", "finds", "saying", "citing", "adding"}
    if token.pos_ == "VERB" or token.tag_.startswith("VB"):
        return True
    if token.tag_ not in {"NNS", "NN"} or not 0 < token.i < len(token.doc) - 1:
        return False
    if token.tag_ == "NN":
        return _is_plural_speaking(token)
    if token.nbor(-1).text == "," and token.i > 1 and token.nbor(1).like_num:
        return True  # "The union, which went from mill to mill, names 90 men"
    if token.nbor(-1).pos_ == "NUM" and token.i > 4:
        return is_before_figure(token.doc, token.i + 1, 4) and token.nbor(-1).text.isdigit() and len(token.nbor(-1)) == 4
    if token.nbor(-1).pos_ not in {"PROPN", "NOUN"}:
        return False
    if token.nbor(1).text == "." and "," in token.doc[max(0, token.i - _TAIL) : token.i].text and _can_tell(token.nbor(-1)):
        return True
    if _is_aside(token):
        return True
    if token.nbor(-1).pos_ == "NOUN" and kind_of_words([token.nbor(-1).text]) not in {"organisation", "government"}:
        return False
    return token.nbor(1).lower_ == "that" or is_before_figure(token.doc, token.i + 1, 4)


def _is_aside(token: Token) -> bool:
    """True for the verb in "40 tonnes rotted, a buyer in Mavo | estimates, and ...": one speaker between commas."""
    if token.nbor(1).text != ",":
        return False
    doc = token.doc
    comma = next((i for i in range(token.i - 1, max(0, token.i - _TAIL - 1), -1) if doc[i].text == ","), None)
    return comma is not None and doc[comma + 1].lower_ in {"a", "an", "one"} and doc[comma + 2].tag_ in {"NN", "NNP", "JJ"}


def _can_tell(noun: Token) -> bool:
    """True for "ministry", "survey" and a name at the end of a sentence: ", our survey | shows."."""
    return noun.pos_ == "PROPN" or kind_of_words([noun.text]) in {"organisation", "government", "document", "group"}


def _is_plural_speaking(token: Token) -> bool:
    """True for the verb in "the authorities of Tete report 96 cases": a plural that can speak before it, a figure behind it."""
    if not token.text.islower() or not is_before_figure(token.doc, token.i + 1, 3):
        return False
    begin = max(token.sent.start if token.doc.has_annotation("SENT_START") else 0, token.i - _BACK)
    before = list(token.doc[begin : token.i])
    if before[-1:] and before[-1].pos_ in {"DET", "ADJ", "ADP", "NUM", "VERB", "AUX", "PUNCT"}:
        return False
    for n, one in enumerate(before):
        if one.tag_ == "NNS" and (n + 1 == len(before) or before[n + 1].pos_ == "ADP"):
            known = kind_of_words([one.text])
            return (known is not None and known != "document") or before[-1] is not one
    return False


def is_before_figure(doc: Doc, i: int, reach: int) -> bool:
    """True if a number stands within `reach` tokens from token `i`, with nothing but "at least", "about" and the like before it."""
    for token in doc[i : i + reach]:
        if (token.like_num or token.pos_ == "NUM") and token.lower_ not in _ORDINALS:
            return True
        if token.lower_ not in _VAGUE:
            return False
    return False


def is_passive(token: Token) -> bool:
    """True for a passive: "was confirmed"; not for "the mayor confirmed that", whatever its tag."""
    if not is_parsed(token.doc) or token.tag_ not in {"VBN", "VBD"}:
        return False
    if token.dep_ in {"acl", "ROOT"} and token.tag_ == "VBD":
        return False
    return syntax.is_passive(token) and not _is_whole_sentence(token)


def _is_whole_sentence(token: Token) -> bool:
    """True for "listed" in "Harbour Aid listed 60" where the parse took a noun for the root: it takes a figure or a clause."""
    noun = syntax.antecedent(token)
    if noun is None or noun.head.i != noun.i or not noun.i < token.i < len(token.doc) - 1 or syntax.auxiliaries(token):
        return False
    clause = syntax.reported_clause(token)
    told = clause is not None and clause.i > token.i and "that" in {word.lower_ for word in token.doc[token.i + 1 : clause.i]}
    return told or is_before_figure(token.doc, token.i + 1, 4)


def is_bare(doc: Doc, token: Token) -> bool:
    """True for an infinitive or command: "refused to accept", "asked to testify" report nothing; "could say" is left to refusals."""
    if token.tag_ != "VB" or not is_tagged(doc):
        return False
    # "did say", and ", say officials." which no infinitive could be
    return not (token.i > 0 and token.nbor(-1).lower_ in {"did", "does", "do", ",", "”", '"'})


def has_helper(token: Token) -> bool:
    """True for "is saying": a form of "be" makes the participle a verb of its own."""
    return any(helper.lemma_ == "be" for helper in syntax.auxiliaries(token)) if is_parsed(token.doc) else False


def ends_sentence(doc: Doc, start: int, lower: list[str], i: int) -> bool:
    """True for a past tense at the very end, which the parse may take for a passive: ", the federation Cepa | estimated."

    So it may in ", the mayor, Ana Ruiz, | confirmed in parliament on Thursday."
    """
    if i < 2:
        return False
    rest = [word for word in lower[i + 1 :] if word.strip() and word not in {".", "!", "?"}]
    if not rest:
        return doc[start + i - 1].pos_ in {"NOUN", "PROPN"} or _behind_name(doc, start + i)
    return rest[0] in _OCCASIONS and len(rest) <= _BACK and "by" not in rest and _behind_name(doc, start + i)


def _behind_name(doc: Doc, i: int) -> bool:
    """True behind the name of the speaker: "the mayor, Ana Ruiz, | confirmed"."""
    if i < 5 or doc[i - 1].text != "," or doc[i - 2].pos_ != "PROPN" or not doc[i - 2].is_title:
        return False
    first = i - 2
    while first > 1 and doc[first - 1].is_title:
        first -= 1
    return doc[first - 1].text == "," and kind_of_words([doc[first - 2].text]) in {"person", "government"}


def goes_on(lower: list[str], i: int) -> bool:
    """True for a second verb of a speaker that the parse took for a passive: "31 men were held | and denied that any nurse was"."""
    return 0 < i < len(lower) - 1 and lower[i - 1] in {"and", "but"} and lower[i + 1] == "that"
