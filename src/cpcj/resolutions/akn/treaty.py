"""The text of a treaty, or one provision of it, as Akoma Ntoso.

An article is an ``<article>``, what stands in it a ``<paragraph>`` at every depth, so that the
``eId`` of a provision is the fragment by which texts refer to it
(:func:`~cpcj.resolutions.akn.iri.citation_iri`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cpcj.resolutions.akn import iri
from cpcj.resolutions.akn.meta import declarations, identification
from cpcj.resolutions.akn.names import AKN
from cpcj.resolutions.akn.words import attribute, escape
from cpcj.resolutions.treaty_text import TreatyProvision
from cpcj.resolutions.vocabulary.instruments import instruments

_AUTHOR = "un"
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{AKN}">\n'


@dataclass(slots=True)
class _Node:
    """A provision with those that stand in it."""

    one: TreatyProvision
    below: list[_Node] = field(default_factory=list)


def treaty_to_akn(key: str, provisions: Sequence[TreatyProvision], language: str = "eng") -> bytes:
    """Return the text of a treaty as an ``act``.

    Args:
        key: of the instrument in the vocabulary.
        provisions: in the order of the text, at least one.
        language: ISO 639-2 code of their words.
    """
    known = instruments().get(key)
    title = escape(known.name if known else key)
    ids: set[str] = set()
    body = "".join(_written(node, ids) for node in _nested(provisions))
    return (
        f'{_HEAD}<act name="provision">\n{_meta(key, language)}'
        f"<preface><p><docTitle>{title}</docTitle></p></preface>\n"
        f"<body>\n{body}</body>\n</act>\n</akomaNtoso>\n"
    ).encode()


def provision_to_akn(
    key: str, provisions: Sequence[TreatyProvision], language: str = "eng"
) -> bytes:
    """Return one provision, with what stands in it, as a ``portion``.

    Args:
        key: of the instrument.
        provisions: the provision first, then those that stand in it.
        language: ISO 639-2 code of their words.
    """
    work = attribute(iri.treaty_iri(key))
    body = "".join(_written(node, set()) for node in _nested(provisions))
    original = f'<original eId="whole" href="{work}" showAs="treaty"/>'
    return (
        f'{_HEAD}<portion includedIn="#whole">\n{_meta(key, language, original)}'
        f"<portionBody>\n{body}</portionBody>\n</portion>\n</akomaNtoso>\n"
    ).encode()


def _meta(key: str, language: str, original: str = "") -> str:
    known = instruments().get(key)
    date = known.adopted.isoformat() if known and known.adopted else None
    said = declarations(_AUTHOR, "United Nations")
    head, mark, rest = said.partition(">")
    return (
        f"<meta>\n{identification(iri.treaty_iri(key), language, date, _AUTHOR)}"
        f"{head}{mark}{original}{rest}</meta>\n"
    )


def _nested(provisions: Sequence[TreatyProvision]) -> list[_Node]:
    """Return the provisions, each with those that stand in it."""
    found: list[_Node] = []
    open_: list[_Node] = []
    for one in provisions:
        node = _Node(one)
        while open_ and len(open_[-1].one.labels) >= len(one.labels):
            open_.pop()
        (open_[-1].below if open_ else found).append(node)
        open_.append(node)
    return found


def _written(node: _Node, ids: set[str]) -> str:
    one = node.one
    name = "paragraph" if one.labels else "article"
    number = one.labels[-1] if one.labels else f"Article {one.article}"
    heading = f"<heading>{escape(one.heading)}</heading>" if one.heading else ""
    words = f"<p>{escape(one.words)}</p>" if one.words or not node.below else ""
    if node.below:
        intro = f"<intro>{words}</intro>\n" if words else ""
        inner = intro + "".join(_written(below, ids) for below in node.below)
    else:
        inner = f"<content>{words}</content>"
    return f'<{name} eId="{_name(one, ids)}"><num>{escape(number)}</num>{heading}{inner}</{name}>\n'


def _name(one: TreatyProvision, ids: set[str]) -> str:
    """Return the ``eId`` of a provision: of several of one name the later ones have a number."""
    local, _sign, times = one.id.partition("#")[2].partition("~")
    wanted = iri.fragment_of(local) or iri.number(local)
    name = f"{wanted}_{times}" if times else wanted
    while name in ids:
        name += "_"
    ids.add(name)
    return attribute(name)
