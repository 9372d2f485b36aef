"""Results of a file: held by the register where it would write them alike, else kept as XML."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from lxml import etree

from cpcj.assistance.iati.reading import parse_record, read_records
from cpcj.assistance.iati.results import NotHeldError, normal, result_of
from cpcj.assistance.iati.writing import activity_xml
from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.tests.factories import OTHER, SYSTEM
from cpcj.assistance.publication.building import records
from cpcj.assistance.publication.merging import with_kept
from cpcj.assistance.publication.models import Imported
from cpcj.assistance.publication.services import importing
from cpcj.assistance.publication.tests.test_imports import OURS
from cpcj.assistance.results.models import (
    BaselineRow,
    Dimension,
    Figure,
    Indicator,
    Period,
    Target,
    Update,
)
from cpcj.assistance.results.services import framework, reporting
from cpcj.assistance.results.tests.factories import indicator, period, told

pytestmark = pytest.mark.django_db

HELD = b"""<result type="1" aggregation-status="0"><title><narrative>Keepers know</narrative>
<narrative xml:lang="fr">Les gardiens savent</narrative></title>
<indicator measure="1" ascending="1" aggregation-status="0"><title><narrative>Keepers</narrative>
</title><baseline year="2024" value="3"><comment><narrative>By list</narrative></comment></baseline>
<baseline year="2024" value="2.0"><dimension name="sex" value="female"/></baseline>
<baseline year="2024" value="1"><dimension name="sex" value="male"/></baseline>
<period><period-start iso-date="2025-01-01"/><period-end iso-date="2025-06-30"/>
<target value="40"/><target value="9"><dimension name="age" value="18-29"/>
<dimension name="sex" value="female"/></target>
<actual value="21"/><actual value="12"><dimension name="sex" value="female"/></actual>
<actual value="9"><dimension name="sex" value="male"/></actual></period></indicator></result>"""
UNHELD = b"""<result type="2"><title><narrative>Harbours are lit</narrative></title>
<document-link format="text/html" url="https://example.org/lit"><title><narrative>Lit</narrative>
</title><category code="A08"/></document-link>
<indicator measure="3"><title><narrative>Rank</narrative></title></indicator></result>"""
FILE = OURS.replace(b'version="2.02"', b'version="2.03"').replace(
    b"<x:note>kept", HELD + UNHELD + b"<x:note>kept"
)


def taken() -> Activity:
    importing.take_in(SYSTEM, FILE, "ours.xml", "training")
    return Activity.objects.get(identifier="XM-DAC-41128-OLD-2")


def written(one: Activity) -> bytes:
    built = {
        activity.pk: record for activity, record in records(Activity.objects.filter(pk=one.pk))
    }
    found = with_kept(built)[one.pk]
    assert isinstance(found, bytes)
    return found


def test_what_it_can_hold_it_holds_and_the_rest_stays_in_the_file() -> None:
    _head, lines = importing.tried(SYSTEM, FILE, "ours.xml", "training")
    left = next(line.left for line in lines if line.record.identifier.endswith("OLD-2"))
    assert list(left) == ["result 2"]
    assert "document-link" in left["result 2"]
    assert not Indicator.objects.exists()
    one = taken()
    assert Indicator.objects.get().shown_title == "Keepers"
    assert dict(Dimension.objects.values_list("axis", "whole")) == {"sex": True, "sex*age": False}
    assert set(BaselineRow.objects.values_list("key", "numerator")) == {
        ("female", Decimal(2)), ("male", Decimal(1)),
    }  # fmt: skip
    assert Target.objects.get(axis="sex*age").key == "female*18-29"
    # What was reached is approved here before this register says it.
    update = Update.objects.get()
    assert (update.status, Figure.objects.count()) == ("draft", 3)
    original = bytes(Imported.objects.get(activity=one).xml)
    assert written(one) == original


def test_what_changed_is_written_and_nothing_else_is_lost() -> None:
    one = taken()
    reporting.approve(OTHER, reporting.submit(SYSTEM, Update.objects.get()))
    framework.set_baseline(
        SYSTEM, Indicator.objects.get(), year=2023, told=told(5, female=4, male=1)
    )
    now = written(one)
    record = parse_record(now)
    said = [normal(result_of(each, "en")) for each in record.iterfind("result[@type='1']")]
    before = normal(result_of(etree.fromstring(HELD), "en"))
    values = {
        each.measured.dimensions: each.measured.value for each in said[0].indicators[0].baselines
    }
    assert values == {(): "5", (("sex", "female"),): "4", (("sex", "male"),): "1"}
    assert said[0].indicators[0].periods == before.indicators[0].periods
    assert said[0].title == before.title
    assert b"https://example.org/lit" in now
    assert Period.objects.count() == 1


def test_what_the_register_writes_it_reads_again(portfolio: object) -> None:
    del portfolio
    one = Activity.objects.filter(level="activity").earliest("pk")
    made = indicator(one, axes={"sex": True, "age": False, "sex*age": False}, unit="percentage")
    during = period(one)
    framework.set_baseline(
        SYSTEM, made, year=2024,
        told=framework.Told(framework.Typed(Decimal(3), Decimal(8), comment="By list & count")),
    )  # fmt: skip
    framework.set_targets(
        SYSTEM, during,
        targets={made.pk: framework.Told(framework.Typed(Decimal(5), Decimal(8)),
                                         {("sex*age", "male*60+"): framework.Typed(
                                             Decimal(1), Decimal(3))})},
    )  # fmt: skip
    [(_one, record)] = list(records(Activity.objects.filter(pk=one.pk)))
    read = [
        result_of(each, "en") for each in parse_record(activity_xml(record).encode()).iter("result")
    ]
    assert [normal(each) for each in read] == [normal(each) for each in record.results]
    assert read


@pytest.mark.parametrize(("now", "then"), [
    (b'<target value="40"/>', b'<target value="40"><location ref="L"/></target>'),
    (b"<narrative>Keepers</narrative>", b"<narrative>K</narrative><narrative>L</narrative>"),
    (b'name="age" value="18-29"', b'name="age" value="18-29" x="y"'),
], ids=["location", "twice", "attribute"])  # fmt: skip
def test_a_result_is_read_whole_or_not_at_all(now: bytes, then: bytes) -> None:
    assert now in HELD
    with pytest.raises(NotHeldError):
        result_of(etree.fromstring(HELD.replace(now, then)), "en")


@pytest.mark.parametrize("then", [
    HELD.replace(b'name="sex" value="female"', b'name="sex" value="women"'),
    HELD.replace(b'name="age"', b'name="caste"'),
    HELD.replace(b'measure="1"', b'measure="4"'),
    HELD.replace(b'<baseline year="2024" value="1"', b'<baseline year="2023" value="1"'),
    HELD.replace(b'<baseline year="2024"', b'<baseline iso-date="2024-01-01" year="2024"'),
    HELD.replace(b'type="1" aggregation-status="0"', b'type="9"'),
    re.sub(rb'value="40"', b'value="forty"', HELD),
], ids=["row", "axis", "measure", "years", "day", "type", "number"])  # fmt: skip
def test_what_it_cannot_write_alike_it_does_not_take(then: bytes) -> None:
    assert then != HELD
    content = FILE.replace(HELD, then)
    importing.take_in(SYSTEM, content, "ours.xml", "training")
    assert not Indicator.objects.exists()
    assert not Period.objects.exists()
    kept = Imported.objects.get(identifier="XM-DAC-41128-OLD-2")
    assert bytes(kept.xml) == next(
        one.xml for one in read_records(content, "ours.xml") if one.identifier.endswith("OLD-2")
    )
