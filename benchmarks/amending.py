"""Amendments in words: how many of those held are read, and whether what is written says it all.

Of every text of the corpus the paragraphs are read that tell a change in words: a quotation beside
a deed, or an oral revision. Then the pairs of texts aligned by hand (``tests/alignments``) are
each written as amendments in words; a pair is whole where making them in the earlier text gives the
later one, and read back where reading the words gives the same amendments.

    python benchmarks/amending.py [--corpus FOLDER] [--json]
"""

from __future__ import annotations

import argparse
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from _figures import tell

from cpcj.resolutions.amending import Deed, in_words, read_amendments, write
from cpcj.resolutions.amending.words_of_file import words_of_file
from cpcj.resolutions.evaluation.alignments import read_alignments, text_at
from cpcj.resolutions.source import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
FORMS = (".txt", ".md", ".docx")
TELLING = re.compile(
    r"orally (?:revised|amended|corrected)"
    r"|\b(?:insert|delet|replac|substitut)\w*\b[^.;]{0,80}[“\"]"
    r"|[”\"][^.;]{0,60}\b(?:insert|delet|replac|substitut)ed\b",
)
"""What a paragraph says that may tell an amendment in words."""


def told(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a folder's files that may tell an amendment, with their files."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in FORMS or path.name.startswith("README"):
            continue
        try:
            words = words_of_file(path.read_bytes(), path.name)
        except UnreadableError:
            continue
        for paragraph in re.split(r"\n[ \t]*\n", words):
            if TELLING.search(paragraph):
                yield path.name, paragraph


def reading(folder: Path) -> dict[str, Any]:
    """Return how many of the paragraphs that may tell amendments are read."""
    found = list(told(folder))
    read = [read_amendments(words) for _, words in found]
    return {
        "paragraphs_that_may_tell_one": len(found),
        "of_them_read": sum(1 for one in read if one.amendments and not one.failed),
        "in_part": sum(1 for one in read if one.amendments and one.failed),
        "said_to_tell_no_change": sum(1 for one in read if not one.amendments and not one.failed),
        "not_read": sum(1 for one in read if not one.amendments and one.failed),
        "files": sorted({name for name, _ in found}),
    }


def writing(folder: Path) -> dict[str, Any]:
    """Return how many pairs of texts are said whole by the amendments written from them."""
    pairs = read_alignments(ROOT / "tests" / "alignments")
    whole = back = amendments = anew = 0
    taken = 0.0
    for pair in pairs:
        before, after = text_at(folder, pair.before), text_at(folder, pair.after)
        start = time.perf_counter()
        found = write(before, after)
        read = read_amendments(in_words(found.amendments))
        taken += time.perf_counter() - start
        whole += found.whole
        back += read.amendments == found.amendments and not read.unread
        amendments += len(found.amendments)
        anew += sum(1 for one in found.amendments if one.deed is Deed.REVISE)
    return {
        "pairs": len(pairs),
        "whole": whole,
        "read_back": back,
        "amendments": amendments,
        "paragraphs_said_anew": anew,
        "seconds_a_pair": round(taken / max(1, len(pairs)), 3),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=Path(os.environ.get("CPCJ_CORPUS", CORPUS)))
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = {"reading": reading(given.corpus), "writing": writing(given.corpus)}
    tell(figures, as_json=given.json)


if __name__ == "__main__":
    main()
