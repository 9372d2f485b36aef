"""An amendment in words, once it has been read.

Where two amendments are compared the places of their words in the file do not count: another
writing of the same amendment is the same amendment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from cpcj.resolutions.model import Span

NOWHERE = Span(0, 0)
"""Where words stand that were made and not read."""


class Deed(StrEnum):
    """What an amendment does."""

    INSERT = "insert"  # words into a passage
    DELETE = "delete"  # words of a passage
    REPLACE = "replace"  # words by others
    ADD = "add"  # a paragraph or point
    REMOVE = "remove"  # a whole provision
    REVISE = "revise"  # a whole provision reads otherwise
    MOVE = "move"  # a whole provision
    RENUMBER = "renumber"  # the provisions anew, or one of them


class Kind(StrEnum):
    """What a place is."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    PARAGRAPH = "paragraph"  # the words do not say of which part
    PREAMBLE = "preamble"  # the whole preamble
    BODY = "operative part"  # the whole operative part
    TITLE = "title"
    NOTE = "footnote"


class Part(StrEnum):
    """Which part of a paragraph with points is meant."""

    WHOLE = "whole"
    LEAD = "lead"  # the words before its points
    CLOSING = "closing"  # the words after them


class At(StrEnum):
    """Where in or beside its place an amendment acts."""

    WITHIN = "within"
    AFTER = "after"
    BEFORE = "before"
    END = "end"
    BEGINNING = "beginning"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text as its words name it.

    Attributes:
        kind: what it is.
        n: its number as named ("5", "12 bis"); "-1" for the last, "-2" for the one before it;
            empty for the title and for a whole part.
        points: labels of the point meant, outermost first ("(a)", "(ii)").
        section: number of the section ("II") where one is named.
        part: which part of the paragraph.
        ordinal: whether it is counted ("the third paragraph") and not called by its number.
        span: the words that name it, in the amendments.
    """

    kind: Kind
    n: str = ""
    points: tuple[str, ...] = ()
    section: str | None = None
    part: Part = Part.WHOLE
    ordinal: bool = field(default=False, compare=False)
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that an amendment quotes; paragraphs of several are parted by line feeds."""

    words: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change.

    Attributes:
        deed: what is done.
        place: where; None where the words alone say it.
        old: the words that go.
        new: the words that come.
        at: after or before the anchor or the place, at its end or beginning, or anywhere within.
        anchor: the words after or before which it acts; None where it is the place itself.
        until: of "between … and …" the second words.
        which: which occurrence of the words is meant: 1 the first, -1 the last, 0 the only one.
        every: whether every occurrence is meant.
        rest: whether everything after the anchor goes.
        to: for a move, beside which place; for a renumbering, the new number.
        adds: for an addition, what kind of provision comes, with its number where one is told.
        reads: what the place should read in the end, where the words say it.
        label: number of the amendment in its list ("3", "(b)").
        span: the sentence or part of one that says it.
    """

    deed: Deed
    place: Place | None = None
    old: Quoted | None = None
    new: Quoted | None = None
    at: At = At.WITHIN
    anchor: Quoted | None = None
    until: Quoted | None = None
    which: int = 0
    every: bool = False
    rest: bool = False
    to: Place | None = None
    adds: Place | None = None
    reads: Quoted | None = None
    label: str = field(default="", compare=False)
    span: Span = field(default=NOWHERE, compare=False)


class Why(StrEnum):
    """Why words were not read as an amendment."""

    NO_CHANGE = "no-change"  # a heading, an introduction: it tells no change
    UNKNOWN_WORDS = "unknown-words"
    NO_PLACE = "no-place"
    NO_WORDS = "no-words"  # what to put in or take out is not said
    UNCLEAR = "unclear"  # the parts are known, their order is not


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that were not read.

    Attributes:
        span: where they stand in the amendments.
        words: what stands there, shortened.
        why: the reason.
        detail: the words that are in the way.
    """

    span: Span
    words: str
    why: Why
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Amendments as they were read.

    Attributes:
        text: the words that were read; every span points into them.
        amendments: in the order in which they stand.
        unread: what was not read, in order; what tells no change is among it.
    """

    text: str
    amendments: tuple[Amendment, ...]
    unread: tuple[Unread, ...]

    @property
    def failed(self) -> tuple[Unread, ...]:
        """Return what tells a change and could not be read."""
        return tuple(one for one in self.unread if one.why is not Why.NO_CHANGE)
