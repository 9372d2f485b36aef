"""Addresses of pages: of the register's own, and of the official documents outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext

from cpcj.register.presentation.called import place_name
from cpcj.register.presentation.marking import Link
from cpcj.samples import is_invented

if TYPE_CHECKING:
    from cpcj.register.models import Citation, Text

OFFICIAL = "https://docs.un.org/{language}/{symbol}"
"""Address of the official document by its symbol, as the United Nations gives it."""

_OFFICIAL_LANGUAGES = {"ar": "ar", "zh-hans": "zh", "fr": "fr", "ru": "ru", "es": "es"}
_RESOLVABLE = frozenset({"resolution", "decision", "document"})


def text_address(identifier: str) -> str:
    """Return the page of a text or, for ``…#op7``, the place on it."""
    text, _sharp, local = identifier.partition("#")
    address = reverse("register:text", args=[text])
    # A page's anchors are provisions; an act stands in its provision.
    return f"{address}#{quote(local.partition('.')[0], safe='()/~')}" if local else address


def mandate_address(identifier: str) -> str:
    """Return the page of an act."""
    return reverse("register:mandate", args=[identifier])


def cited_by_address(identifier: str) -> str:
    """Return the page that lists who cites an identifier."""
    return f"{reverse('register:cited_by')}?{urlencode({'id': identifier})}"


def official_address(symbol: str) -> str:
    """Return where the United Nations publishes the document of a symbol."""
    language = _OFFICIAL_LANGUAGES.get(get_language() or "en", "en")
    return OFFICIAL.format(language=language, symbol=quote(symbol, safe="/()."))


def official_of(text: Text) -> str | None:
    """Return where a text's official document is; None where it has no symbol or is a sample."""
    symbol = text.symbol if text.symbol and not text.made else text.document.symbol
    return official_address(symbol) if symbol and not is_invented(symbol) else None


def citation_link(citation: Citation, held: Mapping[str, Text]) -> Link | None:
    """Return a citation as a link: to the text where it is held, else to who else cites it.

    Args:
        citation: a citation; one that resolves to nothing is no link.
        held: the texts held, by the identifier they are cited by.
    """
    if not citation.target:
        return None
    text, _sharp, local = citation.target.partition("#")
    if (own := held.get(text)) is not None:
        href = text_address(f"{own.identifier}#{local}" if local else own.identifier)
        title = gettext("%(text)s, held here") % {"text": place_name(citation.target)}
        return Link(citation.start, citation.end, href, title, "cited")
    title = gettext("%(text)s, not held here: also cited by") % {
        "text": place_name(citation.target)
    }
    href = cited_by_address(citation.target)
    return Link(citation.start, citation.end, href, title, "cited cited-outside")
