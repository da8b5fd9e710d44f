from __future__ import annotations

import json
from importlib.resources import files
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.paragraphs import find_paragraphs
from pipeline.sentences import SentenceSplitter, find_sentences

NLP = spacy.blank("en")

# "¦" stands where a sentence begins; it is taken out before the text is read.
SPLITS = [
    "The ferry sank.¦ Divers found two bodies.",
    "Who knew?¦ Nobody did.¦ It sank!¦ Help came late.",
    "Mr. Ito met Ms. Haddad and Dr. Okoye.¦ They signed nothing.",
    "Gen. Adamu and Lt.-Gen. Park flew to St. Louis.¦ Sen. Ruiz stayed.",
    "Staff of the U.N. refugee agency left the U.S. Embassy.¦ Nobody was hurt.",
    "He has lived in the U.S.¦ The visa ran out.",
    "She was born in the U.S. Virgin Islands.",
    "Talks went on until 9 p.m.¦ Police then closed the road.",
    "The shelling began at 5 a.m. Saturday and ended at 7 p.m. Monday.",
    "It was 4 p.m. EST in New York and 10 p.m. Lagos time at home.",
    "On Oct. 3 and Feb. 14, 41 people crossed.¦ On Sept. 9 none did.",
    "Resolution No. 2417 was adopted.¦ Nos. 5 and 6 failed.",
    "Did he agree?¦ No.¦ She said so twice.",
    "Did he agree?¦ No.¦ I did.",
    "Art. 33 and Arts. II and IV bind the state.¦ Para. 2 does not.",
    "See Sec. B and Fig. A for the camps.",
    "Acme Inc. and Bolt Ltd. were fined.¦ Both appealed.",
    "The ship belongs to Acme Inc.¦ The owner denied it.",
    "Acme Inc. Chairman Paul Roy resigned.",
    "Ambassador Robert R. Keller and J. K. Osei testified.¦ Both were sworn in.",
    "The report by Anna B. Sorel and M.L. Diop came late.",
    "The cabinet chose plan B.¦ Officials gave no reason.",
    "Water carried hepatitis A.¦ Doctors came from the capital.",
    "Prices rose 3.5 percent to $1.20.¦ Wages fell by .7 points.",
    "About 1.3 million people fled.¦ 46 of them returned.",
    "The toll reached 41.¦ 12 children were among the dead.",
    "They waited ... and waited.¦ Then the boat came.",
    "We saw smoke...¦ The road was closed.",
    "“We … will not leave,” she said.¦ Nobody left.",
    "“The court [...] Minister Diop refused,” the letter says.",
    "Perhaps… I was wrong about the dates.",
    "the Daily Post reported.¦China's embassy declined to comment.",
    "It ended in 2017.¦The camp stayed open.",
    "“They were returned.”¦The spokesman left the room.",
    "Write to info@example.org or see www.example.org for the list.",
    "The firm Example.com and its Node.js tool were named.",
    "“Where are they?” she asked.¦ Nobody answered.",
    "“Leave now!” the officer shouted at them.",
    "“Who paid?” Ms. Haddad asked the panel.",
    "“Who paid?”¦ The panel fell silent.",
    "“They were beaten.”¦ He gave no names.",
    "She called it “an illegal act.”¦ “We protest,” she added.",
    "‘They left at dawn.’¦ The guards saw nothing.",
    '"It is over." said the mayor in a low voice.',
    "(The ministry did not reply.)¦ The agency did.",
    "Officials counted 92 people (46 are in custody).¦ The rest left.",
    "Two groups objected: The mayor, and the bishop.",
    "The count rose; Geneva was told.",
    "The law was passed in 1986.[4]¦ It still applies.",
    "The group (U.N. figures differ) counted 50.",
    "He used a Swiss (?) passport.¦ It was forged.",
    "The search engine Yahoo! Japan was blocked.",
    "They brought food, tents, etc.¦ Nothing else arrived.",
    "Smith v. Jones was cited, e.g. Hale and others, cf. Doe.",
    "Kim Jr. Park won.¦ Lee Sr. lost.",
    "Main St. was flooded.¦ The crowd on Elm St. saw the police.",
    "He left with approx. 500 dollars at hand.",
    "The raid failed.¦ al-Shabaab said it would strike again.",
    "Ali lives in Aden.¦ eBay closed his account.",
    "The price was 40.¦ €15 was the tax.",
    "The envoy holds a Ph.D. from Delhi.¦ He teaches law.",
    "Prof. Lin, M.D., spoke in Washington, D.C., on Monday.",
    "The lake lies 5 km.¦ North of it, nothing grows.",
    "The troops moved to Calif. and Fla. bases.",
    "1. The state shall register all arrivals.¦ This takes a day.",
    "(a) Fees were waived.¦ (b) Visas were not.",
    "IV. The commission finds no breach.",
    "MR. ITO AND GEN. ADAMU MET.¦ NOTHING WAS SIGNED.",
    "대변인은 답하지 않았다.¦ 유엔은 확인했다.",
    "What?!¦ The door was open.",
    "— Nobody came back.¦ — Reuters",
    "He sang “Oh!” and left.",
    "They met in Geneva on Sun.¦ The talks failed.",
    '"They left at dawn. "',
    "They left at dawn. ”",
    "They met on Fri. Oct. 6 in Geneva.",
]

PARAGRAPHS = [
    ("Ferry sinks off Java\n\nTwelve are missing.", ["Ferry sinks off Java", "Twelve are missing."]),
    (
        "Ferry sinks off Java\nTwelve people are missing, the coast guard said.",
        ["Ferry sinks off Java", "Twelve people are missing, the coast guard said."],
    ),
    ("It sank.\fIt was old.", ["It sank.", "It was old."]),
    ("First point\n \t\n  Second point  \n\n\n\nThird point", ["First point", "Second point", "Third point"]),
    (
        "The agency told reporters that the\nferry had sunk off the coast.",
        ["The agency told reporters that the\nferry had sunk off the coast."],
    ),
    (
        "The agency said that 41 people were held by Malaysian\nAuthority officers, among them a woman who had\nfled. It rained.",
        [
            "The agency said that 41 people were held by Malaysian\nAuthority officers, among them a woman who had\nfled.",
            "It rained.",
        ],
    ),
    (
        "HARBOUR CLOSED\nThe harbour was closed on Monday after a storm had torn two ships from\ntheir moorings, the mayor said.",
        [
            "HARBOUR CLOSED",
            "The harbour was closed on Monday after a storm had torn two ships from\ntheir moorings, the mayor said.",
        ],
    ),
    (
        "Aid groups ask for:\n- Tents\n- Clean water\n- Two doctors",
        ["Aid groups ask for:", "- Tents", "- Clean water", "- Two doctors"],
    ),
    (
        "A soldier guards the bridge.\nPhoto: Mina Sato\nThe bridge was closed.",
        ["A soldier guards the bridge.", "Photo: Mina Sato", "The bridge was closed."],
    ),
    ("By Lena Roth\r\n\r\nGENEVA (AP) - It began.", ["By Lena Roth", "GENEVA (AP) - It began."]),
    ("  \n Late start. Then speed.\n", ["Late start.", "Then speed."]),
    ("U.S. And Japan Agree On Aid\n\nBoth sides signed.", ["U.S. And Japan Agree On Aid", "Both sides signed."]),
    ("", []),
    (" \n\n \t ", []),
]


def printed(text: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text)]


@pytest.mark.parametrize("row", SPLITS)
def test_sentences_split_where_marked(row: str) -> None:
    assert printed(row.replace("¦", "")) == [part.strip() for part in row.split("¦")]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_paragraphs_are_never_crossed(text: str, expected: list[str]) -> None:
    assert printed(text) == expected


def test_component_marks_every_token() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("counterclaim_sentences")
    doc = nlp("\n Mr. Ito left.\n\nThe Post reported.China's envoy stayed.")
    assert all(token.is_sent_start is not None for token in doc)
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Mr. Ito left.",
        "The Post reported.",
        "China's envoy stayed.",
    ]


def test_boundary_inside_a_token_is_left_out() -> None:
    doc = spacy.tokens.Doc(NLP.vocab, words=["It", "ended.The", "camp", "stayed", "."], spaces=[True, True, True, False, False])
    assert SentenceSplitter().find(doc) == [0]


def test_empty_document_has_no_sentence() -> None:
    assert SentenceSplitter().find(NLP("")) == []


PIECES = st.sampled_from(
    [
        "Mr. ",
        "Ito ",
        "left",
        ".",
        "?",
        "!",
        "…",
        "...",
        " ",
        "\n",
        "\n\n",
        "\f",
        "“",
        "”",
        '"',
        "(",
        ")",
        "U.S. ",
        "5",
        "- ",
        "The ",
        "a.m. ",
        "\u2028",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS)
def test_sentences_are_ordered_apart_and_cover_all_print(text: str) -> None:
    sentences = find_sentences(text)
    assert all(start < end for start, end in sentences)
    assert all(left[1] <= right[0] for left, right in pairwise(sentences))
    gaps = [0, *(edge for sentence in sentences for edge in sentence), len(text)]
    assert not "".join(text[gaps[i] : gaps[i + 1]] for i in range(0, len(gaps), 2)).strip()


@given(TEXTS)
def test_no_sentence_crosses_an_empty_line(text: str) -> None:
    assert not any("\n\n" in sentence or "\f" in sentence for sentence in printed(text))
    paragraphs = find_paragraphs(text)
    assert all(any(left <= start and end <= right for left, right in paragraphs) for start, end in find_sentences(text))


@given(TEXTS)
def test_component_keeps_text_and_tokens(text: str) -> None:
    before = NLP.make_doc(text)
    after = SentenceSplitter()(NLP.make_doc(text))
    assert after.text == before.text
    assert [token.text for token in after] == [token.text for token in before]
    assert sum(len(sentence) for sentence in after.sents) == len(after)


@given(TEXTS)
def test_paragraph_alone_splits_as_in_the_article(text: str) -> None:
    text = text.replace("\u2028", " ").replace("\n", " ")
    alone = printed(text)
    assert printed(f"It rained.\n\n{text}")[1:] == alone


@pytest.mark.parametrize("piece", ["Mr. ", "a. ", "...", "(“", ".)", "word\n", "U.S. A ", "?! ", "x" * 40 + " "])
def test_time_grows_with_length_only(piece: str) -> None:
    # Quadratic work on a text of this length would run into the time limit of the whole test run.
    assert find_sentences(piece * (200_000 // len(piece)))


def test_abbreviation_list_is_sorted_and_says_each_word_once() -> None:
    lines = (files("pipeline") / "data" / "abbreviations.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    words = [word for entry in entries for word in entry["words"]]
    assert [entry["use"] for entry in entries] == sorted(entry["use"] for entry in entries)
    assert all(entry["words"] == sorted(entry["words"]) for entry in entries)
    assert len(words) == len(set(words))


def test_word_roles_are_sorted() -> None:
    lines = (files("pipeline") / "data" / "sentence_words.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert [entry["role"] for entry in entries] == ["label", "starter", "web_domain"]
    assert all(entry["words"] == sorted(set(entry["words"])) for entry in entries)


def test_long_document_is_marked_in_one_pass() -> None:
    # 120,000 tokens: marking them one by one would take minutes.
    doc = SentenceSplitter()(NLP.make_doc("Mr. Ito left. " * 30_000))
    assert len(list(doc.sents)) == 30_000
