"""Where the words of an amendment stand, and the edits that they ask for there."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from cpcj.resolutions.amending import finding
from cpcj.resolutions.amending.finding import Edit
from cpcj.resolutions.amending.model import Amendment, At, Deed
from cpcj.resolutions.amending.tree import Slot
from cpcj.resolutions.model import Span


class Result(StrEnum):
    """What became of an amendment."""

    APPLIED = "applied"
    NO_PLACE = "place-not-found"
    PLACES = "several-places"
    NO_WORDS = "words-not-found"
    SEVERAL = "words-several-times"
    OVERTAKEN = "overtaken"  # another amendment of the list changes the same words
    UNFIT = "does-not-fit"  # a footnote is to be moved, a title taken out …


class NotMadeError(Exception):
    """An amendment that is not made: what became of it, and how many places were found."""

    def __init__(self, result: Result, count: int = 0) -> None:
        """Say what became of it."""
        super().__init__(result)
        self.result = result
        self.count = count


def at_an_end(amendment: Amendment, slots: Sequence[Slot]) -> tuple[Slot, Edit]:
    """Return the edit that puts words at the beginning or end of a place."""
    if amendment.new is None or not slots or amendment.at not in (At.END, At.BEGINNING):
        raise NotMadeError(Result.NO_WORDS)
    words = amendment.new.words
    if amendment.at is At.BEGINNING:
        return slots[0], finding.put_before(slots[0].passage.text, 0, words)
    return slots[-1], finding.put_at_end(slots[-1].passage.text, words)


def edits_of(amendment: Amendment, slots: Sequence[Slot]) -> list[tuple[Slot, Edit]]:
    """Return the edits that words ask for, one for each occurrence that is meant."""
    new = amendment.new.words if amendment.new else ""
    if amendment.rest and amendment.anchor is not None:
        slot, span = chosen_of(_found(slots, amendment.anchor.words), amendment)
        return [(slot, _rest(slot.passage.text, span.end, new))]
    if amendment.old is None:
        return [(slot, _inserted(amendment, slot.passage.text, span, new))
                for slot, span in _anchors(amendment, slots)]  # fmt: skip
    found = _found(slots, amendment.old.words)
    if amendment.anchor is not None:
        found = _near(amendment, slots, found)
    chosen = found if amendment.every and found else [chosen_of(found, amendment)]
    if amendment.deed is Deed.DELETE:
        return [(slot, finding.taken_out(slot.passage.text, span)) for slot, span in chosen]
    return [(slot, finding.put_instead(slot.passage.text, span, new)) for slot, span in chosen]


def _found(slots: Sequence[Slot], words: str) -> list[tuple[Slot, Span]]:
    return [(slot, span) for slot in slots for span in finding.find(slot.passage.text, words)]


def chosen_of(found: list[tuple[Slot, Span]], amendment: Amendment) -> tuple[Slot, Span]:
    """Return the occurrence that an amendment means.

    Raises:
        NotMadeError: there is none, or several and it does not say which.
    """
    if not found:
        raise NotMadeError(Result.NO_WORDS)
    which = amendment.which
    if which:
        if abs(which) > len(found):
            raise NotMadeError(Result.NO_WORDS, len(found))
        return found[which - 1 if which > 0 else which]
    if len(found) > 1:
        raise NotMadeError(Result.SEVERAL, len(found))
    return found[0]


def _anchors(amendment: Amendment, slots: Sequence[Slot]) -> list[tuple[Slot, Span]]:
    assert amendment.anchor is not None  # noqa: S101 - asked before
    found = _found(slots, amendment.anchor.words)
    if amendment.until is not None:
        until = {(id(slot), span.start) for slot, span in _found(slots, amendment.until.words)}
        found = [(slot, span) for slot, span in found
                 if (id(slot), _after_space(slot.passage.text, span.end)) in until]  # fmt: skip
    if amendment.every and found:
        return found
    return [chosen_of(found, amendment)]


def _after_space(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] == ","):
        at += 1
    return at


def _inserted(amendment: Amendment, text: str, span: Span, new: str) -> Edit:
    if amendment.at is At.BEFORE:
        return finding.put_before(text, span.start, new)
    return finding.put_after(text, span.end, new)


def _near(
    amendment: Amendment, slots: Sequence[Slot], found: list[tuple[Slot, Span]]
) -> list[tuple[Slot, Span]]:
    """Return the occurrences that stand after or before the anchor: those next to it, if any."""
    assert amendment.anchor is not None  # noqa: S101 - asked before
    anchors = _found(slots, amendment.anchor.words)
    touching, beyond = [], []
    for slot, span in found:
        for other, anchor in anchors:
            if other is not slot:
                continue
            first, second = (anchor, span) if amendment.at is At.AFTER else (span, anchor)
            if first.end > second.start:
                continue
            beyond.append((slot, span))
            if not slot.passage.text[first.end : second.start].strip(" ,"):
                touching.append((slot, span))
    return touching or list(dict.fromkeys(beyond))


def _rest(text: str, at: int, new: str) -> Edit:
    """Return the edit that takes out everything up to the sign that ends a text."""
    tail = finding.put_at_end(text, "x")
    end = max(tail.start, at)
    close = not new or new[:1] in ",;:."
    return Edit(at, end, ("" if close else " ") + new)
