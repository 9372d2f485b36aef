"""Words as printed with what is known about them: italics, footnote marks, links, acts, finds.

Marks may overlap in any way (a citation inside the words of an addressee inside a phrase found by a
search). The words are cut at every edge; each piece carries the classes of all marks over it, and
pieces of one link stand in one link.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from operator import itemgetter

from django.utils.safestring import SafeString, mark_safe

from cpcj.register.pictures.svg import element
from cpcj.resolutions.model import NoteMark, Passage, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Classes over ``text[start:end]``."""

    start: int
    end: int
    classes: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link over ``text[start:end]``; ``title`` says where it leads."""

    start: int
    end: int
    href: str
    title: str = ""
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something put in before ``text[at]``: a footnote mark as a link to its note."""

    at: int
    drawn: SafeString


def note_signs(
    marks: Sequence[NoteMark], base: str, named: str, *, first: set[str] | None = None
) -> tuple[Sign, ...]:
    """Return footnote marks as links to ``#{base}{mark}``.

    Args:
        marks: the marks of a passage.
        base: beginning of the notes' identifiers.
        named: what a screen reader says, with ``%s`` for the mark ("Footnote %s").
        first: marks that already have a place to come back to; those met first get one
            (``id="{base}ref-{mark}"``) and are added.
    """
    signs = []
    for mark in marks:
        identifier = None
        if first is not None and mark.mark not in first:
            first.add(mark.mark)
            identifier = f"{base}ref-{mark.mark}"
        anchor = element(
            "a",
            {
                "id": identifier,
                "href": f"#{base}{mark.mark}",
                "aria-label": named % mark.mark,
                "class": "note-mark",
            },
            mark.mark,
        )
        signs.append(Sign(mark.at, element("sup", {}, anchor)))
    return tuple(signs)


def within(passages: Iterable[Passage], spans: Iterable[Span]) -> list[list[Span]]:
    """Share spans in a paragraph's full text among its passages.

    Args:
        passages: in the order of :meth:`Paragraph.passages`; one line feed stands between them in
            the full text.
        spans: places in the full text.

    Returns:
        For each passage, the places in its own text.
    """
    edges = []
    at = 0
    for passage in passages:
        edges.append((at, at + len(passage.text)))
        at += len(passage.text) + 1
    listed = list(spans)
    return [
        [
            Span(max(span.start, start) - start, min(span.end, end) - start)
            for span in listed
            if span.start < end and span.end > start
        ]
        for start, end in edges
    ]


def marked(
    text: str,
    *,
    emphasis: Sequence[Span] = (),
    signs: Sequence[Sign] = (),
    marks: Sequence[Mark] = (),
    links: Sequence[Link] = (),
) -> SafeString:
    """Return words as HTML with everything that is known about them.

    Args:
        text: the words.
        emphasis: what is printed in italics.
        signs: what is put in between the words.
        marks: classes over stretches; they may overlap.
        links: links over stretches; where two overlap the first stands.
    """
    if not links and not signs:
        return _plainly(text, emphasis, marks)
    chosen = _apart(links, len(text))
    edges = {0, len(text)}
    for start, end in itertools.chain(
        emphasis, ((one.start, one.end) for one in marks), ((one.start, one.end) for one in chosen)
    ):
        edges.update((_clip(start, text), _clip(end, text)))
    put_in: dict[int, list[SafeString]] = {}
    for sign in signs:
        at = _clip(sign.at, text)
        edges.add(at)
        put_in.setdefault(at, []).append(sign.drawn)
    ordered = sorted(edges)
    out: list[str] = []
    inner: list[str] = []
    open_link: Link | None = None
    for start, end in itertools.pairwise(ordered):
        link = next((one for one in chosen if one.start <= start < one.end), None)
        here = put_in.pop(start, [])
        # A footnote mark is a link itself and cannot stand inside another.
        if link is not open_link or here:
            out += inner if open_link is None else [_anchor(open_link, inner)]
            inner = []
        out += here
        open_link = link
        inner.append(_piece(text[start:end], start, emphasis, marks))
    out += inner if open_link is None else [_anchor(open_link, inner)]
    for at in sorted(put_in):
        out += put_in[at]
    return mark_safe("".join(out))  # noqa: S308 - every piece is escaped where it is made


Stretch = tuple[int, int, str]
"""``(start, end, classes)``: a mark as lists of many lines make them."""


def stretched(text: str, stretches: Iterable[Stretch]) -> SafeString:
    """Return words with classes over stretches, which mostly do not overlap.

    Does what :func:`marked` does of marks alone, several times as quick.
    """
    parts: list[str] = []
    at = 0
    length = len(text)
    ordered = sorted(stretches, key=_START)
    for start, end, classes in ordered:
        if not at <= start < end <= length:
            marks = [Mark(*one) for one in ordered]
            return _plainly(text, (), marks)
        if at < start:
            parts.append(escape(text[at:start]))
        parts.append(_classed(classes, text[start:end]))
        at = end
    parts.append(escape(text[at:]))
    return mark_safe("".join(parts))  # noqa: S308 - words and classes are escaped above


_START = itemgetter(0)


def _classed(classes: str, words: str) -> str:
    opening, closing = _around(classes)
    return f"{opening}{escape(words)}{closing}"


@lru_cache(maxsize=256)
def _around(classes: str) -> tuple[str, str]:
    """Return the tags of an element with these classes, which are words of our own."""
    name = "mark" if "found" in classes.split() else "span"
    return f'<{name} class="{escape(classes)}">', f"</{name}>"


def _plainly(text: str, emphasis: Sequence[Span], marks: Sequence[Mark]) -> SafeString:
    """Return words in which nothing is put and nothing leads anywhere."""
    edges = {0, len(text)}
    stretches = [(one.start, one.end) for one in emphasis]
    stretches += [(one.start, one.end) for one in marks]
    for start, end in stretches:
        edges.update((_clip(start, text), _clip(end, text)))
    pieces = [
        _piece(text[start:end], start, emphasis, marks)
        for start, end in itertools.pairwise(sorted(edges))
    ]
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped where it is made


def _clip(at: int, text: str) -> int:
    return max(0, min(at, len(text)))


def _apart(links: Sequence[Link], length: int) -> list[Link]:
    """Return links that do not overlap, in order; of two that do, the one that begins first."""
    kept: list[Link] = []
    for link in sorted(links, key=lambda one: (one.start, -one.end)):
        if link.start < link.end <= length and (not kept or link.start >= kept[-1].end):
            kept.append(link)
    return kept


def _piece(words: str, start: int, emphasis: Sequence[Span], marks: Sequence[Mark]) -> SafeString:
    drawn = escape(words)
    over = [mark.classes for mark in marks if mark.start <= start < mark.end]
    if over:
        # Each class once, in the order of the marks.
        classes = " ".join(dict.fromkeys(" ".join(over).split()))
        opening, closing = _around(classes)
        drawn = f"{opening}{drawn}{closing}"
    if any(span.start <= start < span.end for span in emphasis):
        drawn = f"<em>{drawn}</em>"
    return mark_safe(drawn)  # noqa: S308 - words and classes are escaped above


def _anchor(link: Link, inner: list[str]) -> str:
    if not inner:
        return ""
    return element(
        "a",
        {"href": link.href, "title": link.title or None, "class": link.classes or None},
        mark_safe("".join(inner)),  # noqa: S308 - pieces are escaped where they are made
    )
