from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language

from corpus.errors import ModelError
from models.backbone import BACKBONE, MANIFEST, backbone_id, check_weights, load_backbone
from models.cluster_embedding import ClusterTable, cluster_columns, load_clusters, make_cluster_hash_embed, token_columns
from models.freeze_clusters import add_lower_case, drop_implied, write_table

TEXTS = [
    "The coast guard said on Tuesday that 14 sailors had been rescued near Izmir.",
    "Officials in Nairobi refused to comment.",
    "",
    "Two wardens, both wounded, were taken to the clinic by villagers.\n\nThe road stays closed.",
    "\u200b ??? 41%",
] * 3


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_backbone()


def annotations_of(nlp: Language, *, batch_size: int) -> list[list[tuple[str, ...]]]:
    docs = nlp.pipe(TEXTS, batch_size=batch_size)
    return [[(t.tag_, t.dep_, str(t.head.i), t.lemma_, str(t.morph), t.ent_iob_, t.ent_type_) for t in doc] for doc in docs]


def test_backbone_tags_and_parses(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    said, rescued = doc[3], doc[11]
    assert (said.text, said.dep_, said.tag_, said.lemma_) == ("said", "ROOT", "VBD", "say")
    assert (rescued.text, rescued.dep_, rescued.head.text, rescued.lemma_) == ("rescued", "ccomp", "said", "rescue")
    assert [token.text for token in rescued.children if token.dep_ == "nsubj:pass"] == ["sailors"]
    assert ("Izmir", "LOC") in [(entity.text, entity.label_) for entity in doc.ents]


def test_batch_size_changes_nothing(nlp: Language) -> None:
    assert annotations_of(nlp, batch_size=1) == annotations_of(nlp, batch_size=64)


def test_backbone_survives_being_saved(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert annotations_of(spacy.load(tmp_path), batch_size=8) == annotations_of(nlp, batch_size=8)


def test_preset_sentences_are_kept_by_the_parser(nlp: Language) -> None:
    doc = nlp.make_doc("Ferry sinks Twelve are missing")
    for token in doc:
        token.is_sent_start = token.i in (0, 2)
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert [sentence.text for sentence in doc.sents] == ["Ferry sinks", "Twelve are missing"]


def test_id_names_pipeline_version_and_weights(nlp: Language) -> None:
    name, _, mark = backbone_id(nlp).partition("@")
    assert name == f"{BACKBONE}-{nlp.meta['version']}"
    assert len(mark) == 8
    assert backbone_id(load_backbone()) == backbone_id(nlp)


def test_id_survives_further_components(nlp: Language) -> None:
    before = backbone_id(nlp)
    nlp.add_pipe("sentencizer")
    try:
        assert backbone_id(nlp) == before
    finally:
        nlp.remove_pipe("sentencizer")


def test_another_english_pipeline_takes_its_place(tmp_path: Path) -> None:
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    blank.to_disk(tmp_path)
    assert load_backbone(str(tmp_path)).pipe_names == ["sentencizer"]


def test_missing_pipeline_is_named() -> None:
    with pytest.raises(ModelError, match='"en_no_such_pipeline" is not installed'):
        load_backbone("en_no_such_pipeline")


def test_folder_without_a_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_backbone(str(tmp_path))


def test_other_language_is_refused(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path)
    with pytest.raises(ModelError, match='reads "de"'):
        load_backbone(str(tmp_path))


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model").write_bytes(b"weights")
    digest = "f9f21d3e9f1d4c8ec9a5e1d9b5a7a17bbd3b1ef7a2a1c5a1a7b43a3b4f4a4d1c"
    (tmp_path / MANIFEST).write_text(f"{digest}  model\n")
    with pytest.raises(ModelError, match="differs from"):
        check_weights(tmp_path)


def test_weights_without_manifest_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"holds no {MANIFEST}"):
        check_weights(tmp_path)


def test_importing_loads_no_spacy() -> None:
    program = "import sys, models.backbone; sys.exit('spacy' in sys.modules or 'thinc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False).returncode == 0


def hashes(*words: str) -> np.ndarray:
    strings = spacy.strings.StringStore()
    return np.asarray([strings[word] for word in words], dtype=np.uint64)


def test_words_of_one_kind_share_a_cluster() -> None:
    words = ["testified", "warned", "Seoul", "qxzzv-41"]
    said, warned, seoul, unknown = load_clusters().find_either(hashes(*words), hashes(*map(str.lower, words)))
    assert said == warned
    assert seoul not in (0, said)
    assert unknown == 0


def test_lower_case_answers_for_an_unknown_form() -> None:
    table = ClusterTable(*sorted_rows({"ferry": 5, "May": 9}))
    found = table.find_either(hashes("FERRY", "May", "may", "boat"), hashes("ferry", "may", "may", "boat"))
    assert found.tolist() == [5, 9, 0, 0]


def sorted_rows(clusters: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    rows = sorted(zip(hashes(*clusters).tolist(), clusters.values(), strict=True))
    return np.asarray([row[0] for row in rows], dtype=np.uint64), np.asarray([row[1] for row in rows], dtype=np.uint64)


def test_unsorted_table_is_refused() -> None:
    with pytest.raises(ValueError, match="sorted unique words"):
        ClusterTable(np.asarray([2, 1], dtype=np.uint64), np.asarray([1, 1], dtype=np.uint64))


def test_prefixes_are_the_lowest_bits() -> None:
    assert cluster_columns(np.asarray([0, 0b1011_0110_1010], dtype=np.uint64)).tolist() == [
        [0, 0, 0],
        [0b1011_0110_1010, 0b1010 | 1 << 20, 0b110_1010 | 1 << 21],
    ]


def test_equal_tokens_and_no_others_share_a_key() -> None:
    doc = spacy.blank("en")("The ferry sank. the ferry , The ferry")
    rows = [tuple(row) for row in token_columns(doc, ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY"]).tolist()]
    assert len({row[-1] for row in rows}) == len({row[:-1] for row in rows}) == len(set(rows)) < len(rows)


def test_embedding_wants_rows_for_each_attribute() -> None:
    with pytest.raises(ValueError, match="not 1 for 2 attributes"):
        make_cluster_hash_embed(8, ["NORM", "SHAPE"], [50])


def test_frozen_table_drops_only_what_lower_case_implies(tmp_path: Path) -> None:
    source = {"The": 3, "the": 3, "May": 9, "Seoul": 7, "number": 4}
    kept = drop_implied(add_lower_case(source))
    assert kept == {"the": 3, "may": 9, "seoul": 7, "number": 4}
    write_table(kept, tmp_path / "clusters.npz")
    with np.load(tmp_path / "clusters.npz") as saved:
        table = ClusterTable(saved["words"], saved["paths"][saved["path_of_word"]].astype(np.uint64))
    lowered = hashes(*(word.lower() for word in source))
    assert table.find_either(hashes(*source), lowered).tolist() == list(source.values())
