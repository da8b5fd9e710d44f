from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.law.catalogue import load_catalogue
from pipeline.law.finder import LegalFinder
from pipeline.partial import claims_of

Claim = dict[str, Any]
SENTENCES = Path(__file__).with_name("legal_sentences.jsonl")
R, P = "refugee-convention-1951", "refugee-protocol-1967"


@lru_cache(maxsize=1)
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def find(text: str) -> list[Claim]:
    return LegalFinder(load_catalogue()).find(blank()(text))


def brief(text: str) -> list[tuple[str, str | None]]:
    return [(claim["quote"], claim["legal"]["instrument"]) for claim in find(text)]


def pinpoints(claim: Claim) -> list[str]:
    written = []
    for path in claim["legal"]["pinpoints"]:
        unit = "" if path[0]["unit"] == "article" else f"{path[0]['unit']}:"
        written.append(unit + path[0]["value"] + "".join(f"({step['value']})" for step in path[1:]))
    return written


NAMES = [
    ("the 1951 Refugee Convention", R),
    ("the 1951 U.N. Refugee Convention", R),
    ("the United Nations Refugee Convention", R),
    ("the UN’s refugee convention", R),
    ("the Convention relating to the Status of Refugees of 28 July 1951", R),
    ("the 1951 Geneva Convention", R),
    ("the UN convention on refugees", R),
    ("REFUGEE CONVENTION", R),
    ("the UN torture convention", "cat"),
    ("the Convention against Torture and Other Cruel, Inhuman, or Degrading Treatment or Punishment", "cat"),
    ("the Nonproliferation Treaty", "npt"),
    ("the Women’s Convention", "cedaw"),
    ("ICCPR", "iccpr"),
    ("the Optional Protocol to the Convention against Torture", "opcat"),
    ("the Terrorism Act 2000", "uk-terrorism-2000"),
    ("the Refugee Act of 1980", "us-refugee-act-1980"),
    ("GDPR", "gdpr"),
]


@pytest.mark.parametrize(("name", "instrument"), NAMES)
def test_name_is_found_whole(name: str, instrument: str) -> None:
    assert brief(f"They cited {name} again.") == [(name.removeprefix("the "), instrument)]


FORMS = [
    ("They used the Internal Security Act 1960 again.", "Internal Security Act 1960", "statute"),
    ("They used the Public Assembly Act of 1999 again.", "Public Assembly Act of 1999", "statute"),
    ("They used Section 124A of the Penal Code again.", "Section 124A of the Penal Code", "code"),
    ("They used the Law on Foreign Agents again.", "Law on Foreign Agents", "statute"),
    ("They used Law No. 12/2019 again.", "Law No. 12/2019", "statute"),
    ("They used Decree 349 again.", "Decree 349", "decree"),
    ("They used the Emergency Decree again.", "Emergency Decree", "decree"),
    ("They used Executive Order 13769 again.", "Executive Order 13769", "order"),
    ("They used a 1986 bilateral border protocol again.", "1986 bilateral border protocol", "bilateral"),
    ("They used a 2004 extradition treaty again.", "2004 extradition treaty", "treaty"),
    ("They used Kenya's constitution again.", "Kenya's constitution", "constitution"),
    ("They used the constitution of Peru again.", "constitution of Peru", "constitution"),
    ("They used Article 19 of the constitution again.", "Article 19 of the constitution", "constitution"),
    ("They used the 2006 Refugees Act again.", "2006 Refugees Act", "statute"),
    ("They used the Anti-Terrorism Act of 2020 again.", "Anti-Terrorism Act of 2020", "statute"),
]


@pytest.mark.parametrize(("text", "quote", "kind"), FORMS)
def test_unlisted_instrument_is_found_by_form(text: str, quote: str, kind: str) -> None:
    (claim,) = find(text)
    assert (claim["quote"], claim["legal"]["instrument"], claim["legal"]["kind"]) == (quote, None, kind)


RESOLUTIONS = [
    ("UN Security Council Resolution 1718 (2006) applies.", ["unsc-1718"]),
    ("UNSC resolution 2417 applies.", ["unsc-2417"]),
    ("Security Council resolutions 1718, 1874 and 2397 apply.", ["unsc-1718", "unsc-1874", "unsc-2397"]),
    ("UNSCR 1325 applies.", ["unsc-1325"]),
    ("General Assembly resolution 60/251 applies.", ["unga-60-251"]),
    ("A/RES/60/147 applies.", ["unga-60-147"]),
    ("Human Rights Council resolution 22/13 applies.", ["hrc-coi-dprk"]),
    ("House Resolution 109 applies.", [None]),
]


@pytest.mark.parametrize(("text", "slugs"), RESOLUTIONS)
def test_resolution_has_a_stable_slug(text: str, slugs: list[str | None]) -> None:
    assert [claim["legal"]["instrument"] for claim in find(text)] == slugs


SHORT = [
    ("The Refugee Convention is old. The Protocol is not. Article 31 of the Convention counts.", [(R, None), (P, 0), (R, 0)]),
    ("The Refugee Convention and its accompanying 1967 Protocol apply.", [(R, None), (P, 0)]),
    ("The Refugee Convention and the 1967 Additional Protocol apply.", [(R, None), (P, 0)]),
    ("The Torture Convention counts. This convention is clear.", [("cat", None)]),  # bare: no claim
    ("The Torture Convention counts. Article 3 of this convention is clear.", [("cat", None), ("cat", 0)]),
    ("The Torture Convention and its Optional Protocol apply.", [("cat", None), ("opcat", 0)]),
    ("The Torture Convention (CAT) counts. The CAT is clear.", [("cat", None), ("cat", 0)]),
    ("The Genocide Convention and the Torture Convention bind. These conventions are clear.",
     [("genocide-convention", None), ("cat", None), ("genocide-convention", 0), ("cat", 1)]),
    ("The ICCPR and the ICESCR bind. Both covenants are clear.", [("iccpr", None), ("icescr", None), ("iccpr", 0), ("icescr", 1)]),
    ("The Illegal Migration Act 2023 passed. Section 2 of the Act counts.", [("uk-ima-2023", None), ("uk-ima-2023", 0)]),
    ('The Illegal Migration Act 2023 passed. "Section 2 of [the Act] is cruel", she said.', [("uk-ima-2023", None), ("uk-ima-2023", 0)]),
    ("The Vienna Convention on Diplomatic Relations counts. The Vienna Convention is clear.", [("vcdr", None), ("vcdr", 0)]),
    ("The Torture Convention counts. Article 3 forbids it.", [("cat", None), ("cat", 0)]),
    ("The ECHR and Article 4 of Protocol No. 4 count.", [("echr", None), ("echr-p4", 0)]),
    ("The Torture Convention came first, then the Rights of the Child Convention. Article 50 of the Convention counts.",
     [("cat", None), ("crc", None), ("crc", 1)]),
    ("The Rights of the Child Convention came first, then the Torture Convention. Article 50 of the Convention counts.",
     [("crc", None), ("cat", None), ("crc", 0)]),  # the Torture Convention has no Article 50
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SHORT)
def test_short_form_is_settled_with_its_antecedent(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert [(claim["legal"]["instrument"], claim["_antecedent"]) for claim in find(text)] == expected


BINDING = [
    ("Article 33 of the 1951 Refugee Convention counts.", "Article 33 of the 1951 Refugee Convention", R, ["33"]),
    ("Art. 14 ICCPR counts.", "Art. 14 ICCPR", "iccpr", ["14"]),
    ("The Refugee Convention (articles 31-33) counts.", "Refugee Convention (articles 31-33)", R, ["31", "32", "33"]),
    ("The Refugee Convention's Article 33 counts.", "Refugee Convention's Article 33", R, ["33"]),
    ("Article III of the Convention against Torture counts.", "Article III of the Convention against Torture", "cat", ["3"]),
    ("Article 2 of the Genocide Convention counts.", "Article 2 of the Genocide Convention", "genocide-convention", ["II"]),
    ("Chapter VII of the UN Charter counts.", "Chapter VII of the UN Charter", "un-charter", ["chapter:VII"]),
]


@pytest.mark.parametrize(("text", "quote", "instrument", "paths"), BINDING)
def test_pinpoint_goes_to_its_instrument(text: str, quote: str, instrument: str, paths: list[str]) -> None:
    (claim,) = find(text)
    assert (claim["quote"], claim["legal"]["instrument"], pinpoints(claim)) == (quote, instrument, paths)


def test_following_instrument_wins_over_a_nearer_one_before() -> None:
    first, second = find("It broke the 1967 Protocol and Article 33 of the Refugee Convention.")
    assert (pinpoints(first), pinpoints(second)) == ([], ["33"])


def test_article_beyond_the_count_is_flagged() -> None:
    (claim,) = find("Article 73 of the Refugee Convention counts.")
    assert claim["_flags"] == ["pinpoint_out_of_range"]


AMBIGUOUS = [
    ("The strike broke the Geneva Convention.", {"gc-1", "gc-2", "gc-3", "gc-4", R}),
    ("It protects embassies under the Vienna Convention.", {"vcdr", "vccr", "vclt"}),
    ("Article 9 of the Covenant counts.", {"iccpr", "icescr"}),
    (
        "The Torture Convention stands. The Rights of the Child Convention and its Optional Protocol apply.",
        {"crc-op-ac", "crc-op-sc", "crc-op-ic"},
    ),
    ("The 1999 Genocide Convention counts.", {"genocide-convention"}),  # no such year
]


@pytest.mark.parametrize(("text", "candidates"), AMBIGUOUS)
def test_what_fits_several_keeps_them_as_candidates(text: str, candidates: set[str]) -> None:
    claim = find(text)[-1]
    assert claim["legal"]["instrument"] is None
    assert set(claim["legal"]["candidates"]) == candidates


PRINCIPLES = [
    ("the principle of non-refoulement", "principle of non-refoulement", "principle:non-refoulement"),
    ("Nonrefoulement", "Nonrefoulement", "principle:non-refoulement"),
    ("“refugees sur place”", "refugees sur place", "principle:refugee-sur-place"),
]


@pytest.mark.parametrize(("words", "quote", "slug"), PRINCIPLES)
def test_principle_is_named(words: str, quote: str, slug: str) -> None:
    (claim,) = find(f"{words} was cited.")
    assert (claim["quote"], claim["legal"]["instrument"], claim["legal"]["kind"]) == (quote, slug, "principle")


REFUSED = [
    "The Act of Leaving Home", "A Moral Duty to Act", "Why Nobody Dares Break the Law", "A Convention of Clowns",
    "Time for a New Refugee Convention", "It was an act of mercy.", "The first act of the play ran long.", "They act in concert.",
    "An act of God, the insurer said.", "The Act One curtain fell.", "Delegates left the Democratic National Convention.",
    "The comic convention drew thousands.", "He spoke at the Republican Convention in Milwaukee.", "They met at a convention centre.",
    "The Boston Convention Center was full.", "By convention, the eldest speaks first.", "The convention opened with a prayer.",
    "Hospitals tightened health protocols.", "The protocol officer bowed.", "The Internet Protocol was rewritten.",
    "New safety protocols were issued.", "A CAT scan showed nothing.", "The CAT sat on the mat.", "CAT RESCUED FROM TREE",
    "The CRC check failed on disk.", "ATT reported higher sales.", "The North Atlantic Treaty Organization met.",
    "The Collective Security Treaty Organization met.", "The CEDAW Committee met.", "The meeting was in the Treaty Room.",
    "Section 12 of the stadium was closed.", "Part 2 of the series airs on Monday.", "Chapter 3 of her novel is short.",
    "The article 3 reporters wrote was pulled.", "Rule 1 is never to complain.", "Title 9 was out of print.",
    "Jude Law signed copies.", "Murphy's Law struck again.", "International Law is her subject.", "She studied at Harvard Law School.",
    "Martial Law was imposed.", "The law says so.", "Police enforced the law.", "The QR Code was wrong.", "The Dress Code is strict.",
    "The charter flight was late.", "A peace accord seems near.", "The agreement was welcomed.", "They signed a contract in 1986.",
    "The government honours its treaty obligations.", "The statute of a saint stood there.", "The new order of things began.",
    "A resolution was adopted.", "His New Year resolution failed.", "Resolution of the screen matters.", "The royal decree banned the song.",
    "ARTICLE 19, a free speech group, objected.", "us and them", "Refugee, Convention and other words", "the rights of the child",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_other_sense_is_refused(text: str) -> None:
    assert brief(text) == []


def test_acronym_that_is_a_word_needs_context() -> None:
    assert brief("The CAT slept.") == []
    assert brief("Article 3 of the CAT forbids it.") == [("Article 3 of the CAT", "cat")]
    assert brief("The ICCPR, CAT and CRC apply.") == [("ICCPR", "iccpr"), ("CAT", "cat"), ("CRC", "crc")]


def test_lines_broken_by_width_do_not_cut_a_name() -> None:
    text = (
        "The office said that the removals of the past three weeks broke the 1951\n"
        "Refugee Convention, and that families had been given no chance at all to\n"
        "be heard before they were put on the boats that took them over the river.\n"
    )
    assert brief(text) == [("1951\nRefugee Convention", R)]


def test_heading_does_not_run_into_the_text_below() -> None:
    assert brief("The 1967\n\nProtocol officers bowed to the guests and left the room at once.") == []


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:60])
def test_own_sentences_are_read(row: dict[str, Any]) -> None:
    found = [(c["quote"], c["legal"]["instrument"], pinpoints(c), c["legal"]["party"], c["legal"]["status"]) for c in find(row["text"])]
    wanted = [tuple([*gold, None, None][:5]) for gold in row["legal"]]
    assert sorted(found, key=str) == sorted(wanted, key=str)


FRAGMENTS = [
    "the Refugee Convention", "its 1967 Protocol", "the Convention", "these conventions", "Article 33", "Article 3 of", "the CAT", "China",
    "is a party to", "has never ratified", "and", ",", ".", "\n\n", "in 1988", "both", "signed", "it", "which", "the Geneva Convention",
    "Law No. 12/2019", "resolution 2397", "(CAT)", "non-refoulement", "Kenya's constitution", "“", "the Act", "[the Act]", "🙂", "of",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=18).map(" ".join))
def test_any_mix_obeys_the_laws(text: str) -> None:
    doc = blank()(text)
    finder = LegalFinder(load_catalogue())
    claims = finder.find(doc)
    assert claims == finder.find(doc)
    assert [(c["start"], c["end"]) for c in claims] == sorted((c["start"], c["end"]) for c in claims)
    for index, claim in enumerate(claims):
        legal = claim["legal"]
        assert text[claim["start"] : claim["end"]] == claim["quote"] == claim["quote"].strip()
        assert legal["instrument"] is None or legal["candidates"] == []
        assert claim["_antecedent"] is None or 0 <= claim["_antecedent"] < index
        assert (legal["status"] is None) <= (legal["party"] is None)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    for claim in find(text):
        assert claim["quote"] == text[claim["start"] : claim["end"]]


def test_component_adds_its_claims_and_runs_without_sentences() -> None:
    nlp = spacy.blank("en")
    finder = LegalFinder(load_catalogue())
    doc = finder(nlp.make_doc("It broke the Refugee Convention. Article 33 of the Convention counts."))
    assert [claim["legal"]["instrument"] for claim in claims_of(doc, "legal")] == [R, R]


def test_claims_survive_serialisation() -> None:
    claims = find("China is a party to the Refugee Convention and its 1967 Protocol.")
    assert json.loads(json.dumps(claims)) == claims


def test_tokens_and_name_lie_in_the_text() -> None:
    doc = blank()("Kenya ratified the Torture Convention in 1997.")
    (claim,) = LegalFinder(load_catalogue()).find(doc)
    first, last = claim["_tokens"]
    assert doc[first:last].text == claim["quote"] == "ratified the Torture Convention in 1997"
    assert doc.text[slice(*claim["_name"])] == "the Torture Convention"
