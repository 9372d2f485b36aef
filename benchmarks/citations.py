"""Citations a second: ours beside eyecite's default tokenizer, on the same text in the same run.

Bytes are those of the UTF-8 text. Each program runs the given number of times and the best run
counts. What the two find is not compared: eyecite looks for court reports and finds next to none.

    python benchmarks/citations.py [--corpus FOLDER] [--runs N]
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from cpcj.resolutions.citations import find_citations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"


def seconds(work: Callable[[], int], runs: int) -> tuple[float, int]:
    """Return the best time of several runs and what the last one counted."""
    best, count = float("inf"), 0
    for _ in range(runs):
        start = time.perf_counter()
        count = work()
        best = min(best, time.perf_counter() - start)
    return best, count


def main(arguments: Sequence[str] | None = None) -> int:
    """Print megabytes a second of both and their ratio; 1 where there is no text to read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", default=os.environ.get("CPCJ_CORPUS", str(CORPUS)))
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    folder = Path(options.corpus) / "pages" / "text"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    if not texts:
        print(f"no texts in {folder}")
        return 1
    size = sum(len(text.encode()) for text in texts) / 1e6
    find_citations("resolution 70/178")  # tables and patterns are built once, not measured

    def ours(pieces: Sequence[str]) -> int:
        return sum(len(find_citations(piece)) for piece in pieces)

    paragraphs = [piece for text in texts for piece in text.split("\n \n") if piece.strip()]
    whole, count = seconds(lambda: ours(texts), options.runs)
    pieces, inside = seconds(lambda: ours(paragraphs), options.runs)
    print(f"{len(texts)} texts, {size:.2f} MB")
    print(f"cpcj, whole texts      {size / whole:8.2f} MB/s  {count} citations")
    print(f"cpcj, by paragraph     {size / pieces:8.2f} MB/s  {inside} citations")
    try:
        from eyecite import get_citations  # a rival, not a requirement
    except ImportError:
        print("eyecite is not installed: no ratio")
        return 0
    get_citations("1 U.S. 1")
    rival, found = seconds(lambda: sum(len(get_citations(text)) for text in texts), 1)
    print(f"eyecite, whole texts   {size / rival:8.2f} MB/s  {found} citations")
    print(f"ratio                  {rival / whole:8.1f} (by paragraph {rival / pieces:.1f})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
