"""The same passage elsewhere with another word in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from rapidfuzz import fuzz

from cpcj.resolutions.checking.draft import Draft
from cpcj.resolutions.checking.finding import Found, Placed, Witness
from cpcj.resolutions.checking.wording import (
    CONFUSED,
    NAMING,
    PREFERRED,
    SMALL,
    Occurrence,
    Wording,
    gaps,
    slots,
    words_in,
)
from cpcj.resolutions.model import Span


def slips(draft: Draft) -> Iterator[Found]:
    """L01: a word nobody else has there, where the others have one that is easily taken for it."""
    own = Wording()
    for at in draft.body:
        own.add(at.place, at.text)
    known = [own] if draft.held is None else [draft.held.wording(), own]
    for at in draft.body:
        if not at.place.startswith("annex"):  # in a treaty requesting and requested alternate
            yield from _in_passage(at, known)


def _in_passage(at: Placed, known: list[Wording]) -> Iterator[Found]:
    words = words_in(at.text)
    done: set[int] = set()
    for key, first, last in chain(slots(words), gaps(words)):
        here = " ".join(word.word for word in words[first:last])
        if last - 1 in done or (not here and first in done):
            continue
        others = [one for wording in known for one in wording.find(key)
                  if one.identifier != at.place]  # fmt: skip
        if not others or any(_same(one.words, here) for one in others):
            continue
        likely = next((one for one in others if is_slip(here, one.words)), None)
        if likely is not None:
            done.update(range(first, last + 1))
            end = words[last - 1].end if last > first else words[first].end
            yield _found(at, Span(words[first].start, end), here, likely)


def _same(one: str, other: str) -> bool:
    return _content(one) == _content(other)


def _content(words: str) -> list[str]:
    return [word for word in words.split() if word not in SMALL]


def _found(at: Placed, span: Span, here: str, likely: Occurrence) -> Found:
    words = at.text[span.start : span.end]
    corrected = likely.words if here else f"{likely.words} {words}"
    values = {"words": words, "other": corrected}
    return Found(at, span, values, corrected, (Witness(likely.identifier, likely.around),))


_ALIKE = 72


def is_slip(here: str, other: str) -> bool:
    """Tell whether words are easily put for others: confused, alike, or the name of a part lost.

    Args:
        here: the words of the draft, "" for none.
        other: the words elsewhere.
    """
    ours, theirs = _content(here), _content(other)
    if not ours:
        return not here and len(theirs) == 1 and theirs[0] in NAMING
    if len(ours) != 1 or len(theirs) != 1 or ours == theirs:
        return False
    one, two = ours[0], theirs[0]
    if (one, two) in PREFERRED or frozenset((one, two)) in CONFUSED:
        return True
    # "receiving" for "received": who does it and whom it is done to change places.
    endings = {one[-3:], two[-3:]}
    return endings == {"ing", "ted"} and one[:4] == two[:4] and fuzz.ratio(one, two) >= _ALIKE


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {"L01": slips}
