"""IATI activity files written by ours and by okfn-iati, the same content, in turns in one run.

Each activity has about 10 KB and holds only what the rival's model can say too (it knows no tags,
no policy markers, no dimensions). Before anything is timed one activity of each writer is compared
element by element. What is timed is writing: models in memory to files on disk. The rival writes
one file; ours writes shards. Ours is written once more in a process of its own from activities that
are made as they are needed, which gives its peak memory and that of the interpreter before it.

    python benchmarks/iati.py [--sizes N ...] [--rival N] [--rounds N] [--json]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import okfn_iati as okfn
from _figures import tell
from _iati import (
    BUDGETS,
    COUNTRIES,
    DATES,
    DEFAULTS,
    END,
    INDICATORS,
    NOW,
    OFFICE,
    PARTNER,
    PERIODS,
    POINT,
    RESULTS,
    SECTORS,
    START,
    TODAY,
    TRANSACTIONS,
    WORDS,
    our_activity,
    write_ours,
)
from lxml import etree
from okfn_iati import models as theirs

from cpcj.assistance.iati.schema import ACTIVITIES, schema


def their_activity(number: int) -> theirs.Activity:
    """Return the same activity in the rival's model."""
    words = [theirs.Narrative(f"{WORDS} {number}")]
    office = {"ref": OFFICE, "type": "40", "narratives": [theirs.Narrative("An office")]}
    partner = {"ref": PARTNER, "type": "10", "narratives": [theirs.Narrative("A Government")]}
    money = {
        "value": number + 0.25, "raw_value": f"{number}.25", "currency": "USD",
        "value_date": START.isoformat(),
    }  # fmt: skip
    ends = {"period_start": START.isoformat(), "period_end": END.isoformat()}
    period = theirs.IndicatorPeriod(
        **ends,
        target=[theirs.IndicatorPeriodTarget("40", words)],
        actual=[theirs.IndicatorPeriodActual("40", words)],
    )
    baseline = theirs.IndicatorBaseline(2024, value="40", comment=words)
    indicator = theirs.Indicator(
        "1", words, words, ascending=True, baseline=[baseline], period=[period] * PERIODS
    )
    result = theirs.Result(
        "1", aggregation_status=False, title=words, description=words,
        indicator=[indicator] * INDICATORS,
    )  # fmt: skip
    transaction = theirs.Transaction(
        type="3", date=TODAY.isoformat(), transaction_ref=f"T{number}", description=words,
        provider_org=theirs.OrganizationRef(**office),
        receiver_org=theirs.OrganizationRef(**partner),
        aid_type={"code": "C01", "vocabulary": "1"}, **money,
    )  # fmt: skip
    document = theirs.DocumentLink(
        url="https://example.org/a.pdf", format="application/pdf", title=words,
        categories=["A02"], languages=["en"], document_date=START.isoformat(),
    )  # fmt: skip
    return theirs.Activity(
        iati_identifier=f"{OFFICE}-{number}",
        reporting_org=theirs.OrganizationRef(**office, secondary_reporter=False),
        title=[*words, theirs.Narrative(WORDS, "fr")],
        description=[{"type": kind, "narratives": words} for kind in ("1", "2")],
        participating_orgs=[
            theirs.ParticipatingOrg(role="4", **office),
            theirs.ParticipatingOrg(role="1", **partner),
        ],
        activity_status=okfn.ActivityStatus.IMPLEMENTATION,
        activity_dates=[theirs.ActivityDate(kind, day.isoformat()) for kind, day in DATES],
        contact_info=theirs.ContactInfo(type="1", email="desk@example.org"),
        recipient_countries=[{"code": code, "percentage": share} for code, share in COUNTRIES],
        locations=[
            theirs.Location(name=words, point={"srsName": POINT, "pos": "-1.28333 36.81667"})
        ],
        # Its check of sectors knows the names of its own table only, and passes over numbers.
        sectors=[{"code": int(c), "vocabulary": "1", "percentage": s} for c, s in SECTORS],
        document_links=[document],
        budgets=[theirs.Budget(type="1", status="1", **ends, **money)] * BUDGETS,
        transactions=[transaction] * TRANSACTIONS,
        related_activities=[{"ref": OFFICE, "type": "1"}],
        results=[result] * RESULTS,
        default_currency="USD",
        hierarchy="2",
        last_updated_datetime=NOW.isoformat(timespec="seconds"),
        xml_lang="en",
        humanitarian=False,
        activity_scope="4",
        collaboration_type="1",
        default_flow_type=DEFAULTS["flow"],
        default_finance_type=DEFAULTS["finance"],
        default_aid_type=DEFAULTS["aid"],
        default_tied_status=DEFAULTS["tied"],
    )


def write_theirs(records: list[theirs.Activity], folder: Path) -> Path:
    """Write the rival's file."""
    path = folder / "theirs.xml"
    whole = theirs.IatiActivities(activities=records, generated_datetime=NOW.isoformat())
    okfn.IatiXmlGenerator().save_to_file(whole, str(path))
    return path


def _things(path: Path) -> list[tuple[str, tuple[tuple[str, str], ...], str]]:
    said = {"true": "1", "false": "0"}
    return [
        (
            str(element.tag),
            tuple(sorted((str(k), said.get(str(v), str(v))) for k, v in element.attrib.items())),
            (element.text or "").strip(),
        )
        for element in etree.parse(path).getroot().iterdescendants("*")
    ]


def compare(folder: Path) -> int:
    """Stop unless both write the same, valid activity; return its bytes in our file."""
    (mine,) = write_ours([our_activity(1)], folder)
    rival = write_theirs([their_activity(1)], folder)
    for one, other in zip(_things(mine), _things(rival), strict=True):
        if one != other:
            message = f"not the same content: {one} and {other}"
            raise SystemExit(message)
    if not schema(ACTIVITIES).validate(etree.parse(mine)):
        message = f"not valid: {schema(ACTIVITIES).error_log}"
        raise SystemExit(message)
    return mine.stat().st_size


def peak(size: int) -> dict[str, float]:
    """Write so many in a process of its own and return its peak memory in MB."""
    command = [sys.executable, str(Path(__file__).with_name("_iati.py")), str(size)]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)  # noqa: S603 - this very interpreter


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description="IATI files against okfn-iati.")
    parser.add_argument("--sizes", type=int, nargs="*", default=[500])
    parser.add_argument("--rival", type=int, default=200, help="activities of the comparison")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result: dict[str, object] = {"activity_bytes": compare(folder)}
        mine = [our_activity(n) for n in range(1, options.rival + 1)]
        rival = [their_activity(n) for n in range(1, options.rival + 1)]
        best_mine = best_rival = float("inf")
        for _ in range(options.rounds):
            start = time.process_time()
            write_ours(mine, folder)
            middle = time.process_time()
            write_theirs(rival, folder)
            best_mine = min(best_mine, middle - start)
            best_rival = min(best_rival, time.process_time() - middle)
    result |= {
        "activities": options.rival,
        "ours_s": round(best_mine, 3),
        "okfn_iati_s": round(best_rival, 3),
        "ratio": round(best_rival / best_mine, 1),
        "memory": {size: peak(size) for size in options.sizes},
    }
    tell(result, as_json=options.json)


if __name__ == "__main__":
    main()
