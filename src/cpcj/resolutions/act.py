"""What an act is: one thing that a body does in an operative paragraph.

The record and its rules are those of the annotation guide (``docs/annotation.md``). Spans are half
open, in code points of :attr:`Act.full`; a value read from several places has one list of pieces.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from cpcj.resolutions.citation import Citation
from cpcj.resolutions.model import SourcePiece, Span, Standing

Pieces = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """When a deliverable is due: the session of a body and the days it can fall on.

    ``start`` and ``end`` (both inclusive) are None where the table of sessions does not reach.
    """

    body: str
    session: int
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A document or information that an addressee is to give to a body.

    Attributes:
        what: what is to be given, as printed ("a report on the implementation of …").
        to: normalized name of the first-named receiving body; None where none can be known.
        when: the words for the time as printed ("seventy-fifth session", "periodically"), or None.
        due: the session meant and its dates, where the words name one.
    """

    what: str
    to: str | None
    when: str | None
    due: Due | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A value with the words it was read from, in the paragraph's full text."""

    value: str
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Act:
    """One act; the names of the fields are those of the record.

    Attributes:
        id: stable identifier ("A/RES/70/178#op46.2").
        document: symbol or made identifier of the document.
        text: which text of a report ("VIII"), else None.
        paragraph: the operative paragraph's number without full stop.
        point: label path of the point the act stands in ("(a)", "(a)(i)"), else None.
        position: place of the act in the whole paragraph, from 1.
        standing: proposed, recommended or adopted.
        phrase: the verb group as printed, lower case.
        act: the kind of act, from the vocabulary of acts.
        reiterated: whether the body says that it repeats an earlier act of its own.
        addressees: who is asked, normalized, in order of print, each with its words.
        deliverable: what is to be handed over, or None.
        qualifiers: conditions, sorted by value, each with its words.
        action: what is asked, verbatim.
        topics: crime areas and themes, each with its words.
        citations: what the act cites; their spans are in ``full``.
        full: the paragraph's full text.
        phrase_pieces, act_pieces, reiterated_pieces, action_pieces, deliverable_pieces: where each
            field was read in ``full``.
        source: pieces of the file, in characters after decoding.
    """

    id: str
    document: str
    text: str | None
    paragraph: str
    point: str | None
    position: int
    standing: Standing
    phrase: str
    act: str
    reiterated: bool
    addressees: tuple[Evidence, ...]
    deliverable: Deliverable | None
    qualifiers: tuple[Evidence, ...]
    action: str
    full: str
    phrase_pieces: Pieces
    act_pieces: Pieces
    action_pieces: Pieces
    reiterated_pieces: Pieces = ()
    deliverable_pieces: Pieces = ()
    topics: tuple[Evidence, ...] = ()
    citations: tuple[Citation, ...] = ()
    source: tuple[SourcePiece, ...] = field(default=(), compare=False)
