"""The verb group of an act: the verb, its adverbs, its noun and the preposition bound to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from cpcj.resolutions.acts.infinitives import is_base
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.verbs import Verb, nouns, verbs, words


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A performative verb with what belongs to its phrase.

    Attributes:
        verb: the vocabulary's record of the verb.
        act: the kind of act; the noun may have decided it ("expresses its concern").
        pieces: the words of the phrase; what stands between them is no part of it.
        content: where what follows the phrase begins.
        preposition: the preposition bound to the phrase ("upon", "for"), else "".
        repeats: the words that say that an earlier act is repeated; empty where none do.
        act_span: the words that decide the kind of act.
    """

    verb: Verb
    act: str
    pieces: tuple[Span, ...]
    content: int
    preposition: str
    repeats: tuple[Span, ...]
    act_span: Span

    @property
    def start(self) -> int:
        """Where the phrase begins."""
        return self.pieces[0].start


def alternatives(listed: Iterable[str]) -> str:
    """Return an expression for any of some words, the longest first, blanks of any kind."""
    ordered = sorted(set(listed), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


_ADVERBS = words("beside", "adverbs")
_DOUBTFUL = words("beside", "doubtful")
_AGAIN = frozenset(words("beside", "again"))
_CONNECTING = alternatives(words("beside", "connecting"))
_DEGREES = r"(?:[\w-]+\s+(?:and\s+)?){0,3}?"
_FEELING = (
    rf"with\s+{_DEGREES}(?:{alternatives(words('beside', 'feelings'))})\b"
    rf"(?:\s+and\s+{_DEGREES}(?:{alternatives(words('beside', 'feelings'))})\b)?"
)
_NOT_ADJECTIVE = (
    r"(?=\s*,|\s+(?:that|the|this|all|its|their|any|each|every|upon|on|for|of|to|with|in|about|at|over|and"
    r"|those|these|such|how|[A-Z])|\s+(?:[Ss]tates|[Gg]overnments|parties)\b)"
)
_BESIDE = re.compile(
    r"(?:,\s*|\s+)(?:"
    rf"(?P<kept>(?:{alternatives(set(_ADVERBS) - set(_DOUBTFUL))})\b"
    rf"|(?:{alternatives(_DOUBTFUL)})\b{_NOT_ADJECTIVE}|{_FEELING})"
    rf"|(?P<left_out>(?:{_CONNECTING})\b,?))"
)
_POSSESSIVE = r"(?:its|our|their)\s+"
_ADJECTIVES = r"(?:(?!and\b)[\w-]+\s+(?:and\s+)?){0,4}?"
_EXPRESSED_NOUN = rf"(?:{alternatives(nouns('expressed'))})"
_EXPRESSED = re.compile(
    rf"\s+(?P<noun>(?:{_POSSESSIVE})?{_ADJECTIVES}(?P<word>{_EXPRESSED_NOUN})\b"
    rf"(?:(?:\s+(?:with|to|for|at))?(?:,?\s+and|,?\s+as\s+well\s+as)\s+"
    rf"(?:{_POSSESSIVE})?{_ADJECTIVES}{_EXPRESSED_NOUN}\b)*)"
)
_REPEATED = re.compile(
    rf"\s+(?P<noun>{_POSSESSIVE}(?:(?!for|of|to|in|on)[\w-]+\s+){{0,3}}?"
    rf"(?P<word>{alternatives(nouns('repeated'))})\b)"
)
_ASIDE = re.compile(
    r"\s*(?:,[^,;\n]{1,160},|(?:made|contained|set\s+out|addressed)\b[^,;\n]{1,120}?)(?=\s)"
)
_LEFT_OUT = re.compile(rf"(?:,\s*|\s+)(?:{_CONNECTING})\b,?")
_SPACES = re.compile(r"[\s,]*")
_DETERMINED = re.compile(
    r"\s+(?:the|all|its|their|those|these|this|a|an|that|such|any|each)\b|\s+[A-Z]"
)
_HELD_NOUN = alternatives(words("holding", "words"))
_HELD = re.compile(rf"\s+(?P<noun>{_POSSESSIVE}(?:[\w-]+\s+){{0,2}}?(?:{_HELD_NOUN})\b)")
"""What a body affirms of its own before "for" or "to": "its full support"."""

_HOLDING = frozenset(words("holding", "verbs"))
_ITSELF = re.compile(r"\s+(?P<kept>itself|ourselves)(?=\s+to\b)")
_INTENDING = frozenset(words("intending", "words"))
_COMMITTING = frozenset(words("intending", "verbs"))
_WORD = re.compile(r"\s+([\w-]+)")
_DECIDING = frozenset(words("expressing", "deciding"))
_REPEATING = frozenset(words("repeating", "verbs") + words("repeating", "plain"))
_NO_VERB_BEFORE = re.compile(
    r"\s*(?:$|[,.;:)](?!\s+(?:in|to|inter|with|therefore|once|also|while|as|on)\b)"
    r"|(?:for|from|by|of|or|and|made|submitted|received|under|at|is|are|was|were|be|verbales|to\s+be)\b)"
)
"""What follows a plural noun and never a finite verb with its object."""


def _bound(prepositions: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:,\s*|\s+)(?P<kept>{alternatives(prepositions)})\b")


@dataclass(frozen=True, slots=True)
class _Construction:
    verb: Verb
    needs: re.Pattern[str] | None
    bound: re.Pattern[str] | None


@cache
def _constructions() -> dict[str, tuple[_Construction, ...]]:
    """Return the constructions of every verb form, third person and plain."""
    found: dict[str, list[_Construction]] = {}
    for verb in verbs():
        construction = _Construction(
            verb,
            _bound(verb.needs) if verb.needs else None,
            _bound(verb.bound) if verb.bound else None,
        )
        for form in {verb.key, verb.plain}:
            found.setdefault(form, []).append(construction)
            if "ize" in form:
                found.setdefault(form.replace("ize", "ise"), []).append(construction)
    for form in words("expressing", "verbs") + words("expressing", "plain"):
        if form not in found:
            plain = form.rstrip("s") if not form.endswith("sses") else form[:-2]
            found[form] = [_Construction(Verb(form, plain, "other", common=True), None, None)]
    return {form: tuple(constructions) for form, constructions in found.items()}


@cache
def finite_forms() -> tuple[str, ...]:
    """Return the third person singular of every performative verb."""
    keys = {verb.key for verb in verbs()} | set(words("expressing", "verbs"))
    return tuple(sorted(keys | {key.replace("ize", "ise") for key in keys}))


@cache
def plain_forms() -> tuple[str, ...]:
    """Return the form after "we" of every performative verb."""
    forms = {verb.plain for verb in verbs()} | set(words("expressing", "plain"))
    return tuple(sorted(forms | {form.replace("ize", "ise") for form in forms}))


_EXPRESSED_BOUND = _bound(words("expressing", "bound"))
_HELD_BOUND = _bound(words("holding", "bound"))
_REPEATED_BOUND = _bound(words("repeating", "bound"))


class _Scan:
    """A place in the words, and the pieces of the phrase found on the way there."""

    def __init__(self, text: str, pieces: list[Span], at: int, end: int) -> None:
        self.text = text
        self.pieces = pieces
        self.at = at
        self.end = end
        self.preposition = ""

    def beside(self) -> None:
        """Take adverbs and feelings, pass connecting words."""
        while (match := _BESIDE.match(self.text, self.at, self.end)) is not None:
            if match["kept"] is not None:
                self.pieces.append(Span(*match.span("kept")))
            self.at = match.end()

    def take(self, expression: re.Pattern[str] | None, group: str = "kept") -> re.Match[str] | None:
        """Take one expression that belongs to the phrase, if it stands here."""
        if expression is None:
            return None
        match = expression.match(self.text, self.at, self.end)
        if match is not None:
            self.pieces.append(Span(*match.span(group)))
            self.at = match.end()
        return match

    def bind(self, bound: re.Pattern[str] | None, noun: str = "") -> None:
        """Take the preposition bound to the phrase, but no "to" that opens an intention."""
        if bound is None:
            return
        match = bound.match(self.text, self.at, self.end)
        if match is None:
            return
        if (
            noun in _INTENDING
            and match["kept"] == "to"
            and not _DETERMINED.match(self.text, match.end(), self.end)
        ) or (
            noun in _COMMITTING
            and (following := _WORD.match(self.text, match.end(), self.end)) is not None
            and is_base(following.group(1))
        ):
            return
        self.pieces.append(Span(*match.span("kept")))
        self.at = match.end()
        self.preposition = match["kept"]


def match_group(
    text: str, adverbs: list[Span], verb: Span, end: int, *, opening: bool
) -> VerbGroup | None:
    """Return the verb group at a verb, or None where the words there are no performative verb.

    Args:
        text: the paragraph's full text.
        adverbs: the adverbs before the verb that belong to its phrase.
        verb: the verb form.
        end: where the group must end at the latest.
        opening: whether the verb opens its paragraph or point, where it cannot be a noun.
    """
    form = text[verb.start : verb.end].lower()
    scan = _Scan(text, [*adverbs, verb], verb.end, end)
    scan.beside()
    constructions = _constructions().get(form, ())
    if not constructions:
        return None
    repeated = _REPEATED.match(text, scan.at, end) if form in _REPEATING else None
    if repeated is not None:
        return _repeated_group(scan, constructions[0].verb, verb, repeated)
    expressed = _EXPRESSED.match(text, scan.at, end) if form in _DECIDING else None
    if expressed is not None:
        return _expressed_group(scan, constructions[0].verb, verb, expressed)
    if form in _DECIDING and not form.startswith("express"):
        return None
    held = _held_group(scan, constructions[0].verb, verb) if form in _HOLDING else None
    return held or _constructed(scan, constructions, verb, opening=opening)


def _constructed(
    scan: _Scan, constructions: Iterable[_Construction], verb: Span, *, opening: bool
) -> VerbGroup | None:
    """Return the group of the first construction that the words after a verb fit."""
    text, end = scan.text, scan.end
    form = text[verb.start : verb.end].lower()
    for construction in constructions:
        if construction.needs is None:
            if construction.verb.noun and not opening and _NO_VERB_BEFORE.match(text, scan.at, end):
                return None
            if form in _COMMITTING:
                scan.take(_ITSELF)
            scan.bind(construction.bound, form)
            return _group(scan, construction.verb, construction.verb.act, verb)
        needed = _needed(scan, construction)
        if needed:
            return _group(scan, construction.verb, construction.verb.act, verb)
    return None


def _held_group(scan: _Scan, verb: Verb, span: Span) -> VerbGroup | None:
    """Return the group of "affirms its support once again for"; None without its preposition."""
    at, length = scan.at, len(scan.pieces)
    if scan.take(_HELD, "noun") is not None:
        scan.beside()
        scan.bind(_HELD_BOUND)
        if scan.preposition:
            return _group(scan, verb, verb.act, span)
    scan.at = at
    del scan.pieces[length:]
    return None


def _needed(scan: _Scan, construction: _Construction) -> bool:
    """Take the words a construction cannot do without; pass an aside before "upon"."""
    before, length = scan.at, len(scan.pieces)
    match = scan.take(construction.needs)
    if match is None and construction.verb.key in {"calls", "appeals"}:
        aside = _ASIDE.match(scan.text, scan.at, scan.end)
        if aside is not None:
            scan.at = aside.end()
            match = scan.take(construction.needs)
    if match is None:
        scan.at = before
        del scan.pieces[length:]
        return False
    if construction.bound is None:
        scan.preposition = match["kept"]
        return True
    scan.beside()
    scan.bind(construction.bound)
    return True


def _repeated_group(scan: _Scan, verb: Verb, span: Span, match: re.Match[str]) -> VerbGroup:
    scan.pieces.append(Span(*match.span("noun")))
    scan.at = match.end()
    scan.beside()
    before = scan.at
    scan.bind(_REPEATED_BOUND)
    if not scan.preposition:
        aside = _ASIDE.match(scan.text, scan.at, scan.end)
        if aside is not None:
            scan.at = aside.end()
            scan.bind(_REPEATED_BOUND)
        if not scan.preposition:
            scan.at = before
    noun = Span(*match.span("noun"))
    group = _group(scan, verb, nouns("repeated")[match["word"]], span)
    return VerbGroup(
        verb=_ASKING,
        act=group.act,
        pieces=group.pieces,
        content=group.content,
        preposition=group.preposition,
        repeats=(Span(span.start, noun.end),)
        if scan.text[span.end : noun.start].isspace()
        else (span, noun),
        act_span=noun,
    )


_ASKING = Verb(key="reiterates", plain="reiterate", act="request", asks=True)
"""What "reiterates its request" does to those named after it."""

_EXPRESSING_VERB = Verb(key="expresses", plain="express", act="other")
_UNLISTED = Verb(key="", plain="", act="other")


def unlisted_group(text: str, adverbs: list[Span], verb: Span, end: int) -> VerbGroup:
    """Return the group of an opening verb that is in no vocabulary."""
    scan = _Scan(text, [*adverbs, verb], verb.end, end)
    scan.beside()
    return _group(scan, _UNLISTED, "other", verb)


def _expressed_group(scan: _Scan, verb: Verb, span: Span, match: re.Match[str]) -> VerbGroup:
    scan.pieces.append(Span(*match.span("noun")))
    scan.at = match.end()
    scan.beside()
    scan.bind(_EXPRESSED_BOUND, match["word"])
    noun = Span(match.start("noun"), match.end("word"))
    group = _group(scan, verb, nouns("expressed")[match["word"]], span)
    return VerbGroup(
        verb=_EXPRESSING_VERB,
        act=group.act,
        pieces=group.pieces,
        content=group.content,
        preposition=group.preposition,
        repeats=group.repeats,
        act_span=Span(span.start, noun.end) if scan.text[span.end : noun.start].isspace() else noun,
    )


def _group(scan: _Scan, verb: Verb, act: str, span: Span) -> VerbGroup:
    repeats = tuple(
        piece for piece in scan.pieces if scan.text[piece.start : piece.end].lower() in _AGAIN
    )
    if not scan.preposition:
        scan.beside()
    elif (left_out := _LEFT_OUT.match(scan.text, scan.at, scan.end)) is not None:
        scan.at = left_out.end()
    spaces = _SPACES.match(scan.text, scan.at, scan.end)
    return VerbGroup(
        verb=verb,
        act=act,
        pieces=tuple(scan.pieces),
        content=scan.at if spaces is None else spaces.end(),
        preposition=scan.preposition,
        repeats=repeats or ((span,) if verb.again else ()),
        act_span=span,
    )
