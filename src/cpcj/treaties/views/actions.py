"""Depositary actions: the list of all with their sources, recording one, correcting one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cpcj.frame.exports import Column
from cpcj.frame.forms import FormPage, PermissionRequired, dress
from cpcj.frame.lists import Facet, Listing, ListPage, Sort
from cpcj.frame.permissions import Permission, allows
from cpcj.register.presentation.names import instrument_name
from cpcj.treaties import names, services
from cpcj.treaties.forms import ActionForm
from cpcj.treaties.models import DepositaryAction
from cpcj.treaties.rules.participation import Action
from cpcj.treaties.rules.tables import Kind

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpResponse


class ActionList(PermissionRequired, ListPage[DepositaryAction]):
    """Every action that stands, one dated row each, with where it is known from."""

    permission = Permission.TREATY_VIEW
    model = DepositaryAction
    name = "actions"
    title = _("Depositary actions")
    template_name = "treaties/actions.html"
    empty_words = _("No action is recorded, or none matches.")
    filters = (
        Facet("instrument", _("Instrument"), "instrument", words=instrument_name),
        Facet("participant", _("Participant"), "participant", words=names.participant_name),
        Facet("kind", _("Action"), "kind", words=names.kind_name),
    )
    sorts = (
        Sort("latest", _("Latest first"), ("-on", "-pk")),
        Sort("earliest", _("Earliest first"), ("on", "pk")),
        Sort("participant", _("Participant"), ("participant", "instrument", "on")),
        Sort("recorded", _("Recorded last"), ("-pk",)),
    )
    columns: ClassVar[tuple[Column, ...]] = (
        Column("code", _("Code"), lambda one: one.participant, listed=False),
        Column(
            "participant", _("Participant"), lambda one: names.participant_name(one.participant),
            lambda one: reverse("treaties:state", args=[one.participant]),
        ),
        Column("instrument_key", _("Key"), lambda one: one.instrument, listed=False),
        Column("instrument", _("Instrument"), lambda one: instrument_name(one.instrument)),
        Column("kind", _("Action"), lambda one: one.kind, listed=False),
        Column("kind_name", _("Action"), lambda one: names.kind_name(one.kind), exported=False),
        Column(
            "on", _("Date"), lambda one: one.on,
            lambda one: reverse("treaties:correct_action", args=[one.pk]),
        ),
        Column("effect", _("Date of effect"), lambda one: one.effect),
        Column("source", _("Source"), lambda one: one.source),
    )  # fmt: skip

    def records(self) -> QuerySet[DepositaryAction]:
        """Return what stands: what was corrected has given way."""
        return super().records().filter(corrected_by__isnull=True)

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add what the person may do."""
        may_record = allows(self.request.user, Permission.TREATY_RECORD)
        return {**super().context(listing), "may_record": may_record}


class _Recording(FormPage):
    """A form about an action, whose refusals stand beside the field they are about."""

    permission = Permission.TREATY_RECORD
    template_name = "treaties/record.html"
    form_class = ActionForm

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Record, and say what is refused."""
        try:
            return super().form_valid(form)
        except services.ActionRefusedError as error:
            field = error.code if error.code in form.fields else None
            form.add_error(field, str(names.ACTION_REFUSED[error.code]))
            return self.form_invalid(form)

    def get_form(self, form_class: Any = None) -> Any:
        """Return the form with its widgets' classes."""
        form = super().get_form(form_class)
        dress(form)
        return form


class RecordAction(_Recording):
    """Record a signature, a deposit, a denunciation or another action."""

    title = _("Record a depositary action")
    submit = _("Record")
    done_message = _("It is recorded.")

    def get_initial(self) -> dict[str, Any]:
        """Fill in what the address names."""
        given = ("participant", "instrument", "kind")
        return {name: self.request.GET[name] for name in given if name in self.request.GET}

    def act(self, form: forms.Form) -> str:
        """Record it."""
        row = services.record_action(self.request.user, _action(form.cleaned_data))
        return _listed(row)


class CorrectAction(_Recording):
    """Record what is right in place of an action that is wrong; the wrong one stays."""

    title = _("Correct a depositary action")
    submit = _("Record the correction")
    done_message = _("The correction is recorded; the former row stays beside it.")

    @cached_property
    def one(self) -> DepositaryAction:
        """Return the row to correct; one that has given way is not found."""
        found: DepositaryAction = get_object_or_404(
            DepositaryAction.objects.visible_to(self.request.user).filter(
                corrected_by__isnull=True
            ),
            pk=self.kwargs["key"],
        )
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """Keep whose it is and what on."""
        return {**super().get_form_kwargs(), "correcting": True}

    def get_initial(self) -> dict[str, Any]:
        """Show what the row says."""
        shown = ("participant", "instrument", "kind", "on", "effect", "source")
        return {name: getattr(self.one, name) for name in shown}

    def act(self, form: forms.Form) -> str:
        """Record the correction."""
        row = services.record_action(
            self.request.user, _action(form.cleaned_data), corrects=self.one
        )
        return _listed(row)


def _action(given: dict[str, Any]) -> Action:
    return Action(
        given["participant"], given["instrument"], Kind(given["kind"]), given["on"],
        given["effect"], given["source"],
    )  # fmt: skip


def _listed(row: DepositaryAction) -> str:
    where = f"instrument={row.instrument}&participant={row.participant}"
    return f"{reverse('treaties:actions')}?{where}"
