from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.law.catalogue import load_catalogue
from pipeline.law.finder import LegalFinder

Claim = dict[str, Any]


@lru_cache(maxsize=1)
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def find(text: str) -> list[Claim]:
    return LegalFinder(load_catalogue()).find(blank()(text))


def titles(text: str) -> list[tuple[str, str]]:
    return [(claim["quote"], claim["legal"]["title"]) for claim in find(text)]


def paths(claim: Claim) -> list[str]:
    return ["/".join(step["value"] for step in path) for path in claim["legal"]["pinpoints"]]


LONG_TITLES = [
    "Suppression of Cattle Theft Act",
    "Prevention and Combating of Cruelty Act",
    "Protection from Harmful Rumours Act",
    "Prevention of the Crime of Torture Act",
    "Computer Misuse and Cybercrimes Act",
    "Unlawful Gatherings (Prevention) Act 1966",
    "Wildlife (Amendment) Act 2011",
    "Public Order Act",
    "Police Act 1861",
    "ICCPR Act",
    "Anti-Poaching Act, 1997",
    "Code of Criminal Procedure",
    "Law on the Legal Status of Foreign Citizens",
    "Law on Protection and Support of Witnesses",
    "Law of the Republic of Moldova on Asylum",
    "State Security Law",
    "Decree-Law No. 54 of 2022",
]


@pytest.mark.parametrize("title", LONG_TITLES)
def test_title_is_read_from_its_first_word(title: str) -> None:
    assert titles(f"In March they were tried under the {title}, lawyers said.") == [(title, title)]


@pytest.mark.parametrize("title", ["Suppression of Terrorism Act", "Prevention of Terrorism Act", "Border and Terrorism Act"])
def test_catalogue_name_inside_a_longer_title_is_not_that_law(title: str) -> None:
    (claim,) = find(f"She was held under Section 4 of the {title}.")
    assert (claim["quote"], claim["legal"]["instrument"], claim["legal"]["title"]) == (f"Section 4 of the {title}", None, title)


@pytest.mark.parametrize("before", ["Britain's", "the British", "the"])
def test_country_before_a_title_is_no_part_of_it(before: str) -> None:
    (claim,) = find(f"Police in the United Kingdom used {before} Terrorism Act 2000.")
    assert claim["legal"]["instrument"] == "uk-terrorism-2000"


TITLES_BESIDE = [
    ("It rests on the Law on Asylum and Article 4 of the Refugee Convention.", ["Law on Asylum", "Article 4 of the Refugee Convention"]),
    ("It rests on the Law on Asylum and the Refugee Convention.", ["Law on Asylum", "Refugee Convention"]),
    ("It rests on Section 2 of the Aliens Act and the Forest Act.", ["Section 2 of the Aliens Act", "Forest Act"]),
    ("It rests on Chapter IV of the Forest Act.", ["Chapter IV of the Forest Act"]),
    ("A breach of the Official Papers Act is alleged.", ["Official Papers Act"]),
]


@pytest.mark.parametrize(("text", "quotes"), TITLES_BESIDE)
def test_title_ends_where_the_next_begins(text: str, quotes: list[str]) -> None:
    assert [claim["quote"] for claim in find(text)] == quotes


LATER_LETTERS = [
    ("They used the Harmful Rumours Act (HRA). Section 9 of the HRA is old.", "Section 9 of the HRA", "Harmful Rumours Act"),
    ('They used the Harmful Rumours Act ("HRA"). Under HRA two were held.', "HRA", "Harmful Rumours Act"),
    ("They used the Prevention of Cattle Theft Act. Nobody liked the PCTA.", "PCTA", "Prevention of Cattle Theft Act"),
    ("They used the Harmful Rumours Act, known as HARUMA. HARUMA orders came.", "HARUMA", "Harmful Rumours Act"),
    ("They used the Law on the Press (LOP). Article 3 of the LOP is old.", "Article 3 of the LOP", "Law on the Press"),
]


@pytest.mark.parametrize(("text", "quote", "title"), LATER_LETTERS)
def test_letters_mean_the_law_that_the_text_gave_them(text: str, quote: str, title: str) -> None:
    claim = find(text)[-1]
    assert (claim["quote"], claim["legal"]["title"], claim["_antecedent"]) == (quote, title, 0)


@pytest.mark.parametrize(
    "text",
    [
        "They used the Harmful Papers Act (HPAP). The HPAP Trust met.",
        "They used the Harmful Rumours Act. The NGO met the EU.",
        "The dam lies under the NSA building.",
        "Files were held under the NSA programme.",
        "He was held under the USA.",
    ],
)
def test_letters_of_something_else_name_no_law(text: str) -> None:
    assert [claim["quote"] for claim in find(text) if claim["quote"].isupper()] == []


@pytest.mark.parametrize("verb", ["held", "charged", "detained without trial", "jailed"])
def test_letters_behind_a_charge_are_a_law(verb: str) -> None:
    (claim,) = find(f"Six men were {verb} under the PCTA.")
    assert (claim["quote"], claim["legal"]["kind"]) == ("PCTA", "statute")


SOFT = [
    ("It cites General Comment No. 36.", "General Comment No. 36", []),
    ("It cites General Comment No. 36, paragraphs 12 to 14, twice.", "General Comment No. 36, paragraphs 12 to 14", ["12", "13", "14"]),
    ("It cites paragraph 6 of General Recommendation No. 19.", "paragraph 6 of General Recommendation No. 19", ["6"]),
    ("It cites Principles 7 and 9 of the Body of Principles.", "Principles 7 and 9 of the Body of Principles", ["7", "9"]),
    ("It cites Principle 9 of the Basic Principles.", "Principle 9 of the Basic Principles", ["9"]),
    ("It cites the Basic Principles on the Role of Lawyers.", "Basic Principles on the Role of Lawyers", []),
    ("It cites Rule 43 of the Mandela Rules.", "Rule 43 of the Mandela Rules", ["43"]),
]


@pytest.mark.parametrize(("text", "quote", "pinpoints"), SOFT)
def test_soft_law_is_named_by_number_and_kind(text: str, quote: str, pinpoints: list[str]) -> None:
    (claim,) = find(text)
    assert (claim["quote"], claim["legal"]["kind"], paths(claim)) == (quote, "soft-law", pinpoints)


def test_each_general_comment_of_a_list_stands_by_itself() -> None:
    assert titles("It cites General Comments Nos. 20 and 31 again.") == [
        ("General Comments Nos. 20", "General Comment No. 20"),
        ("31", "General Comment No. 31"),
    ]


def test_short_name_of_principles_means_the_longer_one() -> None:
    _, claim = find("It cites the Guiding Principles on Internal Displacement. Principle 15(d) of the Guiding Principles counts.")
    assert (claim["legal"]["instrument"], claim["_antecedent"]) == ("guiding-principles-idp", 0)


@pytest.mark.parametrize(
    "text",
    [
        "Her general comment was kind.",
        "In a General Comment on housing the panel said so.",
        "Basic principles were at stake.",
        "The House Rules forbid it.",
        "The Golden Rules of tennis are few.",
        "She has principles, 4 of them.",
    ],
)
def test_comment_or_rule_of_another_sort_is_refused(text: str) -> None:
    assert titles(text) == []


NUMBERED = [
    ("Malta ratified ILO Convention 169.", ["ilo-169"]),
    ("ILO Conventions Nos. 87 and 98 protect unions.", ["ilo-87", "ilo-98"]),
    ("ILO Conventions No. 138 and 182 protect children.", ["ilo-138", "ilo-182"]),
    ("ILO Convention No. 87 counts. Article 2 of Convention No. 87 is short.", ["ilo-87", "ilo-87"]),
    ("ILO Convention No. 7 counts.", [None]),
    ("Common Article 3 counts.", ["geneva-conventions"]),
    ("Article 3 common to the Geneva Conventions counts.", ["geneva-conventions"]),
    ("The ILO convention centre has 98 rooms.", []),
]


@pytest.mark.parametrize(("text", "slugs"), NUMBERED)
def test_numbered_convention_has_its_own_record(text: str, slugs: list[str | None]) -> None:
    assert [claim["legal"]["instrument"] for claim in find(text)] == slugs


CITED = [
    ("It rests on the Prisons Act (Chapter 97) alone.", "Prisons Act (Chapter 97)", []),
    ("It rests on the Forest Offences Act, 1960 (Act 29) alone.", "Forest Offences Act, 1960 (Act 29)", []),
    ("It rests on Section 201 of Act 29 alone.", "Section 201 of Act 29", ["201"]),
    ("It rests on Section 8 of Republic Act 10121 alone.", "Section 8 of Republic Act 10121", ["8"]),
    ("It rests on the Fisheries (Amendment) Act No. 2 of 2016 alone.", "Fisheries (Amendment) Act No. 2 of 2016", []),
]


@pytest.mark.parametrize(("text", "quote", "pinpoints"), CITED)
def test_number_of_a_law_is_no_pinpoint(text: str, quote: str, pinpoints: list[str]) -> None:
    (claim,) = find(text)
    assert (claim["quote"], paths(claim)) == (quote, pinpoints)


PROTOCOLS = [
    ("Mali joined the CCW. Article 5 of its Amended Protocol II counts.", "Article 5 of its Amended Protocol II", None, "Amended Protocol II"),
    ("Mali joined the CCW. Article 3 of Protocol V counts.", "Article 3 of Protocol V", None, "Protocol V"),
    ("Mali joined the CCW. Protocol II counts.", "Protocol II", None, "Protocol II"),
    ("Articles 3 to 5 of Amended Protocol II to the CCW count.", "Articles 3 to 5 of Amended Protocol II to the CCW", None, "Amended Protocol II"),
    ("Article 2 of Protocol No. 4 to the ECHR counts.", "Article 2 of Protocol No. 4 to the ECHR", "echr-p4", None),
    ("Article 51 of Protocol I to the Geneva Conventions counts.", "Article 51 of Protocol I to the Geneva Conventions", "gc-ap1", None),
    ("The Geneva Conventions count. So does Protocol II.", "Protocol II", "gc-ap2", None),
    ("The Torture Convention counts. So does the Optional Protocol (OPCAT).", "Optional Protocol (OPCAT)", "opcat", None),
    ("The ICCPR counts. So does Article 1 of its First Optional Protocol.", "Article 1 of its First Optional Protocol", "iccpr-op1", None),
    ("The ICCPR counts. So does the Second Optional Protocol.", "Second Optional Protocol", "iccpr-op2", None),
    ("Article 1 of the First Optional Protocol counts.", "Article 1 of the First Optional Protocol", "iccpr-op1", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "instrument", "title"), PROTOCOLS)
def test_protocol_belongs_to_its_own_parent(text: str, quote: str, instrument: str | None, title: str | None) -> None:
    claim = find(text)[-1]
    assert (claim["quote"], claim["legal"]["instrument"]) == (quote, instrument)
    assert claim["legal"]["kind"] == "protocol"
    assert title is None or claim["legal"]["title"] == title


RESOLUTIONS = [
    ("The Human Rights Council asked for it in Resolution 51/1 and, a year before, in Resolution 46/1.", ["hrc-51-1", "hrc-46-1"]),
    ("Resolution 46/1 of the UN Human Rights Council was weak.", ["hrc-46-1"]),
    ("Resolutions 1325 and 1820 of the Security Council count.", ["unsc-1325", "unsc-1820"]),
    ("The General Assembly, in resolution 77/276, asked the court.", ["unga-77-276"]),
    ("Security Council Resolution 2417 counts. Resolution 2417 is short.", ["unsc-2417", "unsc-2417"]),
    ("A motion for a resolution was put. The resolution of 12 May was short.", []),
]


@pytest.mark.parametrize(("text", "slugs"), RESOLUTIONS)
def test_resolution_goes_to_the_body_that_passed_it(text: str, slugs: list[str]) -> None:
    assert [claim["legal"]["instrument"] for claim in find(text)] == slugs


CONSTITUTIONS = [
    ("Article 13(2) of our Constitution is clear.", "Article 13(2) of our Constitution"),
    ("Mali has one. Article 4 of its Constitution is clear.", "Article 4 of its Constitution"),
    ("Section 25 of the Constitution of Lesotho is clear.", "Section 25 of the Constitution of Lesotho"),
    ("Article 31 of the 2023 Constitution is clear.", "Article 31 of the 2023 Constitution"),
]


@pytest.mark.parametrize(("text", "quote"), CONSTITUTIONS)
def test_constitution_is_found_with_its_article(text: str, quote: str) -> None:
    (claim,) = find(text)
    assert (claim["quote"], claim["legal"]["kind"]) == (quote, "constitution")


def test_articles_alone_stay_with_the_constitution_just_named() -> None:
    text = "Article 13(2) of our Constitution is clear. So are Articles 15(7) and 155, and so is Article 80(3)."
    assert [(claim["legal"]["title"], paths(claim)) for claim in find(text)] == [
        ("Constitution", ["13/2"]),
        ("Constitution", ["15/7", "155"]),
        ("Constitution", ["80/3"]),
    ]


def test_covenant_named_in_full_only_later_is_meant_before() -> None:
    first, second = find("It would breach Article 9 of the Covenant. The ICCPR has 53 articles.")
    assert (first["legal"]["instrument"], second["legal"]["instrument"]) == ("iccpr", "iccpr")


@pytest.mark.parametrize("noun", ["law", "act", "code"])
def test_lower_case_law_with_a_section_is_the_one_just_named(noun: str) -> None:
    name = {"law": "Law on Asylum", "act": "Aliens Act", "code": "Penal Code"}[noun]
    _, claim = find(f"Judges used the {name}. Section 7 of the {noun} is harsh.")
    assert (claim["quote"], claim["legal"]["title"]) == (f"Section 7 of the {noun}", name)


@pytest.mark.parametrize(
    "text",
    [
        "It was an act of war.",
        "In the first article she wrote of it.",
        "The constitution of the team changed.",
        "He has a strong constitution.",
        "Our constitution as a family is weak.",
        "The act was cruel and the law is silent.",
        "Prevention of fires is an act of reason.",
        "The Law of Gravity and the Law of the Jungle hold.",
        "Team Protocol V won the regatta.",
        "This binds Mali to nothing.",
        "The men may be held under the law for two days.",
    ],
)
def test_words_of_law_in_another_sense_are_refused(text: str) -> None:
    assert titles(text) == []


def test_letters_that_mean_another_law_elsewhere_follow_this_text() -> None:
    found = find("They used the Harmful Rumours Act (HRA). Section 9 of the HRA is old.")
    assert [claim["legal"]["instrument"] for claim in found] == [None, None]


def test_bare_short_form_is_no_claim_of_its_own() -> None:
    assert [claim["quote"] for claim in find("The Aliens Act is old. Since the Act was changed, few are held.")] == ["Aliens Act"]


PIECES = [
    "the Prevention of Cattle Theft Act", "(PCTA)", "the PCTA", "held under", "General Comment No. 31", ",", "paragraphs 2 to 4", "of",
    "Amended Protocol II", "to", "the CCW", "Protocol V", "its First Optional Protocol", "(OPCAT)", "the Optional Protocol", "Principles 4 and 9",
    "the Body of Principles", "our Constitution", "Article 5(1) and (2)", "and", ".", "Resolution 51/1", "the Human Rights Council", "the ICCPR",
]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join))
def test_any_mix_of_names_obeys_the_laws(text: str) -> None:
    claims = find(text)
    assert claims == find(text)
    for index, claim in enumerate(claims):
        assert text[claim["start"] : claim["end"]] == claim["quote"] == claim["quote"].strip()
        assert not claim["quote"].lower().startswith(("the ", "a ", "an "))
        assert claim["_antecedent"] is None or 0 <= claim["_antecedent"] < index
