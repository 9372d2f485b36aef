"""A passage cut into runs: stretches of words over which nothing changes.

Italics, links, highlights and footnote marks may overlap as they please; each writer prints the
runs from left to right and needs no tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from cpcj.resolutions.model import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Link:
    """``text[start:end]`` of a passage leads to ``href``."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """``text[start:end]`` of a passage is shown as part of an act.

    Attributes:
        start: where it begins.
        end: where it ends.
        part: which part of the act ("phrase", "addressee", "qualifier", "deliverable", "action").
        act: number of the act in its paragraph's identifier ("op46.2").
        kind: the kind of act ("request").
        addressees: normalized names of those addressed.
    """

    start: int
    end: int
    part: str
    act: str
    kind: str
    addressees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Words over which nothing changes, with the footnote marks that stand before them.

    ``link`` is the same object for all runs of one link.
    """

    marks: tuple[str, ...]
    words: str
    italic: bool = False
    link: Link | None = None
    highlights: tuple[Highlight, ...] = ()


_Stretch = TypeVar("_Stretch", Span, Link, Highlight)


def runs(
    passage: Passage, links: Iterable[Link] = (), highlights: Sequence[Highlight] = ()
) -> Iterator[Run]:
    """Yield the runs of a passage in order; marks at its end come with an empty run.

    Args:
        passage: the words.
        links: stretches that lead elsewhere; of those that overlap the first stands.
        highlights: stretches to be highlighted, in any order.
    """
    text = passage.text
    size = len(text)
    apart = _apart(links, size)
    if not (passage.marks or passage.emphasis or apart or highlights):
        if text:
            yield Run((), text)
        return
    cuts = {0, size}
    stretches: tuple[Span | Link | Highlight, ...] = (*passage.emphasis, *apart, *highlights)
    for stretch in stretches:
        cuts.update((stretch.start, stretch.end))
    waiting: dict[int, list[str]] = {}
    for mark in passage.marks:
        waiting.setdefault(min(max(mark.at, 0), size), []).append(mark.mark)
    cuts.update(waiting)
    places = sorted(cut for cut in cuts if 0 <= cut <= size)
    italics, linked, shown = _Sweep(passage.emphasis), _Sweep(apart), _Sweep(highlights)
    for start, end in zip(places, [*places[1:], size], strict=True):
        marks = tuple(waiting.get(start, ()))
        if start == end and not marks:
            continue
        link = linked.at(start)
        yield Run(
            marks,
            text[start:end],
            italic=bool(italics.at(start)),
            link=link[0] if link else None,
            highlights=tuple(shown.at(start)),
        )


def _apart(links: Iterable[Link], size: int) -> list[Link]:
    """Return links in order of place, without those that are empty or overlap an earlier one."""
    kept: list[Link] = []
    end = 0
    for link in sorted(links, key=lambda one: (one.start, -one.end)):
        if end <= link.start < min(link.end, size):
            kept.append(link)
            end = link.end
    return kept


class _Sweep(Generic[_Stretch]):
    """What stands over a place that only moves to the right."""

    __slots__ = ("_ahead", "_over")

    def __init__(self, stretches: Iterable[_Stretch]) -> None:
        self._ahead: list[_Stretch] = sorted(
            stretches, key=lambda one: (one.start, -one.end), reverse=True
        )
        self._over: list[_Stretch] = []

    def at(self, place: int) -> list[_Stretch]:
        """Return what stands over the character at a place."""
        while self._ahead and self._ahead[-1].start <= place:
            self._over.append(self._ahead.pop())
        self._over = [one for one in self._over if one.end > place]
        return self._over
