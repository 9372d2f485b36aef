"""The feed of changes as Atom (RFC 4287)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import get_language, gettext
from lxml import etree

from cpcj.register.api.resolving import id_address
from cpcj.register.presentation.called import place_name
from cpcj.register.queries.changes import Change

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
LATEST = 100
"""Events that the feed goes back."""


def atom(changes: Iterable[Change], site: str, feed: str) -> bytes:
    """Return changes as a feed, the newest first.

    Args:
        changes: the newest first.
        site: address of the site, without a slash at its end.
        feed: address of the feed.
    """
    found = list(changes)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]  # the default namespace
    root.set("{http://www.w3.org/XML/1998/namespace}lang", get_language() or "en")
    _words(root, "id", feed)
    _words(root, "title", gettext("Changes of the register"))
    _words(root, "updated", _time(found[0].at if found else dt.datetime.fromtimestamp(0, dt.UTC)))
    _link(root, feed, "self", MEDIA_TYPE)
    _link(root, f"{site}/api/v1/changes", "alternate", "application/json")
    author = etree.SubElement(root, f"{{{ATOM}}}author")
    _words(author, "name", "CPCJ")
    for change in found:
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        address = f"{site}{id_address(change.identifier)}"
        # One event can stand for several texts: number and identifier name the entry.
        _words(entry, "id", f"{address}?change={change.number}")
        _words(entry, "title", _title(change))
        _words(entry, "updated", _time(change.at))
        _link(entry, address, "alternate", "text/html")
        etree.SubElement(entry, f"{{{ATOM}}}category", {"term": str(change.change)})
        if change.title:
            _words(entry, "summary", change.title)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _title(change: Change) -> str:
    called = {"what": place_name(change.identifier)}
    return {
        "new": gettext("New: %(what)s"),
        "changed": gettext("Changed: %(what)s"),
        "withdrawn": gettext("Withdrawn: %(what)s"),
        "settled": gettext("Settled by an officer: %(what)s"),
    }[change.change] % called


def _words(parent: etree._Element, name: str, words: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = _printable(words)


def _printable(words: str) -> str:
    """Leave out the characters that XML has no place for."""
    return "".join(one for one in words if one >= " " or one in "\t\n")


def _link(parent: etree._Element, address: str, relation: str, media: str) -> None:
    attributes = {"href": address, "rel": relation, "type": media}
    etree.SubElement(parent, f"{{{ATOM}}}link", attributes)


def _time(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
