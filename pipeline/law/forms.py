"""Instruments that no catalogue lists, by their form: "Law No. 12/2019", "UNSC resolution 2417", "a 1994 extradition treaty"."""

from __future__ import annotations

import re

from pipeline.law.catalogue import Catalogue
from pipeline.law.lists import word_list
from pipeline.law.mention import SINGULAR, TYPE_NOUNS, YEAR, Mention, determiner_start, read_acronym, singular
from pipeline.law.pinpoint import UNITS
from pipeline.law.soft import SOFT_WORDS, find_soft
from pipeline.law.words import Page

_DATE_WORD = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$|(?:january|february|march|april|may|june|july|august|september|october|november|december)$"
)
_NUMBER = re.compile(r"\d[\dA-Za-z]*$")
_INNER_JOINERS = frozenset({"of", "and", "for", "on", "to", "against", "in", "from", "&"})
_EVIDENCE_HEADS = frozenset({"convention", "charter", "covenant"})
_OWNERS = frozenset({"country", "nation", "state", "kingdom", "island", "republic"})
_BODY_TITLES = {"unsc": "Security Council", "unga": "General Assembly", "hrc": "Human Rights Council"}
_BODIES = {
    ("security", "council"): "unsc", ("unsc",): "unsc", ("unscr",): "unsc", ("general", "assembly"): "unga", ("unga",): "unga",
    ("human", "rights", "council"): "hrc", ("unhrc",): "hrc", ("hrc",): "hrc",
}  # fmt: skip
_AIMS = frozenset(
    {"prevention", "protection", "suppression", "elimination", "prohibition", "promotion", "rights", "regulation", "control", "abolition"}
)
_CLOSERS = frozenset({".", ",", ";", ":", "(", ")", ""})
_CITING = frozenset({"act", "chapter", "cap", "no", ".", "of", "law", "/", "-"})
_RESOLUTION_WORDS = frozenset({"resolution", "unscr", "res"})
_TRIGGERS = frozenset(TYPE_NOUNS) | frozenset(SINGULAR) | _RESOLUTION_WORDS | SOFT_WORDS


def find_forms(page: Page, catalogue: Catalogue, taken: list[bool]) -> list[Mention]:
    """Give the instruments that the text names by form alone, leaving out the words already `taken`."""
    found: list[Mention] = []
    for i, word in enumerate(page.words):
        if taken[i] or word.norm not in _TRIGGERS:
            continue
        noun = singular(word.norm)
        mentions = find_soft(page, i, taken)
        if not mentions and noun in _RESOLUTION_WORDS:
            mentions = _resolutions(page, catalogue, i)
        elif not mentions and noun in TYPE_NOUNS:
            mentions = _one(page, i, noun)
        for mention in mentions:
            if not any(taken[mention.first : mention.last]):
                end = max(mention.last, mention.tail)
                taken[mention.first : end] = [True] * (end - mention.first)
                found.append(mention)
    return found


def _one(page: Page, i: int, noun: str) -> list[Mention]:
    for read in (_numbered, _constitution, _titled, _described):
        mention = read(page, i, noun)
        if mention:
            _take_act_year(page, mention)
            mention.tail = max(mention.last, read_acronym(page, mention), _citation_end(page, mention))
            return [mention]
    return []


def _citation_end(page: Page, mention: Mention) -> int:
    """End of the number of a law in brackets: "the Prisons Act (Chapter 97)", "(Act 29)", "(No. 5 of 2005)"; 0 where none stands."""
    i = mention.last
    if mention.kind not in {"statute", "code", "decree"} or page.norm(i) != "(":
        return 0
    j = i + 1
    while page.norm(j) in _CITING or page.norm(j)[:1].isdigit():
        j += 1
    return j + 1 if page.norm(j) == ")" and j > i + 2 and not page.norm(i + 1)[0].isdigit() else 0


def _take_act_year(page: Page, mention: Mention) -> None:
    """Read "Act 1986", "Act of 2020" and "Treaty of 1920" into the name."""
    linked = page.norm(mention.last) == "of"
    i = mention.last + linked
    if (linked or mention.kind in {"statute", "constitution"}) and YEAR.match(page.norm(i)) and page.same_sentence(i, mention.first):
        mention.last = mention.name_last = i + 1
        mention.year = page.norm(i)
    elif mention.kind == "statute" and page.norm(i) == "," and YEAR.match(page.norm(i + 1)) and page.norm(i + 2) in _CLOSERS:
        mention.last = mention.name_last = i + 2  # "the Anti-Terrorism Act, 1997,"
        mention.year = page.norm(i + 1)


def _numbered(page: Page, i: int, noun: str) -> Mention | None:
    """Read "Law No. 12/2019", "Executive Order 13769", "Act No. 5 of 1999", "Directive 2011/95/EU"."""
    if noun not in word_list("numbered") or not page.words[i].capital or page.norm(i) in SINGULAR:
        return None
    j = i + 1
    if page.norm(j) in {"(eu)", "("} and page.norm(j + 1) in {"eu", "ec"}:
        j += 3
    sign = page.norm(j) in {"no", "number"}
    j += sign
    j += sign and page.norm(j) == "."
    # "Act 3" may be of a play: only "Republic Act 3" and "Section 5 of Act 3" are laws.
    pinned = page.norm(i - 1) == "of" and (page.norm(i - 2)[:1].isdigit() or page.norm(i - 2) == ")")
    doubtful = noun == "act" and not sign and page.norm(i - 1) != "republic" and not pinned
    if not (j < len(page.words) and _NUMBER.match(page.norm(j))) or doubtful:
        return None
    if not sign and ((YEAR.match(page.norm(j)) and page.norm(j + 1) != "/") or noun in {"protocol", "convention"}):
        return None
    j = _number_end(page, j)
    if noun == "order" and page.norm(i - 1) not in {"executive", "military", "presidential"} and not sign:
        return None
    first = _cap_start(page, i)
    start = determiner_start(page, first, 0)
    return Mention(start, j, first, j, TYPE_NOUNS[noun], "form", noun)


def _number_end(page: Page, j: int) -> int:
    j += 1
    while page.norm(j) in {"/", "-", "–"} and j + 1 < len(page.words) and page.words[j + 1].start == page.words[j].end:
        j += 2
    if page.norm(j) == "of" and YEAR.match(page.norm(j + 1)):
        j += 2
    return j


def _cap_start(page: Page, i: int) -> int:
    """Where the capitalised words that end at `i` begin: "Internal Security Act", "Code of Criminal Procedure"."""
    first = j = i
    while j - 1 >= 0 and page.same_sentence(j - 1, i) and i - j < 12:
        word = page.words[j - 1]
        if singular(word.norm) in TYPE_NOUNS and word.capital and (page.norm(j) in _INNER_JOINERS or page.taken[j - 1]):
            break  # "the Consumer Act and Republic Act 9296"; not "the Public Order Act"
        if word.capital and word.norm not in word_list("starters") and word.norm not in word_list("determiners"):
            first = j = j - 1
        elif word.norm in _INNER_JOINERS and first < i and _title_before(page, j - 1):
            j -= 1
        elif word.text == "the" and first < i and page.norm(j - 2) == "of" and page.norm(j - 3) in _AIMS and page.words[j - 3].capital:
            j -= 2  # "Prevention of the Crime of Torture Act"
        elif word.text == ")" and page.norm(j - 3) == "(":
            j -= 3
        else:
            break
    return first


def _title_before(page: Page, joiner: int) -> bool:
    """True if the word before "of" or "and" may belong to the same title; a country before "and" does not."""
    before = joiner - 1
    country = any(mention.last == joiner for mention in page.countries)
    pinned = len(page.norm(before)) == 1 or page.norm(before - 1) in UNITS  # "Chapter IV of Act"
    return before >= 0 and page.words[before].capital and not pinned and not (country and page.norm(joiner) == "and")


def _titled(page: Page, i: int, noun: str) -> Mention | None:
    """Read "the Internal Security Act 1960", "the Emergency Decree", "the Penal Code", "the Law on Assemblies"."""
    if noun not in word_list("titled_heads") or not page.words[i].capital or page.norm(i) in SINGULAR or is_title_case(page, i):
        return None
    # Heads whose capitalised modifiers are no title: "Martial Law", "the Democratic Convention", "Dress Code".
    blocked = word_list(f"no_title_{noun}")
    first = _cap_start(page, i)
    modifiers = [word.norm for word in page.words[first:i]]
    last = i + 1
    if noun in {"law", "decree", "convention", "protocol", "treaty", "code"} or page.norm(i + 1) == "on":
        last = _topic_end(page, i)
    pinned = (
        page.norm(first - 1) == "the"
        and page.norm(first - 2) == "of"
        and (page.norm(first - 3)[:1].isdigit() or page.norm(first - 3) == ")")
    )
    if noun == "law":  # "the State Security Law" is one, "State Law" and "the Rule of Law" are not
        blocked &= {*modifiers[-1:], *(norm for norm in modifiers if norm == "rule")}
    if blocked & set(modifiers) or page.norm(last) in word_list("name_goes_on") or (modifiers and set(modifiers) <= word_list("numbering")):
        return None
    if last == i + 1 and (not modifiers or page.words[i].text.isupper()):
        return None
    if noun == "code" and not word_list("codes") & {word.norm for word in page.words[first:last]}:
        return None
    after = page.norm(last)
    if noun == "act" and (_next_is_other(page, i) or (after.isdigit() and not YEAR.match(after))):
        return None  # "Act One", "Act 3"
    if noun == "law" and page.norm(i + 1) == "of" and (modifiers or not _of_a_state(page, i, last)):
        return None  # a person called Law, "the Law of Gravity"
    if noun in {"law", "charter"} and last == i + 1 and ((len(modifiers) < 2 and not pinned) or _next_is_other(page, i)):
        return None
    if noun in _EVIDENCE_HEADS | {"protocol"} and not _treaty_evidence(page, first, last):
        return None
    first -= bool(YEAR.match(page.norm(first - 1))) and page.same_sentence(first - 1, i) and page.norm(first - 2) != "in"
    start = determiner_start(page, first, 0)
    return Mention(start, last, first, last, TYPE_NOUNS[noun], "form", noun)


def _of_a_state(page: Page, i: int, last: int) -> bool:
    """True for "Law of Georgia on Police" and "Law of the Republic on Water"."""
    named = any(i < country.first < last for country in page.countries)
    return named or any(page.norm(k) in {"on", "republic", "kingdom", "return", "nationality"} for k in range(i, last))


def _next_is_other(page: Page, i: int) -> bool:
    """ "Law School", "Act One": the capitalised word after it makes it something else."""
    after = page.words[i + 1] if i + 1 < len(page.words) else None
    return after is not None and after.capital and page.same_sentence(i, i + 1) and after.start == page.words[i].end + 1


def _topic_end(page: Page, i: int) -> int:
    """End of "Law on the Protection of Secrets"; just after the noun where no capitalised topic follows."""
    if page.norm(i + 1) not in {"on", "against", "for", "relating", "concerning", "of"}:
        return i + 1
    j, last = i + 2, i + 1
    while page.same_sentence(j, i) and j - i < 16:
        word = page.words[j]
        if _DATE_WORD.match(word.norm) and page.norm(j - 1) in {"in", "on", "for"}:
            break
        if page.taken[j] or (word.norm in UNITS and page.norm(j + 1)[:1].isdigit()):
            break  # "the Law on Asylum and | the Refugee Convention", "... and | Article 26 of"
        if word.capital:
            last = j + 1
        elif word.norm not in word_list("joiners") - {",", "("}:
            break
        j += 1
    return last


def _treaty_evidence(page: Page, first: int, last: int) -> bool:
    """A party's meeting is a convention too: only a year, a topic or a pinpoint makes an unknown one a treaty."""
    words = [word.norm for word in page.words[first:last]]
    if YEAR.match(page.norm(first - 1)) or any(norm in {"on", "against", "relating", "concerning", "un"} for norm in words):
        return True
    return page.norm(first - 2) == "of" and any(page.norm(first - k)[:1].isdigit() for k in (3, 4))


def _constitution(page: Page, i: int, noun: str) -> Mention | None:
    """Read "Kenya's 2010 constitution", "the country's constitution", "the constitution of Kenya", "the Indian Constitution"."""
    if noun != "constitution" or page.norm(i) in SINGULAR:
        return None
    j = i
    while YEAR.match(page.norm(j - 1)) or page.norm(j - 1) in {"new", "interim", "draft", "current", "socialist", "federal"}:
        j -= 1
    ends = {mention.last: mention for mention in page.countries}
    owner = ends.get(j - 1) if page.norm(j - 1) == "'s" else ends.get(j)
    if owner and owner.form != "capital":
        start = determiner_start(page, owner.first, 0)
        return Mention(start, i + 1, owner.first, i + 1, "constitution", "form", noun)
    after = next((mention for mention in page.countries if mention.first in {i + 2, i + 3}), None)
    if after and page.norm(i + 1) == "of" and (after.first == i + 2 or page.norm(i + 2) == "the"):
        return Mention(determiner_start(page, j, 0), after.last, j, after.last, "constitution", "form", noun)
    if page.norm(j - 1) == "'s" and page.norm(j - 2) in _OWNERS:
        return Mention(determiner_start(page, j - 2, 0), i + 1, j - 2, i + 1, "constitution", "form", noun)
    return None


def _described(page: Page, i: int, noun: str) -> Mention | None:
    """Read "a 1994 bilateral readmission agreement", "the 1982 citizenship law", "a bilateral extradition treaty"."""
    if noun not in word_list("lower_law") or page.words[i].capital or page.norm(i) in SINGULAR:
        return None
    j = i
    while j - 1 >= 0 and i - j < 5 and page.same_sentence(j - 1, i) and re.match(r"[a-z]+$", page.words[j - 1].text):
        if page.norm(j - 1) in word_list("determiners") or page.norm(j - 1) in word_list("starters"):
            break
        j -= 1
    described = {word.norm for word in page.words[j:i]}
    dated = bool(YEAR.match(page.norm(j - 1))) and page.same_sentence(j - 1, i)
    bilateral = bool(described & word_list("bilateral"))
    if noun in {"agreement", "pact", "accord", "protocol"} and not bilateral:
        return None
    if not dated and (noun in {"agreement", "pact", "accord"} or not described & word_list("bilateral_alone")):
        return None
    first = j - dated
    start = first - 1 if page.norm(first - 1) in word_list("determiners") else first
    kind = "bilateral" if "bilateral" in described else TYPE_NOUNS[noun]
    year = page.norm(first) if dated else None
    return Mention(start, i + 1, first, i + 1, kind, "form", noun, year=year)


def _resolutions(page: Page, catalogue: Catalogue, i: int) -> list[Mention]:
    """Read "Security Council resolutions 1718 and 2397" as one mention per number; the first takes the words before it."""
    j = i + 1
    if page.norm(i) == "res":  # A/RES/60/147
        if page.norm(i - 1) != "/" or page.norm(j) != "/":
            return []
        j += 1
    j += page.norm(j) in {"no", "nos"}
    j += page.norm(j) == "."
    numbers = _resolution_numbers(page, j)
    if not numbers:
        return []
    first, body = _body_before(page, i)
    body = _body_after(page, numbers[-1][1]) or body
    found = []
    for k, (start, end, number) in enumerate(numbers):
        begin = first if k == 0 else start
        mention = Mention(begin, end, begin, end, "resolution", "form", "resolution", tail=end)
        mention.ids, mention.sure = _resolution_slugs(catalogue, body, number)
        mention.title = f"{_BODY_TITLES[body]} resolution {number}" if body in _BODY_TITLES else None
        found.append(mention)
    return found


def _resolution_numbers(page: Page, j: int) -> list[tuple[int, int, str]]:
    numbers: list[tuple[int, int, str]] = []
    while j < len(page.words) and page.norm(j)[:1].isdigit() and len(page.norm(j)) <= 4:
        end = _number_end(page, j) if page.norm(j + 1) in {"/", "-"} else j + 1
        number = "".join(word.norm for word in page.words[j:end])
        if page.norm(end) == "(" and YEAR.match(page.norm(end + 1)) and page.norm(end + 2) == ")":
            end += 3
        numbers.append((j, end, number))
        j = end
        j += page.norm(j) == ","
        j += page.norm(j) in {"and", "or"}
        if j == end:
            break
    return numbers


def _body_before(page: Page, i: int) -> tuple[int, str | None]:
    """Where the words that name the body begin, and its short name."""
    if page.norm(i) == "unscr":
        return i, "unsc"
    if page.norm(i) == "res":
        return i - 2, {"s": "unsc", "a": "unga"}.get(page.norm(i - 2))
    for words, body in _BODIES.items():
        first = i - len(words)
        if tuple(page.norm(k) for k in range(first, i)) == words:
            if page.norm(first - 1) == "un":
                return first - 1, body
            return (first - 2, body) if page.norm(first - 1) == "nations" else (first, body)
    if page.norm(i - 1) == "un":
        return i - 1, "un"
    low, _ = page.sentence_bounds(i)
    before = page.words[i - 1] if i > low else None
    if before and before.capital and i - 1 > low and before.norm not in word_list("determiners") | word_list("starters"):
        return i - 1, "other"  # "House Resolution 109"
    return i, _nearest_body(page, low, i)


def _nearest_body(page: Page, low: int, i: int) -> str | None:
    """The body named last before "Resolution 46/1" in its sentence: "the Human Rights Council asked, as it had in Resolution 46/1"."""
    for k in range(i - 1, low - 1, -1):
        for words, body in _BODIES.items():
            if page.norm(k) == words[0] and tuple(page.norm(k + n) for n in range(len(words))) == words:
                return body
    return None


def _body_after(page: Page, j: int) -> str | None:
    """The body of "Resolution 46/1 | of the UN Human Rights Council"."""
    if page.norm(j) not in {"of", "by"}:
        return None
    j += 1
    while page.norm(j) in {"the", "un", "united", "nations", "'s"}:
        j += 1
    return next((body for words, body in _BODIES.items() if tuple(page.norm(j + n) for n in range(len(words))) == words), None)


def _resolution_slugs(catalogue: Catalogue, body: str | None, number: str) -> tuple[tuple[str, ...], bool]:
    """The slug of a numbered resolution; without its body the one that the catalogue lists, else only a candidate."""
    tail = number.replace("/", "-").lower()
    if body in _BODY_TITLES:
        title = f"{_BODY_TITLES[body]} resolution {number} ".lower()
        listed = (
            known.id for known in catalogue.instruments.values() if known.kind == "resolution" and known.title.lower().startswith(title)
        )
        return (next(listed, f"{body}-{tail}"),), True
    if body == "other":
        return (), True
    known_ids = tuple(key for key in (f"unsc-{tail}", f"unga-{tail}") if key in catalogue.instruments)
    if body == "un" and not known_ids and number.isdigit():
        return (f"unsc-{tail}",), False
    return known_ids, len(known_ids) == 1


def is_title_case(page: Page, i: int) -> bool:
    """True in a headline: nearly all long words of the sentence are capitalised, and there are at least three."""
    first, last = page.sentence_bounds(i)
    words = [word for word in page.words[first:last] if len(word.text) > 3 and word.text[0].isalpha()]
    ends = page.words[last - 1].text in ".!"
    return len(words) >= 3 and not ends and sum(word.capital for word in words) >= 0.8 * len(words)
