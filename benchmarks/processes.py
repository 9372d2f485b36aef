"""Documents an hour with one process and with two, and how the time grows with the corpus.

The work is that of ``cpcj mandates``: reading, structure, citations, acts, records. Starting the
processes counts. The corpus is repeated under other names to the size wanted, so that every process
reads files of its own.

    python benchmarks/processes.py [--corpus FOLDER] [--times N]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from cpcj.resolutions.batch import each
from cpcj.site.commands.mandates import records

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CPCJ_CORPUS", ROOT.parent / "shared" / "corpus"))
BAR = 1.7


def seconds(paths: list[Path], jobs: int) -> float:
    """Return how long it takes to list the acts of all files."""
    start = time.perf_counter()
    unread = [outcome.error for outcome in each(records, paths, jobs=jobs) if outcome.error]
    if unread:
        sys.exit(f"{len(unread)} files could not be read: {unread[0]}")
    return time.perf_counter() - start


def main() -> int:
    """Print documents an hour and the ratio; 1 where there is no text to read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--times", type=int, default=4, help="how often the corpus is repeated")
    options = parser.parse_args()
    files = sorted((options.corpus / "pages" / "text").glob("*.txt"))
    if not files:
        print(f"no texts in {options.corpus}")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        paths = [
            Path(shutil.copy(file, f"{folder}/{turn}-{file.name}"))
            for turn in range(options.times)
            for file in files
        ]
        records(paths[0])  # tables and patterns are built once, not measured
        print("documents  seconds  ms a document (one process)")
        for part in (len(paths) // 10, len(paths) // 3, len(paths)):
            took = seconds(paths[:part], 1)
            print(f"{part:9d}  {took:7.2f}  {took / part * 1000:6.1f}")
        two = seconds(paths, 2)
    print(f"one process    {len(paths) / took * 3600:10.0f} documents an hour")
    print(f"two processes  {len(paths) / two * 3600:10.0f} documents an hour")
    print(f"ratio          {took / two:10.2f}  (bar {BAR}; {os.cpu_count()} cores)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
