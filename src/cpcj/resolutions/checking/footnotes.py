"""Footnotes: their order and marks, and whether a note is about what its mark stands after."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from cpcj.resolutions.checking.draft import Draft, found
from cpcj.resolutions.checking.finding import Found, Level, Placed, Witness
from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.footnotes import Footnotes
from cpcj.resolutions.model import NoteMark, Span
from cpcj.resolutions.vocabulary.instruments import Instrument, instruments

# P09


def _marked(draft: Draft) -> Iterator[tuple[Placed, NoteMark]]:
    for at in (draft.title, draft.organ_line, *draft.body):
        for mark in at.passage.marks:
            yield at, mark


def _before(at: Placed, mark: NoteMark) -> Span:
    """Return the word that a mark stands after."""
    end = len(at.text[: mark.at].rstrip())
    return Span(at.text.rfind(" ", 0, end) + 1, end)


def order(draft: Draft) -> Iterator[Found]:
    """P09: 1, 2, 3 in order of first use; no mark without note, no note without mark."""
    notes = Footnotes(draft.text.notes)
    highest = 0
    for at, mark in _marked(draft):
        call = notes.call(mark.mark)
        if call is None:
            what = f"The mark {mark.mark} has no footnote."
            yield found(at, *_before(at, mark), what=what)
        elif call.first and mark.mark.isdigit():
            number = int(mark.mark)
            if number < highest:
                what = f"The mark {number} first stands after the mark {highest}."
                yield found(at, *_before(at, mark), what=what)
            highest = max(highest, number)
    for place in notes.uncalled():
        at = draft.notes[place]
        if not draft.text.notes[place].mark.isdigit():
            continue  # "* Reissued for technical reasons": a note on the printed document
        what = f"The footnote {draft.text.notes[place].mark} has no mark in the text."
        yield found(at, 0, len(at.text), what=what)
    # In a volume of records the notes of several texts are numbered through.
    several = draft.adopted and len(draft.document.texts) > 1
    first = next((note.mark for note in draft.text.notes if note.mark.isdigit()), "1")
    expected = int(first) if several else 1
    for at, note in zip(draft.notes, draft.text.notes, strict=True):
        if not note.mark.isdigit():
            continue
        number = int(note.mark)
        if number != expected:
            what = f"The footnote bears the number {number}, {expected} is expected."
            yield found(at, 0, len(at.text), what=what)
        expected = number + 1


# C13

_IBID = re.compile(r"\*?Ibid\b\.?,?\*?", re.IGNORECASE)
_SERIES = re.compile(r"Treaty Series|(?<![\w/])vols?\. ?\d")
_RECORDS = re.compile(r"Official Records|Supplement No|\bSession\b")


def _kind(words: str, previous: frozenset[str]) -> frozenset[str]:
    """Return the kinds of sources a note names, one a part: "series", "records", "other"."""
    kinds: set[str] = set()
    for part in words.split(";"):
        stripped = part.strip()
        match = _IBID.match(stripped)
        meant = _meant(stripped[match.end() :] if match is not None else stripped)
        if match is not None and not meant:
            kinds |= previous
        else:
            kinds.add(meant or "other")
    return frozenset(kinds)


def _meant(words: str) -> str:
    if _SERIES.search(words):
        return "series"
    return "records" if _RECORDS.search(words) else ""


_KINDS = {"series": "a treaty series", "records": "Official Records"}


def _ibids(draft: Draft) -> Iterator[Found]:
    previous: frozenset[str] = frozenset()
    words_before = ""
    for at in draft.notes:
        match = _IBID.match(at.text)
        if match is not None:
            meant = _meant(at.text[match.end() :])
            if not previous:
                yield found(at, *match.span(), what="“Ibid.” repeats no note before it")
            elif meant and meant not in previous:
                what = f"“Ibid.” is meant for {_KINDS[meant]}, the note before names none"
                one = found(at, *match.span(), what=what)
                corrected = "United Nations, Treaty Series," if meant == "series" else None
                witness = Witness("the note before", words_before)
                yield Found(one.at, one.span, one.values, corrected, (witness,))
        previous, words_before = _kind(at.text, previous), at.text


@cache
def _children() -> Mapping[str, tuple[Instrument, ...]]:
    found_: dict[str, list[Instrument]] = {}
    for item in instruments().values():
        if item.parent:
            found_.setdefault(item.parent, []).append(item)
    return {key: tuple(items) for key, items in found_.items()}


@cache
def _numbers() -> frozenset[int]:
    return frozenset(n for item in instruments().values() for _, n in (*item.unts, *item.lnts))


_THERETO = re.compile(
    r"(?P<thereto>,? and the (?:\w+ )?Protocols? thereto|,? as amended[^,;]{0,60})?,?\s*"
)
_BOTH = 2


def _series_of(item: Instrument, *, thereto: bool) -> frozenset[tuple[int, int]]:
    """Return where in the Treaty Series an instrument stands, with its protocols if asked."""
    several = [item, *(_children().get(item.key, ()) if thereto else ())]
    return frozenset(pair for one in several for pair in (*one.unts, *one.lnts))


def _treaty_marks(draft: Draft) -> Iterator[Found]:
    notes = Footnotes(draft.text.notes)
    known = instruments()
    placed = {id(one.passage): one for one in draft.notes}
    for at, mark in _marked(draft):
        call = notes.call(mark.mark)
        if call is None:
            continue
        note = placed[id(draft.text.notes[call.place].words)]
        before = _instrument_before(draft, at, mark)
        if before is None:
            continue
        citation, thereto = before
        item = known[citation.id or ""]
        own = _series_of(item, thereto=thereto)
        printed = _printed_series(draft, note)
        if not own or not printed or own & printed:
            if own and printed and not printed <= _series_of(item, thereto=True):
                yield from _wrong_volume(at, citation, note, item, printed)
            continue
        numbers, expected = {n for _, n in printed}, {n for _, n in own}
        if numbers != expected and not numbers & _numbers():
            continue  # of a treaty that is not known here, perhaps one that is named with it
        one = found(at, *citation.span, what=_mismatch(mark, note, numbers == expected))
        better = _note_for(draft, own)
        corrected = None if better is None else f"{at.text[slice(*citation.span)]}{_mark(better)}"
        volume = ", ".join(f"vol. {v}, No. {n}" for v, n in sorted(own))
        witnesses = (Witness(note.place, note.text), Witness(item.name, volume))
        yield Found(one.at, one.span, one.values, corrected, witnesses)


def _mark(note: Placed) -> str:
    return f" [{note.place}]"


def _mismatch(mark: NoteMark, note: Placed, same_number: bool) -> str:  # noqa: FBT001 - one caller
    if same_number:
        return f"The volume in footnote {mark.mark} is not that of the treaty named"
    return f"The footnote {mark.mark} is that of another treaty ({note.text.rstrip('.')})"


def _wrong_volume(
    at: Placed,
    citation: Citation,
    note: Placed,
    item: Instrument,
    printed: frozenset[tuple[int, int]],
) -> Iterator[Found]:
    numbers = {number for _, number in _series_of(item, thereto=True)}
    foreign = sorted(pair for pair in printed if pair[1] in numbers)
    known_volumes = {volume for volume, _ in _series_of(item, thereto=True)}
    wrong = [pair for pair in foreign if pair[0] not in known_volumes]
    if wrong:
        what = f"Volume {wrong[0][0]} in {note.place} is not known for this treaty"
        one = found(at, *citation.span, what=what)
        yield Found(one.at, one.span, one.values, None, (Witness(note.place, note.text),),
                    Level.WARNING)  # fmt: skip


def _instrument_before(draft: Draft, at: Placed, mark: NoteMark) -> tuple[Citation, bool] | None:
    """Return the treaty named right before a mark, and whether its protocols are named with it."""
    treaties = [
        one
        for one in draft.cited_in(at)
        if one.kind is CitationKind.TREATY and one.span.end <= mark.at and one.id in instruments()
    ]
    if not treaties:
        return None
    citation = max(treaties, key=lambda one: one.span.end)
    match = _THERETO.fullmatch(at.text, citation.span.end, mark.at)
    if match is None or any(citation.span.end < other.at < mark.at for other in at.passage.marks):
        return None
    own_mark = any(other.at == citation.span.end != mark.at for other in at.passage.marks)
    return citation, bool(match["thereto"]) or own_mark


def _printed_series(draft: Draft, note: Placed) -> frozenset[tuple[int, int]]:
    pairs = set()
    for one in draft.cited_in(note):
        if one.kind is CitationKind.TREATY_SERIES and one.id:
            series, *numbers = one.id.split(":")
            if (
                series in ("UNTS", "LNTS")
                and len(numbers) == _BOTH
                and all(number.isdigit() for number in numbers)
            ):
                pairs.add((int(numbers[0]), int(numbers[1])))
    return frozenset(pairs)


def _note_for(draft: Draft, own: frozenset[tuple[int, int]]) -> Placed | None:
    return next((one for one in draft.notes if _printed_series(draft, one) & own), None)


def _resolution_marks(draft: Draft) -> Iterator[Found]:
    """Yield marks after a declaration or plan whose note names another resolution than its own."""
    notes = Footnotes(draft.text.notes)
    placed = {id(one.passage): one for one in draft.notes}
    for at, mark in _marked(draft):
        call = notes.call(mark.mark)
        before = None if call is None else _instrument_before(draft, at, mark)
        if call is None or before is None:
            continue
        item = instruments()[before[0].id or ""]
        note = placed[id(draft.text.notes[call.place].words)]
        cited = draft.cited_in(note)
        only = [one.id for one in cited if one.kind is CitationKind.RESOLUTION and one.id]
        if (
            item.kind != "treaty"
            and item.resolution
            and len(only) == len(cited) == 1
            and only[0] != item.resolution
            and only[0].split("/")[:1] == item.resolution.split("/")[:1]
        ):
            what = f"The footnote {mark.mark} names another resolution than its own"
            one = found(at, *before[0].span, what=what)
            witnesses = (Witness(note.place, note.text), Witness(item.name, item.resolution))
            yield Found(one.at, one.span, one.values, None, witnesses, Level.WARNING)


def sources(draft: Draft) -> Iterator[Found]:
    """C13: the note of a treaty is that treaty's; "Ibid." repeats a note of the same kind."""
    yield from _ibids(draft)
    yield from _treaty_marks(draft)
    yield from _resolution_marks(draft)


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {"P09": order, "C13": sources}
