"""Structure: order of the parts, openings of paragraphs, numbering, what negotiation left over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from cpcj.resolutions.acts.verbs import finite_forms
from cpcj.resolutions.checking.draft import Draft, Whole, found
from cpcj.resolutions.checking.finding import Found, Level, Part, Placed
from cpcj.resolutions.checking.quoting import inside, quoted
from cpcj.resolutions.checking.rules import read_data
from cpcj.resolutions.model import Paragraph, Role, Span, TextKind

_DATA = read_data("words.toml")["openings"]
_ADVERBS = frozenset(_DATA["adverbs"])
_ADJECTIVES = frozenset(_DATA["adjectives"])
_NOT_FINITE = frozenset(_DATA["not_finite"])
_NO_PARTICIPLES = frozenset(_DATA["no_participles"])
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
_FEELING = re.compile(
    r"(?:With (?:[a-z]+ )?(?:appreciation|concern|interest|regret|satisfaction)|Once more),? "
)


def _first_word(text: str) -> re.Match[str] | None:
    """Return the word that opens a paragraph, adverbs before it passed over."""
    last = None
    feeling = _FEELING.match(text)
    for match in _WORD.finditer(text, feeling.end() if feeling is not None else 0):
        word = match[0].lower()
        if word == "and" and last is not None:
            continue  # "Strongly and unequivocally condemning"
        last = match
        if word not in _ADVERBS and not (word.endswith("ly") and word not in _ADJECTIVES):
            return match
        if match.start() > 60:
            break
    return last


# S01

_AFTER = "A preambular paragraph stands after an operative one."


def order(draft: Draft) -> Iterator[Found]:
    """S01: an organ line, then the preamble, then the operative part."""
    if not draft.is_resolution:
        return
    if not draft.organ_line.text:
        start = draft.start
        yield found(start, 0, min(len(start.text), 60), what="There is no organ line.")
    if not draft.operative and draft.preambular:
        last = draft.preambular[-1].words
        yield found(last, *_whole(last), what="There is no operative paragraph.")
    begun: int | None = None
    for one in draft.wholes:
        if one.paragraph.role is Role.OPERATIVE:
            begun = one.run
        elif one.paragraph.role is Role.PREAMBULAR and begun == one.run:
            yield found(
                one.words,
                *one.opening,
                what=_AFTER,
            )


def _whole(at: Placed) -> Span:
    return Span(0, len(at.text))


def organ_line(draft: Draft) -> Iterator[Found]:
    """S02: "The General Assembly,"."""
    at = draft.organ_line
    # An annexed declaration alone is adopted by a sentence without preamble.
    if draft.is_resolution and draft.preambular and at.text and not at.text.endswith(","):
        yield found(at, *_whole(at), corrected=at.text.rstrip(" .;:") + ",")


# S03, S04

_THEN_FINITE = re.compile(
    r", and (?:in this (?:regard|respect|context) |also |further )?([a-z]+s)\b"
)
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whom|whose|where|whereby|as|when|while|how|what|if|it|they)\b"
)


def preambular_opening(draft: Draft) -> Iterator[Found]:
    """S03: "Recalling", "Deeply concerned", "Aware"; nothing finite beside it."""
    proclaiming = draft.preambular[-2:] if draft.proclaims else ()
    for one in draft.preambular if draft.is_resolution else ():
        if one in proclaiming:
            continue  # "Solemnly proclaims …; and to this end declares that:"
        text = one.paragraph.words.text
        match = _first_word(text)
        if match is None:
            continue
        word = match[0].lower()
        if word in _NO_PARTICIPLES or not (word.endswith(("ing", "ed")) or word in _ADJECTIVES):
            corrected = participle(match[0]) if word in _finite() else None
            yield found(one.words, *match.span(), corrected=corrected)
            continue
        later = _THEN_FINITE.search(text)
        if (
            later is not None
            and later[1] in _finite() - _NOT_FINITE
            and _SUBORDINATE.search(text, 0, later.start()) is None
        ):
            yield found(one.words, *later.span(1), corrected=participle(later[1]))


def _finite() -> frozenset[str]:
    return frozenset(finite_forms())


_PARTICIPLES = (
    ("izes", "izing"), ("sses", "ssing"), ("ches", "ching"), ("shes", "shing"), ("ies", "ying"),
    ("ees", "eeing"), ("es", "ing"), ("s", "ing"),
)  # fmt: skip


def participle(verb: str) -> str:
    """Return the participle of a verb in the third person ("Affirms": "Affirming")."""
    for ending, put in _PARTICIPLES:
        if verb.endswith(ending):
            return verb[: -len(ending)] + put
    return verb


def operative_opening(draft: Draft) -> Iterator[Found]:
    """S04: "Requests", "Also requests", "Strongly condemns"."""
    for one in draft.operative if draft.is_resolution and not draft.proclaims else ():
        text = one.paragraph.words.text
        match = _first_word(text)
        if match is None:
            continue
        word = match[0].lower()
        if word in _finite() or (
            word.endswith("s")
            and word not in _NOUNS
            and _OF_A_NOUN.match(text, match.end()) is None
        ):
            continue
        yield found(one.words, *match.span(), corrected=_indicative(match[0]))


_NOUNS = frozenset(_DATA["nouns"])
_OF_A_NOUN = re.compile(r" (?:shall|should|must|will|may|can|are|were|have|of|who|which)\b")
"""What follows a plural noun and no verb: "Lanterns shall be lit"."""


def _indicative(word: str) -> str | None:
    lowered = word.lower()
    for form in finite_forms():
        if lowered in (participle(form), form[:-1], form[:-2]):
            return form.capitalize() if word[0].isupper() else form
    return None


# S05, S07


def numbering(draft: Draft) -> Iterator[Found]:
    """S05: 1, 2, 3 in the operative part; anew after a heading at the most."""
    if not draft.is_resolution:
        return
    for one in draft.preambular:
        if one.paragraph.numbered:
            what = f"A preambular paragraph is not numbered (“{one.paragraph.n}”)."
            yield found(one.words, *one.opening, what=what)
    operative = draft.operative
    if len(operative) == 1:
        if operative[0].paragraph.numbered:
            what = f"A single operative paragraph is not numbered (“{operative[0].paragraph.n}”)."
            yield found(operative[0].words, *operative[0].opening, what=what)
        return
    expected, run = 1, 0
    for one in operative:
        paragraph = one.paragraph
        number = re.match(r"\d+", paragraph.n)
        if not paragraph.numbered or number is None:
            what = f"An operative paragraph is numbered; {expected} is expected."
            yield found(one.words, *one.opening, what=what)
            expected += 1
            continue
        here = int(number[0])
        anew = one.run != run and here == 1
        if here != expected and not anew and paragraph.n.isdigit():
            what = f"The paragraph bears the number {here}, {expected} is expected."
            yield found(one.words, *one.opening, what=what)
        expected, run = here + 1, one.run


def points(draft: Draft) -> Iterator[Found]:
    """S07: (a), (b); below them (i), (ii); below them a., b."""
    for one in draft.wholes if draft.is_resolution else ():
        yield from _points(draft, one, one.paragraph.points, 0)


def _points(draft: Draft, one: Whole, listed: tuple[Paragraph, ...], depth: int) -> Iterator[Found]:
    marked = [point for point in listed if point.numbered and point.n]
    for place, point in enumerate(marked):
        expected = _MARKS[min(depth, 2)](place)
        if point.n not in (expected, expected.strip("()"), expected.strip(".")):
            at = next(p for p in draft.body if p.passage is point.words)
            end = at.text.find(" ")
            yield found(at, 0, end if end > 0 else len(at.text), mark=point.n, expected=expected)
            break  # what follows one wrong mark is wrong with it
    for point in listed:
        yield from _points(draft, one, point.points, depth + 1)


def _letters(place: int) -> str:
    times, letter = divmod(place, 26)
    return chr(ord("a") + letter) * (times + 1)


_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _roman(number: int) -> str:
    words = ""
    for value, sign in _ROMAN:
        while number >= value:
            words += sign
            number -= value
    return words


_MARKS: tuple[Callable[[int], str], ...] = (
    lambda place: f"({_letters(place)})",
    lambda place: f"({_roman(place + 1)})",
    lambda place: f"{_letters(place)}.",
)


# S11, S12


def adoption(draft: Draft) -> Iterator[Found]:
    """S11: an adoption line if and only if the text is adopted."""
    line = draft.text.adoption
    at = draft.start
    if draft.text.kind is TextKind.RESOLUTION and line is None:
        yield found(at, *_whole(at), what="An adopted resolution bears an adoption line.")
    elif not draft.adopted and line is not None:
        placed = Placed("adoption", Part.ADOPTION, line.words)
        yield found(placed, *_whole(placed), what="A draft bears no adoption line.")


_BRACKET = re.compile(r"\[(?!see |[A-Z]/)[^\]]{0,80}\]?|(?<!\d)\]")
"""Not a reference in brackets, as old texts print them: "[see E/CN.7/1992/2, para. 17]"."""
_LEFT_OVER = re.compile(
    r"\((?:agreed|AGREED)\)|\b[Aa]greed ad ref(?:erendum)?\b|\bad ref\.?(?=[\s)])"
    r"|\b(?:[Oo]perative [Pp]aragraph|[Pp]reambular [Pp]aragraph|OP|PP) ?\d+\.? ?"
    r"(?:bis|ter|quater|alt)\b"
    r"|\([A-Z][\w.,’ -]{1,80}: ?"
    r"(?:delete|add|reserve|replace|prefer|retain|insert|move)\b[^)]{0,80}\)|~~[^~]{1,200}~~"
    r"|^\(?(?:bis|ter|quater|alt)\b\.?"
)
_PLACEHOLDER = re.compile(
    r"\b\d{1,3}/ ?(?:_{1,}|[Xx]{2,}|…|\.{3}|-{2,}|–{2,})|_{2,}(?: [A-Z][a-z]+ \d{4})?"
    r"|\b[Xx]{2,} (?:[A-Z][a-z]+ \d{4})|\b(?:TBC|TBD|tbc|tbd)\b|\[…\]|\[\.\.\.\]"
)
_SUFFIXED = re.compile(r"\d+ ?(?:bis|ter|quater|quinquies|alt)\b\.?", re.IGNORECASE)


def left_over(draft: Draft) -> Iterator[Found]:
    """S12: square brackets, "bis", "alt", "agreed ad ref"; places to be filled in."""
    for one in draft.wholes:
        if _SUFFIXED.fullmatch(one.paragraph.n):
            what = f"The number “{one.paragraph.n}” is left over from negotiation"
            yield found(one.words, *one.opening, what=what)
    for at in (*draft.running, *draft.notes):
        unfilled = [Span(*match.span()) for match in _PLACEHOLDER.finditer(at.text)]
        for start, end in unfilled:
            place = found(at, start, end, what="A place is to be filled in")
            yield replace(place, level=Level.INFORMATION)
        patterns = (_LEFT_OVER,) if at.part is Part.NOTE else (_BRACKET, _LEFT_OVER)
        within = quoted(at.text)
        for pattern in patterns:
            for match in pattern.finditer(at.text):
                if not any(
                    start < match.end() and match.start() < end for start, end in unfilled
                ) and not inside(match.start(), within):
                    yield found(at, *match.span(), what="This is left over from negotiation")


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {
    "S01": order,
    "S02": organ_line,
    "S03": preambular_opening,
    "S04": operative_opening,
    "S05": numbering,
    "S07": points,
    "S11": adoption,
    "S12": left_over,
}
