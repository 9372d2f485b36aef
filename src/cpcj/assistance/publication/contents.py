"""What the report to a donor and the project document say, from the books and the portfolio."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext

from cpcj.assistance.iati import activity as iati
from cpcj.assistance.portfolio.models import Activity, ActivityValue, Level
from cpcj.assistance.portfolio.names import role_name
from cpcj.assistance.publication.reached import results_of
from cpcj.assistance.results.names import key_name
from cpcj.documents.contents import (
    ActivityLine,
    BudgetLine,
    DonorReport,
    PartnerLine,
    ProjectDocument,
    ResultLine,
    SpendingLine,
)
from cpcj.frame.permissions import Actor
from cpcj.frame.punctuation import enumerated_long
from cpcj.funding import queries
from cpcj.funding.models import Contribution, CostObject
from cpcj.funding.names import dollars_words, money_words
from cpcj.funding.rules.ledger import Book
from cpcj.treaties.names import participant_name

_MOST = 200
"""Lines of a table."""
_PERCENTAGE = "2"
"""The standard's code of an indicator measured in per cent."""
_ASSIGNED = (Book.ALLOCATED, Book.COMMITTED, Book.EXPENDED)


def donor_report(user: Actor, contribution: Contribution, day: dt.date) -> DonorReport:
    """Return what became of a contribution by the end of a day, as far as the user sees it."""
    held = queries.balances_of(contribution, day, reader=user)
    sums = queries.by_book(held)
    receipts = contribution.receipts.filter(on__lte=day, entry__reversed_by__isnull=True)
    codes = sorted({account.cost_object for account in held if account.cost_object})
    objects = {one.code: one for one in CostObject.objects.filter(code__in=codes)}
    by_code = {
        code: {a.book: cents for a, cents in held.items() if a.cost_object == code}
        for code in codes
    }
    activities = list(
        Activity.objects.visible_to(user)
        .filter(cost_object__code__in=codes)
        .prefetch_related("recipients")
        .order_by("identifier")[:_MOST]
    )
    return DonorReport(
        donor=str(contribution.donor),
        contribution=contribution.code,
        title=contribution.title,
        amount=money_words(contribution.money),
        agreed=date_format(contribution.agreed_on) if contribution.agreed_on else "",
        received=dollars_words(sum(one.cents for one in receipts)),
        spent=dollars_words(sums.get(Book.EXPENDED, 0)),
        support_cost=dollars_words(sums.get(Book.SUPPORT_COST, 0)),
        available=dollars_words(sums.get(Book.AVAILABLE, 0)),
        as_of=date_format(day),
        spending=tuple(
            SpendingLine(
                project=str(objects[code]),
                allocated=dollars_words(sum(own.get(book, 0) for book in _ASSIGNED)),
                committed=dollars_words(own.get(Book.COMMITTED, 0)),
                spent=dollars_words(own.get(Book.EXPENDED, 0)),
            )
            for code, own in by_code.items()
        ),
        activities=_activity_lines(activities),
        results=result_lines(results_of([one.pk for one in activities])),
    )


def project_document(user: Actor, project: Activity) -> ProjectDocument:
    """Return a programme, project or activity as it is agreed, as far as the user sees it."""
    parts = Activity.objects.visible_to(user).filter(parent=project)
    budgets = list(project.budgets.all())
    mandates = project.values.filter(field=ActivityValue.Field.MANDATE)
    return ProjectDocument(
        code=project.identifier,
        title=project.shown_title,
        programme=project.programme.shown_title
        if project.programme and project.level != Level.PROGRAMME
        else "",
        status=project.get_status_display(),
        starts=date_format(project.starts_on),
        ends=date_format(project.ends_on),
        countries=_countries(project),
        summary=project.shown_description,
        mandates="; ".join(mandates.values_list("value", flat=True)),
        made=date_format(project.changed_at),
        partners=tuple(
            PartnerLine(name=one.name, role=role_name(one.role)) for one in project.partners.all()
        ),
        results=result_lines(results_of([project.pk])),
        activities=_activity_lines(
            parts.prefetch_related("recipients").order_by("identifier")[:_MOST]
        ),
        budget=tuple(
            BudgetLine(
                item=f"{date_format(one.starts_on)} – {date_format(one.ends_on)}",
                amount=dollars_words(one.cents),
            )
            for one in budgets
        ),
        total=dollars_words(sum(one.cents for one in budgets)),
    )


def _countries(one: Activity) -> str:
    return enumerated_long(participant_name(each.code) for each in one.recipients.all())


def _activity_lines(activities: Iterable[Activity]) -> tuple[ActivityLine, ...]:
    return tuple(
        ActivityLine(
            code=one.identifier,
            title=one.shown_title,
            status=one.get_status_display(),
            countries=_countries(one),
            dates=f"{date_format(one.starts_on)} – {date_format(one.ends_on)}",
        )
        for one in activities
    )


def result_lines(found: Mapping[int, tuple[iati.Result, ...]]) -> tuple[ResultLine, ...]:
    """Return a line for each indicator: the baseline, and target and figure of the last period."""
    return tuple(
        _line(result, indicator)
        for own in found.values()
        for result in own
        for indicator in result.indicators
    )[:_MOST]


def _line(result: iati.Result, indicator: iati.Indicator) -> ResultLine:
    reached = [period for period in indicator.periods if period.actuals]
    last = (reached or list(indicator.periods))[-1:]
    percent = indicator.measure == _PERCENTAGE
    return ResultLine(
        result=_any(result.title),
        indicator=_any(indicator.title),
        baseline=_said((one.measured for one in indicator.baselines), percent=percent),
        target=_said((one for period in last for one in period.targets), percent=percent),
        actual=_said((one for period in last for one in period.actuals), percent=percent),
    )


def _any(words: iati.Words) -> str:
    """Return words in the reader's language, where there are some, else as they were written."""
    language = (get_language() or "en").partition("-")[0]
    return words.get(language) or next(iter(words.values()), "")


def _said(values: Iterable[iati.Measured], *, percent: bool) -> str:
    """Return values as a document says them: the total, with the rows of its breakdowns after it.

    Of one axis; two axes at once are left to the page and the files.
    """
    given = list(values)
    total = next((_one(one, percent=percent) for one in given if not one.dimensions), "")
    rows = enumerated_long(
        f"{key_name(*one.dimensions[0])}: {_one(one, percent=percent)}"
        for one in given
        if len(one.dimensions) == 1
    )
    return f"{total} ({rows})" if rows else total


def _one(total: iati.Measured, *, percent: bool) -> str:
    """Return a value in words.

    The standard has "yes" and "no" in English, and numbers without the signs of any language.
    """
    if not total.value:
        answer, stop, comment = _any(total.comment).partition(". ")
        known = {"yes": gettext("yes"), "no": gettext("no")}
        return f"{known.get(answer, answer)}{stop}{comment}"
    value = Decimal(total.value)
    places = max(0, -int(value.as_tuple().exponent))
    number = number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
    return gettext("%(number)s per cent") % {"number": number} if percent else number
