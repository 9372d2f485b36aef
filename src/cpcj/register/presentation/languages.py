"""Languages of a text on its pages: their names and directions, and two of them side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from cpcj.register.models import Provision
from cpcj.register.presentation import names
from cpcj.register.presentation.called import local_name
from cpcj.register.presentation.marking import marked
from cpcj.register.presentation.reading import passage_of
from cpcj.register.rules.languages import Pair, Place, alone
from cpcj.resolutions.writers.layout import LANGUAGE_TAGS

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from cpcj.register.models import TextVersion

_RIGHT_TO_LEFT = frozenset({"ara", "heb", "fas", "urd"})


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as a page names it.

    Attributes:
        code: ISO 639-2.
        tag: for the attribute ``lang``.
        direction: for the attribute ``dir``.
        name: in the language of the interface.
    """

    code: str
    tag: str
    direction: str
    name: str

    @classmethod
    def of(cls, code: str) -> Tongue:
        """Return the language of a code."""
        direction = "rtl" if code in _RIGHT_TO_LEFT else "ltr"
        return cls(code, LANGUAGE_TAGS.get(code, code), direction, names.language_name(code))


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of one version: its anchor, its number, its words as HTML."""

    local: str
    number: str
    words: SafeString
    closing: SafeString | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A place in both versions: "preambular", "operative", "point", "heading" …, and how deep."""

    kind: str
    depth: int
    first: Cell | None
    second: Cell | None


def rows_of(found: Iterable[Pair]) -> list[Row]:
    """Return the lines of two versions side by side."""
    rows = []
    for pair in found:
        place = pair.first or pair.second
        if place is not None:
            kind = "point" if place.depth else place.kind
            rows.append(Row(kind, place.depth, _cell(pair.first), _cell(pair.second)))
    return rows


def _cell(place: Place | None) -> Cell | None:
    if place is None:
        return None
    row = place.row
    layout = row.layout  # type: ignore[attr-defined]
    closing = None
    number = place.n
    if isinstance(row, Provision):
        number = row.n if row.numbered else ""
        if number and row.role != "point":
            number = f"{number}."
        if row.closing:
            closing = _words(row.closing, layout.get("closing", {}))
    return Cell(place.local, number, _words(place.words, layout), closing)


def _words(words: str, layout: dict[str, object]) -> SafeString:
    """Return words with their italics; footnotes stand on the page of each language."""
    passage = passage_of(words, layout)
    return marked(passage.text, emphasis=passage.emphasis)


@dataclass(frozen=True, slots=True)
class Lone:
    """A provision without a partner, in words: where it stands, in which language."""

    local: str
    message: str


def lone_places(found: Sequence[Pair], first: TextVersion, second: TextVersion) -> list[Lone]:
    """Return what to say of the provisions that only one of two versions has."""
    lone = []
    for pair in alone(found):
        has, lacks = (first, second) if pair.first is not None else (second, first)
        place = pair.first or pair.second
        if place is None:
            continue
        message = gettext("%(place)s of the %(language)s text has no partner in the %(other)s") % {
            "place": local_name(place.local),
            "language": names.language_name(has.language),
            "other": names.language_name(lacks.language),
        }
        lone.append(Lone(place.local, message))
    return lone
