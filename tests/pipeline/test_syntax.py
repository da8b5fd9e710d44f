from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Token

from pipeline import syntax

VOCAB = spacy.blank("en").vocab

# One word a line: word, tag, part of speech; then head and label in Universal Dependencies, head and label in ClearNLP.
# A head is a word of the sentence, "word/2" its second occurrence, "-" the word itself.
SENTENCES = {
    "active": """
        The       DT  DET    court nsubj_det  court det
        court     NN  NOUN   fined nsubj      fined nsubj
        fined     VBD VERB   -     ROOT       -     ROOT
        two       CD  NUM    firms nummod     firms nummod
        firms     NNS NOUN   fined obj        fined dobj
        and       CC  CCONJ  closed cc        fined cc
        closed    VBD VERB   fined conj       fined conj
        one       CD  NUM    closed obj       closed dobj
        .         .   PUNCT  fined punct      fined punct
    """,
    "passive": """
        Over      IN  ADP    200   advmod     200   quantmod
        200       CD  NUM    refugees nummod  refugees nummod
        Eritrean  JJ  ADJ    refugees amod    refugees amod
        refugees  NNS NOUN   held  nsubj:pass held  nsubjpass
        from      IN  ADP    camps case       refugees prep
        camps     NNS NOUN   refugees nmod    from  pobj
        were      VBD AUX    held  aux:pass   held  auxpass
        n't       RB  PART   held  advmod     held  neg
        held      VBN VERB   -     ROOT       -     ROOT
        or        CC  CCONJ  fined cc         held  cc
        fined     VBN VERB   held  conj       held  conj
        in        IN  ADP    June  case       held  prep
        June      NNP PROPN  held  obl        in    pobj
        and       CC  CCONJ  July  cc         June  cc
        July      NNP PROPN  June  conj       June  conj
        by        IN  ADP    police case      held  agent
        police    NNS NOUN   held  obl:agent  by    pobj
    """,
    "report": """
        Amina     NNP PROPN  testified nsubj  Sow   compound
        Sow       NNP PROPN  Amina flat       testified nsubj
        ,         ,   PUNCT  judge punct      Sow   punct
        a         DT  DET    judge det        judge det
        judge     NN  NOUN   Amina appos      Sow   appos
        in        IN  ADP    Dakar case       judge prep
        Dakar     NNP PROPN  judge nmod       in    pobj
        ,         ,   PUNCT  Amina punct      Sow   punct
        testified VBD VERB   -     ROOT       -     ROOT
        that      IN  SCONJ  fled  mark       fled  mark
        about     RB  ADV    million advmod   million quantmod
        2         CD  NUM    million compound million compound
        million   CD  NUM    people nummod    people nummod
        people    NNS NOUN   fled  nsubj      fled  nsubj
        may       MD  AUX    fled  aux        fled  aux
        have      VB  AUX    fled  aux        fled  aux
        fled      VBN VERB   testified ccomp  testified ccomp
        according VBG VERB   lists case       fled  prep
        to        IN  ADP    according fixed  according prep
        lists     NNS NOUN   fled  obl        to    pobj
    """,
    "copula": """
        In        IN  ADP    1988  case       is    prep
        1988      CD  NUM    signatory obl    In    pobj
        China     NNP PROPN  signatory nsubj  is    nsubj
        is        VBZ AUX    signatory cop    -     ROOT
        not       RB  PART   signatory advmod is    neg
        a         DT  DET    signatory det    signatory det
        signatory NN  NOUN   -     ROOT       is    attr
        to        IN  ADP    pact  case       signatory prep
        the       DT  DET    pact  det        pact  det
        pact      NN  NOUN   signatory nmod   to    pobj
    """,
    "clauses": """
        People    NNS NOUN   asked nsubj      asked nsubj
        held      VBN VERB   People acl       People acl
        in        IN  ADP    Juba  case       held  prep
        Juba      NNP PROPN  held  obl        in    pobj
        who       WP  PRON   left  nsubj      left  nsubj
        left      VBD VERB   People acl:relcl People relcl
        asked     VBD VERB   -     ROOT       -     ROOT
        Kenya     NNP PROPN  's    owner      's    owner
        's        POS PART   Kenya case       Kenya case
        minister  NN  NOUN   asked obj        asked dobj
        to        TO  PART   stay  mark       stay  aux
        stay      VB  VERB   asked xcomp      asked xcomp
        ,         ,   PUNCT  citing punct     asked punct
        citing    VBG VERB   asked advcl      asked advcl
        letters   NNS NOUN   citing obj       citing dobj
    """,
    "quoted": """
        “         ``  PUNCT  fled  punct      fled  punct
        Nobody    NN  PRON   fled  nsubj      fled  nsubj
        fled      VBD VERB   -     ROOT       said  ccomp
        ,         ,   PUNCT  said  punct      said  punct
        ”         ''  PUNCT  said  punct      said  punct
        she       PRP PRON   said  nsubj      said  nsubj
        said      VBD VERB   fled  parataxis  -     ROOT
    """,
    "offices": """
        Offices   NNS NOUN   gave  nsubj      gave  nsubj
        in        IN  ADP    Chad  case       Offices prep
        Chad      NNP PROPN  Offices nmod     in    pobj
        and       CC  CCONJ  Sudan cc         in    cc
        in        IN  ADP    Sudan case       in    conj
        Sudan     NNP PROPN  Chad  conj       in/2  pobj
        no        DT  ADV    longer advmod    longer neg_part
        longer    RB  ADV    gave  advmod     gave  advmod
        gave      VBD VERB   -     ROOT       -     ROOT
        them      PRP PRON   gave  iobj       gave  dative
        aid       NN  NOUN   gave  obj        gave  dobj
    """,
}
# Labels that only keep the table above narrow.
PLAIN = {"nsubj_det": "det", "neg_part": "advmod"}


def build(name: str, scheme: str) -> Doc:
    rows = [line.split() for line in SENTENCES[name].strip().splitlines()]
    words = [row[0] for row in rows]
    column = 3 if scheme == "ud" else 5
    heads, labels = [], []
    for i, row in enumerate(rows):
        head, label = row[column], PLAIN.get(row[column + 1], row[column + 1])
        if label == "owner":
            heads.append(words.index("minister"))
            labels.append("nmod:poss" if scheme == "ud" else "poss")
            continue
        word, _, nth = head.partition("/")
        places = [j for j, other in enumerate(words) if other == word]
        heads.append(i if head == "-" else places[int(nth or 1) - 1])
        labels.append(label)
    lemmas = ["be" if word in ("is", "were") else word.lower() for word in words]
    return Doc(VOCAB, words=words, tags=[r[1] for r in rows], pos=[r[2] for r in rows], heads=heads, deps=labels, lemmas=lemmas)


def texts(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


def text_of(token: Token | None) -> str | None:
    return token.text if token is not None else None


def span_text(token: Token) -> str:
    start, end = syntax.np_span(token)
    return token.doc[start:end].text


def phrases(token: Token) -> list[tuple[str, str]]:
    return [(preposition, nominal.text) for preposition, nominal in syntax.pps(token)]


CASES: list[tuple[str, str, Callable[[Token], object], object]] = [
    ("active", "fined", lambda t: texts(syntax.subjects(t)), ["court"]),
    ("active", "closed", lambda t: texts(syntax.subjects(t)), ["court"]),
    ("active", "fined", syntax.is_passive, False),
    ("active", "fined", lambda t: texts(syntax.objects(t)), ["firms"]),
    ("active", "closed", lambda t: texts(syntax.objects(t)), ["one"]),
    ("active", "fined", lambda t: texts(syntax.agents(t)), []),
    ("active", "firms", lambda t: texts(syntax.number_modifiers(t)), ["two"]),
    ("active", "court", span_text, "The court"),
    ("active", "firms", span_text, "two firms"),
    ("active", "fined", syntax.negated, False),
    ("active", "fined", phrases, []),
    ("active", "fined", lambda t: texts(syntax.conjuncts(t)), ["closed"]),
    ("active", "fined", syntax.governing_verb, None),
    ("active", "two", lambda t: text_of(syntax.governing_verb(t)), "fined"),
    ("active", "one", lambda t: text_of(syntax.governing_verb(t)), "closed"),
    ("passive", "held", lambda t: texts(syntax.subjects(t)), ["refugees"]),
    ("passive", "fined", lambda t: texts(syntax.subjects(t)), ["refugees"]),
    ("passive", "held", syntax.is_passive, True),
    ("passive", "fined", syntax.is_passive, True),
    ("passive", "held", lambda t: texts(syntax.objects(t)), []),
    ("passive", "held", lambda t: texts(syntax.agents(t)), ["police"]),
    ("passive", "held", phrases, [("in", "June"), ("by", "police")]),
    ("passive", "refugees", phrases, [("from", "camps")]),
    ("passive", "refugees", span_text, "Over 200 Eritrean refugees"),
    ("passive", "refugees", lambda t: texts(syntax.number_modifiers(t)), ["200"]),
    ("passive", "June", lambda t: texts(syntax.conjuncts(t)), ["July"]),
    ("passive", "July", lambda t: texts(syntax.conjuncts(t)), ["June"]),
    ("passive", "held", syntax.negated, True),
    ("passive", "fined", syntax.negated, True),
    ("passive", "held", lambda t: texts(syntax.auxiliaries(t)), ["were"]),
    ("passive", "fined", lambda t: texts(syntax.auxiliaries(t)), ["were"]),
    ("passive", "July", lambda t: text_of(syntax.governing_verb(t)), "held"),
    ("report", "testified", lambda t: text_of(syntax.reported_clause(t)), "fled"),
    ("report", "fled", syntax.reported_clause, None),
    ("report", "Amina", span_text, "Amina Sow"),
    ("report", "Sow", span_text, "Amina Sow"),
    ("report", "judge", span_text, "a judge"),
    ("report", "judge", phrases, [("in", "Dakar")]),
    ("report", "people", span_text, "about 2 million people"),
    ("report", "people", lambda t: texts(syntax.number_modifiers(t)), ["million"]),
    ("report", "fled", lambda t: texts(syntax.auxiliaries(t)), ["may", "have"]),
    ("report", "fled", phrases, [("according to", "lists")]),
    ("report", "fled", syntax.is_passive, False),
    ("report", "2", lambda t: text_of(syntax.clause_root(t)), "fled"),
    ("report", "Dakar", lambda t: text_of(syntax.clause_root(t)), "testified"),
    ("report", "fled", lambda t: text_of(syntax.governing_verb(t)), "testified"),
    ("copula", "is", lambda t: texts(syntax.subjects(t)), ["China"]),
    ("copula", "signatory", lambda t: texts(syntax.subjects(t)), ["China"]),
    ("copula", "is", syntax.negated, True),
    ("copula", "signatory", syntax.negated, True),
    ("copula", "signatory", span_text, "a signatory"),
    ("copula", "is", phrases, [("in", "1988")]),
    ("copula", "China", lambda t: text_of(syntax.governing_verb(t)), "is"),
    ("copula", "pact", lambda t: text_of(syntax.governing_verb(t)), "is"),
    ("copula", "pact", lambda t: text_of(syntax.clause_root(t)), "is"),
    ("clauses", "held", lambda t: texts(syntax.subjects(t)), ["People"]),
    ("clauses", "held", syntax.is_passive, True),
    ("clauses", "held", lambda t: text_of(syntax.antecedent(t)), "People"),
    ("clauses", "left", lambda t: texts(syntax.subjects(t)), ["who"]),
    ("clauses", "left", lambda t: text_of(syntax.antecedent(t)), "People"),
    ("clauses", "left", syntax.is_passive, False),
    ("clauses", "asked", syntax.antecedent, None),
    ("clauses", "stay", lambda t: texts(syntax.subjects(t)), ["minister"]),
    ("clauses", "stay", lambda t: texts(syntax.auxiliaries(t)), []),
    ("clauses", "citing", lambda t: texts(syntax.subjects(t)), ["People"]),
    ("clauses", "minister", span_text, "Kenya 's minister"),
    ("clauses", "minister", phrases, []),
    ("clauses", "Juba", lambda t: text_of(syntax.clause_root(t)), "held"),
    ("clauses", "People", span_text, "People"),
    ("quoted", "said", lambda t: text_of(syntax.reported_clause(t)), "fled"),
    ("quoted", "fled", syntax.negated, False),
    ("quoted", "Nobody", lambda t: text_of(syntax.clause_root(t)), "fled"),
    ("offices", "Offices", phrases, [("in", "Chad"), ("in", "Sudan")]),
    ("offices", "gave", lambda t: texts(syntax.objects(t)), ["them", "aid"]),
    ("offices", "gave", syntax.negated, True),
]


@pytest.mark.parametrize("scheme", ["ud", "clear"])
@pytest.mark.parametrize(("sentence", "word", "ask", "expected"), CASES)
def test_both_schemes_answer_alike(scheme: str, sentence: str, word: str, ask: Callable[[Token], object], expected: object) -> None:
    doc = build(sentence, scheme)
    assert ask(next(token for token in doc if token.text == word)) == expected


def test_apposition_hangs_on_the_head_of_the_name() -> None:
    assert texts(syntax.appositions(build("report", "ud")[0])) == ["judge"]
    assert texts(syntax.appositions(build("report", "clear")[1])) == ["judge"]


@pytest.mark.parametrize("scheme", ["ud", "clear"])
@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("active", ["The court", "two firms"]),
        ("passive", ["Over 200 Eritrean refugees", "camps", "June", "July", "police"]),
        ("report", ["Amina Sow", "a judge", "Dakar", "about 2 million people", "lists"]),
        ("clauses", ["People", "Juba", "who", "Kenya 's minister", "letters"]),
        ("copula", ["China", "a signatory", "the pact"]),
    ],
)
def test_noun_phrases_are_the_same(scheme: str, sentence: str, expected: list[str]) -> None:
    doc = build(sentence, scheme)
    assert [doc[start:end].text for start, end in syntax.noun_phrases(doc)] == expected


ASKED: list[Callable[[Token], object]] = [
    syntax.subjects,
    syntax.is_passive,
    syntax.objects,
    syntax.agents,
    syntax.pps,
    syntax.np_span,
    syntax.number_modifiers,
    syntax.appositions,
    syntax.conjuncts,
    syntax.negated,
    syntax.auxiliaries,
    syntax.reported_clause,
    syntax.governing_verb,
    syntax.clause_root,
    syntax.antecedent,
]


def test_unparsed_document_gives_empty_answers() -> None:
    doc = Doc(VOCAB, words=["Two", "people", "fled"])
    assert syntax.noun_phrases(doc) == []
    for token in doc:
        answers = [ask(token) for ask in ASKED]
        expected: list[object] = [[], False, [], [], [], (token.i, token.i + 1), [], [], [], False, [], None, None, token, None]
        assert answers == expected


LABELS = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "conj",
    "cc",
    "xcomp",
    "advcl",
    "acl",
    "flat",
    "cop",
    "aux",
    "attr",
    "prep",
    "pobj",
    "obl",
    "nmod",
]
LABELS += [
    "case",
    "fixed",
    "ccomp",
    "parataxis",
    "compound",
    "appos",
    "ROOT",
    "dep",
    "agent",
    "relcl",
    "pcomp",
    "nummod",
    "det",
    "",
]


@settings(max_examples=200)
@given(st.data())
def test_odd_trees_never_raise_or_loop(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 9))
    column = st.integers(0, size - 1)
    # A head further left or the word itself keeps the tree free of circles; a mirrored copy has its heads to the right.
    heads = [min(i, data.draw(column)) for i in range(size)]
    if data.draw(st.booleans()):
        heads = [size - 1 - head for head in reversed(heads)]
    deps = [data.draw(st.sampled_from(LABELS)) for _ in range(size)]
    pos = [data.draw(st.sampled_from(["NOUN", "VERB", "ADP", "PROPN", "AUX", "X"])) for _ in range(size)]
    tags = [data.draw(st.sampled_from(["VBN", "VBG", "NN", "MD", "TO"])) for _ in range(size)]
    doc = Doc(
        VOCAB,
        words=[data.draw(st.sampled_from(["not", "or", "by", "be", "x"])) for _ in range(size)],
        heads=heads,
        deps=deps,
        pos=pos,
        tags=tags,
    )
    for token in doc:
        for ask in ASKED:
            ask(token)
        start, end = syntax.np_span(token)
        assert 0 <= start < end <= size
    ranges = syntax.noun_phrases(doc)
    assert all(left[1] <= right[0] for left, right in pairwise(ranges))
