"""Applications: the list, one of them, what is done with it, its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.frame.exports import Column
from cpcj.frame.lists import Facet, Listing, ListPage, Sort, Words
from cpcj.frame.permissions import Permission, allows, require
from cpcj.funding.trust_fund import forms, queries
from cpcj.funding.trust_fund.models import (
    PARTS,
    Application,
    Assignment,
    Attachment,
    AttachmentContent,
    Call,
    Grant,
)
from cpcj.funding.trust_fund.models.visibility import handles, own_organizations
from cpcj.funding.trust_fund.names import (
    DEEDS,
    WITHHELD,
    cents_words,
    state_words,
    words_or_withheld,
)
from cpcj.funding.trust_fund.rules.scoring import criteria_of
from cpcj.funding.trust_fund.rules.scoring import shown as total_words
from cpcj.funding.trust_fund.rules.states import ApplicationStatus, CallStatus
from cpcj.funding.trust_fund.rules.withheld import Part
from cpcj.funding.trust_fund.services import applying, awarding, embargo, reading
from cpcj.funding.trust_fund.shown import Shown, shown
from cpcj.funding.trust_fund.views.base import ActPage, file_answer, ways
from cpcj.funding.trust_fund.views.public import by_words

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from cpcj.frame.permissions import Actor

_APPLY, _CALL, _AWARD = Permission.GRANT_APPLY, Permission.GRANT_CALL, Permission.GRANT_AWARD
_DRAFT, _SENT = ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED


def _for_file(one: Application, value: str) -> str:
    return str(WITHHELD) if one.shelter else words_or_withheld(value)


class ApplicationList(ListPage[Application]):
    """The applications that a visitor may see."""

    model = Application
    name = "applications"
    title = _("Applications")
    template_name = "trust_fund/list.html"
    filters = (
        Facet(
            "status", _("State of the application"), "status",
            words=lambda one: ApplicationStatus(one).label,
        ),
        Facet("state", _("State"), "shown_state", words=state_words),
        Facet("call", _("Call"), "call__code"),
        Words("q", _("Words"), by_words),
    )  # fmt: skip
    sorts = (
        Sort("newest", _("Newest"), ("-number",)),
        Sort("grantee", _("Name"), ("shown_name", "number")),
        Sort("largest", _("Largest"), ("-shown_cents", "number")),
    )
    columns = (
        Column("number", _("Number"), lambda one: one.number, Application.get_absolute_url),
        Column("title", _("Title"), lambda one: words_or_withheld(one.shown_title)),
        Column("name", _("Name"), lambda one: words_or_withheld(one.shown_name), exported=False),
        Column("name", _("Name"), lambda one: _for_file(one, one.shown_name), listed=False),
        Column("place", _("Place"), lambda one: _for_file(one, one.shown_place), listed=False),
        Column("state", _("State"), lambda one: state_words(one.shown_state), exported=False),
        Column("state", _("State"), lambda one: _for_file(one, one.shown_state.strip("?")),
               listed=False),
        Column("amount", _("Asked for"), lambda one: cents_words(one.shown_cents)),
        Column("call", _("Call"), lambda one: one.call.code),
        Column("status", _("State of the application"), lambda one: one.get_status_display()),
    )  # fmt: skip
    related = ("call",)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer the office and grantees."""
        require(request.user, Permission.GRANT_VIEW)
        return super().get(request, *args, **kwargs)

    def records(self) -> QuerySet[Application]:
        """Return what may be seen, with what of it may be read."""
        return super().records().shown_to(self.request.user)  # type: ignore[attr-defined,no-any-return]

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add the ways."""
        return {**super().context(listing), **ways(self.request)}


def parts_of(one: Shown) -> list[tuple[str, str, bool]]:
    """Return label, words and whether it is withheld from others, part by part."""
    return [(str(PARTS[part]), one.part(part), part in one.withheld) for part in Part]


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done with an application: who may, when, the form, the act."""

    permission: Permission
    fits: Callable[[Application], bool]
    form: Callable[[dict[str, Any], Application], django_forms.Form]
    act: Callable[[Any, Application, Any], object]


def _reasoned(act: Callable[..., object]) -> Callable[[Any, Application, Any], object]:
    return lambda user, one, form: act(user, one, reason=form.cleaned_data["reason"])


def _assessed(one: Application) -> bool:
    return one.status == _SENT and one.call.status == CallStatus.ASSESSMENT


def _held_parts(given: dict[str, Any], one: Application) -> dict[str, Any]:
    return {**given, "initial": {"chosen": one.chosen, "shelter": one.shelter}}


def _withhold(act: Callable[..., object]) -> Callable[[Any, Application, Any], object]:
    return lambda user, one, form: act(
        user, one, chosen=form.cleaned_data["chosen"], shelter=form.cleaned_data["shelter"]
    )


APPLICATION_DEEDS: dict[str, Deed] = {
    "submit": Deed(
        _APPLY, lambda one: one.status == _DRAFT, lambda given, _one: forms.NoForm(**given),
        lambda user, one, _form: applying.submit(user, one),
    ),
    "withdraw": Deed(
        _APPLY, lambda one: one.status in (_DRAFT, _SENT),
        lambda given, _one: forms.ReasonForm(**given), _reasoned(applying.withdraw),
    ),
    "choose": Deed(
        _APPLY, lambda one: one.status != _DRAFT,
        lambda given, one: forms.WithheldForm(**_held_parts(given, one)),
        _withhold(embargo.choose_withheld),
    ),
    "assign": Deed(
        _CALL, lambda one: _assessed(one) and not one.scores_open,
        lambda given, _one: forms.AssignForm(**given),
        lambda user, one, form: reading.assign(user, one, form.cleaned_data["reader"]),
    ),
    "withhold": Deed(
        _CALL, lambda one: one.status != _DRAFT,
        lambda given, one: forms.WithheldForm(**_held_parts(given, one)),
        _withhold(embargo.withhold),
    ),
    "lift": Deed(
        Permission.GRANT_SEE_EMBARGOED, lambda one: one.embargoed and one.status != _DRAFT,
        lambda given, one: forms.LiftForm(**{**given, "initial": {"chosen": one.chosen}}),
        lambda user, one, form: embargo.lift(user, one, chosen=form.cleaned_data["chosen"]),
    ),
    "award": Deed(
        _AWARD, lambda one: _assessed(one) and one.scores_open,
        lambda given, one: forms.AwardForm(**given, application=one),
        lambda user, one, form: awarding.award(user, one, form.said()),
    ),
    "decline": Deed(
        _AWARD, _assessed, lambda given, _one: forms.ReasonForm(**given),
        _reasoned(awarding.decline),
    ),
}  # fmt: skip
"""Deeds by name, in the order of their buttons."""


@require_safe
def application(request: HttpRequest, number: str) -> HttpResponse:
    """Show an application as the visitor may read it."""
    require(request.user, Permission.GRANT_VIEW)
    seen = Application.objects.visible_to(request.user).select_related("call", "call__fund")
    one: Application = get_object_or_404(seen, number=number)
    view = shown(request.user, one)
    office = handles(request.user)
    own = one.organization_id in own_organizations(request.user)
    files = Attachment.objects.visible_to(request.user).filter(application=one, report=None)
    grant = Grant.objects.of(request.user).filter(application=one).first()
    draft = one.status == _DRAFT
    context = {
        **ways(request),
        "one": one,
        "view": view,
        "parts": parts_of(view),
        "draft": draft,
        "own": own,
        "missing": applying.missing(one, timezone.localdate()) if draft and own else [],
        "files": files,
        "files_withheld": one.embargoed and not view.insider,
        "reason": view.say(one.decision_reason),
        "grant": grant,
        "deeds": [
            (name, DEEDS[name])
            for name, deed in APPLICATION_DEEDS.items()
            if deed.fits(one) and allows(request.user, deed.permission, one)
        ],
        "readers": _readers(request.user, one, view) if office else [],
        "criteria": criteria_of(one.call.criteria) if one.call.criteria else (),
    }
    return render(request, "trust_fund/application.html", context)


def _readers(user: Actor, one: Application, view: Shown) -> list[dict[str, Any]]:
    """Return who reads it, and, once all scores are in, what each gave."""
    criteria = criteria_of(one.call.criteria) if one.call.criteria else ()
    read = {r.assignment.pk: r for r in queries.readings(user, [one.pk], criteria).get(one.pk, [])}
    rows = Assignment.objects.visible_to(user).filter(application=one).select_related("reader")
    return [
        {
            "row": row,
            "reason": view.say(row.conflict_reason),
            "total": total_words(read[row.pk].total) if row.pk in read else "",
            "scores": [
                (c, read[row.pk].scores[c.key].points, view.say(read[row.pk].scores[c.key].reason))
                for c in criteria
            ]
            if row.pk in read
            else [],
        }
        for row in rows
    ]


class ProposalPage(ActPage):
    """An application is drafted."""

    permission = _APPLY
    form_class = forms.ProposalForm
    title = _("Apply")
    submit = _("Keep as a draft")
    done_message = _("The draft is kept. Send it when it is complete.")
    call: Call

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the call."""
        require(request.user, self.permission)
        self.call = get_object_or_404(Call.objects.visible_to(request.user), code=kwargs["code"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the own organizations and the call's statements."""
        own = own_organizations(self.request.user)
        return {**super().get_form_kwargs(), "call": self.call, "organizations": own}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the call."""
        context = super().get_context_data(**kwargs)
        return {**context, "of": self.call, "of_href": self.call.get_absolute_url()}

    def act(self, form: Any) -> str:
        """Keep it."""
        given = form.cleaned_data
        kept = applying.start(
            self.request.user, self.call, given["organization"], form.said(), given["documents"]
        )
        return kept.get_absolute_url()


class _OfApplication(ActPage):
    one: Application

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the application, and ask for the permission about it."""
        require(request.user, self.permission)
        seen = Application.objects.visible_to(request.user).select_related("call", "call__fund")
        self.one = get_object_or_404(seen, number=kwargs["number"])
        require(request.user, self.permission, self.one)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whose form it is."""
        context = super().get_context_data(**kwargs)
        return {**context, "of": self.one, "of_href": self.one.get_absolute_url()}


class DraftPage(_OfApplication):
    """A draft is written anew."""

    permission = _APPLY
    form_class = forms.ProposalForm
    title = _("Change the draft")
    submit = _("Keep as a draft")
    done_message = _("The draft is kept. Send it when it is complete.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show what is held."""
        own = own_organizations(self.request.user)
        given = {"call": self.one.call, "organizations": own, "application": self.one}
        return {**super().get_form_kwargs(), **given}

    def act(self, form: Any) -> str:
        """Keep it."""
        applying.rewrite(self.request.user, self.one, form.said(), form.cleaned_data["documents"])
        return self.one.get_absolute_url()


class RemoveFilePage(_OfApplication):
    """A file is taken out of a draft."""

    permission = _APPLY
    form_class = forms.NoForm
    title = _("Take the file out")
    submit = _("Take the file out")
    done_message = _("The file is taken out.")

    def act(self, form: Any) -> str:  # noqa: ARG002 - there is nothing in it
        """Take it out."""
        applying.remove_file(self.request.user, self.one, key=self.kwargs["key"])
        return self.one.get_absolute_url()


class ApplicationDeedPage(_OfApplication):
    """One deed of the table."""

    permission = Permission.GRANT_VIEW
    done_message = _("This is recorded.")
    deed: Deed

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Know the deed, and ask for its permission."""
        require(request.user, self.permission)
        found = APPLICATION_DEEDS.get(kwargs["deed"])
        if found is None:
            raise Http404(kwargs["deed"])
        self.deed = found
        seen = Application.objects.visible_to(request.user).filter(number=kwargs["number"])
        if (one := seen.first()) is not None:
            require(request.user, found.permission, one)
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class: type[django_forms.Form] | None = None) -> django_forms.Form:  # noqa: ARG002 - the deed has its own
        """Return the deed's form."""
        given = self.get_form_kwargs()
        return self.deed.form({"data": given.get("data"), "files": given.get("files")}, self.one)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the title."""
        title = DEEDS[self.kwargs["deed"]]
        return {**super().get_context_data(**kwargs), "title": title, "submit": title}

    def act(self, form: Any) -> str:
        """Do it."""
        self.deed.act(self.request.user, self.one, form)
        return self.one.get_absolute_url()


@require_safe
def attachment(request: HttpRequest, key: int) -> HttpResponse:
    """Give out a file, as a file and never as a page."""
    seen = AttachmentContent.objects.visible_to(request.user).select_related("attachment")
    content = seen.filter(pk=key).first()
    if content is None:
        raise Http404(str(key))
    return file_answer(bytes(content.bytes), content.attachment.name, "application/octet-stream")
