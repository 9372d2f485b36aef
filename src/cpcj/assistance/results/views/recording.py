"""The framework of results and its updates, changed by forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cpcj.assistance.portfolio.models import Recipient
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.views.base import ActivityForm, RecordForm
from cpcj.assistance.results import forms, names
from cpcj.assistance.results.models import (
    BaselineRow,
    Figure,
    Indicator,
    Measured,
    Period,
    Result,
    Target,
    Update,
)
from cpcj.assistance.results.rules.states import UPDATE
from cpcj.assistance.results.services import framework, reporting
from cpcj.assistance.results.services.framework import Typed
from cpcj.frame.permissions import Permission, require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django import forms as django_forms
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from cpcj.assistance.portfolio.models import Activity


def _results_of(one: Activity) -> str:
    return reverse("results:activity", args=[one.identifier])


class ResultPage(ActivityForm):
    """A new outcome or output."""

    form_class = forms.ResultForm
    title = _("Add a result")
    done_message = _("The result is added.")

    def act(self, form: django_forms.Form) -> str:
        """Add it."""
        framework.add_result(self.request.user, self.one, **form.cleaned_data)
        return _results_of(self.one)


class _Beside(RecordForm):
    """A form about something that belongs to a record."""

    one: Activity

    def find(self) -> Activity:
        """Find what it is about and return the record it belongs to."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find it."""
        require(request.user, self.permission)
        self.request, self.kwargs = request, kwargs
        self.one = self.find()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which record it is about."""
        return super().get_context_data(one=self.one, **kwargs)


class IndicatorPage(_Beside):
    """A new indicator."""

    form_class = forms.IndicatorForm
    title = _("Add an indicator")
    done_message = _("The indicator is added.")
    result: Result

    def find(self) -> Activity:
        """Find the result."""
        seen: Any = Result.objects.visible_to(self.request.user).select_related("activity__parent")
        self.result = get_object_or_404(seen, pk=self.kwargs["key"])
        activity: Activity = self.result.activity
        return activity

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the indicators directly above."""
        return {**super().get_form_kwargs(), "above": self.one.parent_id}

    def act(self, form: django_forms.Form) -> str:
        """Add it, and link it where that is asked."""
        assert isinstance(form, forms.IndicatorForm)  # noqa: S101 - this page's own form
        with transaction.atomic():
            made = framework.add_indicator(self.request.user, self.result, given=form.said())
            if into := form.cleaned_data.get("into"):
                framework.link(self.request.user, made, to=into)
        return _results_of(self.one)


class _WordsPage(_Beside):
    """Words of a result or indicator are written otherwise, or in more languages."""

    form_class = forms.WordsForm
    title = _("Change the words")
    done_message = _("Saved.")
    worded: Result | Indicator

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show what is recorded."""
        held = {
            name: getattr(self.worded, name) for name in ("title", "description", "translations")
        }
        return {**super().get_form_kwargs(), "held": held, "initial": held}

    def act(self, form: django_forms.Form) -> str:
        """Write them."""
        assert isinstance(form, forms.WordsForm)  # noqa: S101 - this page's own form
        framework.reword(self.request.user, self.worded, **form.in_languages())
        return _results_of(self.one)


class ResultWordsPage(_WordsPage):
    """Words of a result."""

    def find(self) -> Activity:
        """Find the result."""
        seen: Any = Result.objects.visible_to(self.request.user).select_related("activity__parent")
        self.worded = result = get_object_or_404(seen, pk=self.kwargs["key"])
        activity: Activity = result.activity
        return activity


class IndicatorWordsPage(_WordsPage):
    """Words of an indicator."""

    def find(self) -> Activity:
        """Find the indicator."""
        self.worded = _indicator(self)
        activity: Activity = self.worded.result.activity
        return activity


def _indicator(page: _Beside) -> Indicator:
    seen: Any = Indicator.objects.visible_to(page.request.user)
    found: Indicator = get_object_or_404(
        seen.select_related("result__activity__parent"), pk=page.kwargs["key"]
    )
    return found


class LinkPage(_Beside):
    """To which indicator one contributes."""

    form_class = forms.LinkForm
    title = _("Contributes to")
    done_message = _("Saved.")
    indicator: Indicator

    def find(self) -> Activity:
        """Find the indicator."""
        self.indicator = _indicator(self)
        activity: Activity = self.indicator.result.activity
        return activity

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the indicators directly above."""
        initial = {"into": self.indicator.contributes_to_id}
        return {**super().get_form_kwargs(), "above": self.one.parent_id, "initial": initial}

    def act(self, form: django_forms.Form) -> str:
        """Link it."""
        framework.link(self.request.user, self.indicator, to=form.cleaned_data["into"])
        return _results_of(self.one)


def _countries(one: Activity) -> list[str]:
    """Return the States that an activity is for: the rows along countries."""
    found = Recipient.objects.filter(activity=one, sort=Recipient.Sort.STATE)
    return list(found.order_by("code").values_list("code", flat=True))


def _indicators(one: Activity) -> QuerySet[Indicator]:
    found: QuerySet[Indicator] = Indicator.objects.filter(result__activity=one)
    return found.order_by("result__type", "result__place", "place", "pk").prefetch_related(
        "dimensions"
    )


def _by_row(rows: Iterable[Any]) -> dict[tuple[int, str, str], Typed]:
    """Return stored values as they were typed, by indicator, axis and row."""
    return {(one.indicator_id, one.axis, one.key): _typed(one) for one in rows}


def _typed(one: Measured) -> Typed:
    return Typed(one.numerator, one.denominator, one.words, one.comment)


class BaselinePage(_Beside):
    """Where an indicator stood before."""

    form_class = forms.BaselineForm
    title = _("Baseline")
    done_message = _("Saved.")
    indicator: Indicator

    def find(self) -> Activity:
        """Find the indicator."""
        self.indicator = _indicator(self)
        activity: Activity = self.indicator.result.activity
        return activity

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show what is recorded."""
        one = self.indicator
        held = _by_row(BaselineRow.objects.filter(indicator=one))
        held[one.pk, "", ""] = Typed(
            one.baseline, one.baseline_of, one.baseline_words, one.baseline_comment
        )
        return {
            **super().get_form_kwargs(),
            "indicators": [one],
            "countries": _countries(self.one),
            "held": held,
            "initial": {"year": one.baseline_year},
        }

    def act(self, form: django_forms.Form) -> str:
        """Set it."""
        assert isinstance(form, forms.BaselineForm)  # noqa: S101 - this page's own form
        framework.set_baseline(
            self.request.user, self.indicator, year=form.cleaned_data["year"],
            told=form.said()[self.indicator.pk],
        )  # fmt: skip
        return _results_of(self.one)


@require_http_methods(["POST"])
def remove_indicator(request: HttpRequest, key: int) -> HttpResponse:
    """Take an indicator away that nothing was reported about."""
    require(request.user, Permission.PORTFOLIO_RECORD)
    seen = Indicator.objects.visible_to(request.user).select_related("result__activity")
    one = get_object_or_404(seen, pk=key)
    try:
        framework.remove_indicator(request.user, one)
    except PortfolioError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("The indicator is taken away."))
    return redirect(_results_of(one.result.activity))


class PeriodPage(ActivityForm):
    """A period that is reported on."""

    form_class = forms.PeriodForm
    title = _("Add a reporting period")
    done_message = _("The period is added.")

    def act(self, form: django_forms.Form) -> str:
        """Add it."""
        framework.add_period(self.request.user, self.one, **form.cleaned_data)
        return _results_of(self.one)


class _OfPeriod(_Beside):
    period: Period

    def find(self) -> Activity:
        """Find the period."""
        seen: Any = Period.objects.visible_to(self.request.user)
        self.period = get_object_or_404(
            seen.select_related("activity__parent", "activity__unit"), pk=self.kwargs["key"]
        )
        activity: Activity = self.period.activity
        return activity


class TargetsPage(_OfPeriod):
    """What is to be reached in a period."""

    title = _("Targets")
    done_message = _("Saved.")
    form_class = forms.RowsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show what is recorded."""
        return {
            **super().get_form_kwargs(),
            "indicators": _indicators(self.one),
            "countries": _countries(self.one),
            "held": _by_row(Target.objects.filter(period=self.period)),
        }

    def act(self, form: django_forms.Form) -> str:
        """Set them."""
        assert isinstance(form, forms.RowsForm)  # noqa: S101 - this page's own form
        framework.set_targets(self.request.user, self.period, targets=form.said())
        return _results_of(self.one)


class BeginPage(_OfPeriod):
    """An update about a period is begun; after an approved one, a correction."""

    permission = Permission.RESULTS_SUBMIT
    title = _("Begin an update")

    def get_form_class(self) -> type[Any]:
        """Ask why, where something approved is corrected."""
        return forms.CorrectionForm if self.period.approved() else forms.NoForm

    def act(self, form: django_forms.Form) -> str:
        """Begin it."""
        correction = form.cleaned_data.get("correction", "")
        made = reporting.begin(self.request.user, self.period, correction=correction)
        return reverse("results:enter", args=[made.pk])


class _OfUpdate(_Beside):
    update: Update

    def find(self) -> Activity:
        """Find the update."""
        seen: Any = Update.objects.visible_to(self.request.user)
        self.update = get_object_or_404(
            seen.select_related("period__activity__parent"), pk=self.kwargs["key"]
        )
        activity: Activity = self.update.period.activity
        return activity

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which update it is."""
        return super().get_context_data(update=self.update, **kwargs)


class EnterPage(_OfUpdate):
    """The figures of an update."""

    permission = Permission.RESULTS_SUBMIT
    form_class = forms.FiguresForm
    title = _("Enter figures")
    done_message = _("Saved. Look at it once more, then submit it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show what is recorded."""
        return {
            **super().get_form_kwargs(),
            "indicators": _indicators(self.one),
            "countries": _countries(self.one),
            "held": _by_row(Figure.objects.filter(update=self.update)),
            "initial": {"narrative": self.update.narrative},
        }

    def act(self, form: django_forms.Form) -> str:
        """Enter them."""
        assert isinstance(form, forms.FiguresForm)  # noqa: S101 - this page's own form
        reporting.enter(
            self.request.user, self.update, told=form.said(),
            narrative=form.cleaned_data["narrative"],
        )  # fmt: skip
        return reverse("results:update", args=[self.update.pk])


class DeedPage(_OfUpdate):
    """Submit, return or approve an update."""

    permission = Permission.RESULTS_SUBMIT

    def find(self) -> Activity:
        """Find the update, and ask for the permission that the deed needs of it."""
        if self.kwargs["deed"] not in names.DEEDS:
            raise Http404(self.kwargs["deed"])
        activity = super().find()
        require(self.request.user, UPDATE.transition(self.kwargs["deed"]).permission, self.update)
        return activity

    def get_form_class(self) -> type[Any]:
        """Ask for a reason where it is returned."""
        return forms.ReasonForm if self.kwargs["deed"] == "return" else forms.NoForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what is done."""
        words = str(names.DEEDS[self.kwargs["deed"]])
        return {**super().get_context_data(**kwargs), "title": words, "submit": words}

    def act(self, form: django_forms.Form) -> str:
        """Do it."""
        if self.kwargs["deed"] == "return":
            reporting.return_(self.request.user, self.update, why=form.cleaned_data["why"])
        else:
            plain = {"submit": reporting.submit, "approve": reporting.approve}
            plain[self.kwargs["deed"]](self.request.user, self.update)
        messages.success(self.request, gettext("Done: %s") % names.DEEDS[self.kwargs["deed"]])
        return reverse("results:update", args=[self.update.pk])
