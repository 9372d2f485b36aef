"""Files of the standard taken into the portfolio and given out again: nothing is lost."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from cpcj.accounts.models import User
from cpcj.assistance.iati.reading import RefusedFileError, read_head, read_records
from cpcj.assistance.iati.schema import schema
from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.publication.models import Import, Imported
from cpcj.assistance.publication.services import importing
from cpcj.frame.records import writing_allowed

pytestmark = pytest.mark.django_db

IATI = Path(os.environ.get("CPCJ_DATA", "../shared/data")) / "iati"
FILES = sorted([*IATI.glob("*.xml"), *IATI.glob("okfn/*.xml")])
LARGEST = 2_000_000

OURS = b"""<?xml version="1.0"?>
<iati-activities version="2.02" x:by="hand" xmlns:x="https://example.org/x">
<iati-activity default-currency="USD" xml:lang="en" hierarchy="2">
<iati-identifier>XM-DAC-41128-OLD-2</iati-identifier>
<reporting-org ref="XM-DAC-41128" type="40"><narrative>Office</narrative></reporting-org>
<title><narrative>Lamps in harbours</narrative><narrative xml:lang="fr">Lampes</narrative></title>
<description type="1"><narrative>Described</narrative></description>
<description type="2"><narrative>Objectives</narrative></description>
<participating-org role="1" type="10" ref="QM-1"><narrative>Donor Q</narrative></participating-org>
<activity-status code="2"/>
<activity-date type="1" iso-date="2025-01-01"/>
<activity-date type="2" iso-date="2025-02-01"/>
<activity-date type="3" iso-date="2026-12-31"/>
<recipient-country code="KE" percentage="60"/><recipient-country code="UG" percentage="40"/>
<location ref="L"><name><narrative>Pier</narrative></name></location>
<sector vocabulary="1" code="15137" percentage="100"/>
<budget><period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/>
<value value-date="2025-01-01">1000</value></budget>
<related-activity ref="XM-DAC-41128-OLD-1" type="1"/>
<x:note>kept</x:note>
</iati-activity>
<iati-activity default-currency="USD" xml:lang="en" hierarchy="1">
<iati-identifier>XM-DAC-41128-OLD-1</iati-identifier>
<reporting-org ref="XM-DAC-41128" type="40"><narrative>Office</narrative></reporting-org>
<title><narrative>Lamps</narrative></title><description><narrative>All</narrative></description>
<participating-org role="4" ref="XM-DAC-41128" type="40"/>
<activity-status code="2"/><activity-date type="1" iso-date="2025-01-01"/>
<recipient-region code="298" percentage="100"/>
</iati-activity>
<iati-activity default-currency="USD" xml:lang="en">
<iati-identifier>QM-OTHER-7</iati-identifier>
<reporting-org ref="QM-OTHER" type="40"><narrative>Another</narrative></reporting-org>
<title><narrative>Theirs</narrative></title><description><narrative>All</narrative></description>
<participating-org role="4" type="40"/>
<activity-status code="2"/><activity-date type="1" iso-date="2025-01-01"/>
</iati-activity>
</iati-activities>"""


def saying(content: bytes) -> Counter[tuple[str, str, frozenset[tuple[str, str]]]]:
    """Count the elements of a file with their paths, words and attributes, but for the root."""
    root = etree.fromstring(content)
    return Counter(
        (
            "/".join(str(one.tag) for one in [*reversed(list(element.iterancestors())), element]),
            (element.text or "").strip(),
            frozenset((str(k), str(v)) for k, v in element.attrib.items()),
        )
        for element in root.iter("*")
        if element is not root
    )


def take(user: User, content: bytes, name: str = "f.xml") -> Import:
    return importing.take_in(user, content, name, "advisory")


def again(user: User, source: Import) -> bytes:
    client = Client()
    client.force_login(user)
    return client.get(f"{source.get_absolute_url()}file/").content


@pytest.mark.parametrize(
    ("day", "taken"), [("12025-02-01", False), ("-0001-02-01", False), ("2025-02-01Z", True)]
)
def test_days_that_no_calendar_here_has_are_said_and_break_nothing(
    officer: User, day: str, *, taken: bool
) -> None:
    content = OURS.replace(b'type="2" iso-date="2025-02-01"', f'type="2" iso-date="{day}"'.encode())
    source = take(officer, content)
    held = Activity.objects.filter(identifier="XM-DAC-41128-OLD-2").first()
    assert (held is not None) is taken
    assert saying(again(officer, source)) == saying(content)


def test_comments_within_words_are_no_words(officer: User) -> None:
    content = OURS.replace(b"Lamps in harbours", b"Lamps<!-- all --> in harbours")
    content = content.replace(b">1000<", b"><!-- about -->1000<")
    take(officer, content)
    held = Activity.objects.get(identifier="XM-DAC-41128-OLD-2")
    assert held.title == "Lamps in harbours"
    assert [one.cents for one in held.budgets.all()] == [100_000]


def test_records_of_the_office_become_drafts(officer: User) -> None:
    source = take(officer, OURS)
    project = Activity.objects.get(identifier="XM-DAC-41128-OLD-2")
    assert (project.level, project.release, project.status) == (
        "project", "draft", "implementation",
    )  # fmt: skip
    assert project.parent is not None
    assert project.parent.identifier == "XM-DAC-41128-OLD-1"
    assert project.translations["fr"]["title"] == "Lampes"
    assert {one.code: one.share for one in project.recipients.all()} == {"KEN": 6000, "UGA": 4000}
    assert [one.cents for one in project.budgets.all()] == [100_000]
    assert [one.name for one in project.partners.all()] == ["Donor Q"]
    assert Imported.objects.get(source=source, place=3).activity is None


def test_what_was_taken_in_comes_out_whole_and_as_the_present_version(officer: User) -> None:
    source = take(officer, OURS)
    given = again(officer, source)
    assert saying(given) == saying(OURS)
    root = etree.fromstring(given)
    assert root.get("version") == "2.03"
    assert root.get("{https://example.org/x}by") == "hand"


def test_what_changed_in_the_portfolio_comes_out_and_the_rest_stays(officer: User) -> None:
    source = take(officer, OURS)
    with writing_allowed():
        one = Activity.objects.get(identifier="XM-DAC-41128-OLD-2")
        one.title = "Lamps on piers"
        one.save()
    given = again(officer, source)
    assert schema("iati-activities").validate(etree.fromstring(given))
    gone, come = saying(OURS) - saying(given), saying(given) - saying(OURS)
    assert {words for _path, words, _a in come if words} >= {"Lamps on piers"}
    assert {words for _path, words, _a in gone if words} == {"Lamps in harbours"}
    assert b"Objectives" in given
    assert b"Pier" in given
    assert b"kept" in given


def test_a_file_is_shown_before_it_is_taken_in(officer: User) -> None:
    client = Client()
    client.force_login(officer)
    form = {"kind": "advisory", "way": "try", "file": SimpleUploadedFile("our.xml", OURS)}
    said = client.post("/publication/imports/new/", form).content.decode()
    assert "becomes a draft of the portfolio" in said
    assert "A record of another organisation: kept as it stands." in said
    assert "The file says version 2.02; it would be written as 2.03." in said
    assert not Import.objects.exists()
    assert not Activity.objects.exists()
    form = {"kind": "advisory", "way": "take", "file": SimpleUploadedFile("our.xml", OURS)}
    answer = client.post("/publication/imports/new/", form, follow=True)
    assert "XM-DAC-41128-OLD-2" in answer.content.decode()
    form = {"kind": "advisory", "way": "take", "file": SimpleUploadedFile("our.xml", OURS)}
    client.post("/publication/imports/new/", form)
    assert Activity.objects.count() == 2  # the same identifiers are not opened twice


@pytest.mark.parametrize(
    "content",
    [b"", b"<a/>", OURS.replace(b"2.02", b"1.05"), OURS[:-30], OURS.replace(b"<title>", b"<tit>")],
    ids=["empty", "other", "version 1", "cut", "invalid"],
)
def test_what_is_no_such_file_is_refused_with_a_reason(officer: User, content: bytes) -> None:
    client = Client()
    client.force_login(officer)
    file = SimpleUploadedFile("bad.xml", content or b" ")
    form = {"kind": "advisory", "way": "take", "file": file}
    said = client.post("/publication/imports/new/", form).content.decode()
    assert "bad.xml" in said
    assert not Import.objects.exists()


def _tried(officer: User, *, large: bool) -> int:
    """Take in and give out every valid file of others of a size; return how many there are."""
    tried = 0
    for path in FILES:
        content = path.read_bytes()
        if (len(content) > LARGEST) is not large:
            continue
        try:
            read_head(content, path.name)
            for _record in read_records(content, path.name):
                pass
        except RefusedFileError:
            continue
        source = take(officer, content, path.name)
        # Comments and blanks between records are not kept; every element and attribute is.
        assert not saying(content) - saying(again(officer, source)), path.name
        tried += 1
    return tried


@pytest.mark.skipif(not FILES, reason=f"files of other publishers are not at {IATI}")
def test_every_valid_file_of_others_goes_through_the_register_whole(officer: User) -> None:
    assert _tried(officer, large=False) == 28


@pytest.mark.long
@pytest.mark.skipif(not FILES, reason=f"files of other publishers are not at {IATI}")
def test_the_large_ones_do_so_too(officer: User) -> None:
    assert _tried(officer, large=True) == 2
