"""The activities of the benchmark of IATI files in our model, and our peak memory writing them."""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from cpcj.assistance.iati import activity as ours
from cpcj.assistance.iati.writing import write_shards

NOW = dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
TODAY = NOW.date()
START, END = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
WORDS = "Training of prosecutors & judges in four regions, with a manual <draft> for trainers"
OFFICE, PARTNER = "XM-DAC-41128", "QM-REG-7"
TRANSACTIONS, BUDGETS, RESULTS, INDICATORS, PERIODS = 8, 2, 1, 2, 2
POINT = "http://www.opengis.net/def/crs/EPSG/0/4326"
COUNTRIES = (("KE", 60), ("UG", 40))
SECTORS = (("15130", 70), ("15137", 30))
DATES = (("1", START), ("2", START), ("3", END))
DEFAULTS = {"flow": "10", "finance": "110", "aid": "C01", "tied": "5"}


def our_activity(number: int) -> ours.Activity:
    """Return an activity in our model."""
    words = {"en": f"{WORDS} {number}"}
    office = ours.Organisation(OFFICE, "40", {"en": "An office"})
    partner = ours.Organisation(PARTNER, "10", {"en": "A Government"})
    value = ours.Value(Decimal(f"{number}.25"), START, "USD")
    measured = (ours.Measured("40", comment=words),)
    period = ours.Period(START, END, measured, measured)
    indicator = ours.Indicator(
        "1", words, description=words, baselines=(ours.Baseline(2024, measured[0]),),
        periods=(period,) * PERIODS,
    )  # fmt: skip
    transaction = ours.Transaction(
        "3", TODAY, value, ref=f"T{number}", words=words, provider=office, receiver=partner,
        aid_types=(ours.Coded("C01", "1"),),
    )  # fmt: skip
    document = ours.Document(
        "https://example.org/a.pdf", "application/pdf", words, "A02", "en", START
    )
    return ours.Activity(
        identifier=f"{OFFICE}-{number}",
        reporting=office,
        title={**words, "fr": WORDS},
        descriptions={"1": words, "2": words},
        participants=(ours.Participant(office, "4"), ours.Participant(partner, "1")),
        status="2",
        dates=dict(DATES),
        updated=NOW,
        hierarchy=2,
        scope="4",
        contact="desk@example.org",
        countries=tuple(ours.Coded(c, percentage=Decimal(s)) for c, s in COUNTRIES),
        places=(ours.Place(words, (-1.28333, 36.81667)),),
        sectors=tuple(ours.Coded(c, "1", Decimal(s)) for c, s in SECTORS),
        collaboration="1",
        flow=DEFAULTS["flow"],
        finance=DEFAULTS["finance"],
        aid_types=(ours.Coded(DEFAULTS["aid"]),),
        tied=DEFAULTS["tied"],
        budgets=(ours.Budget(START, END, value),) * BUDGETS,
        transactions=(transaction,) * TRANSACTIONS,
        documents=(document,),
        related={OFFICE: "1"},
        results=(ours.Result("1", words, (indicator,) * INDICATORS, words),) * RESULTS,
    )


def write_ours(records: Iterable[ours.Activity], folder: Path) -> list[Path]:
    """Write shards."""
    return write_shards(records, folder, lambda n: f"ours-{n}.xml", generated=NOW)


def _most_memory() -> float:
    """Return the most memory that this process had since it began, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return round(int(line.split()[1]) / 1024, 1)
    return float("nan")


def main() -> None:
    """Write as many activities as asked, made as they are needed; print files and memory."""
    size, before = int(sys.argv[1]), _most_memory()
    with tempfile.TemporaryDirectory() as folder:
        paths = write_ours(map(our_activity, range(1, size + 1)), Path(folder))
        written = sum(path.stat().st_size for path in paths)
    print(json.dumps({
        "written_mb": round(written / 1e6, 1), "files": len(paths),
        "peak_mb": _most_memory(), "before_mb": before,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
