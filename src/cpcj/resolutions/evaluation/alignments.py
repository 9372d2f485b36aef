"""Texts aligned by program, against texts that people aligned.

An alignment by hand is a TOML file that names two texts and the pairs of provisions, by identifier:

    before = { file = "programme/2015-draft.txt", text = 1 }
    after = { file = "labelled/A_RES_70_178.json", text = 1 }
    kind = "series"
    pairs = [["pp1", "pp1"], ["pp3", "pp4"], ["pp4", "pp4"]]

``text`` is the place of the text in its file, from 1. A split or a merge is written as several
pairs; what stands in no pair was dropped or is new.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cpcj.resolutions.comparing.alignment import Unit, units_of
from cpcj.resolutions.evaluation.labelled import compose
from cpcj.resolutions.evaluation.paragraphs import LabelsError
from cpcj.resolutions.evaluation.scores import Comparison, compare
from cpcj.resolutions.model import Text
from cpcj.resolutions.reading import read_document


class TextPlace(NamedTuple):
    """Where a text stands: a file of the corpus, and the number of the text in it, from 1."""

    file: str
    text: int


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """Two texts aligned by hand.

    Attributes:
        name: stem of the file that holds the alignment.
        before: the earlier text.
        after: the later text.
        kind: "series" (one recurring text), "template" (same mould, other subject) or "different".
        links: pairs of identifiers, earlier first.
    """

    name: str
    before: TextPlace
    after: TextPlace
    kind: str
    links: frozenset[tuple[str, str]]


def read_alignments(folder: Path) -> list[AlignedPair]:
    """Read every ``.toml`` file of a folder and the folders below it, by name.

    Raises:
        LabelsError: naming the file that is no alignment.
    """
    return [_read(path) for path in sorted(folder.rglob("*.toml"), key=lambda path: path.stem)]


def _read(path: Path) -> AlignedPair:
    try:
        read: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return AlignedPair(
            path.stem,
            TextPlace(str(read["before"]["file"]), int(read["before"]["text"])),
            TextPlace(str(read["after"]["file"]), int(read["after"]["text"])),
            str(read["kind"]),
            frozenset((str(old), str(new)) for old, new in read["pairs"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{path}: no alignment can be read from it ({error!r})"
        raise LabelsError(message) from error


def provisions_at(corpus: Path, place: TextPlace) -> tuple[Unit, ...]:
    """Return the provisions of a text as they are compared.

    Raises:
        LabelsError: naming a file without that text.
        UnreadableError: when the file cannot be read.
    """
    return units_of(text_at(corpus, place))


def text_at(corpus: Path, place: TextPlace) -> Text:
    """Return a text; labelled lists are composed first.

    Raises:
        LabelsError: naming a file without that text.
        UnreadableError: when the file cannot be read.
    """
    path = corpus / place.file
    if path.suffix == ".json":
        document = read_document(compose(path).encode(), f"{path.stem}.txt")
    else:
        document = read_document(path)
    if not 1 <= place.text <= len(document.texts):
        message = f"{path}: there is no text {place.text} in it"
        raise LabelsError(message)
    return document.texts[place.text - 1]


def compare_alignment(expected: AlignedPair, found: Iterable[tuple[str, str]]) -> Comparison:
    """Compare the pairs a program found with those of the hand, each pair counted once."""
    return compare(
        [(link, _shown(link)) for link in sorted(expected.links)],
        [(link, _shown(link)) for link in sorted(set(found))],
    )


def _shown(link: tuple[str, str]) -> str:
    return " → ".join(link)
