"""Say what part a place plays in its sentence: a spot, an actor, or a mere modifier of another word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.partial import token_at
from pipeline.places.choice import Mention
from pipeline.places.words import place_words

_NEXT_WORD = re.compile(r"[ \n]*([^\W\d_]+)")
_POSSESSIVE = re.compile(r"['’‘]s?[ \n]+((?:[^\W\d_]+[ \n-]+){0,3}[^\W\d_]+)")
_OF = re.compile(r"\b([^\W\d_]+) of (?:the )?\Z")
_LAST_WORD = re.compile(r"(?:\b([^\W\d_]+)[ \n]+)??\b([^\W\d_]+)[ \n]+(?:the )?\Z")
_LIST_JOINT = re.compile(r",? (?:and |or )?(?:the |later |then )?|, ")
_HYPHENED = re.compile(r"[-\u2010\u2011](?:based|born|led|backed|run|owned|held|registered|flagged|educated|trained|built|made)\b")
_DEED_ON_DAY = re.compile(r" on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day ([a-z]+)\b")
_DEED_ENDINGS = ("tion", "sion", "ment", "sal", "tions")
_SUBJECTS = frozenset(("nsubj", "csubj"))
_PASSIVE_SUBJECTS = frozenset(("nsubj:pass", "nsubjpass"))
_CANNOT_ACT = frozenset(("river", "sea", "mountain", "border"))


def assign_roles(doc: Doc, text: str, mentions: Sequence[Mention]) -> None:
    """Set the role of every mention; a member of a list shares the role of the one before it."""
    before: Mention | None = None
    for mention in mentions:
        listed = before is not None and not before.demonym and _LIST_JOINT.fullmatch(text, before.end, mention.start) is not None
        if listed and before is not None and before.role != "modifier" and not mention.demonym and mention.role != "modifier":
            mention.role = before.role if mention.within is None or before.role == "actor" else "location"
            if before.within is mention:
                mention.role = "location"
        else:
            mention.role = find_role(doc, text, mention)
        before = mention


def find_role(doc: Doc, text: str, mention: Mention) -> str:
    """`location`, `actor` or `modifier`.

    "Norway deported 12 people", "Norway's government" and "according to Norway" are actors; "in Norway" and
    "Norway's coast" are locations; "Norwegian" is a modifier. Without a parse the neighbouring words decide.
    """
    if mention.demonym or mention.role == "modifier":
        return "modifier"
    if _HYPHENED.match(text, mention.end):
        return "modifier"
    entry = mention.entry
    if mention.direction or (entry is not None and entry.feature in _CANNOT_ACT):
        return "location"
    possessive = _POSSESSIVE.match(text, mention.end)
    if possessive is not None:
        return _possessive_role(possessive[1])
    before = _LAST_WORD.search(text, max(0, mention.start - 40), mention.start)
    preposition = before[2].lower() if before else ""
    is_country = entry is not None and entry.feature == "country"
    if is_country and preposition == "on":
        return "actor"  # "called on Norway", "sanctions on Norway"
    if _is_party(text, mention, preposition, (before[1] or "").lower() if before else ""):
        return "actor"
    following = _NEXT_WORD.match(text, mention.end)
    if doc.has_annotation("DEP"):
        role = _parsed_role(doc, mention, preposition)
        opens = mention.start == 0 or text[mention.start - 1] == "\n"  # a headline, where the parse is often wrong
        is_deed = role == "modifier" and opens and is_country and following is not None and following[1].endswith("s")
        if is_deed and following is not None and _acts(following[1].lower()):
            return "actor"
        # "The European Union on Monday imposed": an early "on Monday" often breaks the parse.
        deed = _DEED_ON_DAY.match(text, mention.end)
        return "actor" if deed is not None and preposition in {"", "the"} and _acts(deed[1].lower()) else role
    return "actor" if following and _acts(following[1].lower()) and preposition not in ("in", "near", "at", "from", "of") else "location"


def _possessive_role(following: str) -> str:
    words = re.findall(r"[^\W\d_]+", following)
    for word in words:
        lower = word.lower()
        if lower in place_words().geographic or lower in ("most", "leading", "largest"):
            return "location"
        if lower.endswith("est") and len(lower) > 5 and lower not in ("latest", "protest", "arrest", "request", "conquest"):
            return "location"  # "one of Norway's finest actors"
        if lower in place_words().government or lower.endswith(_DEED_ENDINGS):
            return "actor"
    return "location"


def _is_party(text: str, mention: Mention, preposition: str, word: str) -> bool:
    """True where the words before make the place a side: "ties with Chad", "sold to Chad", "the embassy of Chad"."""
    if preposition in place_words().party:
        return True
    if preposition == "of":
        match = _OF.search(text, max(0, mention.start - 40), mention.start)
        return match is not None and match[1].lower() in place_words().actor_of
    if preposition in ("to", "from"):
        return word in place_words().receiving or (
            preposition == "from" and word in ("independence", "orders", "help", "support", "pressure", "criticism")
        )
    if preposition == "for":
        return any(verb in place_words().sport_for for verb in re.findall(r"[a-z]+", text[max(0, mention.start - 40) : mention.start])[-4:])
    if preposition in ("between", "among", "over"):
        words = re.findall(r"[a-z]+", text[max(0, mention.start - 60) : mention.start])[-5:]
        dealing = any(word in place_words().dealing for word in words)
        return dealing or (preposition == "over" and any(word in ("win", "wins", "won", "victory", "triumph") for word in words))
    return False


def _acts(verb: str) -> bool:
    """True if the word is a form of an acting verb: "said", "deports", "cracked"."""
    return (
        verb in place_words().acting
        or place_words().irregular.get(verb, "") in place_words().acting
        or any(stem in place_words().acting for stem in _stems(verb))
    )


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
    lemma, entry = head.lemma_.lower(), mention.entry
    if relation in _SUBJECTS:
        # Towns and provinces are subjects of every kind of sentence; only a deed makes them actors.
        known = entry is None or entry.feature in ("country", "region") or entry.is_capital or lemma in place_words().acting
        return "actor" if known and _verb_acts(head) else "location"
    if relation in _PASSIVE_SUBJECTS:
        return "actor" if lemma in place_words().passive_party else "location"
    if relation == "agent":
        return "actor"
    if relation in ("obj", "dobj", "iobj", "dative") and head.pos_ == "VERB":
        return "location" if lemma in place_words().place_taking or preposition in place_words().locative else "actor"
    if relation in ("compound", "amod", "nmod") and token.i < head.i and not preposition and head.pos_ in ("NOUN", "PROPN"):
        return "modifier" if head.idx >= mention.end and mention.wanted is None else "location"
    return "location"


def _verb_acts(head: Token) -> bool:
    """True if a place that is the subject of `head` does something there: "Norway signed", "Norway is a party"."""
    lemma = head.lemma_.lower()
    if head.pos_ in ("NOUN", "PROPN", "ADJ"):
        return lemma not in place_words().kinds_of_place
    if lemma in ("have", "be"):
        return not any(child.lemma_.lower() in place_words().kinds_of_place for child in head.children if child.i > head.i)
    return head.pos_ in ("VERB", "AUX") and lemma not in place_words().states


def _head(doc: Doc, mention: Mention) -> Token:
    token = token_at(doc, mention.end - 1)
    while token.head.i != token.i and mention.start <= token.head.idx < mention.end:
        token = token.head
    return token
