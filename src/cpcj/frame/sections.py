"""Sections that rooms add to each other's pages.

The page of a mandate, of a text, of a State or of a donor shows what other rooms know about it; the
room that draws the page does not know them. A room registers a section for a kind of subject; the
page asks :func:`sections` and shows what comes back, below its own words. A section may also put
notes beside the paragraphs of a text (:func:`annotated`), each with a link to what it says below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


class Subject(StrEnum):
    """What a page is about; the value says how the subject is named."""

    MANDATE = "mandate"  # identifier of the act, "A/RES/70/178#op46.2"
    TEXT = "text"  # identifier of the text, "A/RES/70/178"
    STATE = "state"  # ISO 3166-1 alpha-3 code, "TUR"
    DONOR = "donor"  # code of the donor, "nord"


@dataclass(frozen=True, slots=True)
class Note:
    """A few words beside a paragraph.

    Attributes:
        words: what is said of it.
        href: where more of it stands, on the same page or elsewhere.
        state: what the tag looks like: "confirmed", "rejected" or empty.
    """

    words: str
    href: str
    state: str = ""


Notes = Mapping[str, Sequence[Note]]
"""Notes by the place of the paragraph in its text ("op7", "pp3")."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of other rooms' pages.

    Attributes:
        name: its own name, once in the house ("followup").
        subject: the pages it stands on.
        order: its place among the sections of a page.
        template: what draws it.
        context: given the request and the identifier of the page's subject, returns what the
            template is given, or None where there is nothing to show to this visitor.
        beside: given that context, returns the notes that stand beside paragraphs; for texts.
    """

    name: str
    subject: Subject
    order: int
    template: str
    context: Callable[[HttpRequest, str], dict[str, Any] | None]
    beside: Callable[[dict[str, Any]], Notes] | None = None


_sections: dict[tuple[Subject, str], Section] = {}


def register_section(section: Section) -> None:
    """Add a section; called from a room's ``AppConfig.ready``."""
    _sections[section.subject, section.name] = section


def sections(request: HttpRequest, subject: Subject, identifier: str) -> list[SafeString]:
    """Return the sections about a subject for this visitor, drawn, in order of place."""
    return annotated(request, subject, identifier)[0]


def annotated(
    request: HttpRequest, subject: Subject, identifier: str
) -> tuple[list[SafeString], dict[str, list[Note]]]:
    """Return what :func:`sections` does, and the notes beside the paragraphs of a text."""
    ordered = sorted(
        (section for section in _sections.values() if section.subject == subject),
        key=lambda section: (section.order, section.name),
    )
    drawn = []
    beside: dict[str, list[Note]] = {}
    for section in ordered:
        context = section.context(request, identifier)
        if context is None:
            continue
        drawn.append(render_to_string(section.template, context, request))
        if section.beside is not None:
            for place, notes in section.beside(context).items():
                beside.setdefault(place, []).extend(notes)
    return drawn, beside
