from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
import spacy
from spacy.language import Language

from pipeline.law.catalogue import load_catalogue
from pipeline.law.finder import LegalFinder


@lru_cache(maxsize=1)
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def statuses(text: str) -> list[dict[str, Any]]:
    return [claim for claim in LegalFinder(load_catalogue()).find(blank()(text)) if claim["legal"]["status"]]


def brief(text: str) -> list[tuple[str, str | None, str | None, str]]:
    return [(c["quote"], c["legal"]["instrument"], c["legal"]["party"], c["legal"]["status"]) for c in statuses(text)]


R, P, T = "refugee-convention-1951", "refugee-protocol-1967", "cat"
STATUSES = [
    ("Fiji has stayed outside the Refugee Convention.", [("stayed outside the Refugee Convention", R, "FJ", "not_party")]),
    ("Torture Convention. Fiji acceded in 2016.", [("Torture Convention. Fiji acceded in 2016", T, "FJ", "acceded")]),
    ("Both the Refugee Convention and the Torture Convention count Peru as a party.", [
        ("Refugee Convention and the Torture Convention count Peru as a party", R, "PE", "party"),
        ("Torture Convention count Peru as a party", T, "PE", "party"),
    ]),
    ("Oslo is not a party to the Torture Convention, and nor are Peru or Fiji.", [
        ("not a party to the Torture Convention", T, "NO", "not_party"),
        ("not a party to the Torture Convention, and nor are Peru", T, "PE", "not_party"),
        ("not a party to the Torture Convention, and nor are Peru or Fiji", T, "FJ", "not_party"),
    ]),
    ("Peru and Fiji cite the Torture Convention, to which both are parties.", [
        ("Torture Convention, to which both are parties", T, "PE", "party"),
        ("Torture Convention, to which both are parties", T, "FJ", "party"),
    ]),
    ("Peru's duties as a party to the Refugee Convention and the Torture Convention are plain.", [
        ("party to the Refugee Convention", R, "PE", "party"),
        ("party to the Refugee Convention and the Torture Convention", T, "PE", "party"),
    ]),
    ("Norway is a party to the Refugee Convention.", [("party to the Refugee Convention", R, "NO", "party")]),
    ("Norway is a state party to the Refugee Convention.", [("state party to the Refugee Convention", R, "NO", "party")]),
    ("Norway, a signatory to the UN Refugee Convention, agreed.", [("signatory to the UN Refugee Convention", R, "NO", "signatory")]),
    ("Chile is bound by the Torture Convention.", [("bound by the Torture Convention", T, "CL", "party")]),
    ("Chile joined the Torture Convention.", [("joined the Torture Convention", T, "CL", "party")]),
    ("Seoul ratified the Torture Convention.", [("ratified the Torture Convention", T, "KR", "ratified")]),
    ("The Peruvian government ratified the Torture Convention.", [("ratified the Torture Convention", T, "PE", "ratified")]),
    ("Peru's parliament ratified the Torture Convention.", [("ratified the Torture Convention", T, "PE", "ratified")]),
    ("The government of Peru ratified the Torture Convention.", [("ratified the Torture Convention", T, "PE", "ratified")]),
    ("Fiji acceded to the Refugee Convention.", [("acceded to the Refugee Convention", R, "FJ", "acceded")]),
    ("Slovenia succeeded to the Refugee Convention.", [("succeeded to the Refugee Convention", R, "SI", "succeeded")]),
    ("Gabon signed and ratified the Torture Convention.", [("signed and ratified the Torture Convention", T, "GA", "ratified")]),
    ("Gambia signed, but never ratified, the Torture Convention.", [("signed, but never ratified, the Torture Convention", T, "GM", "signed_only")]),
    ("Palau has signed but not ratified the Torture Convention.", [("signed but not ratified the Torture Convention", T, "PW", "signed_only")]),
    ("Palau has not ratified the Torture Convention.", [("not ratified the Torture Convention", T, "PW", "not_party")]),
    ("Palau hasn't signed the Torture Convention.", [("hasn't signed the Torture Convention", T, "PW", "not_party")]),
    ("Palau has yet to ratify the Torture Convention.", [("yet to ratify the Torture Convention", T, "PW", "not_party")]),
    ("Palau refused to sign the Torture Convention.", [("refused to sign the Torture Convention", T, "PW", "not_party")]),
    ("Palau is not a party to the Torture Convention.", [("not a party to the Torture Convention", T, "PW", "not_party")]),
    ("Oman never joined the UN torture convention.", [("never joined the UN torture convention", T, "OM", "not_party")]),
    ("Manila withdrew from the Rome Statute.", [("withdrew from the Rome Statute", "rome-statute", "PH", "withdrawn")]),
    ("Manila pulled out of the Rome Statute.", [("pulled out of the Rome Statute", "rome-statute", "PH", "withdrawn")]),
    ("Japan's accession to the Refugee Convention followed.", [("accession to the Refugee Convention", R, "JP", "acceded")]),
    ("As a party to the Refugee Convention, Japan must hear them.", [("party to the Refugee Convention", R, "JP", "party")]),
    ("Lebanon, which borders Syria, is not a party to the Refugee Convention.", [("not a party to the Refugee Convention", R, "LB", "not_party")]),
    ("Lebanon, which is not a party to the Refugee Convention, agreed.", [("not a party to the Refugee Convention", R, "LB", "not_party")]),
    ("Kenya is a party to the Refugee Convention and its 1967 Protocol.", [("party to the Refugee Convention", R, "KE", "party"), ("party to the Refugee Convention and its 1967 Protocol", P, "KE", "party")]),
    ("Kenya broke the Refugee Convention and its Protocol. Kenya is a signatory to both.", [("signatory to both", R, "KE", "signatory"), ("signatory to both", P, "KE", "signatory")]),
    ("Iran and Iraq are parties to the Refugee Convention.", [("parties to the Refugee Convention", R, "IR", "party"), ("parties to the Refugee Convention", R, "IQ", "party")]),
    ("Neither Togo nor Benin has signed the Torture Convention.", [("signed the Torture Convention", T, "TG", "not_party"), ("signed the Torture Convention", T, "BJ", "not_party")]),
    ("Torture Convention, to which Nepal is a party, forbids it.", [("Torture Convention, to which Nepal is a party", T, "NP", "party")]),
    ("Torture Convention was ratified by Nepal.", [("Torture Convention was ratified by Nepal", T, "NP", "ratified")]),
    ("The Torture Convention binds many. Nepal ratified it.", [("ratified it", T, "NP", "ratified")]),
    ("Talks on the Torture Convention went on. Nepal is not a signatory.", [("not a signatory", T, "NP", "not_party")]),
    ("Cuba signed the Torture Convention but has not ratified it.", [("signed the Torture Convention but has not ratified it", T, "CU", "signed_only")]),
    ("After ratifying the Torture Convention, Cuba built new courts.", [("ratifying the Torture Convention", T, "CU", "ratified")]),
    ("Denmark is the only country that has not ratified the Torture Convention.", [("not ratified the Torture Convention", T, "DK", "not_party")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATUSES)
def test_status_is_read(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert brief(text) == expected


REFUSED = [
    "Children play outside the hall of the Torture Convention.",
    "The Torture Convention was debated at length. Fiji acceded in the end.",
    "Aid groups urged Nepal to ratify the Torture Convention.",
    "Nepal will ratify the Torture Convention.",
    "Nepal should join the Torture Convention.",
    "Nepal may withdraw from the Torture Convention.",
    "If Nepal ratified the Torture Convention, it would be bound.",
    "Has Nepal ratified the Torture Convention?",
    "Nepal plans to accede to the Torture Convention.",
    "Nepal is considering ratifying the Torture Convention.",
    "Some 170 states have ratified the Torture Convention.",
    "Most countries are parties to the Torture Convention.",
    "States parties to the Torture Convention met in Geneva.",
    "The minister signed the Public Order Act into law in Nepal.",
    "Nepal is a party to the talks.",
    "The Labour Party left the hall in Nepal.",
    "Nepal left the meeting on the Torture Convention early.",
    "He was a signatory of the open letter in Nepal.",
    "Nepal cited Article 3 of the Torture Convention.",
    "Nepal's possible withdrawal from the Torture Convention was discussed.",
    "Nepal broke the Torture Convention.",
]


@pytest.mark.parametrize("text", REFUSED)
def test_wish_plan_or_other_sense_is_no_status(text: str) -> None:
    assert brief(text) == []


DATES = [
    ("Mali ratified the Torture Convention in 1999.", "1999-01-01", "1999-12-31"),
    ("Mali acceded to the Torture Convention on 26 February 1999.", "1999-02-26", "1999-02-26"),
    ("Mali acceded to the Torture Convention on February 26, 1999.", "1999-02-26", "1999-02-26"),
    ("Mali ratified the Torture Convention in February 2000.", "2000-02-01", "2000-02-29"),
    ("Mali has been a party to the Torture Convention since 1999.", "1999-01-01", "1999-12-31"),
    ("In 1999 Mali ratified the Torture Convention.", "1999-01-01", "1999-12-31"),
]


@pytest.mark.parametrize(("text", "begin", "end"), DATES)
def test_status_date_is_read(text: str, begin: str, end: str) -> None:
    (claim,) = statuses(text)
    assert claim["legal"]["status_date"] == {"begin": begin, "end": end}


@pytest.mark.parametrize("text", ["Mali ratified the Torture Convention.", "Mali ratified the Torture Convention in May."])
def test_status_without_year_has_no_date(text: str) -> None:
    (claim,) = statuses(text)
    assert claim["legal"]["status_date"] is None


def test_each_instrument_keeps_its_own_date() -> None:
    found = statuses("Ghana ratified the Torture Convention in 2000 and its Optional Protocol in 2016.")
    assert [(claim["legal"]["instrument"], claim["legal"]["status_date"]["begin"]) for claim in found] == [
        ("cat", "2000-01-01"),
        ("opcat", "2016-01-01"),
    ]


def test_both_conventions_are_governed() -> None:
    text = "The Refugee Convention and the Torture Convention bind. Both conventions, to which Peru is a party, forbid it."
    assert [(quote[:5], instrument, party) for quote, instrument, party, _ in brief(text)] == [("Both ", R, "PE"), ("Both ", T, "PE")]


def test_phrase_that_points_back_names_no_article() -> None:
    (claim,) = statuses("Article 3 of the Torture Convention forbids it; Peru has ratified it.")
    assert (claim["quote"], claim["legal"]["pinpoints"], claim["_antecedent"]) == ("ratified it", [], 0)


def test_unnamed_power_has_no_party() -> None:
    assert brief("The junta never ratified the Torture Convention.") == [
        ("never ratified the Torture Convention", "cat", None, "not_party")
    ]


def test_evidence_cuts_the_words_it_names() -> None:
    text = "In 1999 Mali ratified the Torture Convention."
    (claim,) = statuses(text)
    cut = {slot: text[spans[0][0] : spans[0][1]] for slot, spans in claim["evidence"].items()}
    assert cut == {
        "legal.instrument": "Torture Convention",
        "legal.status": "ratified",
        "legal.party": "Mali",
        "legal.status_date": "In 1999",
    }


FOLLOWED = [
    ("Gabon signed the Torture Convention in 2000 and ratified it on 8 September 2003.",
     "signed the Torture Convention in 2000 and ratified it on 8 September 2003", "GA", "ratified", "2003-09-08", "2003-09-08"),
    ("Gabon signed the Torture Convention in 2000 but its parliament has yet to ratify it.",
     "signed the Torture Convention in 2000 but its parliament has yet to ratify it", "GA", "signed_only", "2000-01-01", "2000-12-31"),
    ("Gabon acceded in 2014 to the Torture Convention.", "acceded in 2014 to the Torture Convention", "GA", "acceded", "2014-01-01", "2014-12-31"),
    ("The Torture Convention has bound Gabon since 8 May 2000.",
     "Torture Convention has bound Gabon since 8 May 2000", "GA", "party", "2000-05-08", "2000-05-08"),
    ("Gabon deposited its instrument of accession to the Torture Convention in March 2019.",
     "deposited its instrument of accession to the Torture Convention in March 2019", "GA", "acceded", "2019-03-01", "2019-03-31"),
    ("Gabon ceased to be a party to the Torture Convention in March 2019.",
     "ceased to be a party to the Torture Convention in March 2019", "GA", "withdrawn", "2019-03-01", "2019-03-31"),
    ("Torture Convention. Gabon acceded in January 1994.",
     "Torture Convention. Gabon acceded in January 1994", "GA", "acceded", "1994-01-01", "1994-01-31"),
    ("(b) Torture Convention (CAT). Gabon signed it in 1999 and ratified it in May 2001.",
     "Torture Convention (CAT). Gabon signed it in 1999 and ratified it in May 2001", "GA", "ratified", "2001-05-01", "2001-05-31"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "party", "status", "begin", "end"), FOLLOWED)
def test_phrase_is_read_to_its_end(text: str, quote: str, party: str, status: str, begin: str, end: str) -> None:
    (claim,) = statuses(text)
    legal = claim["legal"]
    assert (claim["quote"], legal["party"], legal["status"], legal["status_date"]) == (quote, party, status, {"begin": begin, "end": end})


UNDATED = [
    ("The Torture Convention binds Gabon.", [("Torture Convention binds Gabon", T, "GA", "party")]),
    ("The Torture Convention does not bind Gabon.", [("Torture Convention does not bind Gabon", T, "GA", "not_party")]),
    ("The Torture Convention no longer binds Gabon.", [("Torture Convention no longer binds Gabon", T, "GA", "withdrawn")]),
    ("Gabon is no longer a party to the Torture Convention.", [("no longer a party to the Torture Convention", T, "GA", "withdrawn")]),
    ("Gabon denounced the Torture Convention in June.", [("denounced the Torture Convention in June", T, "GA", "withdrawn")]),
    ("(a) Torture Convention (CAT). Gabon is a party.", [("Torture Convention (CAT). Gabon is a party", T, "GA", "party")]),
    ("And the Torture Convention? Gabon is not a party.", [("Torture Convention? Gabon is not a party", T, "GA", "not_party")]),
    ("Torture Convention. Gabon has neither signed nor ratified it.",
     [("Torture Convention. Gabon has neither signed nor ratified it", T, "GA", "not_party")]),
    ("Gabon has ratified neither the Torture Convention nor the Refugee Convention.",
     [("ratified neither the Torture Convention", T, "GA", "not_party"),
      ("ratified neither the Torture Convention nor the Refugee Convention", R, "GA", "not_party")]),
    ("Gabon is neither a party to the Torture Convention nor bound by the Refugee Convention.",
     [("neither a party to the Torture Convention", T, "GA", "not_party"), ("nor bound by the Refugee Convention", R, "GA", "not_party")]),
    ("Gabon and Togo came to hear of the Torture Convention. Neither country has signed it.",
     [("signed it", T, "GA", "not_party"), ("signed it", T, "TG", "not_party")]),
    ("Gabon cites the Torture Convention. It is bound by every article.", [("bound by every article", T, "GA", "party")]),
    ("They cite the Torture Convention, which Gabon ratified and Togo has only signed.",
     [("Torture Convention, which Gabon ratified", T, "GA", "ratified"),
      ("Torture Convention, which Gabon ratified and Togo has only signed", T, "TG", "signed_only")]),
    ("Unlike Gabon, Togo is not a party to the Torture Convention.", [("not a party to the Torture Convention", T, "TG", "not_party")]),
    ("Only two states, Gabon and Togo, are parties to the Torture Convention.",
     [("parties to the Torture Convention", T, "GA", "party"), ("parties to the Torture Convention", T, "TG", "party")]),
    ("Gabon and Togo are all bound by the Torture Convention.",
     [("bound by the Torture Convention", T, "GA", "party"), ("bound by the Torture Convention", T, "TG", "party")]),
    ("Gabon is a party to the Torture Convention, and so is Togo.",
     [("party to the Torture Convention", T, "GA", "party"), ("party to the Torture Convention, and so is Togo", T, "TG", "party")]),
    ("Gabon has ratified the Torture Convention, as has Togo.",
     [("ratified the Torture Convention", T, "GA", "ratified"), ("ratified the Torture Convention, as has Togo", T, "TG", "ratified")]),
    ("The state acceded to the Torture Convention.", [("acceded to the Torture Convention", T, None, "acceded")]),
    ("Gabon spoke of the Torture Convention (ratified in 2000).", [("Torture Convention (ratified in 2000)", T, "GA", "ratified")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), UNDATED)
def test_status_around_the_name_is_read(text: str, expected: list[tuple[str, str, str | None, str]]) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize("more", [" and Togo three years later", ", Togo in 2002", " and Togo in 2002"])
def test_second_state_shares_the_verb(more: str) -> None:
    first, second = statuses(f"Gabon acceded to the Torture Convention in 1999{more}.")
    assert (first["legal"]["party"], first["legal"]["status_date"]["begin"]) == ("GA", "1999-01-01")
    assert (second["legal"]["party"], second["legal"]["status"]) == ("TG", "acceded")
    assert second["legal"]["status_date"] == {"begin": "2002-01-01", "end": "2002-12-31"}
    assert second["quote"] == f"acceded to the Torture Convention in 1999{more}"


def test_years_later_count_from_the_act_before() -> None:
    text = "Gabon signed the Torture Convention in December 1998. Togo signed it two years later and has not ratified it."
    assert [(c["legal"]["party"], c["legal"]["status"], c["legal"]["status_date"]["begin"]) for c in statuses(text)] == [
        ("GA", "signatory", "1998-12-01"),
        ("TG", "signed_only", "2000-01-01"),
    ]


def test_article_and_status_around_one_name_are_two_claims() -> None:
    found = LegalFinder(load_catalogue()).find(blank()("He cited Article 3 of the Torture Convention, to which Gabon acceded in 2000."))
    assert [(claim["quote"], len(claim["legal"]["pinpoints"]), claim["legal"]["status"]) for claim in found] == [
        ("Article 3 of the Torture Convention", 1, None),
        ("Torture Convention, to which Gabon acceded in 2000", 0, "acceded"),
    ]


NO_STATUS = [
    "Is Gabon a party to the Torture Convention?",
    "Was Gabon ever bound by the Torture Convention?",
    "The Torture Convention is a binding text. Gabon signed a contract in 2000.",
    "Talks on the Torture Convention were long. Gabon acceded to the request.",
    "Gabon, the report on the Torture Convention (published in 2000) says, was late.",
    "The court was bound by the Torture Convention and Gabon knew it.",
    "Gabon acceded to the demand in 1999 and Togo three years later.",
    "The Torture Convention was bound in leather in Gabon.",
]


@pytest.mark.parametrize("text", NO_STATUS)
def test_question_and_other_act_are_no_status(text: str) -> None:
    assert brief(text) == []


def test_party_named_inside_a_question_still_is_one() -> None:
    assert brief("Why does Gabon, a party to the Torture Convention, hide it?") == [("party to the Torture Convention", T, "GA", "party")]


def test_place_in_the_name_of_a_treaty_is_no_party() -> None:
    assert brief("The Rome Statute was debated. It was ratified in haste.") == []
