"""Names of the room's values for a person, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.frame.punctuation import enumerated_long
from cpcj.register.presentation.addresses import official_address, text_address
from cpcj.register.presentation.names import body_name
from cpcj.resolutions.citations.address import official_url

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from cpcj.register.budget.models import Line

STATES: dict[str, _StrPromise] = {
    "held": _("held"),
    "resolved": _("resolved, text not held"),
    "untraceable": _("not traceable"),
}
KINDS: dict[str, _StrPromise] = {
    "resolution": _("resolution"),
    "decision": _("decision"),
    "statement": _("statement"),
    "declaration": _("declaration"),
}
CARRIES: dict[str, _StrPromise] = {
    "declaration": _("adopts a declaration"),
    "treaty": _("adopts a treaty"),
    "model treaty": _("adopts a model treaty"),
    "code of conduct": _("adopts a code of conduct"),
    "standards and norms": _("adopts standards and norms"),
    "plan or strategy": _("adopts a plan or strategy"),
}
PUBLISHER: dict[str, _StrPromise] = {
    "none": _("the publisher gives no symbol"),
    "same": _("the publisher's symbol is the same"),
    "part": _("the publisher's symbol names the document, not its part"),
    "differs": _("the publisher's symbol is another"),
}
FORMS: dict[str, _StrPromise] = {
    "table": _("table (CSV)"),
    "tree": _("tree (JSON)"),
    "word": _("Word file"),
}
IMPORT_REFUSED: dict[str, _StrPromise] = {
    "done": _("This file was imported already."),
    "changed": _("The list changed since this page was made. This is what would change now."),
    "yes": _("Rows would be removed: say that you agree to it."),
}


def state_name(state: str) -> str:
    """Return the name of a row's state."""
    return str(STATES.get(state, state))


def kind_name(kind: str) -> str:
    """Return the name of a kind; what is not known has none."""
    return str(KINDS.get(kind, kind)) if kind else gettext("not known")


def body_of(body: str) -> str:
    """Return a body's name; "not known" for none."""
    return body_name(body) if body else gettext("not known")


def subprogramme_name(subprogramme: str) -> str:
    """Return the name of a subprogramme by its number; "" is the whole programme."""
    if not subprogramme:
        return gettext("whole programme")
    return gettext("subprogramme %(number)s") % {"number": subprogramme}


def subprogrammes(listed: tuple[str, ...]) -> str:
    """Return the names of several subprogrammes."""
    return enumerated_long(subprogramme_name(one) for one in listed)


def adopted(line: Line) -> str:
    """Return the year of adoption, or the two it can be of."""
    if line.year_from is None:
        return ""
    if line.year_from == line.year_to:
        return str(line.year_from)
    years = {"first": line.year_from, "second": line.year_to}
    return gettext("%(first)s or %(second)s") % years


def line_address(line: Line) -> str:
    """Return the page of a row."""
    return reverse("budget:row", args=[line.pk])


def held_address(line: Line) -> str:
    """Return the page of a row's text in the register."""
    return text_address(line.identifier)


def official_of(line: Line) -> str | None:
    """Return where the official document is; None where the text has no document of its own.

    Where the publisher names the document and the row means a part of it, the document's.
    """
    symbol = line.publisher_symbol if line.publisher == "part" else line.symbol
    return official_address(symbol) if symbol and official_url(symbol) else None
