"""The inflected forms of English verbs, so that a list of base forms also works on text without lemmas."""

from __future__ import annotations

from functools import cache

# Base form, past, participle; a slash parts variants. Regular verbs need no entry.
_IRREGULAR = """
bear bore born/borne|beat beat beaten|become became become|begin began begun|blow blew blown|break broke broken
bring brought brought|build built built|burn burned/burnt burned/burnt|buy bought bought|cast cast cast|catch caught caught
choose chose chosen|come came come|cost cost cost|cut cut cut|deal dealt dealt|dig dug dug|do did done|draw drew drawn
drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought|find found found
flee fled fled|fly flew flown|forbid forbade forbidden|foresee foresaw foreseen|freeze froze frozen|get got got/gotten
give gave given|go went gone|grow grew grown|hang hanged/hung hanged/hung|have had had|hear heard heard|hide hid hidden
hit hit hit|hold held held|hurt hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led|leave left left
lend lent lent|let let let|lie lay lain|lose lost lost|make made made|mean meant meant|meet met met|pay paid paid|put put put
repay repaid repaid|rebuild rebuilt rebuilt|read read read|ride rode ridden|ring rang rung|rise rose risen|run ran run
say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set|shoot shot shot
show showed shown/showed|shrink shrank shrunk|shut shut shut|sink sank sunk|slay slew slain|sleep slept slept|speak spoke spoken
spend spent spent|spread spread spread|stand stood stood|steal stole stolen|strike struck struck|sweep swept swept
swell swelled swollen/swelled|take took taken|teach taught taught|tear tore torn|tell told told|think thought thought
throw threw thrown|understand understood understood|wed wed/wedded wed/wedded|win won won|withdraw withdrew withdrawn
write wrote written
"""
_DOUBLED = frozenset([
    "abet", "admit", "commit", "concur", "control", "cut", "dig", "drop", "expel", "get", "grab", "kidnap", "let", "nab",
    "occur", "omit", "plan", "plot", "pin", "put", "refer", "rebut", "regret", "rob", "rot", "run", "set", "shut", "stop", "strand",
    "traffic", "transfer", "trap", "travel", "win", "wrap", "submit", "permit", "fit", "slip", "step", "tip", "slim", "spot",
    "cap",
]) - {"strand"}  # fmt: skip
_IRREGULAR_PLURALS = {
    "dead": "dead", "people": "people", "police": "police", "life": "lives", "man": "men", "woman": "women", "child": "children",
    "wife": "wives", "staff": "staff", "media": "media", "data": "data", "person": "persons", "spokesman": "spokesmen",
}  # fmt: skip
_VOWELS = "aeiou"


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    rows = [row.split() for row in _IRREGULAR.replace("\n", "|").split("|") if row]
    return {base: (*past.split("/"), *participle.split("/")) for base, past, participle in rows}


@cache
def verb_forms(base: str) -> frozenset[str]:
    """All forms of a verb, the base included: "flee" gives flee, flees, fled and fleeing."""
    past = _irregular().get(base) or (_regular_past(base),)
    return frozenset((base, _third_person(base), _gerund(base), *past))


@cache
def base_of_form(form: str) -> str | None:
    """The base of an irregular past or participle: "sink" for "sunk". None for any other word, and where two verbs share the form."""
    found = {base for base, forms in _irregular().items() if form in forms}
    return found.pop() if len(found) == 1 and form not in _irregular() else None


@cache
def participles(base: str) -> frozenset[str]:
    """The forms that may stand after "be": past participles and, for regular verbs, the form in -ed."""
    rows = {row.split()[0]: row.split()[2] for row in _IRREGULAR.replace("\n", "|").split("|") if row}
    return frozenset(rows[base].split("/")) if base in rows else frozenset((_regular_past(base),))


def noun_forms(base: str) -> frozenset[str]:
    """Singular and plural of a noun: "arrest" gives arrest and arrests, "life" life and lives."""
    if base in _IRREGULAR_PLURALS:
        return frozenset((base, _IRREGULAR_PLURALS[base]))
    return frozenset((base, _third_person(base)))


def _third_person(base: str) -> str:
    if base in {"have", "do", "go", "be"}:
        return {"have": "has", "do": "does", "go": "goes", "be": "is"}[base]
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _gerund(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return _stem(base) + "ing"


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return _stem(base) + "ed"


def _stem(base: str) -> str:
    if base.endswith("ic"):
        return base + "k"
    return base + base[-1] if base in _DOUBLED else base
