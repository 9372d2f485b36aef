"""Files a second into an empty SQLite register, as ``cpcj ingest`` stores them in one process.

Each file is a resolution of twelve preambular and twenty operative paragraphs in words that were
printed. Reading a file (structure, citations, acts) and storing it (one transaction: the words, the
index, the acts, series and family, the audit event) are timed apart; the rival is reading alone,
which is what the same files cost without a register. The second pass gives every file again: the
same bytes are known by their digest and not read.

    python benchmarks/ingest.py [--size FILES]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from _register import OPERATIVE, PREAMBULAR, SEED, Supply, load, start

_OPENINGS = ("Recalling", "Noting with concern", "Welcoming", "Recognizing", "Stressing")


def made(supply: Supply, random: Random, number: int) -> str:
    """Return a resolution in the layout in which they are printed."""
    session = 40 + number % 40
    year = 1945 + session
    title = supply.some(random, 1)[0].text.capitalize()
    lines = [
        f"Resolution adopted by the General Assembly on 18 December {year}",
        f"[on the report of the Third Committee (A/{session}/{9_000 + number // 40})]",
        f"{session}/{1_000 + number // 40}.\t{title}",
        "",
        "\tThe General Assembly,",
    ]
    for _ in range(PREAMBULAR):
        clauses = ", ".join(c.text for c in supply.some(random, random.randint(2, 6)))
        lines.append(f"\t{random.choice(_OPENINGS)} {clauses},".replace("\n", " "))
    for n in range(1, OPERATIVE + 1):
        words = random.choice(supply.printed).words.text.rstrip(";.").replace("\n", " ")
        lines.append(f"\t{n}.\t{words}{'.' if n == OPERATIVE else ';'}")
    return "\n".join([*lines, "", "70th plenary meeting", f"18 December {year}", ""])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print files a second and how the time of one grows; 1 where there is no text."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=200, help="files at the largest")
    options = parser.parse_args(arguments)
    load()
    folder = start() / "files"
    supply = Supply.read()
    if not supply.printed:
        print("no operative paragraph in the texts that are there")
        return 1
    random = Random(SEED)  # noqa: S311 - no secret
    folder.mkdir()
    paths = [folder / f"A_RES_{40 + n % 40}_{1_000 + n // 40}.txt" for n in range(options.size)]
    for number, path in enumerate(paths):
        path.write_text(made(supply, random, number), encoding="utf-8")
    size = sum(path.stat().st_size for path in paths)
    print(f"{len(paths)} files, {size / 1e6:.2f} MB")
    acts = pour(paths)
    begin = time.perf_counter()
    from cpcj.register.services.ingest import held_paths

    held, _ = held_paths(paths)
    again = time.perf_counter() - begin
    print(f"{acts} acts; given again: {len(held)} held, {len(held) / again:.0f} files a second")
    load()
    return 0


def pour(paths: Sequence[Path]) -> int:
    """Read and store files, print the figures at three sizes, and return how many acts came."""
    from cpcj.frame.actors import SystemActor
    from cpcj.register.reading import read_path
    from cpcj.register.services.ingest import store_file

    actor = SystemActor("benchmark")
    reading = storing = 0.0
    acts = 0
    steps = {max(1, len(paths) // 100), max(1, len(paths) // 10), len(paths)}
    print("    files  files/s  ms reading  ms storing  whole/reading")
    for count, path in enumerate(paths, start=1):
        begin = time.perf_counter()
        read = read_path(path)
        middle = time.perf_counter()
        outcome = store_file(actor, read)
        reading += middle - begin
        storing += time.perf_counter() - middle
        acts += sum(text.acts for text in outcome.texts)
        if count in steps:
            print(
                f"{count:9d} {count / (reading + storing):8.1f} {reading / count * 1000:11.1f}"
                f" {storing / count * 1000:11.1f} {(reading + storing) / reading:14.2f}"
            )
    return acts


if __name__ == "__main__":
    sys.exit(main())
