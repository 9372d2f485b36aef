"""Addresses of pages: of the register's own, and of the official documents outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from django.urls import get_script_prefix, reverse
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


_SAFE = "!$&'()*+,;=/~:@"
"""Signs that stand as they are in the path of an address (RFC 3986: sub-delims and pchar)."""

_PLAIN = re.compile(r"[\w()./~-]*", re.ASCII).fullmatch

_PROBE = "A"


@lru_cache(maxsize=64)
def _around(name: str, prefix: str) -> tuple[str, str]:  # noqa: ARG001 - reverse() knows the prefix
    """Return what stands before and after the identifier in a page's address.

    A list names a hundred addresses that differ in the identifier alone: the table of addresses is
    asked once.
    """
    before, _probe, after = reverse(name, args=[_PROBE]).rpartition(_PROBE)
    return before, after


def addresser(name: str) -> Callable[[str], str]:
    """Return what gives the address of an identifier's page, for lists that ask it often.

    Args:
        name: of an address that takes an identifier and nothing else ("register:mandate").
    """
    before, after = _around(name, get_script_prefix())

    def address(identifier: str) -> str:
        path = identifier.replace("#", "/-/", 1)
        # Nearly every identifier is written in signs that stand as they are.
        path = path if _PLAIN(path) else quote(path, safe=_SAFE)
        return f"{before}{path}{after}"

    return address


def text_addresser() -> Callable[[str], str]:
    """Return :func:`text_address` for lists that ask it often."""
    page = addresser("register:text")

    def address(identifier: str) -> str:
        text, _sharp, local = identifier.partition("#")
        # A page's anchors are provisions; an act stands in its provision.
        if not local:
            return page(text)
        place = local.partition(".")[0]
        return f"{page(text)}#{place if _PLAIN(place) else quote(place, safe='()/~')}"

    return address


def text_address(identifier: str) -> str:
    """Return the page of a text or, for ``…#op7``, the place on it."""
    return text_addresser()(identifier)


def mandate_address(identifier: str) -> str:
    """Return the page of an act."""
    return addresser("register:mandate")(identifier)


def cited_by_address(identifier: str) -> str:
    """Return the page that lists who cites an identifier."""
    return f"{_plain('register:cited_by', get_script_prefix())}?{urlencode({'id': identifier})}"


@lru_cache(maxsize=64)
def _plain(name: str, prefix: str) -> str:  # noqa: ARG001 - reverse() knows the prefix
    return reverse(name)


def official_address(symbol: str) -> str:
    """Return where the United Nations publishes the document of a symbol."""
    language = _OFFICIAL_LANGUAGES.get(get_language() or "en", "en")
    return OFFICIAL.format(language=language, symbol=quote(symbol, safe="/()."))


def official_of(text: Text) -> str | None:
    """Return where a text's official document is; None where it has no symbol or is a sample."""
    symbol = text.symbol if text.symbol and not text.made else text.document.symbol
    return official_address(symbol) if symbol and not is_invented(symbol) else None


def citation_link(
    citation: Citation, held: Mapping[str, Text], places: Mapping[str, str]
) -> Link | None:
    """Return a citation as a link: to the words where they are held, else to who else cites it.

    Args:
        citation: a citation; one that resolves to nothing is no link.
        held: the texts held, by the identifier they are cited by.
        places: addresses of the provisions that other rooms hold, by identifier.
    """
    if not citation.target:
        return None
    text, _sharp, local = citation.target.partition("#")
    if (own := held.get(text)) is not None:
        href = text_address(f"{own.identifier}#{local}" if local else own.identifier)
        title = gettext("%(text)s, held here") % {"text": place_name(citation.target)}
        return Link(citation.start, citation.end, href, title, "cited")
    if (place := places.get(citation.target)) is not None:
        title = gettext("%(text)s, held here") % {"text": place_name(citation.target)}
        return Link(citation.start, citation.end, place, title, "cited")
    title = gettext("%(text)s, not held here: also cited by") % {
        "text": place_name(citation.target)
    }
    href = cited_by_address(citation.target)
    return Link(citation.start, citation.end, href, title, "cited cited-outside")
