"""Who does what in a parsed sentence: the only module that reads dependency labels.

Two label schemes say the same in different words: Universal Dependencies (our own backbone) and ClearNLP (`en_core_web_*`).
Each function gives the same answer on both. All are pure, none raises on an odd tree, and on a document without a parse each
gives its empty answer. Lists are in text order.

A clause with a copula is one predicate: "is" and "signatory" in "China is a signatory" share subjects, negation and auxiliaries.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from spacy.tokens import Doc, Token

# Label families; in each, Universal Dependencies stand before ClearNLP.
_SUBJECT = frozenset(("nsubj", "csubj", "nsubj:pass", "csubj:pass", "nsubj:outer", "csubj:outer", "nsubjpass", "csubjpass"))
_PASSIVE = frozenset(("nsubj:pass", "csubj:pass", "aux:pass", "nsubjpass", "csubjpass", "auxpass"))
_OBJECT = frozenset(("obj", "iobj", "dobj", "dative"))
_AUXILIARY = frozenset(("aux", "aux:pass", "auxpass"))
_COPULA_COMPLEMENT = frozenset(("attr", "acomp"))  # ClearNLP only: there "be" is the head
_OBLIQUE = frozenset(("obl", "obl:agent", "obl:tmod", "obl:npmod", "obl:unmarked"))
_CASED = _OBLIQUE | {"nmod"}
_PREPOSITION = frozenset(("prep", "agent", "dative"))  # ClearNLP only: there the preposition is the head
_NOUN_CLAUSE = frozenset(("acl", "acl:relcl", "relcl"))
_CLAUSE = _NOUN_CLAUSE | frozenset(("ROOT", "ccomp", "advcl", "advcl:relcl", "parataxis", "csubj", "csubj:pass", "pcomp", "csubjpass"))
_DETERMINER = frozenset(("det", "det:predet", "nmod:poss", "predet", "poss"))
_MODIFIER = frozenset(("nummod", "amod", "compound", "nmod:desc", "nmod:unmarked", "flat", "goeswith", "nmod", "quantmod"))
_LEFT_OF_NOUN = _DETERMINER | _MODIFIER
_RIGHT_OF_NOUN = frozenset(("flat", "flat:name", "fixed", "goeswith", "nummod", "compound", "nmod:desc"))
_NAME_PART = frozenset(("flat", "flat:name", "fixed", "goeswith"))
_NOUNS = frozenset(("NOUN", "PROPN", "PRON"))
_NEGATIONS = frozenset(("not", "n't", "n’t", "nt", "never", "neither", "nor"))


def subjects(verb: Token) -> list[Token]:
    """Heads of the phrases that act (or, in the passive, undergo) what `verb` says.

    "The court fined both firms and closed one": "court" for "fined" and for "closed". A participle behind a noun has that noun
    ("people held in July"), an infinitive the subject or object of the verb that governs it. Empty for a command.
    """
    predicate = _predicate(verb)
    for _ in range(len(verb.doc)):
        own = _children(predicate, _SUBJECT)
        if own:
            return own
        if predicate.dep_ in _NOUN_CLAUSE:
            return [predicate.head]
        if predicate.dep_ == "xcomp" and _children(predicate.head, _OBJECT):
            return _children(predicate.head, _OBJECT)
        if not _shares_subject(predicate):
            return []
        predicate = _predicate(predicate.head)
    return []


def is_passive(verb: Token) -> bool:
    """True for "were held", "held" in "people held in July" and "fined" in "were held and fined"."""
    predicate = _predicate(verb)
    for _ in range(len(verb.doc)):
        if _children(predicate, _PASSIVE):
            return True
        if predicate.tag_ != "VBN" or _children(predicate, _AUXILIARY | _SUBJECT):
            return False
        if predicate.dep_ in _NOUN_CLAUSE | {"advcl"}:
            return True
        if predicate.dep_ != "conj":
            return False
        predicate = _predicate(predicate.head)
    return False


def objects(verb: Token) -> list[Token]:
    """Heads of the direct and indirect objects: "them" and "aid" in "gave them aid". Empty for an intransitive verb."""
    return [token for token in _children(_predicate(verb), _OBJECT) if token.pos_ not in ("ADP", "SCONJ")]


def agents(verb: Token) -> list[Token]:
    """Heads of what did it in a passive clause: "police" in "was held by police". Empty in the active voice."""
    found = _children(_predicate(verb), ("obl:agent",))
    found += [nominal for by in _children(_predicate(verb), ("agent",)) for nominal in _children(by, ("pobj",))]
    if not found and is_passive(verb):
        found = [nominal for preposition, nominal in pps(verb) if preposition == "by" and nominal.pos_ in _NOUNS]
    return found


def pps(head: Token) -> list[tuple[str, Token]]:
    """Prepositional phrases that hang on `head`: the preposition in lower case and the head of what follows it.

    "held in Kassala by police": ("in", Kassala) and ("by", police). "According to X" has the preposition "according to". A second
    phrase joined by "and" counts if it has a preposition of its own; otherwise ask `conjuncts`. Gerund clauses do not count.
    """
    found = list(_cased_phrases(head)) + list(_headed_phrases(head))
    if head.dep_ == "cop":
        found += list(_cased_phrases(head.head, _OBLIQUE))
        found += [(preposition, head.head) for preposition in _case_of(head.head)]
    return sorted(found, key=lambda phrase: phrase[1].i)


def np_span(head: Token) -> tuple[int, int]:
    """Tokens of the noun phrase around `head`, end excluded: its determiners, numbers, adjectives and name parts.

    "over 200 Eritrean refugees" for "refugees" in "over 200 Eritrean refugees from the camp": what follows the noun is left out.
    A part of a name gives the whole name. Without a parse, the token alone.
    """
    for _ in range(len(head.doc)):
        joined = head.dep_ in _NAME_PART or (head.dep_ == "compound" and head.pos_ == head.head.pos_ == "PROPN")
        if not joined or head.head.i == head.i:
            break
        head = head.head
    inside = {head.i}
    for child in head.lefts:
        if child.dep_ in _LEFT_OF_NOUN and not _is_negation(child) and not _case_of(child):
            inside.update((child.left_edge.i, child.i))
    _add_name_parts(head, inside)
    return min(inside), max(inside) + 1


def number_modifiers(noun: Token) -> list[Token]:
    """Heads of the numbers that count `noun`: "200" in "over 200 refugees", "million" in "2 million people"."""
    return _children(noun, ("nummod",))


def appositions(noun: Token) -> list[Token]:
    """Heads of the phrases that rename `noun`: "judge" in "Amina Sow, a judge in Dakar, resigned"."""
    return _children(noun, ("appos",))


def conjuncts(token: Token) -> list[Token]:
    """The other members of the coordination that `token` belongs to: "May" and "July" for "June" in "May, June and July"."""
    first = token
    for _ in range(len(token.doc)):
        if first.dep_ != "conj" or first.head.i == first.i:
            break
        first = first.head
    members = {first.i: first}
    waiting = [first]
    while waiting:
        for member in _children(waiting.pop(), ("conj",)):
            if member.i not in members:
                members[member.i] = member
                waiting.append(member)
    return [members[i] for i in sorted(members) if i != token.i]


def negated(verb: Token) -> bool:
    """True if "not", "never" or "no longer" stands with `verb`; so too behind "or" ("did not confirm or deny").

    "No one was held" is not negated: there the subject says it.
    """
    predicate = _predicate(verb)
    for _ in range(len(verb.doc)):
        if any(_is_negation(child) for child in predicate.children):
            return True
        if predicate.dep_ != "conj" or not _joined_by_or(predicate) or _children(predicate, _SUBJECT | _AUXILIARY):
            return False
        predicate = _predicate(predicate.head)
    return False


def auxiliaries(verb: Token) -> list[Token]:
    """Helping verbs of `verb`, modal ones among them (tag "MD"): "could", "have", "been" in "could have been held".

    A joined verb has those of the first ("could be held and fined"). Neither "to" nor a copula counts.
    """
    predicate = _predicate(verb)
    for _ in range(len(verb.doc)):
        own = [token for token in _children(predicate, _AUXILIARY) if token.tag_ != "TO"]
        if own or predicate.dep_ != "conj" or _children(predicate, _SUBJECT):
            return own
        predicate = _predicate(predicate.head)
    return []


def reported_clause(verb: Token) -> Token | None:
    """Predicate of what `verb` reports: "fled" in "She said that 200 fled" and in "“200 fled,” she said".

    None when `verb` reports nothing as a clause ("She said no").
    """
    clauses = _children(verb, ("ccomp",))
    if not clauses and verb.dep_ == "parataxis" and verb.head.i != verb.i:
        clauses = [verb.head]
    if not clauses:
        clauses = [child for child in _children(verb, ("parataxis",)) if child.pos_ in ("VERB", "AUX") or _copula(child)]
    return _spoken(clauses[0]) if clauses else None


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above `token`: "held" for "July" in "were held in July"; the copula in "is a signatory".

    None when no verb stands above it, as in a headline without one.
    """
    for ancestor in _ancestors(token):
        copula = _copula(ancestor)
        if copula is not None and copula.i != token.i:
            return copula
        if ancestor.pos_ in ("VERB", "AUX"):
            return _spoken(ancestor)
    return None


def clause_root(token: Token) -> Token:
    """The predicate of the clause that `token` stands in: "fled" for "200" in "She said that 200 people fled"."""
    for member in (token, *_ancestors(token)):
        if member.dep_ in _CLAUSE or (member.dep_ == "conj" and _children(member, _SUBJECT)):
            return _spoken(member)
    return token


def antecedent(verb: Token) -> Token | None:
    """The noun that the clause of `verb` describes: "people" in "people who fled" and "people held in July"; else None."""
    predicate = _predicate(verb)
    return predicate.head if predicate.dep_ in _NOUN_CLAUSE and predicate.head.i != predicate.i else None


def noun_phrases(doc: Doc) -> list[tuple[int, int]]:
    """Noun phrases of `doc` as token ranges, end excluded, none inside another; empty without a parse."""
    if not doc.has_annotation("DEP"):
        return []
    found: list[tuple[int, int]] = []
    for token in doc:
        if token.pos_ not in _NOUNS or (token.dep_ in _LEFT_OF_NOUN | _RIGHT_OF_NOUN and token.dep_ != "nmod"):
            continue
        if token.dep_ == "nmod" and token.i < token.head.i and not _case_of(token):
            continue
        start, end = np_span(token)
        while found and start <= found[-1][0]:
            found.pop()
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _children(token: Token, labels: Container[str]) -> list[Token]:
    return [child for child in token.children if child.dep_ in labels]


def _ancestors(token: Token) -> Iterator[Token]:
    for _ in range(len(token.doc)):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def _predicate(token: Token) -> Token:
    """The token that the clause hangs on: the complement of a copula in the one scheme, the copula in the other."""
    if token.dep_ == "cop" or token.dep_ in _AUXILIARY or (token.dep_ in _COPULA_COMPLEMENT and token.head.lemma_ == "be"):
        return token.head
    return token


def _copula(token: Token) -> Token | None:
    """The copula of a nominal or adjective predicate, where the predicate is the head."""
    return next((child for child in token.children if child.dep_ == "cop"), None)


def _spoken(token: Token) -> Token:
    return _copula(token) or token


def _shares_subject(predicate: Token) -> bool:
    """True if `predicate` has no subject of its own because it has that of the verb above."""
    if predicate.head.i == predicate.i:
        return False
    if predicate.dep_ == "advcl":
        return predicate.tag_ in ("VBG", "VBN")
    return predicate.dep_ in ("conj", "xcomp")


def _is_negation(token: Token) -> bool:
    if token.dep_ == "neg" or token.lower_ in _NEGATIONS:
        return token.dep_ not in ("cc", "cc:preconj", "preconj")
    return token.lower_ == "longer" and any(child.lower_ == "no" for child in token.children)


def _joined_by_or(token: Token) -> bool:
    marks = [*token.children, *token.head.children]
    return any(mark.dep_ == "cc" and mark.lower_ in ("or", "nor") for mark in marks)


def _case_of(nominal: Token) -> list[str]:
    """The preposition in front of `nominal`, as a list of one; empty when there is none, as for a possessor ("China's")."""
    cases = [child for child in nominal.lefts if child.dep_ == "case"]
    words = [word.lower_ for case in cases for word in (case, *_children(case, ("fixed",)))]
    return [" ".join(words)] if words else []


def _cased_phrases(head: Token, labels: Container[str] = _CASED) -> Iterator[tuple[str, Token]]:
    """Phrases whose noun is the head (Universal Dependencies)."""
    for child in _children(head, labels):
        for nominal in (child, *(_children(child, ("conj",)))):
            for preposition in _case_of(nominal):
                yield preposition, nominal


def _headed_phrases(head: Token) -> Iterator[tuple[str, Token]]:
    """Phrases whose preposition is the head (ClearNLP)."""
    waiting = [(child.lower_, child) for child in _children(head, _PREPOSITION) if child.pos_ not in _NOUNS]
    seen: set[int] = set()
    while waiting:
        preposition, token = waiting.pop()
        if token.i in seen:
            continue
        seen.add(token.i)
        for child in token.rights:
            if child.dep_ == "pobj":
                yield preposition, child
            elif child.dep_ in ("prep", "pcomp") and child.pos_ in ("ADP", "SCONJ"):
                waiting.append((f"{preposition} {child.lower_}", child))
            elif child.dep_ == "conj" and child.pos_ in ("ADP", "SCONJ"):
                waiting.append((child.lower_, child))


def _add_name_parts(head: Token, inside: set[int]) -> None:
    waiting = [head]
    while waiting:
        for child in waiting.pop().rights:
            if child.dep_ in _RIGHT_OF_NOUN and child.i not in inside:
                inside.add(child.i)
                waiting.append(child)
