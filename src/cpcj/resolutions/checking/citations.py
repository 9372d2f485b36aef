"""How resolutions are cited: form, date, organ, lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from cpcj.resolutions.checking.draft import Draft, found
from cpcj.resolutions.checking.finding import Found, Placed
from cpcj.resolutions.checking.quoting import inside, quoted
from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations.numbers import roman_value
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.bodies import bodies

_DATE = r"\d{1,2} [A-Z][a-z]+ \d{4}"

# C01

_SYMBOL = re.compile(
    r"(?P<word>[Rr]esolutions? )?\b(?P<symbol>[AES]/RES/"
    r"(?P<number>(?:S-|ES-)?\d+(?:/\d+)?(?: ?[A-Z])?"
    r"(?: ?\([IVXL\d-]+\))?))(?![\w/])"
)


def by_number(draft: Draft) -> Iterator[Found]:
    """C01: "resolution 73/8", not "A/RES/73/8"."""
    for at in (*draft.running, *draft.notes):
        for match in _SYMBOL.finditer(at.text):
            word = "" if match["word"] else "Resolution " if match.start() == 0 else "resolution "
            yield found(at, *match.span("symbol"), corrected=word + match["number"])


# C02

_DATE_BEFORE = re.compile(rf"\bon {_DATE},? (?:of|by)[^.;]{{0,60}}$")
_DATE_AFTER = re.compile(
    rf"(?: [A-Z])?,? (?:also )?(?:of|adopted (?:by the [^,;.]{{0,60}} )?on) {_DATE}"
    rf"|,? entitled [“\"][^”\"]{{4,300}}[”\"],? (?:of|adopted on) {_DATE}"
    rf"|[^.;]{{0,600}}\b(?:both|all) (?:of|adopted on) {_DATE}"
)


def dates(draft: Draft) -> Iterator[Found]:
    """C02: the date where a resolution is first named; none later."""
    named: set[str] = set()
    for at in draft.body:
        cited = [one for one in draft.cited_in(at) if one.kind is CitationKind.RESOLUTION]
        within = quoted(at.text)
        in_dated_list = _dated_by_list(at, cited)
        new_here = {one.id for one in cited if one.id and one.id not in named}
        dated = {one.date for one in cited if one.id in new_here and one.date is not None}
        for one in cited:
            if one.id is None or one.body in (None, "sc") or inside(one.span.start, within):
                continue
            if one.id in named:
                match = re.compile(rf"(?: [A-Z])? of {_DATE}").match(at.text, one.span.end)
                # A date that serves a list is needed where one of the list is new.
                if match is not None and one.date not in dated:
                    what = "The date was given where the resolution was first named"
                    yield found(at, one.span.start, match.end(), what=what,
                                corrected=at.text[slice(*one.span)])  # fmt: skip
            elif one.date is None and not (one.span in in_dated_list or _dated_elsewhere(at, one)):
                what = "The date is given where a resolution is first named"
                yield found(at, *one.span, what=what)
            named.add(one.id)


def _dated_by_list(at: Placed, cited: Sequence[Citation]) -> set[Span]:
    """Return the members of lists whose date stands after a later one of the same session."""
    found_: set[Span] = set()
    for members in _lists(at, cited):
        for one, other in zip(reversed(members[:-1]), reversed(members[1:]), strict=True):
            dated = other.date is not None or other.span in found_
            if one.date is None and dated and _key(one)[:1] == _key(other)[:1]:
                found_.add(one.span)
    return found_


def _dated_elsewhere(at: Placed, one: Citation) -> bool:
    before = at.text[max(0, one.span.start - 120) : one.span.start]
    return (
        _DATE_BEFORE.search(before) is not None
        or _DATE_AFTER.match(at.text, one.span.end) is not None
    )


# C03

_ITS = re.compile(r"\bits (?:[a-z]+ )?(?:resolutions?|decisions?) (?:[^.;]{0,10})?$")
_OF_ADOPTING = re.compile(
    r"\b(?P<name>General Assembly|Assembly) (?P<word>resolutions?|decisions?) $"
)
_OTHER_BODY = re.compile(
    r"\b(?:Council|Commission|Committee|Conference|Congress|Programme|Office|Secretary-General"
    r"|Board|Forum|Institute|Group|Organization|Panel|Meeting|Assembly of|General Assembly to)\b"
)
_OTHER_ASSEMBLY = re.compile(rf"{_OTHER_BODY.pattern}|\bAssembly\b")


def own(draft: Draft) -> Iterator[Found]:
    """C03: "its resolution" is the adopting organ's, and the adopting organ's is "its"."""
    adopting = bodies().get(draft.body_key or "")
    if adopting is None or not adopting.resolution:
        return
    others = _OTHER_BODY if adopting.key == "ga" else _OTHER_ASSEMBLY
    for at in draft.body:
        for one in draft.cited_in(at):
            if one.kind is not CitationKind.RESOLUTION:
                continue
            before = at.text[max(0, one.span.start - 60) : one.span.start]
            its = _ITS.search(before)
            if its is not None and one.body is not None and one.body != adopting.key:
                start = one.span.start - (len(before) - its.start())
                what = f"The resolution is one of the {bodies()[one.body].name}"
                if not others.search(at.text):
                    yield found(at, start, one.span.end, what=what)
            named = _OF_ADOPTING.search(before) if adopting.key == "ga" else None
            if named is not None and one.body == adopting.key:
                start = one.span.start - (len(before) - named.start())
                if not _OTHER_BODY.search(at.text, 0, start):
                    what = "A resolution of the same organ is “its resolution”"
                    put = f"its {named['word']} {at.text[slice(*one.span)]}"
                    yield found(at, start, one.span.end, put, what=what)


# C04, C05, C06

_COUNCIL = re.compile(
    r"Security Council resolutions? (?=\d)"
    r"|\b[Rr]esolutions? (?=[\d,; and()]{3,60} of the Security Council\b)"
)
_OWN_COUNCIL = re.compile(rf"{_COUNCIL.pattern}|\bits (?:previous )?resolutions? (?=\d)")
_COUNCIL_NUMBER = re.compile(
    rf"(?P<number>\d{{1,4}})(?P<year> ?\(\d{{4}}\))?(?=[,;.:)]|$| (?:and|of|on|in|by|to|or)\b)"
    rf"(?: of {_DATE})?"
)
_COUNCIL_JOINT = re.compile(r"(?:, and|[,;]| and)(?: also)? (?=\d{1,4}\b(?![/\d]))")
_EARLY = re.compile(
    r"\b\d{1,4}(?:[A-Z]? ?\([IVXL]+\) ?[A-Z]\b|[A-Z]? ?\([IVXL]+\))|\b\d{1,4} [A-Z]\([IVXL]+\)"
)
_EARLY_FORM = re.compile(r"\d{1,4}(?: [A-Z])? \([IVXL]+\)")
_EARLY_PARTS = re.compile(r"(\d{1,4}) ?([A-Z])? ?\(([IVXL]+)\) ?([A-Z])?")


def council(draft: Draft) -> Iterator[Found]:
    """C04: "1373 (2001)"."""
    heads = _OWN_COUNCIL if draft.body_key == "sc" else _COUNCIL
    for at in (*draft.running, *draft.notes):
        for head in heads.finditer(at.text):
            end = head.end()
            while (one := _COUNCIL_NUMBER.match(at.text, end)) is not None:
                if one["year"] is None:
                    start = head.start() if one.start() == head.end() else one.start()
                    yield found(at, start, one.end("number"))
                joint = _COUNCIL_JOINT.match(at.text, one.end())
                if joint is None:
                    break
                end = joint.end()


def early(draft: Draft) -> Iterator[Found]:
    """C05: "217 A (III)", not "217A(III)" nor "217 (III) A"."""
    for at in (*draft.running, *draft.notes):
        for match in _EARLY.finditer(at.text):
            if _EARLY_FORM.fullmatch(match[0]):
                continue
            parts = _EARLY_PARTS.fullmatch(match[0])
            if parts is None or not re.search(
                r"\b(?:[Rr]esolutions?|[Dd]ecisions?)\b[^.;]*$", at.text[: match.start()]
            ):
                continue
            letter = parts[2] or parts[4]
            corrected = f"{parts[1]}{f' {letter}' if letter else ''} ({parts[3]})"
            yield found(at, *match.span(), corrected=corrected)


def body_named(draft: Draft) -> Iterator[Found]:
    """C06: the body beside a number that may be that of several."""
    for at in draft.body:
        for one in draft.cited_in(at):
            if (
                one.kind in (CitationKind.RESOLUTION, CitationKind.DECISION)
                and one.id is None
                and one.body is None
                and not (_OTHER_BODY if draft.body_key == "ga" else _OTHER_ASSEMBLY).search(at.text)
                and not at.text.endswith(("S-", "S- "), 0, one.span.start)
            ):
                yield found(at, *one.span)


# C07

_LIST_WORD = re.compile(r"\b(?P<word>[Rr]esolutions?) $")
_JOINT = re.compile(
    rf"(?: [A-Z](?= ))?(?: (?:of|adopted on) (?P<date>{_DATE}))?"
    r"(?P<joint>, and(?: also)? |, | and(?: also)? |; and |; )"
)


def lists(draft: Draft) -> Iterator[Found]:
    """C07: rising numbers, "and" before the last, "resolutions" before more than one."""
    dated = {one.citation.id for one in draft.citations if one.citation.date is not None}
    for at in (*draft.running, *draft.notes):
        for members in _lists(at, draft.cited_in(at)):
            yield from _list(at, members, dated)


def _lists(at: Placed, cited: Sequence[Citation]) -> Iterator[list[Citation]]:
    members: list[Citation] = []
    for one in cited:
        if one.kind is not CitationKind.RESOLUTION:
            continue
        joint = members and _JOINT.fullmatch(at.text, members[-1].span.end, one.span.start)
        if joint:
            members.append(one)
            continue
        if len(members) > 1:
            yield members
        members = [one]
    if len(members) > 1:
        yield members


def _list(at: Placed, members: list[Citation], dated: set[str | None]) -> Iterator[Found]:
    first = members[0]
    head = _LIST_WORD.search(at.text, max(0, first.span.start - 14), first.span.start)
    if head is None:
        return
    if not head["word"].endswith("s"):
        what = "“Resolutions” stands before more than one"
        yield found(at, *head.span("word"), corrected=f"{head['word']}s", what=what)
    joints = [
        _JOINT.fullmatch(at.text, one.span.end, other.span.start)
        for one, other in pairwise(members)
    ]
    for place in _without_and(members, joints, at, dated):
        member = members[place]
        text = at.text[members[place - 1].span.start : member.span.end]
        start = members[place - 1].span.start
        corrected = re.sub(r",\s+(?=\S+(?: [A-Z])?(?: \([^)]*\))?$)", " and ", text)
        yield found(at, start, member.span.end, corrected=corrected,
                    what="“And” stands before the last of a list")  # fmt: skip
    keys = [_key(one) for one in members if one.id]
    if len({one.body for one in members}) == 1 and () not in keys and keys != sorted(keys):
        place = next(i for i in range(1, len(keys)) if keys[i] < keys[i - 1])
        yield found(at, first.span.start if place == 1 else members[place - 1].span.start,
                    members[place].span.end, what="The numbers of a list rise")  # fmt: skip


_GOES_ON = re.compile(
    rf"(?: [A-Z](?= ))?(?: of {_DATE})?,? ?(?:\d|(?:section|annex|part|sect\.)\b)"
)


def _without_and(
    members: list[Citation],
    joints: Sequence[re.Match[str] | None],
    at: Placed,
    known: set[str | None],
) -> Iterator[int]:
    """Yield the places of members that close the list, or a run under one date, without "and"."""
    ends = set()
    for place, one in enumerate(members):
        following = _JOINT.match(at.text, one.span.end)
        dated = re.compile(rf"(?: [A-Z](?= ))? of {_DATE}").match(at.text, one.span.end)
        before = members[place - 1]
        same = (
            place > 0
            and (
                (before.date == one.date and one.date is not None)
                # Without "and" the date is not bound to it; it has none elsewhere either.
                or (
                    before.date is None
                    and before.id not in known
                    and _key(before)[:1] == _key(one)[:1]
                )
            )
        )
        joint = joints[place - 1] if place else None
        undated_before = joint is not None and not joint["date"]
        if (dated is not None and same and undated_before) or (
            place == len(members) - 1
            and (following is None or dated is None)
            and _GOES_ON.match(at.text, one.span.end) is None
        ):
            ends.add(place)
    for place in sorted(ends):
        joint = joints[place - 1] if place else None
        if joint is not None and "and" not in joint["joint"]:
            yield place


_SLASH = re.compile(r"/(\d+)/(\d+)[A-Z]?")
_SERIES = re.compile(r"/(\d+)\(([IVXL]+|\d{4})\)[A-Z]?")


def _key(one: Citation) -> tuple[int, ...]:
    """Return session and number, by which the texts of a body rise; () for special sessions."""
    identifier = (one.id or "").split("RES")[-1]
    if (match := _SLASH.fullmatch(identifier)) is not None:
        return int(match[1]), int(match[2])
    if (match := _SERIES.fullmatch(identifier)) is not None:
        session = int(match[2]) if match[2].isdigit() else roman_value(match[2])
        return session, int(match[1])
    return ()


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {
    "C01": by_number,
    "C02": dates,
    "C03": own,
    "C04": council,
    "C05": early,
    "C06": body_named,
    "C07": lists,
}
