"""The same verb again: also, further, then anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from cpcj.resolutions.act import Act
from cpcj.resolutions.checking.draft import Draft, Whole, found
from cpcj.resolutions.checking.finding import Found
from cpcj.resolutions.model import Span

_ADVERBS = ("", "also", "further")
_TURN = len(_ADVERBS)
_ALSO = re.compile(r"\b(also|further)\s+|\s+(also|further)\b", re.IGNORECASE)


class _Opening(NamedTuple):
    """How a paragraph opens.

    Attributes:
        verb: its verb without adverb.
        adverb: "also", "further" or "".
        asked: those asked, normalized.
        printed: those asked, as printed: "States" and "Governments" are two to the eye.
        span: the words of the opening.
    """

    verb: str
    adverb: str
    asked: tuple[str, ...]
    printed: tuple[str, ...]
    span: Span


# R01


def operative(draft: Draft) -> Iterator[Found]:
    """R01: by verb and addressee; the plain verb when the addressee changes."""
    before: _Opening | None = None
    count, run = 0, -1
    for one in draft.operative if draft.is_resolution else ():
        here = _operative_opening(draft, one)
        if here is None:
            before = None
            continue
        earlier = before if one.run == run else None
        same_verb = earlier is not None and earlier.verb == here.verb
        same = same_verb and earlier is not None and earlier.printed == here.printed
        count = (count + 1) % _TURN if same else 0
        expected = _ADVERBS[count]
        if here.adverb != expected:
            others = (
                earlier is not None
                and earlier.asked
                and here.asked
                and (earlier.asked != here.asked)
            )
            if same or (here.adverb and (others or not same_verb)):
                yield _wrong(one, here, expected, same=same, same_verb=same_verb)
            count = _ADVERBS.index(here.adverb)
        before, run = here, one.run


def _wrong(one: Whole, here: _Opening, expected: str, *, same: bool, same_verb: bool) -> Found:
    start, end = here.span
    plain = _ALSO.sub("", one.words.text[start:end]).strip()
    plain = plain[:1].upper() + plain[1:]
    put = plain if not expected else f"{expected.capitalize()} {plain[:1].lower()}{plain[1:]}"
    if same:
        what = "The paragraph before has the same verb and addressee"
    elif same_verb:
        what = "The paragraph before has the same verb and another addressee"
    else:
        what = "The paragraph before has another verb"
    return found(one.words, start, end, corrected=put, what=what, expected=put)


def _operative_opening(draft: Draft, one: Whole) -> _Opening | None:
    acts = draft.acts_by_paragraph.get(one.id, ())
    act = next((act for act in acts if act.position == 1), None)
    if act is None or act.phrase_pieces[0].start != 0:
        return None
    words = act.phrase.split()
    adverb = next((word for word in ("also", "further") if word in words[:3]), "")
    verb = " ".join(word for word in words if word not in ("also", "further"))
    asked = tuple(sorted(value.value for value in act.addressees))
    printed = tuple(
        " ".join(act.full[start:end] for start, end in value.pieces).casefold()
        for value in act.addressees
    )
    return _Opening(verb, adverb, asked, printed, _opening_span(act, one))


def _opening_span(act: Act, one: Whole) -> Span:
    end = 0
    for piece in act.phrase_pieces:
        if piece.start - end > 1 or piece.end > len(one.words.text):
            break
        end = piece.end
    return Span(0, end or act.phrase_pieces[0].end)


# R02

_FEELING = r"with\s+(?:\w+\s+)?(?:appreciation|concern|satisfaction|interest|regret)"
_PARTICIPLE = re.compile(
    r"(?P<adverb>(?:[A-Z][a-z]+ly|Also|Further)\s+)?"
    r"(?P<verb>[A-Z]?[a-z-]+(?:ing|ed)|[Aa]ware|[Mm]indful|[Cc]onscious|[Cc]ognizant)"
    r"(?P<more>(?:\s+(?:note|account|into account|into consideration|in mind|forward"
    rf"|{_FEELING})\b)*)"
)
_AGAIN = re.compile(r"(?:\s+(?!(?:that|the)\b)[\w’'-]+){0,4}?\s+(?P<again>also|further)\b")
_OTHER = re.compile(r"\s+(?:in particular|once (?:more|again)|again|and)\b")
_CLOSE = 9
"""Characters after the participle within which "also" is taken as one with it."""

_OWN_NOUN = ("expressing", "reiterating", "reaffirming")


def preambular(draft: Draft) -> Iterator[Found]:
    """R02: by participle."""
    before: _Opening | None = None
    count, run = 0, -1
    for one in draft.preambular if draft.is_resolution else ():
        here = _preambular_opening(one)
        same = (
            here is not None
            and before is not None
            and one.run == run
            and (before.verb == here.verb)
        )
        # "Recalling also" after another participle takes up an earlier "Recalling".
        begun = 0 if here is None else _ADVERBS.index(here.adverb)
        count = (count + 1) % _TURN if same else begun
        if here is not None and same and here.adverb != _ADVERBS[count]:
            start, end = here.span
            plain = _ALSO.sub("", one.words.text[start:end]).strip()
            expected = f"{plain} {_ADVERBS[count]}".strip()
            yield found(one.words, start, end, corrected=expected, expected=expected)
            count = _ADVERBS.index(here.adverb)
        before, run = here, one.run


def _preambular_opening(one: Whole) -> _Opening | None:
    text = one.words.text
    match = _PARTICIPLE.match(text)
    if match is None or _OTHER.match(text, match.end("more")):
        return None
    again = _AGAIN.match(text, match.end("verb"))
    first = (match["adverb"] or "").strip().lower()
    adverb = again["again"] if again is not None else ""
    if first in ("also", "further"):
        first, adverb = "", first
    verb = f"{first} {match['verb'].lower()}".strip()
    more = match["more"].strip()
    if match["verb"].lower() in _OWN_NOUN:
        # "Expressing concern", "Reiterating its appeal": the noun is what is repeated.
        following = [word for word in text[match.end("more") :].split()[:6] if word not in _ADVERBS]
        more = " ".join((more, *following[:2]))
    end = (
        again.end()
        if again is not None and again.end() - match.end("more") <= _CLOSE
        else (match.end("more"))
    )
    return _Opening(f"{verb} {more}".strip(), adverb, (), (), Span(0, end))


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {"R01": operative, "R02": preambular}
