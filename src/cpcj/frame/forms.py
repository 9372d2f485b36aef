"""The base of every form page, and the widgets' classes and ties for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.views.generic import FormView

from cpcj.frame.permissions import Permission, require

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase
    from django.utils.functional import _StrPromise


_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-check-input d-block"),
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
        """Act, say so, and go on."""
        self.success_url = self.act(form)
        if self.done_message:
            messages.success(self.request, self.done_message)
        return super().form_valid(form)
