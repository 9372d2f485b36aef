"""Cutting and joining passages without losing their marks, italics and way back to the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cpcj.resolutions.model import NoteMark, Passage, SourcePiece, Span

EMPTY = Passage("")


def part(words: Passage, start: int, end: int | None = None) -> Passage:
    """Return ``words.text[start:end]`` without white space at its ends.

    A mark belongs to the words it follows: one that stands exactly at ``start`` stays with the
    part before, unless the part begins the passage.

    Args:
        words: the passage to cut.
        start: first code point kept.
        end: first code point left out; None for the end.
    """
    text = words.text
    limit = len(text) if end is None else end
    first, stop = start, limit
    while first < stop and text[first].isspace():
        first += 1
    while stop > first and text[stop - 1].isspace():
        stop -= 1
    if first == 0 and stop == len(text):
        return words
    marks = tuple(
        NoteMark(max(first, min(mark.at, stop)) - first, mark.mark)
        for mark in words.marks
        if start < mark.at <= limit or mark.at == start == 0
    )
    emphasis = tuple(
        Span(max(span.start, first) - first, min(span.end, stop) - first)
        for span in words.emphasis
        if span.start < stop and span.end > first
    )
    return Passage(text[first:stop], marks, emphasis, _clip(words.source, first, stop))


def _clip(pieces: Sequence[SourcePiece], start: int, end: int) -> tuple[SourcePiece, ...]:
    """Return the pieces inside ``[start, end)``, shifted to begin at 0."""
    clipped = []
    for piece in pieces:
        piece_start, piece_end, source_start, source_end = piece
        if piece_end <= start or piece_start >= end:
            continue
        if start <= piece_start and piece_end <= end:
            shifted = SourcePiece(piece_start - start, piece_end - start, source_start, source_end)
            clipped.append(shifted)
            continue
        first, last = max(piece.start, start), min(piece.end, end)
        if piece.end - piece.start == piece.source_end - piece.source_start:
            source_start = piece.source_start + first - piece.start
            source_end = source_start + last - first
        clipped.append(SourcePiece(first - start, last - start, source_start, source_end))
    return tuple(clipped)


def join(passages: Iterable[Passage], glue: str = " ") -> Passage:
    """Return the passages one after the other, ``glue`` between those that hold words."""
    kept = [words for words in passages if words.text or words.marks]
    return join_with(kept, [glue] * (len(kept) - 1))


def join_with(passages: Sequence[Passage], glues: Sequence[str]) -> Passage:
    """Return the passages one after the other.

    Args:
        passages: what to join.
        glues: what to put between each and the next; one less than there are passages.
    """
    if len(passages) == 1:
        return passages[0]
    texts: list[str] = []
    marks: list[NoteMark] = []
    emphasis: list[Span] = []
    source: list[SourcePiece] = []
    length = 0
    for place, words in enumerate(passages):
        if place:
            texts.append(glues[place - 1])
            length += len(glues[place - 1])
        texts.append(words.text)
        if words.marks:
            marks += [NoteMark(mark.at + length, mark.mark) for mark in words.marks]
        if words.emphasis:
            emphasis += [Span(span.start + length, span.end + length) for span in words.emphasis]
        source += [
            SourcePiece(start + length, end + length, source_start, source_end)
            for start, end, source_start, source_end in words.source
        ]
        length += len(words.text)
    return Passage("".join(texts), tuple(marks), tuple(emphasis), merge(source))


def merge(pieces: Iterable[SourcePiece]) -> tuple[SourcePiece, ...]:
    """Return the pieces with neighbours that touch on both sides made one."""
    merged: list[SourcePiece] = []
    for piece in pieces:
        if merged:
            last = merged[-1]
            if (
                last.end == piece.start
                and last.source_end == piece.source_start
                and last.end - last.start == last.source_end - last.source_start
                and piece.end - piece.start == piece.source_end - piece.source_start
            ):
                merged[-1] = SourcePiece(last.start, piece.end, last.source_start, piece.source_end)
                continue
        merged.append(piece)
    return tuple(merged)


class Cut(NamedTuple):
    """Characters to leave out, ``text[start:end]``, and what to put in their place."""

    start: int
    end: int
    put: str = ""


def edit(
    words: Passage,
    cuts: Sequence[Cut],
    marks: Sequence[NoteMark] = (),
    emphasis: Sequence[Span] = (),
) -> Passage:
    """Return the passage without some of its characters.

    Args:
        words: the passage.
        cuts: what to leave out; in order, not overlapping. What is put in belongs to no piece.
        marks: footnote marks to add, placed in ``words.text`` as it is before the cuts.
        emphasis: italics to add, placed likewise.
    """
    if not cuts and not marks and not emphasis:
        return words
    text = words.text
    kept: list[tuple[int, int, int]] = []  # start, end, new start
    texts: list[str] = []
    source: list[SourcePiece] = []
    pieces = words.source
    first_piece = 0  # the first that may reach beyond ``at``: cuts and pieces both rise
    length = 0
    at = 0
    for cut in (*cuts, Cut(len(text), len(text))):
        if cut.start > at:
            kept.append((at, cut.start, length))
            texts.append(text[at : cut.start])
            while first_piece < len(pieces) and pieces[first_piece].end <= at:
                first_piece += 1
            last_piece = first_piece
            while last_piece < len(pieces) and pieces[last_piece].start < cut.start:
                last_piece += 1
            source += [
                SourcePiece(p.start + length, p.end + length, p.source_start, p.source_end)
                for p in _clip(pieces[first_piece:last_piece], at, cut.start)
            ]
            length += cut.start - at
        texts.append(cut.put)
        length += len(cut.put)
        at = max(at, cut.end)

    starts = [first for first, _, _ in kept]

    def moved(place: int) -> int:
        index = bisect_right(starts, place) - 1
        if index < 0:
            return 0
        first, last, new = kept[index]
        return new + min(place, last) - first

    all_marks = sorted(
        (NoteMark(moved(mark.at), mark.mark) for mark in (*words.marks, *marks)),
        key=lambda mark: mark.at,
    )
    spans = sorted(
        span
        for span in (Span(moved(s.start), moved(s.end)) for s in (*words.emphasis, *emphasis))
        if span.end > span.start
    )
    return Passage("".join(texts), tuple(all_marks), tuple(spans), merge(source))


_RUN = re.compile(
    r"[^\s\u200b-\u200f\u2060\ufeff\u00ad]+(?: [^\s\u200b-\u200f\u2060\ufeff\u00ad]+)*"
)


def from_source(text: str, start: int, end: int) -> Passage:
    """Return ``text[start:end]`` as a passage: white space as single spaces, invisible marks gone.

    A single space stays part of its piece; longer runs of white space, tabs and non-breaking
    spaces become one space that belongs to no piece.
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return EMPTY
    chunk = text[start:end]
    # The plain space is the only white space that is printable.
    if chunk.isprintable() and "  " not in chunk:
        return Passage(chunk, source=(SourcePiece(0, end - start, start, end),))
    words: list[str] = []
    pieces: list[SourcePiece] = []
    length = 0
    last = start
    for run in _RUN.finditer(text, start, end):
        if length and any(character.isspace() for character in text[last : run.start()]):
            words.append(" ")
            length += 1
        words.append(run.group())
        size = run.end() - run.start()
        pieces.append(SourcePiece(length, length + size, run.start(), run.end()))
        length += size
        last = run.end()
    return Passage("".join(words), source=merge(pieces))
