"""Paragraphs read, against labelled lists of paragraphs.

A labelled list is a JSON array of pieces in printed order, each with ``text``, ``type``,
``paragraph_type``, ``paragraph_level`` and ``prefix`` (the printed number). Three kinds are
compared: numbered operative paragraphs of level 1 without the number, preambular paragraphs of
level 1 without the organ line, and points (level 2 and below) against ours flattened. One is right
when the first 40 and the last 25 letters and digits agree; a document when all of a kind are.

Labels do not say what stands in an annex: some lists call the paragraphs of an annexed declaration
operative, most call them back matter. A labelled paragraph that we read in an annex is right; an
annexed paragraph without a label is no error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpcj.resolutions.evaluation.scores import Comparison, Score, compare
from cpcj.resolutions.model import Document, Paragraph

KINDS = ("operative", "preambular", "points")
_HEAD, _TAIL = 40, 25
_ORGAN_LINE = re.compile(r"^\W*The (?:[A-Z]|\w+ [A-Z])[^.;]{0,200}$")
_OPENING_VERB = re.compile(r"^\W*[A-Z]\w+(?:ing|ed|ful|ware|inced)\b")


def key(words: str) -> tuple[str, str]:
    """Return what two readings of a paragraph must share to be called the same."""
    letters = "".join(character for character in words if character.isalnum())
    return letters[:_HEAD], letters[-_TAIL:]


@dataclass(frozen=True, slots=True)
class LabelledText:
    """The paragraphs of one text by kind.

    ``repeats`` says that level-1 numbers repeat; ``annexed`` holds, for what we read ourselves, the
    paragraphs and points of the annexes.
    """

    operative: tuple[str, ...]
    preambular: tuple[str, ...]
    points: tuple[str, ...]
    repeats: bool = False
    annexed: tuple[str, ...] = ()


class LabelsError(Exception):
    """A labelled list that cannot be used: the file and what is wrong with it."""


def read_labels(path: Path) -> LabelledText:
    """Read a labelled list.

    Raises:
        LabelsError: when the file is no JSON array of labelled pieces.
    """
    try:
        pieces = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{path}: no labelled list can be read from it ({error})"
        raise LabelsError(message) from error
    if not isinstance(pieces, list) or not all(isinstance(p, dict) for p in pieces):
        message = f"{path}: a labelled list is a JSON array of objects"
        raise LabelsError(message)
    return _sorted_by_kind(pieces)


def _sorted_by_kind(pieces: Iterable[Mapping[str, Any]]) -> LabelledText:
    operative: list[str] = []
    numbers: list[str] = []
    preambular: list[str] = []
    points: list[str] = []
    for piece in pieces:
        if piece.get("type") != "paragraph":
            continue
        kind, level = piece.get("paragraph_type"), piece.get("paragraph_level") or 1
        words, prefix = str(piece.get("text") or ""), str(piece.get("prefix") or "").strip()
        if kind not in {"operative", "preambular"}:
            continue
        if level > 1:
            points.append(words)
        elif kind == "operative" and any(c.isalnum() for c in prefix):
            operative.append(words)
            numbers.append(prefix.rstrip("."))
        elif kind == "preambular" and not is_organ_line(words):
            preambular.append(words)
    repeats = len(set(numbers)) != len(numbers)
    return LabelledText(tuple(operative), tuple(preambular), tuple(points), repeats)


def is_organ_line(words: str) -> bool:
    """Tell whether a labelled preambular piece is the line that names the body."""
    return bool(_ORGAN_LINE.match(words)) and not _OPENING_VERB.match(words)


def paragraphs_read(document: Document) -> LabelledText:
    """Return what was read of a document, sorted like the labels."""
    operative: list[str] = []
    preambular: list[str] = []
    points: list[str] = []
    for text in document.texts:
        for paragraph in text.preambular:
            preambular.append(paragraph.words.text)
            points.extend(_flat(paragraph))
        for paragraph in text.operative:
            if paragraph.numbered:
                operative.append(paragraph.words.text)
            points.extend(_flat(paragraph))
    annexed = [
        words
        for text in document.texts
        for annex in text.annexes
        for item in annex.body
        if isinstance(item, Paragraph)
        for words in (item.words.text, *_flat(item))
    ]
    return LabelledText(tuple(operative), tuple(preambular), tuple(points), annexed=tuple(annexed))


def _flat(paragraph: Paragraph) -> Iterator[str]:
    for point in paragraph.points:
        yield point.words.text
        yield from _flat(point)


def compare_paragraphs(labels: LabelledText, read: LabelledText) -> dict[str, Comparison]:
    """Compare one document, kind by kind."""
    return {
        kind: compare(
            ((key(words), words) for words in getattr(labels, kind)),
            ((key(words), words) for words in getattr(read, kind)),
            ((key(words), words) for words in read.annexed),
        )
        for kind in KINDS
    }


def summary(by_document: Mapping[str, Mapping[str, Comparison]], left_out: int) -> dict[str, Any]:
    """Return the figures over all documents, in the shape the command prints.

    Args:
        by_document: the comparisons of each document, by its name.
        left_out: how many labelled documents were left out because their numbers repeat.
    """
    result: dict[str, Any] = {}
    for kind in KINDS:
        comparisons = [c[kind] for c in by_document.values()]
        total = sum((c.score for c in comparisons), Score())
        result[kind] = total.record() | {
            "documents_right": sum(c.right for c in comparisons),
            "documents": len(comparisons),
            "left_out": left_out,
        }
    return result
