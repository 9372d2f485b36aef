"""Baselines and targets by row, and rows along two axes at once: typed, shown, kept, told."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.assistance.portfolio.models import Recipient
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.tests.factories import SYSTEM, activity, published
from cpcj.assistance.publication.contents import result_lines
from cpcj.assistance.publication.reached import results_of
from cpcj.assistance.results import queries
from cpcj.assistance.results.models import BaselineRow, Indicator, Snapshot, Target
from cpcj.assistance.results.rules.breakdown import crossed_with, dimensions, rows_of
from cpcj.assistance.results.services import framework
from cpcj.assistance.results.services.framework import Described, Told, Typed
from cpcj.assistance.results.tests.factories import approved, indicator, period, told
from cpcj.audit.models import AuditEvent
from cpcj.frame.records import writing_allowed

pytestmark = pytest.mark.django_db


def typed(number: int) -> Typed:
    return Typed(Decimal(number))


def test_two_axes_at_once_have_a_row_for_each_pair() -> None:
    assert rows_of("sex*country", ["KEN", "UGA"])[:3] == ("female*KEN", "female*UGA", "male*KEN")
    assert dimensions("sex*age", "female*18-29") == (("sex", "female"), ("age", "18-29"))
    assert dimensions("", "") == ()
    assert crossed_with({"sex": True, "age": False}, ["sex*age"])["sex*age"] is False
    with pytest.raises(KeyError):
        crossed_with({"sex": True}, ["sex*age"])


def test_a_baseline_has_rows_that_go_with_its_total() -> None:
    one = indicator(activity(), axes={"sex": True, "age": False, "sex*age": False})
    rows = {("sex", "female"): typed(2), ("sex", "male"): typed(1),
            ("sex*age", "female*18-29"): typed(2)}  # fmt: skip
    events = AuditEvent.objects.count()
    one = framework.set_baseline(SYSTEM, one, year=2024, told=Told(typed(3), rows))
    framework.set_baseline(SYSTEM, one, year=2024, told=Told(typed(3), rows))
    assert AuditEvent.objects.count() == events + 1
    assert (one.baseline_year, one.baseline) == (2024, Decimal(3))
    assert BaselineRow.objects.count() == 3
    for year, wrong in (
        (None, Told(typed(3))),
        (2024, Told(typed(3), {("sex", "female"): typed(2)})),
        (2024, Told(typed(3), {("age", "60+"): typed(4)})),
        (2024, Told(typed(3), {("function", "police"): typed(1)})),
        (2024, Told(typed(3), {("sex*age", "female*never"): typed(1)})),
        (2024, Told(Typed(), {("age", "60+"): typed(1)})),
    ):
        with pytest.raises(PortfolioError):
            framework.set_baseline(SYSTEM, one, year=year, told=wrong)
    assert BaselineRow.objects.count() == 3
    framework.set_baseline(SYSTEM, one, year=None, told=Told(Typed()))
    one.refresh_from_db()
    assert (one.baseline_year, one.baseline, BaselineRow.objects.count()) == (None, None, 0)


def test_a_target_may_be_set_for_some_rows_alone() -> None:
    of = activity()
    one, during = indicator(of), period(of)
    framework.set_targets(SYSTEM, during, targets={one.pk: told(40, female=25)})
    assert set(Target.objects.values_list("axis", "key")) == {("", ""), ("sex", "female")}
    with pytest.raises(PortfolioError, match="more than the total"):
        framework.set_targets(SYSTEM, during, targets={one.pk: told(40, female=41)})
    framework.set_baseline(SYSTEM, one, year=2024, told=told(3, female=2, male=1))
    approved(during, {one.pk: told(20, female=12, male=8)})
    content = Snapshot.objects.get().content["indicators"][0]
    assert [row["key"] for row in content["targets"]] == ["", "female"]
    assert [row["numerator"] for row in content["baseline_rows"]] == ["2.0000", "1.0000"]
    said = queries.standings(SYSTEM, of)[0].rows["sex", "female"]
    assert [value.numerator for value in said if value] == [2, 25]
    # As a donor's report tells them.
    line = result_lines(results_of([of.pk]))[0]
    assert (line.baseline, line.target) == ("3 (women: 2; men: 1)", "40 (women: 25)")
    assert line.actual == "20 (women: 12; men: 8)"
    # As the standard tells them: each row a value of its own, with its dimension.
    out = results_of([of.pk])[of.pk][0].indicators[0]
    assert {(one.measured.value, one.measured.dimensions) for one in out.baselines} == {
        ("3", ()), ("2", (("sex", "female"),)), ("1", (("sex", "male"),)),
    }  # fmt: skip
    assert {(one.value, one.dimensions) for one in out.periods[0].targets} == {
        ("40", ()), ("25", (("sex", "female"),)),
    }  # fmt: skip


def test_the_forms_ask_for_each_row_and_keep_it(make_user: Callable[..., User]) -> None:
    of = published(activity())
    with writing_allowed():
        Recipient.objects.filter(activity=of).delete()
        Recipient.objects.create(activity=of, sort=Recipient.Sort.STATE, code="KEN", share=10000)
    result = framework.add_result(SYSTEM, of, type="output", title="Lamps are kept")
    during = period(of)
    client = Client()
    client.force_login(make_user(Role.OFFICER))
    given: dict[str, Any] = {
        "title": "Keepers", "unit": "number", "additive": "on", "ascending": "on",
        "axis-sex": "whole", "pairs": ["sex*country"],
    }  # fmt: skip
    page = client.post(f"/results/result/{result.pk}/indicator/", given)
    assert "Choose each of the two by itself as well." in page.content.decode()
    client.post(f"/results/result/{result.pk}/indicator/", {**given, "axis-country": "some"})
    one = Indicator.objects.get()
    assert set(one.dimensions.values_list("axis", "whole")) == {
        ("sex", True), ("country", False), ("sex*country", False),
    }  # fmt: skip
    values = {f"{one.pk}-n": "9", f"{one.pk}/sex*country/female*KEN-n": "4"}
    answer = client.post(f"/results/indicator/{one.pk}/baseline/", {**values, "year": "2024"})
    assert answer.status_code == 302
    assert client.post(f"/results/period/{during.pk}/targets/", values).status_code == 302
    row = ("sex*country", "female*KEN", Decimal(4))
    for model in (BaselineRow, Target):
        assert row in model.objects.values_list("axis", "key", "numerator")
    page = client.get(f"/results/indicator/{one.pk}/baseline/")
    assert 'value="4"' in page.content.decode()
    shown = client.get(f"/results/{of.identifier}/").content.decode()
    assert "women × Kenya" in shown
    stranger = make_user(Role.DONOR)
    with pytest.raises(PermissionDenied):
        framework.set_baseline(stranger, one, year=2024, told=Told(typed(1)))


def test_pairs_need_a_number() -> None:
    result = framework.add_result(SYSTEM, activity(), type="output", title="Lit")
    with pytest.raises(PortfolioError, match="Nothing is broken down"):
        framework.add_indicator(
            SYSTEM, result, given=Described("x", "number", axes={"age*sex": True})
        )
