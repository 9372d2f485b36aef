"""From a target to an approved period that never changes, added up the tree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from django.contrib.auth.models import AnonymousUser

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.assistance.portfolio.models import Proposal
from cpcj.assistance.portfolio.services import importing
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.tests.factories import SYSTEM, activity, project, published, top
from cpcj.assistance.results import queries
from cpcj.assistance.results.models import Figure, Indicator, Snapshot, Update
from cpcj.assistance.results.rules.values import Value
from cpcj.assistance.results.services import framework, reporting
from cpcj.assistance.results.services.framework import Described, Told, Typed
from cpcj.assistance.results.tests.factories import (
    approved,
    indicator,
    period,
    submitted,
    told,
)

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def test_an_update_goes_from_draft_to_an_approved_snapshot(
    make_user: Callable[..., User],
) -> None:
    officer, head = make_user(Role.UNIT_HEAD), make_user(Role.UNIT_HEAD)
    one = published(activity())
    measured, during = indicator(one), period(one)
    framework.set_targets(officer, during, targets={measured.pk: Told(Typed(Decimal(40)))})
    update = reporting.begin(officer, during)
    with pytest.raises(PortfolioError, match="no value"):
        reporting.submit(officer, update)
    reporting.enter(officer, update, told={measured.pk: told(21, female=12)}, narrative="Lit.")
    with pytest.raises(PortfolioError, match="sum to the total"):
        reporting.submit(officer, update)
    reporting.enter(
        officer, update, told={measured.pk: told(21, female=12, male=9)}, narrative="Lit."
    )
    reporting.submit(officer, update)
    with pytest.raises(PortfolioError):
        reporting.enter(officer, update, told={}, narrative="later")
    with pytest.raises(PortfolioError, match="Another person"):
        reporting.approve(officer, update)
    reporting.return_(head, update, why="Look again.")
    reporting.submit(officer, update)
    assert Update.objects.visible_to(ANYBODY).count() == 0
    assert Figure.objects.visible_to(ANYBODY).count() == 0
    reporting.approve(head, update)
    assert Figure.objects.visible_to(ANYBODY).count() == 3
    content = Snapshot.objects.get().content
    assert content["indicators"][0]["figures"][0]["numerator"] == "21.0000"
    assert content["indicators"][0]["targets"][0]["numerator"] == "40.0000"
    assert reporting.digest(content) == Snapshot.objects.get().digest
    with pytest.raises(PortfolioError, match="targets stay"):
        framework.set_targets(officer, during, targets={})
    with pytest.raises(PortfolioError, match="stays"):
        framework.remove_indicator(officer, measured)


def test_a_correction_is_a_new_update_and_the_last_approved_one_counts() -> None:
    one = activity()
    measured, during = indicator(one), period(one)
    approved(during, {measured.pk: told(10, male=10)})
    with pytest.raises(PortfolioError, match="why"):
        reporting.begin(SYSTEM, during)
    waiting = submitted(during, {measured.pk: told(12, male=12)})
    assert queries.standings(SYSTEM, one)[0].total.value == Value(Fraction(10))
    reporting.approve(SYSTEM, waiting)
    assert queries.standings(SYSTEM, one)[0].total.value == Value(Fraction(12))
    assert Snapshot.objects.count() == 2


def test_values_go_up_the_tree_once() -> None:
    above = project()
    root = indicator(top(above))
    middle = indicator(above, root)
    ones = [activity(above) for _n in range(3)]
    for place, one in enumerate(ones):
        leaf = indicator(one, middle)
        approved(period(one), {leaf.pk: told(10 ** (place + 1), female=10 ** (place + 1))})
    approved(period(above), {middle.pk: told(5, male=5)})
    for one, expected in ((above, 1115), (top(above), 1115), (ones[0], 10)):
        total = queries.standings(SYSTEM, one)[0].total
        assert total.value == Value(Fraction(expected))
        assert sum(row.numerator or 0 for row in total.rows.values()) == expected


def test_the_public_total_holds_what_is_public() -> None:
    above = project()
    root = indicator(above)
    public, draft = activity(above), activity(above)
    for one in (public, draft):
        approved(period(one), {indicator(one, root).pk: told(7, male=7)})
    published(public)
    assert queries.standings(SYSTEM, above)[0].total.value == Value(Fraction(14))
    assert queries.standings(ANYBODY, above)[0].total.value == Value(Fraction(7))


def test_what_cannot_be_linked_is_refused() -> None:
    above = project()
    one = activity(above)
    far = indicator(top(above))
    near = indicator(above, unit="percentage")
    once = indicator(above, additive=False)
    measured = indicator(one)
    for to in (far, near, once, measured):
        with pytest.raises(PortfolioError):
            framework.link(SYSTEM, measured, to=to)


def test_periods_do_not_overlap() -> None:
    one = activity()
    period(one)
    with pytest.raises(PortfolioError, match="overlaps"):
        period(one, dt.date(2025, 6, 30), dt.date(2025, 7, 30))


@pytest.mark.parametrize("given", [
    Described("x", "lamps"), Described("", "number"), Described("x", "number", axes={"lamp": True}),
    Described("x", "text", axes={"sex": True}),
    Described("x", "number", baseline=Typed(Decimal(1))),
    Described("x", "percentage", baseline_year=2020, baseline=Typed(Decimal(1))),
], ids=["unit", "title", "axis", "words", "year", "whole"])  # fmt: skip
def test_an_indicator_that_cannot_be_is_refused(given: Described) -> None:
    result = framework.add_result(SYSTEM, project(), type="outcome", title="Lit")
    with pytest.raises(PortfolioError):
        framework.add_indicator(SYSTEM, result, given=given)


def test_figures_of_another_activity_and_rows_without_a_total_are_refused() -> None:
    one = activity()
    measured, other = indicator(one), indicator(activity())
    update = reporting.begin(SYSTEM, period(one))
    for given in (
        {other.pk: told(1)},
        {measured.pk: Told(Typed(), {("sex", "male"): Typed(Decimal(1))})},
        {measured.pk: Told(Typed(Decimal(1)), {("age", "60+"): Typed(Decimal(1))})},
        {measured.pk: Told(Typed(Decimal(1)), {("sex", "lamp"): Typed(Decimal(1))})},
    ):
        with pytest.raises(PortfolioError):
            reporting.enter(SYSTEM, update, told=given, narrative="")
    with pytest.raises(PortfolioError, match="under way"):
        reporting.begin(SYSTEM, update.period)


def test_indicators_come_by_table() -> None:
    above = project()
    root = indicator(above)
    one = activity(above)
    head = "activity,type,result,title,unit,axes,contributes_to,baseline_year,baseline\n"
    table = head + f"{one.identifier},output,Lit,Lamps,number,sex; age some,{root.title},2020,3\n"

    def propose(content: str, *, replace: bool = False) -> Proposal:
        return importing.propose(
            SYSTEM, kind="indicators", name="ours.csv", content=content.encode(), replace=replace
        )

    importing.take_over(SYSTEM, propose(table))
    made = Indicator.objects.get(title="Lamps")
    assert made.contributes_to == root
    assert dict(made.dimensions.values_list("axis", "whole")) == {"sex": True, "age": False}
    assert len(propose(table).problems) == 1
    importing.take_over(SYSTEM, propose(table, replace=True))
    assert Indicator.objects.filter(title="Lamps").count() == 1
    wrong = head + f"{one.identifier},output,Lit,New,lamp,,,,\nnowhere,output,Lit,New,number,,,,\n"
    assert [line for line, _words in propose(wrong).problems] == [2, 3]
    made = Indicator.objects.get(title="Lamps")
    approved(period(one), {made.pk: Told(Typed(Decimal(1)))})
    assert propose(table, replace=True).problems[0][0] == 0
