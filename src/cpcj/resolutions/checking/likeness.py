"""The same passage elsewhere with another word in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from rapidfuzz import fuzz

from cpcj.resolutions.checking.draft import Draft
from cpcj.resolutions.checking.finding import Found, Placed, Witness
from cpcj.resolutions.checking.rules import read_data
from cpcj.resolutions.checking.wording import (
    Occurrence,
    Wording,
    slots,
    words_in,
)
from cpcj.resolutions.model import Span

_DATA = read_data("likeness.toml")
_SMALL = frozenset(_DATA["small"])
_CONFUSED = frozenset(frozenset(pair) for pair in _DATA["confused"])
_NAMING = frozenset(_DATA["naming"])


def slips(draft: Draft) -> Iterator[Found]:
    """L01: a word nobody else has there, where the others have one that is easily taken for it."""
    own = Wording()
    for at in draft.body:
        own.add(at.place, at.text)
    held = draft.held.wording() if draft.held is not None else Wording()
    for at in draft.body:
        yield from _in_passage(at, own, held)


def _in_passage(at: Placed, own: Wording, held: Wording) -> Iterator[Found]:
    words = words_in(at.text)
    done = 0
    for key, first, last in slots(words):
        if first < done or not (key in held or key in own):
            continue
        here = " ".join(word.word for word in words[first:last])
        others = [
            one
            for one in chain(held.find(key), own.find(key))
            if one.identifier != at.place or one.words != here
        ]
        if not others or any(one.words == here and one.identifier != at.place for one in others):
            continue
        likely = next((one for one in others if is_slip(here, one.words)), None)
        if likely is None:
            continue
        start = words[first].start if last > first else words[first].start
        end = words[last - 1].end if last > first else words[first].end
        done = last + 1
        yield _found(at, Span(start, end), here, likely)


def _found(at: Placed, span: Span, here: str, likely: Occurrence) -> Found:
    words = at.text[span.start : span.end]
    corrected = f"{likely.words} {words}" if not here else likely.words
    values = {"words": words, "other": corrected}
    witness = Witness(likely.identifier, likely.around)
    return Found(at, span, values, corrected, (witness,))


_ALIKE = 72
_LONG = 5


def is_slip(here: str, other: str) -> bool:
    """Tell whether words are easily put for others: alike, confused, or a naming word left out.

    Args:
        here: the words of the draft, "" for none.
        other: the words elsewhere.
    """
    ours = [word for word in here.split() if word not in _SMALL]
    theirs = [word for word in other.split() if word not in _SMALL]
    if not ours and len(theirs) == 1:
        return not here and theirs[0] in _NAMING
    if len(ours) != 1 or len(theirs) != 1 or ours == theirs:
        return False
    one, two = ours[0], theirs[0]
    if frozenset((one, two)) in _CONFUSED:
        return True
    if any(character.isdigit() for character in one + two) or _inflected(one, two):
        return False
    return (
        min(len(one), len(two)) >= _LONG
        and one[:4] == two[:4]
        and fuzz.ratio(one, two) >= _ALIKE
        and {one[-3:], two[-3:]} == {"ing", "ted"}
    )


def _inflected(one: str, two: str) -> bool:
    """Tell whether two words differ by an ending that careful editing changes as well."""
    short, long = sorted((one, two), key=len)
    return long in (f"{short}s", f"{short}es", f"{short}d", f"{short}ed", f"{short}ly")


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {"L01": slips}
