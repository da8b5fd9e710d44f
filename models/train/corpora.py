"""The folder of corpora that the recipe reads: which file is learnt from, which one chooses, and which one only measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError
from models.train.conllu import Sentence, read_conllu
from models.train.iob import NamedSentence, read_iob
from models.train.named_sources import UNER_LABELS, read_gum, read_re3d, read_silver, read_uner, read_wikigold, relabel
from models.train.names import NamedCorpus
from models.train.silver import settle_labels

EWT = "ud_ewt/en_ewt-ud-{part}.conllu.gz"
GUM = "ud_gum/en_gum-ud-{part}.cleanlic.conllu.gz"
PUD = "ud_pud/en_pud-ud-test.conllu.gz"
EWT_NAMES = "uner/en_ewt-ud-{part}.iob2.gz"
PUD_NAMES = "uner/en_pud-ud-test.iob2.gz"
WIKIGOLD = "wikigold/wikigold.conll.txt"
RE3D = "re3d/CONLL-format/data-by-source/conll"
EUROPARL = "europarl/en-europarl.test.conll02"
GMB = "gmb/ner_dataset.csv.zip"
# How often an epoch shows each corpus: the cleaner and the nearer to news, the oftener.
SHARES = {"ewt": 3.0, "pud": 3.0, "wikigold": 2.0, "re3d": 2.0, "gum": 1.0, "europarl": 1.0, "gmb": 0.25}
HELD_OUT = 3  # every third document of EWT's development part chooses and is not learnt from


@dataclass(frozen=True, slots=True)
class Treebanks:
    """Sentences to learn from, and by name the sets that choose ("EWT dev", "GUM news") or only measure."""

    train: Sequence[Sentence]
    measured: Mapping[str, Sequence[Sentence]]


@dataclass(frozen=True, slots=True)
class NameCorpora:
    """Names that people labelled, names that a program labelled, and by name the sets that choose or only measure."""

    gold: Sequence[NamedCorpus]
    silver: Sequence[NamedCorpus]
    measured: Mapping[str, Sequence[NamedSentence]]


def read_treebanks(folder: Path) -> Treebanks:
    """The treebanks below `folder`; `InputError` when a file is not there."""
    _check(folder, [EWT.format(part=part) for part in ("train", "dev", "test")])
    _check(folder, [*(GUM.format(part=part) for part in ("train", "dev", "test")), PUD])
    train = [*read_conllu(folder / EWT.format(part="train")), *read_conllu(folder / GUM.format(part="train"))]
    measured = {
        "EWT dev": read_conllu(folder / EWT.format(part="dev")),
        "EWT test": read_conllu(folder / EWT.format(part="test")),
        "GUM news": [s for part in ("dev", "test") for s in read_conllu(folder / GUM.format(part=part)) if is_gum_news(s.document)],
        "PUD news": [sentence for sentence in read_conllu(folder / PUD) if is_pud_news(sentence.document)],
    }
    return Treebanks(train, {name: sentences for name, sentences in measured.items() if sentences})


def read_name_corpora(folder: Path, *, silver: bool = True) -> NameCorpora:
    """The corpora of names below `folder`, with the machine-labelled one or without; `InputError` when a file is not there."""
    _check(folder, [EWT_NAMES.format(part="dev"), EWT_NAMES.format(part="test"), PUD_NAMES, WIKIGOLD, RE3D, EUROPARL])
    ewt = read_uner(folder / EWT.format(part="dev"), folder / EWT_NAMES.format(part="dev"))
    held_out = set(sorted({sentence.document for sentence in ewt})[::HELD_OUT])
    pud = read_uner(folder / PUD, folder / PUD_NAMES)
    gold = [
        NamedCorpus([sentence for sentence in ewt if sentence.document not in held_out], SHARES["ewt"], labels_peoples=False),
        NamedCorpus([sentence for sentence in pud if not is_pud_news(sentence.document)], SHARES["pud"], labels_peoples=False),
        NamedCorpus(read_wikigold(folder / WIKIGOLD), SHARES["wikigold"], labels_peoples=False),
        NamedCorpus(read_re3d(folder / RE3D), SHARES["re3d"], labels_peoples=True),
        NamedCorpus(read_gum(folder / GUM.format(part="train")), SHARES["gum"], labels_peoples=False),
        NamedCorpus([relabel(s, UNER_LABELS) for s in read_iob(folder / EUROPARL)], SHARES["europarl"], labels_peoples=False),
    ]
    measured = {
        "EWT dev": [sentence for sentence in ewt if sentence.document in held_out],
        "EWT test": read_uner(folder / EWT.format(part="test"), folder / EWT_NAMES.format(part="test")),
        "GUM news": [s for part in ("dev", "test") for s in read_gum(folder / GUM.format(part=part)) if is_gum_news(s.document)],
        "PUD news": [sentence for sentence in pud if is_pud_news(sentence.document)],
    }
    return NameCorpora(gold, _read_machine_labels(folder) if silver else [], measured)


def is_gum_news(document: str) -> bool:
    """True for "GUM_news_homeopathic"."""
    return document.split("_")[1:2] == ["news"]


def is_pud_news(document: str) -> bool:
    """True for "n01001"; the other half of PUD is from an encyclopedia ("w01001")."""
    return document.startswith("n")


def _read_machine_labels(folder: Path) -> list[NamedCorpus]:
    _check(folder, [GMB])
    return [NamedCorpus(settle_labels(read_silver(folder / GMB)), SHARES["gmb"], labels_peoples=True)]


def _check(folder: Path, paths: Sequence[str]) -> None:
    if missing := [path for path in paths if not (folder / path).exists()]:
        raise InputError(f"{folder} lacks {', '.join(missing)}: give the folder that holds the corpora")
