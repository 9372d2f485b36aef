"""Files in and out: nothing of others is lost, ours are valid, the hostile are refused."""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cpcj.assistance.iati.activity import (
    Activity,
    Baseline,
    Budget,
    Coded,
    Document,
    Indicator,
    Marker,
    Measured,
    Organisation,
    Participant,
    Period,
    Place,
    Result,
    Transaction,
    Value,
)
from cpcj.assistance.iati.reading import (
    RefusedFileError,
    read_elements,
    read_head,
    read_records,
)
from cpcj.assistance.iati.ruleset import Registered, check
from cpcj.assistance.iati.schema import ACTIVITIES, schema
from cpcj.assistance.iati.writing import activity_xml, file_bytes, write_shards

IATI = Path(os.environ.get("CPCJ_DATA", "../shared/data")) / "iati"
FILES = sorted([*IATI.glob("*.xml"), *IATI.glob("okfn/*.xml")])
with_files = pytest.mark.skipif(not FILES, reason=f"files of other publishers are not at {IATI}")

NOW = dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
OFFICE = Organisation("XM-DAC-41128", "40", {"en": "An office of ours"})
REGISTERED = Registered(frozenset({"XM-DAC-41128"}), frozenset({"XM-DAC"}))


def an_activity(number: int = 1, title: str = "Training of prison staff") -> Activity:
    """Return an activity that uses every part of the model."""
    start, end = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
    partner = Organisation("QM-1", "10", {"en": "Government of Q"})
    women = (("sex", "female"),)
    period = Period(
        start, end, (Measured("40", women),), (Measured("38", women, {"en": "two left"}),)
    )
    indicator = Indicator(
        "1",
        {"en": "Number of staff"},
        baselines=(Baseline(2024, Measured("0")),),
        periods=(period,),
    )
    return Activity(
        identifier=f"XM-DAC-41128-QMX{number}",
        reporting=OFFICE,
        title={"en": title, "fr": "Formation du personnel pénitentiaire"},
        descriptions={"1": {"en": "Courses & visits <in> three prisons"}},
        participants=(Participant(OFFICE, "4"), Participant(partner, "1")),
        status="2",
        dates={"1": start, "2": dt.date(2025, 2, 1), "3": dt.date(2027, 12, 31)},
        updated=NOW,
        hierarchy=2,
        scope="4",
        contact="desk@example.org",
        countries=(Coded("KE", percentage=Decimal(60)), Coded("UG", percentage=Decimal(40))),
        places=(Place({"en": "Training centre"}, (-1.28333, 36.81667)),),
        sectors=(Coded("15137", "1", Decimal(100)),),
        tags=(
            Coded("16", "2"),
            Coded("x1", "99", words={"en": "Prisons"}, uri="https://example.org/v"),
        ),
        markers=(Marker("1", "1"),),
        collaboration="1",
        flow="10",
        finance="110",
        aid_types=(Coded("C01"), Coded("2", "2")),
        tied="5",
        budgets=(Budget(start, end, Value(Decimal("1000.50"), start)),),
        transactions=(
            Transaction(
                "1",
                dt.date(2025, 3, 1),
                Value(Decimal(500), dt.date(2025, 3, 1), "EUR"),
                words={"en": "First instalment"},
                provider=partner,
                receiver=OFFICE,
                aid_types=(Coded("C01"),),
            ),
        ),
        documents=(
            Document("https://example.org/a.pdf", "application/pdf", {"en": "Plan"}, "A02", "en"),
        ),
        related={"XM-DAC-41128-QM": "1"},
        results=(Result("1", {"en": "Staff trained"}, (indicator,)),),
    )


def _file(*records: Activity | bytes) -> bytes:
    return b"".join(file_bytes(records, generated=NOW))


def test_a_written_activity_is_valid_and_breaks_no_rule() -> None:
    content = _file(an_activity())
    tree = etree.fromstring(content)
    assert schema(ACTIVITIES).validate(tree), schema(ACTIVITIES).error_log
    findings = check(tree[0], today=dt.date(2026, 3, 5), registered=REGISTERED)
    assert [finding.rule.id for finding in findings] == []


@given(st.text(max_size=60))
def test_any_title_gives_valid_xml(title: str) -> None:
    tree = etree.fromstring(_file(an_activity(title=title + "a")))
    assert schema(ACTIVITIES).validate(tree)


def test_an_amount_is_written_without_exponent_or_idle_zeros() -> None:
    record = etree.fromstring(activity_xml(an_activity()))
    assert record.findtext("budget/value") == "1000.5"
    assert record.findtext("transaction/value") == "500"


def test_shards_hold_every_record_once_and_none_is_too_large(tmp_path: Path) -> None:
    records = [an_activity(number) for number in range(40)]
    most = 4 * len(activity_xml(records[0]).encode()) + 400
    paths = write_shards(
        records, tmp_path, lambda n: f"activities-{n}.xml", generated=NOW, most_bytes=most
    )
    assert len(paths) > 9
    assert all(path.stat().st_size <= most for path in paths)
    found = [one.identifier for path in paths for one in read_records(path, path.name)]
    assert found == [record.identifier for record in records]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(p.name for p in paths)


def test_without_activities_no_file_is_written(tmp_path: Path) -> None:
    assert write_shards([], tmp_path, lambda _n: "none.xml", generated=NOW) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not well-formed|holds no element"),
        (b"<iati-activities version='2.03'><iati-activity>", "not well-formed"),
        (b"<!-- " + b"x" * 90_000 + b" --><!DOCTYPE a []><iati-activities/>", "document type"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><iati-activities version='2.03'/>", "document type"),
        (b"<feed/>", "not an IATI file"),
        (b"<iati-activities version='1.05'/>", "version 1.05"),
        (b"<iati-activities/>", "no version"),
        (
            b"<iati-activities version='2.03'>\n<iati-activity/></iati-activities>",
            "line 2, element iati-activity: not valid",
        ),
    ],
)
def test_what_is_not_read_is_named_with_its_place(content: bytes, why: str) -> None:
    with pytest.raises(RefusedFileError, match=f"^wrong.xml.*({why})"):
        list(read_records(content, "wrong.xml"))


def test_an_older_version_is_read_and_said_to_be_so() -> None:
    older = _file(an_activity()).replace(b'version="2.03"', b'version="2.01"')
    head = read_head(older, "older.xml")
    assert (head.version, head.older) == ("2.01", True)
    (record,) = read_records(older, "older.xml")
    assert b'version="2.03"' in _file(record.xml)


def test_what_others_say_of_a_file_is_passed_on() -> None:
    said = {
        "{http://www.w3.org/XML/1998/namespace}lang": "fr",
        "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation": "a.xsd",
        "{urn:example:a}by": "one & all",
        "{urn:example:b}by": "two",
        "version": "2.01",
        "linked-data-default": "https://example.org/",
    }
    head = b"".join(file_bytes([an_activity()], generated=NOW, attributes=said))
    assert dict(read_head(head, "a.xml").attributes) == {
        **said, "version": "2.03", "generated-datetime": NOW.isoformat(),
    }  # fmt: skip
    assert len(list(read_records(head, "a.xml"))) == 1


def test_elements_of_others_beside_the_records_are_read_too() -> None:
    content = _file(an_activity()).replace(
        b"</iati-activities>", b'<x:note xmlns:x="urn:example:a"><x:by/></x:note></iati-activities>'
    )
    found = [element.tag for element in read_elements(content, "a.xml")]
    assert found == ["iati-activity", "{urn:example:a}note"]
    assert len(list(read_records(content, "a.xml"))) == 1


def _readable(path: Path) -> bool:
    try:
        return len(list(read_records(path, path.name))) > 0
    except RefusedFileError:
        return False


@with_files
@pytest.mark.parametrize("path", [p for p in FILES if _readable(p)], ids=lambda path: path.name)
def test_a_file_of_others_comes_out_as_it_went_in(path: Path) -> None:
    head = read_head(path, path.name)
    records = (record.xml for record in read_records(path, path.name))
    content = b"".join(
        file_bytes(records, generated=NOW, root=head.root, attributes=head.attributes)
    )
    written, original = etree.fromstring(content), etree.parse(path).getroot()
    assert _things(written) == _things(original)
    changed = {"version": "2.03", "generated-datetime": NOW.isoformat()}
    assert _attributes(written) == _attributes(original) | changed


@with_files
def test_of_the_files_of_others_those_of_version_2_are_read() -> None:
    read = [path for path in FILES if _readable(path)]
    current = [path for path in read if not read_head(path, path.name).older]
    assert (len(read), len(current)) == (30, 25)
    for path in set(FILES) - set(read):
        with pytest.raises(RefusedFileError, match=path.name) as refused:
            list(read_records(path, path.name))
        assert refused.value.line > 0


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _things(root: etree._Element) -> list[tuple[str, tuple[tuple[str, str], ...], str]]:
    """Return every element below the root with attributes and text, in order."""
    return [
        (
            str(element.tag),
            tuple(sorted(_attributes(element).items())),
            (element.text or "").strip(),
        )
        for element in root.iterdescendants("*")
    ]
