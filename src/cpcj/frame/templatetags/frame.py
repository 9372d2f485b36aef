"""The components of pages, as template tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import template

from cpcj.frame import punctuation
from cpcj.frame.forms import dress
from cpcj.frame.permissions import Permission, allows

if TYPE_CHECKING:
    from django.forms import BaseForm

    from cpcj.frame.lists import Listing

register = template.Library()


@register.inclusion_tag("frame/components/facets.html")
def facets(listing: Listing) -> dict[str, Any]:
    """Draw the filters of a list with their counts."""
    return {"listing": listing}


@register.inclusion_tag("frame/components/chips.html")
def chips(listing: Listing) -> dict[str, Any]:
    """Draw the filters in use, each with a link that takes it away."""
    return {"listing": listing}


@register.inclusion_tag("frame/components/pagination.html")
def pagination(listing: Listing) -> dict[str, Any]:
    """Draw the way to the pages before and after."""
    return {"listing": listing}


@register.inclusion_tag("frame/components/exports.html")
def exports(listing: Listing) -> dict[str, Any]:
    """Draw the links that save the list as a file."""
    return {"listing": listing}


@register.inclusion_tag("frame/components/empty.html")
def empty(words: str, href: str = "", label: str = "") -> dict[str, Any]:
    """Say that there is nothing here, and what to do about it."""
    return {"words": words, "href": href, "label": label}


@register.inclusion_tag("frame/components/doubts.html")
def doubts(items: Sequence[object]) -> dict[str, Any]:
    """Draw the doubts of a reading; nothing where there are none."""
    return {"items": items}


@register.inclusion_tag("frame/components/badge.html")
def badge(label: object, tone: str = "secondary") -> dict[str, Any]:
    """Draw a badge; ``tone`` is one of Bootstrap's colours."""
    return {"label": label, "tone": tone}


@register.inclusion_tag("frame/components/form.html", takes_context=True)
def form_fields(
    context: template.RequestContext, form: BaseForm, submit: str = "", **hidden: str
) -> dict[str, Any]:
    """Draw a form with labels, help and errors tied to their fields; ``hidden`` adds values."""
    dress(form)
    return {
        "form": form,
        "submit": submit,
        "hidden": {name: value for name, value in hidden.items() if value},
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def comma() -> str:
    """Write what stands between the items of an enumeration."""
    return punctuation.comma()


@register.simple_tag
def semicolon() -> str:
    """Write what stands between items that hold commas themselves."""
    return punctuation.semicolon()


@register.filter
def enumerated(items: Iterable[object]) -> str:
    """Return items in one line: ``{{ names|enumerated }}``."""
    return punctuation.enumerated(items)


@register.filter
def enumerated_long(items: Iterable[object]) -> str:
    """Return items that hold commas themselves in one line."""
    return punctuation.enumerated_long(items)


@register.filter
def code_isolated(words: object) -> str:
    """Return words with dates of machines, symbols and identifiers in their own direction."""
    return punctuation.code_isolated(str(words))


@register.filter
def may(user: Any, permission: str) -> bool:
    """Return whether a user may do something: ``{% if user|may:"register.upload_text" %}``."""
    return allows(user, Permission(permission))
