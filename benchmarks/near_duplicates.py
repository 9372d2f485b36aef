"""Near-duplicates among many paragraphs: ours against ``rensa``'s own look-up, in the same run.

Paragraphs are put together of the clauses of our samples and, where it stands beside the project,
of the corpus, by a fixed seed; one in ten is a copy of an earlier one with a planted edit: words
replaced, put in, or taken out, a clause moved, numbers changed, or nothing at all. A planted pair
counts for recall where its likeness is the threshold or more, reckoned here word by word apart
from either program; what either gives beside the planted ones is verified in the same way for
precision, on a sample.

The rival does what its own documentation does: words by ``str.split``, ``RMinHash`` of all
paragraphs at once, ``RMinHashLSH`` at the same threshold, everything inserted, everything looked
up. What it gives are candidates; "checked" are those whose likeness by its sketches
(``jaccard``) reaches the threshold, which takes it longer. Its 48 permutations in 8 bands were the
quickest of nine settings that hold the recall of the bar without candidates by the million
(128 in 16, the usual ones, take half as long again).

    python benchmarks/near_duplicates.py [--size PARAGRAPHS] [--growth] [--json]
                                         [--permutations N --bands N]
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from random import Random
from typing import Any

from _figures import tell
from _register import inputs

THRESHOLD = 0.8
RECALL = 0.97
SEED = 20_150_117
PERMUTATIONS = 48
BANDS = 8
PLANTED = 10
"""One paragraph in so many is an edited copy of an earlier one."""
SAMPLE = 20_000
"""Pairs beside the planted ones that are verified."""

_CLAUSE = re.compile(r"[,;:]\s+")
_WORD = re.compile(r"[^\W_]+")


def clauses() -> list[str]:
    """Return the clauses of the texts that are there."""
    found = []
    for path in inputs():
        words = " ".join(path.read_text(encoding="utf-8", errors="replace").split())
        found += [one for one in _CLAUSE.split(words) if 2 < one.count(" ") < 40]
    return found


@dataclass(frozen=True, slots=True)
class Planted:
    """An edited copy: its place, that of what it was made of, and the kind of edit."""

    place: int
    source: int
    kind: str


def made(size: int, supply: Sequence[str]) -> tuple[list[str], list[Planted]]:
    """Return paragraphs and what was planted among them; the same for the same size."""
    random = Random(SEED)  # noqa: S311 - no secret
    vocabulary = sorted({word for clause in supply for word in clause.split()})
    texts: list[str] = []
    planted: list[Planted] = []
    originals: list[int] = []
    for place in range(size):
        if place % PLANTED == PLANTED - 1:
            source = random.choice(originals)
            kind = random.choice(list(EDITS))
            texts.append(EDITS[kind](texts[source], random, vocabulary))
            planted.append(Planted(place, source, kind))
        else:
            originals.append(place)
            texts.append(", ".join(random.choices(supply, k=random.randint(3, 8))))
    return texts, planted


def _some(words: Sequence[str], random: Random) -> int:
    """Return how many words are edited: one, to a twelfth of them."""
    return random.randint(1, max(1, len(words) // 12))


def _replaced(text: str, random: Random, vocabulary: Sequence[str]) -> str:
    words = text.split()
    for place in random.sample(range(len(words)), _some(words, random)):
        words[place] = random.choice(vocabulary)
    return " ".join(words)


def _inserted(text: str, random: Random, vocabulary: Sequence[str]) -> str:
    words = text.split()
    for _ in range(_some(words, random)):
        words.insert(random.randint(0, len(words)), random.choice(vocabulary))
    return " ".join(words)


def _deleted(text: str, random: Random, _: Sequence[str]) -> str:
    words = text.split()
    for _ in range(_some(words, random)):
        words.pop(random.randrange(len(words)))
    return " ".join(words)


def _moved(text: str, random: Random, _: Sequence[str]) -> str:
    parts = text.split(", ")
    parts.insert(random.randint(0, len(parts) - 1), parts.pop(random.randrange(len(parts))))
    return ", ".join(parts)


def _numbers(text: str, random: Random, _: Sequence[str]) -> str:
    return re.sub(r"\d+", lambda _: str(random.randint(2, 99)), text) + f" {random.randint(2, 99)}"


def _nothing(text: str, _: Random, __: Sequence[str]) -> str:
    return text


EDITS: dict[str, Callable[[str, Random, Sequence[str]], str]] = {
    "replaced": _replaced,
    "inserted": _inserted,
    "deleted": _deleted,
    "moved": _moved,
    "numbers": _numbers,
    "nothing": _nothing,
}


def likeness(one: str, other: str) -> float:
    """Return the Jaccard likeness of two bags of words, reckoned the plain way."""
    bags = [Counter(_WORD.findall(text.lower())) for text in (one, other)]
    shared = (bags[0] & bags[1]).total()
    return shared / max(1, bags[0].total() + bags[1].total() - shared)


def ours(texts: list[str]) -> tuple[set[tuple[int, int]], dict[str, Any]]:
    """Return the pairs that our program gives, and its figures."""
    from cpcj.resolutions.overlap import near_duplicates

    near_duplicates(texts[:100], THRESHOLD)  # what is imported late is imported
    found, figures = _timed(lambda: near_duplicates(texts, THRESHOLD))
    first = found.first.tolist()
    pairs = {(pair.first, pair.second) for pair in found.pairs}
    figures["compared"] = found.compared
    # A wording that repeats an earlier one is near what that one is near.
    several: dict[int, list[int]] = defaultdict(list)
    for place, own in enumerate(first):
        several[own].append(place)
    every = {
        (min(a, b), max(a, b)) for one, other in pairs for a in several[one] for b in several[other]
    }
    every |= {(own, place) for own, same in several.items() for place in same if place != own}
    return every, figures


def rival(
    texts: list[str], permutations: int, bands: int
) -> tuple[set[tuple[int, int]], dict[str, Any]]:
    """Return the pairs that the rival gives, and its figures."""
    import rensa

    def work() -> Any:
        sketches = rensa.RMinHash.from_token_sets(
            [text.split() for text in texts], num_perm=permutations, seed=42
        )
        index = rensa.RMinHashLSH(THRESHOLD, permutations, bands)
        index.insert_many(sketches)
        return sketches, index.query_all(sketches)

    (sketches, candidates), figures = _timed(work)
    proposed = {
        (place, other)
        for place, others in enumerate(candidates)
        for other in others
        if place < other
    }
    figures["compared"] = len(proposed)

    def checked() -> set[tuple[int, int]]:
        return {
            (one, other)
            for one, other in proposed
            if sketches[one].jaccard(sketches[other]) >= THRESHOLD
        }

    pairs, more = _timed(checked)
    figures["checked, s"] = round(figures["seconds"] + more["seconds"], 2)
    return proposed, {**figures, "_checked": pairs}


def _timed(work: Callable[[], Any]) -> tuple[Any, dict[str, Any]]:
    gc.collect()
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    return found, {
        "seconds": round(time.perf_counter() - wall, 2),
        "of a processor": round(time.process_time() - processor, 2),
    }


def _run(name: str, size: int, setting: tuple[int, int]) -> dict[str, Any]:
    """Measure one program in a process of its own."""
    texts, planted = made(size, clauses())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pairs, figures = ours(texts) if name == "ours" else rival(texts, *setting)
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    result: dict[str, Any] = {**figures, "MB more": more // 1024}
    checked = result.pop("_checked", None)
    near = [one for one in planted if likeness(texts[one.source], texts[one.place]) >= THRESHOLD]
    result["planted"] = len(near)
    result["recall"] = _recall(near, pairs)
    result["recall by kind"] = {
        kind: _recall([one for one in near if one.kind == kind], pairs) for kind in EDITS
    }
    result["pairs"] = len(pairs)
    result["precision"] = _precision(texts, pairs)
    if checked is not None:
        result["recall checked"] = _recall(near, checked)
        result["precision checked"] = _precision(texts, checked)
    return result


def _recall(near: Sequence[Planted], pairs: set[tuple[int, int]]) -> float:
    return round(sum((one.source, one.place) in pairs for one in near) / max(1, len(near)), 4)


def _precision(texts: Sequence[str], pairs: Iterable[tuple[int, int]]) -> float:
    several = sorted(pairs)
    some = Random(SEED).sample(several, min(SAMPLE, len(several)))  # noqa: S311 - no secret
    right = sum(likeness(texts[one], texts[other]) >= THRESHOLD for one, other in some)
    return round(right / max(1, len(some)), 4)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of both and their ratio; 1 where recall is below the bar."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=50_000, help="paragraphs")
    parser.add_argument("--growth", action="store_true", help="a hundredth and a tenth first")
    parser.add_argument("--permutations", type=int, default=PERMUTATIONS, help="of the rival")
    parser.add_argument("--bands", type=int, default=BANDS, help="of the rival")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    lost = False
    setting = (options.permutations, options.bands)
    for part in (100, 10, 1) if options.growth else (1,):
        size = max(1_000, options.size // part)
        result: dict[str, object] = {"paragraphs": size, "load": round(os.getloadavg()[0], 1)}
        found = {}
        for name in ("ours", "rensa"):
            with get_context("spawn").Pool(1) as pool:
                found[name] = pool.apply(_run, (name, size, setting))
            result |= {f"{name}: {key}": value for key, value in found[name].items()}
        result["times faster"] = round(found["rensa"]["seconds"] / found["ours"]["seconds"], 2)
        result["by processor"] = round(
            found["rensa"]["of a processor"] / found["ours"]["of a processor"], 2
        )
        tell(result, as_json=options.json)
        lost = lost or found["ours"]["recall"] < RECALL
    return int(lost)


if __name__ == "__main__":
    sys.exit(main())
