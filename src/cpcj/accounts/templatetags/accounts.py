"""The fields of the sign-in library's forms, drawn as the house draws fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from cpcj.frame.forms import dress

if TYPE_CHECKING:
    from django.forms import BaseForm

register = template.Library()


@register.inclusion_tag("accounts/parts/fields.html")
def dressed(form: BaseForm) -> dict[str, Any]:
    """Draw a form's fields with labels, help and errors tied to them, without the form around."""
    dress(form)
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)  # the label says it
    return {"form": form}
