"""Say what part a place plays in its sentence: a spot, an actor, or a mere modifier of another word."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from pipeline.partial import token_at
from pipeline.place_choice import Mention
from pipeline.place_words import ACTING, GEOGRAPHIC, GOVERNMENT, PARTY

_NEXT_WORD = re.compile(r"[ \n]*([^\W\d_]+)")
_POSSESSIVE = re.compile(r"['’‘]s?\b[ \n]+((?:[^\W\d_]+[ \n-]+){0,2}[^\W\d_]+)|['’‘]\s")
_OF = re.compile(r"\b(\w+) of (?:the )?\Z")
_LAST_WORD = re.compile(r"([^\W\d_]+)[ \n]+(?:the )?\Z")
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubjpass", "csubj"))
_CANNOT_ACT = frozenset(("river", "sea", "mountain", "border"))


def find_role(doc: Doc, text: str, mention: Mention) -> str:
    """`location`, `actor` or `modifier`.

    "Norway deported 12 people", "Norway's government" and "according to Norway" are actors; "in Norway" and
    "Norway's coast" are locations; "Norwegian" is a modifier. Without a parse the neighbouring words decide.
    """
    if mention.demonym:
        return "modifier"
    entry = mention.entry
    if mention.role == "modifier":
        return "modifier"
    if entry is None or entry.feature in _CANNOT_ACT or mention.direction:
        return "location"
    by_possessive = _possessive_role(text, mention)
    if by_possessive:
        return by_possessive
    before = _LAST_WORD.search(text, max(0, mention.start - 30), mention.start)
    preposition = before[1].lower() if before else ""
    if preposition in PARTY or _of_government(text, mention):
        return "actor"
    if doc.has_annotation("DEP"):
        return _parsed_role(doc, mention, preposition)
    following = _NEXT_WORD.match(text, mention.end)
    return "actor" if following and _acts(following[1].lower()) and preposition not in ("in", "near", "at", "from", "of") else "location"


def _possessive_role(text: str, mention: Mention) -> str | None:
    match = _POSSESSIVE.match(text, mention.end)
    if match is None or match[1] is None:
        return None
    words = re.findall(r"[^\W\d_]+", match[1])
    if any(word.lower() in GEOGRAPHIC for word in words):
        return "location"
    if words[0][:1].isupper() and words[0].lower() not in GOVERNMENT:
        return "location"  # "China's Khadra Province"
    return "actor"


def _of_government(text: str, mention: Mention) -> bool:
    match = _OF.search(text, max(0, mention.start - 40), mention.start)
    return match is not None and match[1].lower() in GOVERNMENT


def _acts(verb: str) -> bool:
    """True if the word is a form of an acting verb: "said", "deports", "cracked"."""
    return verb in ACTING or _IRREGULAR.get(verb, "") in ACTING or any(stem in ACTING for stem in _stems(verb))


_IRREGULAR = {"said": "say", "has": "have", "did": "do", "sought": "seek", "won": "win", "lost": "lose", "sent": "send", "took": "take",
              "made": "make", "gave": "give", "knew": "know", "thought": "think", "bought": "buy", "paid": "pay", "sold": "sell",
              "began": "begin", "met": "meet", "shut": "shut", "broke": "break", "withdrew": "withdraw", "beat": "beat"}  # fmt: skip


def _stems(verb: str) -> list[str]:
    stems = []
    if verb.endswith("ied"):
        stems.append(verb[:-3] + "y")
    if verb.endswith("ies"):
        stems.append(verb[:-3] + "y")
    for ending in ("ed", "es", "s", "d"):
        if verb.endswith(ending):
            stem = verb[: -len(ending)]
            stems.extend((stem, stem[:-1] if len(stem) > 2 and stem[-1:] == stem[-2:-1] else stem))
    return stems


def _parsed_role(doc: Doc, mention: Mention, preposition: str) -> str:
    token = _head(doc, mention)
    relation, head = token.dep_.lower(), token.head
    if relation == "conj":
        relation, head = head.dep_.lower(), head.head
    if relation in _SUBJECTS:
        return "actor" if _verb_acts(head) else "location"
    if relation in ("agent",) or (relation in ("pobj", "nmod", "obl") and preposition == "by"):
        return "actor"
    if relation in ("obj", "dobj", "iobj", "dative") and head.pos_ == "VERB":
        return "location" if head.lemma_.lower() in _PLACE_TAKING else "actor"
    if relation in ("compound", "amod", "nmod") and token.i < head.i and not preposition:
        return "modifier" if head.pos_ in ("NOUN", "PROPN") and head.idx >= mention.end else "location"
    return "location"


_PLACE_TAKING = frozenset(
    "reach leave flee visit enter cross tour hit strike devastate ravage lash batter flood engulf rock shake destroy approach bypass"
    " border surround traverse cover include exit quit inhabit settle occupy pound".split()
)


def _verb_acts(head: Token) -> bool:
    if head.lemma_.lower() == "be" or head.pos_ in ("NOUN", "PROPN", "ADJ"):
        return False
    return head.pos_ in ("VERB", "AUX") and head.lemma_.lower() not in ("lie", "sit", "border", "remain", "contain", "cover", "comprise")


def _head(doc: Doc, mention: Mention) -> Token:
    token = token_at(doc, mention.end - 1)
    while token.head.i != token.i and mention.start <= token.head.idx < mention.end:
        token = token.head
    return token
