"""The kind of table that results have: indicators with baseline and links."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.services.importing import Kind, Row
from cpcj.assistance.portfolio.services.tables import items
from cpcj.assistance.results import names
from cpcj.assistance.results.models import Figure, Indicator, Result, ResultType, Target
from cpcj.assistance.results.rules.aggregation import link_fault
from cpcj.assistance.results.services.framework import (
    Described,
    Typed,
    measure_of,
    stored_indicator,
)
from cpcj.frame.services import Change

_YES = frozenset({"yes", "true", "1", "y"})


def _decimal(words: str) -> Decimal | None:
    if not words:
        return None
    try:
        return Decimal(words.replace(" ", ""))
    except InvalidOperation:
        raise PortfolioError(gettext("“%s” is no number.") % words[:20]) from None


def _flag(row: Row, name: str, *, usual: bool) -> bool:
    said = row.get(name, "").casefold()
    return usual if not said else said in _YES


def _activity(row: Row) -> Activity:
    found: Activity | None = Activity.objects.filter(identifier=row.get("activity", "")).first()
    if found is None:
        raise PortfolioError(
            gettext("There is no such record to belong to: %s") % row.get("activity", "")[:80]
        )
    return found


def _axes(row: Row) -> dict[str, bool]:
    """Return axes as "sex; country some": the rows make up the total unless "some" is said."""
    found = {}
    for one in items(row.get("axes", "")):
        axis, _space, how = one.partition(" ")
        found[axis.casefold()] = how.strip().casefold() != "some"
    return found


def _write(_change: Change, row: Row, _replace: bool) -> object:  # noqa: FBT001 - of Kind
    activity = _activity(row)
    kind, title = row.get("type", "").casefold(), row.get("result", "")
    if kind not in ResultType.values or not title:
        raise PortfolioError(gettext("A result is an outcome or an output."))
    result = Result.objects.filter(activity=activity, type=kind, title=title).first()
    if result is None:
        place = Result.objects.filter(activity=activity).count()
        result = Result(activity=activity, type=kind, title=title[:300], place=place)
        result.save()
    if Indicator.objects.filter(result=result, title=row.get("title", "")).exists():
        raise PortfolioError(gettext("%s is held already.") % row.get("title", "")[:80])
    year = row.get("baseline_year", "")
    if year and not year.isdigit():
        raise PortfolioError(gettext("“%s” is no whole number.") % year[:20])
    baseline = Typed(
        _decimal(row.get("baseline", "")), _decimal(row.get("baseline_of", "")),
        row.get("baseline_words", ""),
    )  # fmt: skip
    made = stored_indicator(
        result,
        Described(
            title=row.get("title", ""), unit=row.get("unit", "").casefold(),
            description=row.get("description", ""), counted=row.get("counted", ""),
            ascending=_flag(row, "ascending", usual=True),
            additive=_flag(row, "additive", usual=True), stock=_flag(row, "stock", usual=False),
            baseline_year=int(year) if year else None,
            baseline=None if baseline.empty else baseline, axes=_axes(row),
        ),
    )  # fmt: skip
    if into := row.get("contributes_to", ""):
        _link(made, activity, into)
    return made


def _link(made: Indicator, activity: Activity, title: str) -> None:
    above = Indicator.objects.filter(result__activity=activity.parent_id, title=title)
    found = list(above.select_related("result")[:2]) if activity.parent_id else []
    if len(found) != 1:
        raise PortfolioError(gettext("Not one indicator above has the title “%s”.") % title[:80])
    if fault := link_fault(measure_of(made), measure_of(found[0]), activity.parent_id):
        raise PortfolioError(str(names.LINK_FAULTS[fault]))
    made.contributes_to = found[0]
    made.save(update_fields=["contributes_to"])


def _clear(rows: list[Row]) -> None:
    """Take away the indicators of the records that the table names; reported ones stay theirs."""
    named = {row.get("activity", "") for row in rows}
    held = Indicator.objects.filter(result__activity__identifier__in=named)
    if Figure.objects.filter(indicator__in=held).exists():
        raise PortfolioError(
            gettext("Something was reported about an indicator that would be replaced.")
        )
    if Target.objects.filter(indicator__in=held).exists():
        raise PortfolioError(gettext("An indicator that would be replaced has targets."))
    held.delete()
    Result.objects.filter(activity__identifier__in=named, indicators__isnull=True).delete()


INDICATORS = Kind(
    name="indicators",
    title=_("Indicators"),
    columns=(
        ("activity", _("identifier of the programme, project or activity")),
        ("type", _("outcome or output")),
        ("result", _("title of the result; made where there is none")),
        ("title", _("title of the indicator")),
        ("description", _("description")),
        ("unit", _("number, percentage, yes_no or text")),
        ("counted", _("what is counted")),
        ("ascending", _("yes where more is better; empty is yes")),
        ("additive", _("yes where values of several activities may be added up; empty is yes")),
        ("stock", _("yes where a period says where things stand; empty is no")),
        ("baseline_year", _("year of the baseline")),
        ("baseline", _("number, or the part of a percentage; 1 or 0 for yes or no")),
        ("baseline_of", _("the whole of a percentage")),
        ("baseline_words", _("baseline in words")),
        ("axes", _("sex; age; function; country; with “some” where rows may stay below the total")),
        ("contributes_to", _("title of an indicator of the record directly above")),
    ),
    needed=frozenset({"activity", "type", "result", "title", "unit"}),
    clear=_clear,
    write=_write,
)
