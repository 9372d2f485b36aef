"""What is written of a record that was taken in: all of it, with what changed since."""

from __future__ import annotations

import datetime as dt

from lxml import etree

from cpcj.assistance.iati.reading import parse_record
from cpcj.assistance.iati.schema import ACTIVITIES, schema
from cpcj.assistance.iati.writing import file_bytes
from cpcj.assistance.publication.merging import ORDER, merged

NOW = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
FILE = b"""<iati-activity xml:lang="fr" default-currency="EUR" xmlns:x="https://example.org/x">
<iati-identifier>XM-DAC-41128-A</iati-identifier>
<reporting-org ref="XM-DAC-41128" type="40"><narrative>O</narrative></reporting-org>
<title x:by="hand"><narrative>Lampes</narrative><narrative xml:lang="de">Lampen</narrative></title>
<description><narrative>d</narrative></description>
<participating-org role="1" type="10" activity-id="QM-1-7"><narrative>Q</narrative>
</participating-org>
<activity-status code="2"/>
<activity-date type="1" iso-date="2025-01-01"><narrative>dawn</narrative></activity-date>
<recipient-country code="KE" percentage="100"/>
<location ref="L1"><name><narrative>Port</narrative></name></location>
<sector vocabulary="1" code="15137" percentage="100"/>
<sector vocabulary="98" code="lamp"><narrative>l</narrative></sector>
<conditions attached="0"/>
<x:note>kept</x:note></iati-activity>"""
BASE = (
    b'<iati-activity xml:lang="en" default-currency="USD">'
    b"<title><narrative>Lampes</narrative></title>"
    b'<activity-status code="2"/><sector vocabulary="1" code="15137" percentage="100"/>'
    b"</iati-activity>"
)
TAKEN = (2, 5, 9)


def names(xml: bytes) -> list[str]:
    return [str(child.tag) for child in parse_record(xml)]


def test_what_did_not_change_comes_out_to_the_letter() -> None:
    assert merged(FILE, BASE, BASE, TAKEN) == FILE


def test_what_changed_takes_the_place_of_what_the_register_has_fields_for() -> None:
    now = BASE.replace(b"15137", b"15130").replace(
        b"</iati-activity>",
        b'<budget><period-start iso-date="2026-01-01"/><period-end iso-date="2026-12-31"/>'
        b'<value value-date="2026-01-01">5</value></budget></iati-activity>',
    )
    record = parse_record(merged(FILE, BASE, now, TAKEN))
    sectors = [(one.get("vocabulary"), one.get("code")) for one in record.iter("sector")]
    assert sectors == [("98", "lamp"), ("1", "15130")]
    (title,) = record.iter("title")
    assert len(title) == 2  # both languages, and the attribute of others
    assert title.get("{https://example.org/x}by") == "hand"
    (value,) = record.iter("value")
    assert value.get("currency") == "USD"  # the file's own default is another
    assert record.find("{https://example.org/x}note") is not None
    written = b"".join(file_bytes([etree.tostring(record)], generated=NOW))
    tree = parse_record(written)
    assert schema(ACTIVITIES).validate(tree), schema(ACTIVITIES).error_log


def test_what_is_new_says_its_language_and_what_is_gone_goes() -> None:
    now = BASE.replace(b"Lampes", b"Lamps").replace(b'<activity-status code="2"/>', b"")
    record = parse_record(merged(FILE, BASE, now, TAKEN))
    (words,) = record.findall("title/narrative")
    assert (words.text, words.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("Lamps", "en")
    assert record.find("activity-status") is None


def test_what_is_kept_is_not_written_twice() -> None:
    now = BASE.replace(
        b"</iati-activity>", b'<recipient-country percentage="100" code="KE"/></iati-activity>'
    )
    assert names(merged(FILE, BASE, now, TAKEN)).count("recipient-country") == 1


def test_the_order_is_that_of_the_schema() -> None:
    pieces = "".join(f"<{name}/>" for name in ORDER)
    checked = schema(ACTIVITIES)
    checked.validate(
        etree.fromstring(
            f'<iati-activities version="2.03"><iati-activity>{pieces}</iati-activity>'
            "</iati-activities>"
        )
    )
    out_of_place = [
        fault.message
        for fault in checked.error_log  # type: ignore[attr-defined]
        if "This element is not expected" in fault.message
        and "iati-activity" in fault.path[-60:]
        and fault.path.count("/") == 3
    ]
    assert out_of_place == []
