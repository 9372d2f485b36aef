"""Whose verb it is: which finite verbs of a paragraph have the adopting body as their subject.

A paragraph opens with what the body does ("Urges …"); further acts are coordinated with it (", and
requests …", "; also invites …", "as well as notes …"). The same verb forms stand in clauses about
others ("the Declaration, which recognizes …", "the call that the Office supports"), in quotations,
and as nouns ("requests for assistance"). The decision is made from what connects the verb with the
words before it and from the clauses opened since the act before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cpcj.resolutions.acts.verbs import (
    VerbGroup,
    alternatives,
    finite_forms,
    match_group,
    plain_forms,
    unlisted_group,
)
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.verbs import words

_BACK = 200  # how far before a verb a phrase may reach that is put before it, in characters
_NEAR = 72  # how far before a verb its connective may stand, in characters

_ADVERB_BEFORE = (
    rf"(?:{alternatives(words('beside', 'adverbs'))}|(?!accordingly|consequently)[a-z]+ly)"
)
_CONNECTING = rf"(?:{alternatives(words('beside', 'connecting'))})"
_CONNECTION = re.compile(
    r"(?P<connective>^[“”\"'‘\s*]*(?:(?:and|but)\s+)?|[;:]\s*(?:and\s+|as\s+well\s+as\s+|but\s+)?"
    r"|,\s*(?:and|but|or|as\s+well\s+as|while|in\s+addition)?,?(?:\s+|$)"
    r"|\.\s+|\s(?:and|but|as\s+well\s+as)\s+)(?P<we>we\s+)?"
    rf"(?P<lead>(?:{_CONNECTING}\b,?\s+)*)"
    rf"(?P<adverbs>(?:{_ADVERB_BEFORE}\b,?\s+(?:{_CONNECTING}\b,?\s+)*)*)$",
    re.IGNORECASE,
)
_ADVERB = re.compile(rf"(?P<left_out>{_CONNECTING}\b)|(?P<kept>{_ADVERB_BEFORE}\b)", re.IGNORECASE)
_LONG_LEAD = re.compile(
    r"[,;]\s*(?:and|but)(?:,\s+(?:in|to|with|for|pursuant|while|taking|as|on|at|bearing|given|where|"
    r"without|through|by|during|having|consistent|under|upon|when|since|building)|\s+(?:noting|"
    r"recognizing|considering|guided\s+by|mindful|aware|convinced|acting|recalling|welcoming|bearing"
    r"\s+in\s+mind|taking\s+into\s+account|pursuant\s+to|in\s+accordance\s+with|with\s+a\s+view\s+to))\b"
    r"[^;]*$"
)
"""A phrase put between "and" and its verb: ", and, in accordance with the Charter, requests"."""

_RELATIVE = re.compile(
    r"\b(?:which|who|that|whose\s+\w+|it|where)\s+(?:also\s+|further\s+|,?\s*inter\s+alia,?\s+|\w+ly\s+)*"
    r"(?P<verb>[a-z-]+)\b"
)
_RELATIVE_ASIDE = re.compile(r"\b(?:which|who|that),[^,;]{1,120},\s*$")
"""A clause about others whose verb follows an aside: "which, like its preamble, highlights"."""
_UNKNOWN = re.compile(
    rf"[“\"\s*]*(?P<adverbs>(?:{_ADVERB_BEFORE}\s+)*)"
    r"(?!States|Parties|Members|Governments|Countries|This|Its|As)"
    r"(?P<verb>[A-Za-z-]{2,20}[a-rt-z]s)\s+(?:the|its|upon|all|any|this)\b",
    re.IGNORECASE,
)
"""A paragraph that opens with a verb the vocabulary lacks ("Rescinds the …")."""
_SEPARATING = (";", ":", ".", ", and", ", but", ", as well as")
"""Connectives after which the sentence returns to its own subject."""
_QUOTES = {"“": 1, "”": -1, "«": 1, "»": -1}
_BRACKETS = {"(": 1, ")": -1, "[": 1, "]": -1}
_QUOTE_OR_BRACKET = re.compile(r"[“”«»()\[\]]")
_SUBJECT = re.compile(
    r"[“\"\s*]*(?:We(?:,[^,;]{1,160},|(?=\s))|The\s+(?:Security\s+)?Council(?=\s))\s*",
    re.IGNORECASE,
)
"""The body named by itself: in declarations, and in statements by a president of a council."""
_LEADING = re.compile(
    r"^[“\"\s*]*(?:In|To|With|For|Pursuant|While|Taking|As|On|At|Bearing|Beginning|Starting|From|Given|Noting|Recognizing|"
    r"Considering|Without|Through|By|During|Having|Consistent|Under|Upon|When|Since|Guided|Mindful|Aware|"
    r"Convinced|Acting|Following|Inspired|Recalling|Welcoming|Building|Concerned|Deeply|Gravely|Also|"
    r"Furthermore|Moreover|Therefore|Accordingly|Reaffirming|Reiterating|Stressing|Emphasizing|"
    r"Acknowledging|Determined|Conscious|Alarmed|Encouraged|Until|Subject|Notwithstanding|Regarding|"
    r"Concerning|After|Before|If|Owing|Further|Desiring|Expressing|Underlining|Affirming|Appreciating)\b"
)
"""How a paragraph opens whose verb comes after an introductory phrase."""


_FINITE = frozenset(finite_forms())
_PLAIN = frozenset(plain_forms())


def _tokens(forms: frozenset[str]) -> frozenset[str]:
    """Return the forms as they stand between blanks: capitalized or not, with a sign after them."""
    cased = forms | {form.capitalize() for form in forms}
    return cased | {form + sign for form in cased for sign in ",:;"}


_FINITE_TOKENS = _tokens(_FINITE)
_ALL_TOKENS = _tokens(_FINITE | _PLAIN)
_FIRST_WORD = re.compile(r"[“\"\s*]*([A-Za-z-]+)")
_OPENING_PLAIN = _PLAIN | {"also", "further", "strongly", "once", "again"}
_MAY_PRECEDE = frozenset(
    {"and", "but", "as", "we", "while", "or"}
    | {phrase.split()[-1] for phrase in words("beside", "adverbs")}
    | {phrase.split()[-1] for phrase in words("beside", "connecting")}
)
"""The last words before a verb, beside those in "-ly", with which something may connect it."""


def _candidates(full: str, start: int, end: int, *, plain: bool) -> Iterator[Span]:
    """Yield the places of words that have the form of a performative verb, in order.

    Splitting at blanks and looking words up is several times faster than any expression for the
    forms, and every paragraph of every text goes through here.
    """
    tokens = _ALL_TOKENS if plain else _FINITE_TOKENS
    at = start
    for word in filter(tokens.__contains__, full[start:end].split()):
        form = word.rstrip(",:;")
        at = full.find(form, at, end)
        while not _stands_alone(full, at, at + len(form)):
            at = full.find(form, at + 1, end)
        yield Span(at, at + len(form))
        at += len(form)


def _stands_alone(full: str, start: int, end: int) -> bool:
    """Tell whether no word goes on before or after a place."""
    return (start == 0 or full[start - 1].isspace()) and (
        end == len(full) or full[end].isspace() or full[end] in ",:;"
    )


class Found(NamedTuple):
    """A verb group with its connection.

    Attributes:
        group: the verb group.
        connected: where the connection begins: there the act before it ends.
        lead: where the connecting words begin that belong to this act ("in this regard").
    """

    group: VerbGroup
    connected: int
    lead: int


def verbs_in(
    full: str, start: int, end: int, *, inherits: bool, points: bool = False
) -> list[Found]:
    """Find the verb groups of one passage whose subject is the body.

    Args:
        full: the paragraph's full text.
        start: where the passage begins in it.
        end: where it ends.
        inherits: whether an act before the passage may go on in it (a point below a lead-in).
        points: whether the passage is a point, where a plain form is an infinitive.

    Returns:
        The groups in order, not overlapping; [] where the passage opens with no act and inherits
        none.
    """
    subject = _SUBJECT.match(full, start, end)
    opening = subject.end() if subject else start
    found: list[Found] = []
    state = _Clauses(full, start)
    spoken = subject is not None
    first = _FIRST_WORD.match(full, opening, end)
    plain_too = not points and (
        spoken
        or (first is not None and first.group(1).lower() in _OPENING_PLAIN)
        or full.find(" we ", start, end) >= 0
    )
    for verb in _candidates(full, start, end, plain=plain_too):
        if found and verb.start < found[-1].group.content:
            continue
        form = full[verb.start : verb.end].lower()
        plain = form not in _FINITE
        connection = _connect(full, opening, verb.start)
        opens = connection is not None and connection.connected <= opening
        we = connection is not None and connection.we
        if plain and not spoken and not opens and not we:
            continue
        if connection is None:
            state.other(form, verb.start, plain=plain)
            continue
        if not opens and not found and not inherits:
            found += _introduced(full, start, connection.connected, points=points)
            if not found and not _LEADING.match(full[start : start + 24]):
                return []
        group = match_group(full, connection.adverbs, verb, end, opening=opens)
        if group is None:
            continue
        if plain and opens and not spoken:
            spoken = True
        if not opens and not state.accepts(found, group, connection, plain=plain):
            continue
        spoken = spoken or we
        found.append(Found(group, connection.connected, connection.lead))
        state.reset(group.content)
    if not found and not inherits:
        return _introduced(full, start, end, points=points)
    return found


def _introduced(full: str, start: int, end: int, *, points: bool) -> list[Found]:
    """Return the opening verb that the vocabulary lacks, where one stands before a place."""
    unknown = None if points else _unknown(full, start, end)
    return [] if unknown is None else [Found(unknown, start, start)]


def _unknown(full: str, start: int, end: int) -> VerbGroup | None:
    """Return the group of an opening verb that the vocabulary lacks; its kind is "other"."""
    match = _UNKNOWN.match(full, start, end)
    if match is None:
        return None
    adverbs = [
        Span(*one.span())
        for one in _ADVERB.finditer(full, match.start("adverbs"), match.end("adverbs"))
        if one["kept"] is not None
    ]
    return unlisted_group(full, adverbs, Span(*match.span("verb")), end)


class _Connection:
    __slots__ = ("adverbs", "connected", "kind", "lead", "we")

    def __init__(
        self, kind: str, connected: int, lead: int, adverbs: list[Span], *, we: bool
    ) -> None:
        self.kind = kind
        self.connected = connected
        self.lead = lead
        self.adverbs = adverbs
        self.we = we


def _connect(full: str, start: int, at: int) -> _Connection | None:
    """Return what connects a verb with the words before it, None where nothing does."""
    begin = max(start, at - _NEAR)
    before = full[begin:at]
    words_before = before.rsplit(None, 1)
    if words_before:
        word = words_before[-1].lower()
        if word[-1].isalnum() and word not in _MAY_PRECEDE and not word.endswith("ly"):
            return None
        if word == "and" and before.endswith((", and ", "; and ")):
            return _Connection(before[-6] + " and", at - 6, at, [], we=False)
        if word[-1] == "," and word[:-1] not in _MAY_PRECEDE and before[-2:] == ", ":
            return _comma(full, start, at - 2, at, [], we=False)
    match = _CONNECTION.search(before)
    if match is None:
        return None
    kind = " ".join(match["connective"].split())
    connected = begin + match.start()
    if connected > start and match["connective"].strip() == "":
        return None
    lead = begin + match.start("lead")
    adverbs = [
        Span(begin + one.start(), begin + one.end())
        for one in _ADVERB.finditer(before, match.start("adverbs"))
        if one["kept"] is not None
    ]
    we = match["we"] is not None
    if kind == ",":
        return _comma(full, start, connected, lead, adverbs, we=we)
    return _Connection(kind, connected, lead, adverbs, we=we)


def _comma(
    full: str, start: int, connected: int, lead: int, adverbs: list[Span], *, we: bool
) -> _Connection:
    """Return the connection of a comma: it may end a phrase put between "and" and the verb."""
    far = max(start, connected - _BACK)
    if full.find(" and", far, connected) >= 0 or full.find(" but", far, connected) >= 0:
        long = _LONG_LEAD.search(full[far:connected])
        if long is not None:
            return _Connection(", and", far + long.start(), lead, adverbs, we=we)
    return _Connection(",", connected, lead, adverbs, we=we)


class _Clauses:
    """What was opened since the last act: quotations, brackets, clauses about others."""

    def __init__(self, full: str, start: int) -> None:
        self.full = full
        self.since = start
        self.scanned = start
        self.quotes = 0
        self.brackets = 0
        self.others = False

    def reset(self, at: int) -> None:
        """Begin anew after an act."""
        self.since = at
        self.others = False

    def other(self, form: str, at: int, *, plain: bool) -> None:
        """Remember a verb form that something else than the body is the subject of."""
        if plain:
            return
        relative = list(_RELATIVE.finditer(self.full, max(self.since, at - 60), at + len(form)))
        if relative and relative[-1].start("verb") == at:
            self.others = True

    def _nested(self, at: int) -> bool:
        for match in _QUOTE_OR_BRACKET.finditer(self.full, self.scanned, at):
            sign = match.group()
            self.quotes = max(0, self.quotes + _QUOTES.get(sign, 0))
            self.brackets = max(0, self.brackets + _BRACKETS.get(sign, 0))
        self.scanned = max(self.scanned, at)
        return self.quotes > 0 or self.brackets > 0

    def accepts(
        self, found: list[Found], group: VerbGroup, connection: _Connection, *, plain: bool
    ) -> bool:
        """Tell whether a connected verb group is the body's."""
        at = group.start
        if self._nested(at):
            return False
        kind = connection.kind
        separate = connection.we or kind.startswith(_SEPARATING)
        directly = (
            bool(found) and not self.full[found[-1].group.content : connection.connected].strip()
        )
        if directly:
            return True
        if plain and group.verb.common:
            return connection.we
        if _RELATIVE_ASIDE.search(self.full, max(self.since, connection.connected - _BACK), at):
            return False
        if self.others and not separate and not (kind == "," and group.verb.asks):
            return False
        if connection.we or not (group.verb.common or plain):
            return True
        if not separate and kind != ",":
            return False
        return not self._ordinary(connection.connected)

    def _ordinary(self, at: int) -> bool:
        """Tell whether a clause about others stands open in which an ordinary verb may go on."""
        for match in _RELATIVE.finditer(self.full, self.since, at):
            verb = match["verb"]
            if verb.endswith("s") and not verb.endswith("ss") and verb not in {"is", "was", "has"}:
                return True
        return False
