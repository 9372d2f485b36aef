"""What was approved stays as it is, whoever writes and by whatever way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection, transaction

from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.results.models import (
    ApprovedError,
    Figure,
    Indicator,
    Period,
    Result,
    Snapshot,
    Target,
    Update,
    UpdateStatus,
)
from cpcj.frame.records import writing_allowed

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 1)


@dataclass
class Reported:
    """A period with a target, an update and a figure."""

    period: Period
    target: Target
    update: Update
    figure: Figure
    indicator: Indicator


@pytest.fixture
def reported() -> Reported:
    with writing_allowed():
        activity = Activity.objects.create(
            identifier="XM-DAC-41128-PRG-2026-0001", level="programme", title="Lamps",
            planned_start=DAY, planned_end=DAY,
        )  # fmt: skip
        result = Result.objects.create(activity=activity, type="output", title="Lit")
        indicator = Indicator.objects.create(result=result, title="Lamps lit", unit="number")
        period = Period.objects.create(activity=activity, starts_on=DAY, ends_on=DAY, due_on=DAY)
        target = Target.objects.create(period=period, indicator=indicator, numerator=5)
        update = Update.objects.create(period=period)
        figure = Figure.objects.create(update=update, indicator=indicator, numerator=4)
    return Reported(period, target, update, figure, indicator)


def _approve(reported: Reported) -> None:
    with writing_allowed():
        reported.update.status = UpdateStatus.APPROVED
        reported.update.save()
        Snapshot.objects.create(update=reported.update, content={}, digest="0" * 64)


def test_a_draft_can_be_changed_and_removed(reported: Reported) -> None:
    with writing_allowed():
        Figure.objects.filter(pk=reported.figure.pk).update(numerator=3)
        reported.period.save()
        reported.figure.delete()
        reported.update.delete()
        reported.period.delete()


@pytest.mark.parametrize("statement", [
    "UPDATE results_update SET narrative = 'other'",
    "DELETE FROM results_update",
    "UPDATE results_figure SET numerator = 9",
    "DELETE FROM results_figure",
    "UPDATE results_target SET numerator = 9",
    "DELETE FROM results_target",
    "UPDATE results_period SET ends_on = '2027-01-01'",
    "UPDATE results_snapshot SET content = '{}'",
    "DELETE FROM results_snapshot",
])  # fmt: skip
def test_the_store_refuses_to_change_what_was_approved(reported: Reported, statement: str) -> None:
    _approve(reported)
    with (
        pytest.raises(DatabaseError, match="approved is never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("write", [
    lambda one: Figure.objects.create(
        update=one.update, indicator=one.indicator, axis="sex", key="female", numerator=1
    ),
    lambda one: Target.objects.create(
        period=one.period, indicator=one.indicator, axis="sex", key="female", numerator=1
    ),
], ids=["figure", "target"])  # fmt: skip
def test_nothing_is_added_to_what_was_approved(
    reported: Reported, write: Callable[[Reported], object]
) -> None:
    _approve(reported)
    with (
        writing_allowed(),
        pytest.raises(DatabaseError, match="approved is never changed"),
        transaction.atomic(),
    ):
        write(reported)


def test_the_models_refuse_before_the_store_does(reported: Reported) -> None:
    _approve(reported)
    with writing_allowed():
        for record in (reported.period, reported.update, Snapshot.objects.get()):
            with pytest.raises(ApprovedError):
                record.save()
            with pytest.raises(ApprovedError):
                record.delete()
