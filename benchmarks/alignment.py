"""Paragraphs matched between two texts: how well, beside a greedy matcher, and how fast.

F1 counts pairs of identifiers over all texts aligned by hand (``tests/alignments``), in the part
rules were developed on and in the part kept for reporting. The greedy matcher takes every pair of
provisions whose letters are alike by 0.8 or more (rapidfuzz ``ratio``), the best first, each
provision once. Times are of a pair of 200 KB each side, put together from those texts.

    python benchmarks/alignment.py [--corpus FOLDER] [--runs N] [--worst N] [--json]
"""

from __future__ import annotations

import argparse
import difflib
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from _figures import tell
from rapidfuzz import fuzz, process

from cpcj.resolutions.comparing import align
from cpcj.resolutions.evaluation.alignments import (
    compare_alignment,
    provisions_at,
    read_alignments,
)
from cpcj.resolutions.evaluation.scores import Score

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpcj.resolutions.comparing import Unit

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
ALIKE = 80.0  # of 100, where the greedy matcher takes a pair
SIZE = 200_000  # bytes of each side of the pair that is timed


def greedy(before: Sequence[Unit], after: Sequence[Unit]) -> set[tuple[str, str]]:
    """Return the pairs that a greedy matcher takes, the best first, each provision once."""
    scores = process.cdist(
        [unit.words for unit in before], [unit.words for unit in after], scorer=fuzz.ratio
    )
    found: set[tuple[str, str]] = set()
    olds: set[int] = set()
    news: set[int] = set()
    for _, old, new in sorted(
        (-float(score), old, new)
        for old, row in enumerate(scores)
        for new, score in enumerate(row)
        if score >= ALIKE
    ):
        if old not in olds and new not in news:
            olds.add(old)
            news.add(new)
            found.add((before[old].id, after[new].id))
    return found


def seconds(
    work: Callable[[], object], runs: int, clock: Callable[[], float] = time.perf_counter
) -> float:
    """Return the best time of several runs."""
    best = float("inf")
    for _ in range(runs):
        start = clock()
        work()
        best = min(best, clock() - start)
    return best


def joined(texts: Sequence[Sequence[Unit]], size: int) -> list[Unit]:
    """Return the provisions of texts one after the other, up to a number of bytes."""
    found: list[Unit] = []
    for number, text in enumerate(texts):
        for unit in text:
            parent = f"{number}:{unit.parent}" if unit.parent else ""
            found.append(replace(unit, id=f"{number}:{unit.id}", parent=parent))
            if not parent:
                size -= len(unit.words.encode())
            if size <= 0 and not parent:
                return found
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print F1, the worst pairs and the times; 1 where there is no text to read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", default=os.environ.get("CPCJ_CORPUS", str(CORPUS)))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--worst", type=int, default=8, help="pairs shown, the worst first")
    parser.add_argument("--part", choices=["development", "report"], help="one part alone")
    parser.add_argument("--show", action="store_true", help="show what was missed and invented")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    corpus = Path(options.corpus)
    if not (corpus / "labelled").is_dir():
        print(f"no texts in {corpus}")
        return 1
    result: dict[str, object] = {}
    worst: list[tuple[float, str]] = []
    sides: tuple[list[Sequence[Unit]], list[Sequence[Unit]]] = ([], [])
    used: set[object] = set()
    for part in [options.part] if options.part else ["development", "report"]:
        ours, rival = Score(), Score()
        pairs = read_alignments(ROOT / "tests" / "alignments" / part)
        for pair in pairs:
            before, after = (provisions_at(corpus, pair.before), provisions_at(corpus, pair.after))
            compared = compare_alignment(pair, align(before, after).links())
            ours += compared.score
            rival += compare_alignment(pair, greedy(before, after)).score
            shown = f"{pair.name} {compared.score.f1:.3f}"
            if options.show:
                shown += f"\n  missed {', '.join(compared.missed)}"
                shown += f"\n  extra {', '.join(compared.extra)}"
            worst.append((compared.score.f1, shown))
            if pair.kind == "series" and not used & {pair.before, pair.after}:
                used |= {pair.before, pair.after}
                sides[0].append(before)
                sides[1].append(after)
        result[f"{part} pairs"] = len(pairs)
        result[f"{part} links"] = ours.right + ours.missed
        result[f"{part} ours"] = ours.record()
        result[f"{part} greedy"] = rival.record()
    before, after = joined(sides[0], SIZE), joined(sides[1], SIZE)
    olds = [unit.words for unit in before if not unit.parent]
    news = [unit.words for unit in after if not unit.parent]
    result["bytes"] = [sum(len(words.encode()) for words in side) for side in (olds, news)]
    result["paragraphs"] = [len(olds), len(news)]
    result["ours, s"] = round(seconds(lambda: align(before, after), options.runs), 3)
    result["of a processor"] = round(
        seconds(lambda: align(before, after), options.runs, time.process_time), 3
    )
    result["difflib lines, s"] = round(
        seconds(lambda: difflib.SequenceMatcher(None, olds, news).get_opcodes(), 1), 3
    )
    result["difflib words, s"] = round(
        seconds(
            lambda: difflib.SequenceMatcher(
                None, " ".join(olds).split(), " ".join(news).split(), autojunk=False
            ).get_opcodes(),
            1,
        ),
        3,
    )
    result["rapidfuzz cdist, s"] = round(
        seconds(lambda: process.cdist(olds, news, scorer=fuzz.ratio), options.runs), 3
    )
    result["load"] = round(os.getloadavg()[0], 2)
    tell(result, as_json=options.json)
    if not options.json:
        for _, shown in sorted(worst)[: options.worst]:
            print(shown)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
