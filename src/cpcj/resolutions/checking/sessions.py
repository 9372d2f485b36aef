"""Session arithmetic: a session's number against the year printed with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from cpcj.resolutions.checking.draft import Draft, found
from cpcj.resolutions.checking.finding import Found, Placed
from cpcj.resolutions.model import Span
from cpcj.resolutions.sessions import ORDINAL, ordinal, session_in, spell, year_of
from cpcj.resolutions.vocabulary.bodies import Body, bodies
from cpcj.resolutions.vocabulary.sessions import rules, years

_CONGRESS = "congress:"
_WITHIN = 160
_SESSION = re.compile(
    rf"(?<!special )(?<!special and )\b(?P<ordinal>{ORDINAL}) "
    r"(?:(?:regular|resumed|reconvened|annual) )?session\b",
    re.IGNORECASE,
)
_SPECIAL = re.compile(r"\b(?:special|emergency|organizational)\b", re.IGNORECASE)
_OF_BODY = re.compile(r",? of the ")
_YEAR = re.compile(
    r"(?:,? (?:which (?:was|were|will be) )?(?:held|convened|to be held|to be convened)\b"
    r"[^;.]{0,120}?\b(?P<held>(?:19|20)\d{2})\b"
    r"|,? in (?:[A-Z][a-z]+ )?(?P<in>(?:19|20)\d{2})\b|,? \((?P<par>(?:19|20)\d{2})\))"
)


def _names() -> tuple[re.Pattern[str], dict[str, Body]]:
    table: dict[str, Body] = {}
    known = set(rules()) | {body for body, _ in years()}
    for body in bodies().values():
        if body.addressee in known:
            for name in body.names:
                table[name] = body
    ordered = sorted(table, key=lambda name: -len(name))
    return re.compile("|".join(map(re.escape, ordered))), table


_PATTERN, _BODIES = _names()
_SHORT = re.compile(r"\bthe (Assembly|Commission|Conference)\b(?! (?:on|of|for)\b)")


def years_of_sessions(draft: Draft) -> Iterator[Found]:
    """N07: the year printed for a session is that of its number; a report is not due backwards."""
    last: dict[str, Body] = {"Assembly": bodies()["ga"]}  # other assemblies have longer names
    for at in (*draft.running, *draft.notes):
        yield from _in_passage(at, last)
    yield from _congresses(draft)
    yield from _past(draft)


_OTHER = re.compile(
    r";|\b(?:Group|Committee|Commission|Conference|Council|Forum|Board|Congress|Assembly|Panel"
    r"|Organization|Programme|Agency|Institute|Meeting)\b"
)


def _in_passage(at: Placed, last: dict[str, Body]) -> Iterator[Found]:
    named = [(match.start(), match.end(), _BODIES[match[0]]) for match in
             _PATTERN.finditer(at.text)]  # fmt: skip
    for match in _SESSION.finditer(at.text):
        number = ordinal(match["ordinal"])
        if number is None or _SPECIAL.search(at.text, max(0, match.start() - 20), match.end()):
            continue
        body, end = _body(at, match, named, last)
        year = _YEAR.match(at.text, end) or _YEAR.match(at.text, match.end())
        if body is None or year is None:
            continue
        printed = int(year["held"] or year["in"] or year["par"])
        expected = year_of(body.addressee, number)
        resumes = 1 if body.key == "ga" else 0
        if expected is None or expected <= printed <= expected + resumes:
            continue
        right = session_in(body.addressee, printed)
        corrected = None
        if right is not None:
            words = at.text[match.start() : year.end()]
            put = spell(right)
            put = put.capitalize() if match["ordinal"][:1].isupper() else put
            corrected = put + words[len(match["ordinal"]) :]
        what = f"The {spell(number)} session of the {body.name} opens in {expected}"
        yield found(at, match.start(), year.end(), what=what, corrected=corrected)
    for _, _, body in named:
        for short in body.short_names:
            last[short] = body


def _body(
    at: Placed,
    match: re.Match[str],
    named: list[tuple[int, int, Body]],
    last: dict[str, Body],
) -> tuple[Body | None, int]:
    """Return whose session it is, and where the words for it end; None where it is not said."""
    of = _OF_BODY.match(at.text, match.end())
    if of is not None:
        for start, end, body in named:
            if start == of.end():
                return body, end
        return None, match.end()
    before = [
        (end, body) for _, end, body in named if match.start() - _WITHIN < end <= match.start()
    ]
    short = None
    for one in _SHORT.finditer(at.text, 0, match.start()):
        short = one
    if before and (short is None or before[-1][0] > short.start()):
        between = at.text[before[-1][0] : match.start()]
        return (None if _OTHER.search(between) else before[-1][1]), match.end()
    if short is not None and match.start() - short.end() < _WITHIN:
        nearest = [body for end, body in before if short[1] in body.short_names]
        return (nearest[-1] if nearest else last.get(short[1])), match.end()
    return None, match.end()


_CONGRESS_NAME = re.compile(
    r"\b(?P<ordinal>[A-Z][a-z]+(?:-[a-z]+)?) United Nations Congress on [A-Z][^,;.]{10,80}?"
    r",? (?:which was )?(?:held|to be held|convened)\b[^;.]{0,80}?\b(?P<year>(?:19|20)\d{2})\b"
)


def _congresses(draft: Draft) -> Iterator[Found]:
    known = {body.number: body for body in bodies().values() if body.key.startswith(_CONGRESS)}
    for at in draft.running:
        for match in _CONGRESS_NAME.finditer(at.text):
            body = known.get(ordinal(match["ordinal"]))
            if body is None or body.start is None or int(match["year"]) == body.start:
                continue
            if int(match["year"]) == body.planned and _still_planned(draft, match):
                continue
            span = Span(*match.span("year"))
            what = f"The {match['ordinal']} Congress was held in {body.start}"
            yield found(at, *span, what=what, corrected=str(body.start))


def _still_planned(draft: Draft, match: re.Match[str]) -> bool:
    """Tell whether a text speaks of a congress before it was postponed."""
    year = draft.date.year if draft.date is not None else None
    return "to be" in match[0] and (year is None or year <= int(match["year"]))


_ASKED_FOR = re.compile(
    r"\bto (?:also |further )?(?:submit|report|present|provide|transmit)\b[^;.]{0,160}?"
    rf"(?:\bAssembly|\bto it),? at its (?P<ordinal>{ORDINAL}) session\b"
    r"|^(?:Also |Further )?decides (?:also |further )?"
    r"to (?:consider|continue|return|review|revert|include|examine|take up)\b[^;.]{0,160}?"
    rf"(?:\bat|\bagenda of) its (?P<own>{ORDINAL}) session\b",
    re.IGNORECASE,
)


def _past(draft: Draft) -> Iterator[Found]:
    """Yield what is asked for a session of the Assembly that is over."""
    session = draft.document.session
    if draft.body_key != "ga" or session is None:
        return
    for at in draft.body:
        for match in _ASKED_FOR.finditer(at.text):
            group = "ordinal" if match["ordinal"] else "own"
            number = ordinal(match[group])
            if at.place.startswith("op") and number is not None and number < session:
                what = f"The session is over: the draft is one of the {spell(session)} session"
                yield found(at, match.start(group), match.end(), what=what)


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {"N07": years_of_sessions}
