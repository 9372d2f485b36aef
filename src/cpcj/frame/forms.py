"""The base of every form page, and the widgets' classes and ties for screen readers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext
from django.views.generic import FormView

from cpcj.frame.permissions import Permission, require
from cpcj.frame.punctuation import enumerated_long

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase
    from django.utils.functional import _StrPromise


_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-check-input d-block"),
    (forms.RadioSelect, "choices"),  # and, below it, CheckboxSelectMultiple
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
)


def dress(form: forms.BaseForm) -> None:
    """Give each widget its class; Django itself ties help texts and errors to their fields."""
    for field in form.fields.values():
        for widget, name in _CLASSES:
            if isinstance(field.widget, widget):
                field.widget.attrs.setdefault("class", name)
                break
        # What people type runs in the direction of its own first letter.
        if isinstance(field.widget, forms.TextInput | forms.Textarea):
            field.widget.attrs.setdefault("dir", "auto")


_SALT = "cpcj.frame.forms"
SEEN = "seen"
"""The hidden field of an :class:`EditForm`."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that somebody else changed: its label, and what it holds now, in words."""

    label: str
    now: str


class ChangedMeanwhileError(Exception):
    """The record is no longer what the form showed; nothing was written."""

    def __init__(self, changes: Iterable[Changed]) -> None:
        """Keep what changed; nothing for a note that was not made here."""
        self.changes = tuple(changes)
        super().__init__(self.words())

    def words(self) -> str:
        """Return what to tell the person."""
        if not self.changes:
            return gettext("The form has expired. Look at what it shows now and send it again.")
        changed = enumerated_long(f"{change.label}: {change.now}" for change in self.changes)
        return gettext(
            "Somebody else changed this meanwhile, so nothing was saved. It says now: %(changed)s. "
            "Send the form again if your values should stand."
        ) % {"changed": changed}


def seen(record: models.Model, fields: Iterable[str]) -> str:
    """Return a signed note of a record's present values, for the form that shows them."""
    noted = {"record": _name(record), "fields": {f: _digest(getattr(record, f)) for f in fields}}
    return signing.dumps(noted, salt=_SALT, compress=True)


def refuse_if_changed(record: models.Model, note: str) -> None:
    """Lock a record and refuse to go on where it is not what the form showed.

    For services, before they set anything: ``record`` holds the present values afterwards.

    Raises:
        ChangedMeanwhileError: a value is another one, or the note was not made for this record.
    """
    locked = record.__class__._base_manager.select_for_update().filter(pk=record.pk)
    fresh = locked.first()
    try:
        noted: Mapping[str, Any] = signing.loads(note, salt=_SALT)
    except signing.BadSignature:
        raise ChangedMeanwhileError(()) from None
    if fresh is None or noted["record"] != _name(record):
        raise ChangedMeanwhileError(())
    changes = [
        Changed(_label(record, name), _shown(fresh, name))
        for name, digest in noted["fields"].items()
        if _digest(getattr(fresh, name)) != digest
    ]
    if changes:
        raise ChangedMeanwhileError(changes)
    record.refresh_from_db()


def _name(record: models.Model) -> str:
    return f"{record._meta.label_lower}:{record.pk}"


def _digest(value: object) -> str:
    said = json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _label(record: models.Model, name: str) -> str:
    field = record._meta.get_field(name.removesuffix("_id"))
    return str(getattr(field, "verbose_name", name))


def _shown(record: models.Model, name: str) -> str:
    display = getattr(record, f"get_{name}_display", None)
    value = display() if display else getattr(record, name.removesuffix("_id"))
    if isinstance(value, dict):
        value = ", ".join(str(part) for part in value.values())
    return gettext("nothing") if value in (None, "") else str(value)


class EditForm(forms.Form):
    """A form over a record's present values that notices when somebody else was faster.

    ::

        class NameForm(EditForm):
            watched = ("name", "email")              # fields of the record that the form shows
            name = forms.CharField(...)

        form = NameForm(request.POST or None, record=person)
        rename(request.user, person, seen=form.cleaned_data["seen"], name=...)   # the service calls
                                                     # refuse_if_changed(person, seen) first

    :class:`FormPage` shows :class:`ChangedMeanwhileError` beside what the person typed, with the
    record's present state noted anew: sending it again is a decision, not an accident.
    """

    watched: tuple[str, ...] = ()

    def __init__(self, *args: Any, record: models.Model, **kwargs: Any) -> None:
        """Fill the fields that are named as the record's, and note what they show."""
        self.record = record
        shown = {f: getattr(record, f) for f in self.watched if f in self.base_fields}
        kwargs["initial"] = {**shown, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields[SEEN] = forms.CharField(
            widget=forms.HiddenInput(attrs={"autocomplete": "off"}),
            initial=seen(record, self.watched),
            required=False,
        )

    def note_again(self) -> None:
        """Note the record's present state in the form that is shown again."""
        self.record.refresh_from_db()
        given: Any = self.data
        given = given.copy()
        given[self.add_prefix(SEEN)] = seen(self.record, self.watched)
        self.data = given


class PermissionRequired:
    """A view that only those with ``permission`` may open; asked before anything else."""

    permission: ClassVar[Permission]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the permission, then go on."""
        require(request.user, self.permission)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


class FormPage(PermissionRequired, FormView[forms.Form]):
    """A page with one form. A room says what it is called, what it needs and calls its service.

    ::

        class PastePage(FormPage):
            permission = Permission.TEXT_UPLOAD
            form_class = PasteForm
            title = _("Paste a text")
            submit = _("Read")

            def act(self, form: forms.Form) -> str:
                text = services.hold_pasted(self.request.user, words=form.cleaned_data["words"])
                return text.get_absolute_url()
    """

    template_name = "frame/form.html"
    title: ClassVar[str | _StrPromise] = ""
    submit: ClassVar[str | _StrPromise] = ""
    done_message: ClassVar[str | _StrPromise] = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add title and the words on the button."""
        return super().get_context_data(title=self.title, submit=self.submit, **kwargs)

    def act(self, form: forms.Form) -> str:
        """Do what the form asks, by a service, and return the address to go to."""
        # Each page says it; one that does not must fail, not seem to have acted.
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Act, say so, and go on; show the form again where somebody else was faster."""
        try:
            self.success_url = self.act(form)
        except ChangedMeanwhileError as error:
            form.add_error(None, error.words())
            if isinstance(form, EditForm):
                form.note_again()
            return self.form_invalid(form)
        if self.done_message:
            messages.success(self.request, self.done_message)
        return super().form_valid(form)
