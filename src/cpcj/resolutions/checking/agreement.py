"""Agreement: with the text that is cited, with others that cite it, and within the draft."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from rapidfuzz import fuzz

from cpcj.resolutions.checking.draft import Draft, found
from cpcj.resolutions.checking.finding import Found, Level, Placed, Witness
from cpcj.resolutions.checking.quoting import title_span_after
from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations.find import read_date
from cpcj.resolutions.citations.numbers import roman_value
from cpcj.resolutions.citations.tokens import MONTHS
from cpcj.resolutions.model import Span
from cpcj.resolutions.sessions import opening

_DATE = re.compile(r"\d{1,2} (?:" + "|".join(MONTHS) + r") \d{4}")
_ASSEMBLY = re.compile(r"A/RES/(\d{2,3})/\d+[A-Z]?")
_EARLY = re.compile(r"A/RES/\d+\(([IVXL]+)\)[A-Z]?")
_COUNCIL = re.compile(r"S/RES/\d+\((\d{4})\)")
_ECOSOC = re.compile(r"E/RES/(\d{4})/\d+")

# C08


def cited_texts(draft: Draft) -> Iterator[Found]:
    """C08: number, date and title of what is cited."""
    seen: dict[str, tuple[Placed, Citation]] = {}
    for at in (*draft.running, *draft.notes):
        for one in draft.cited_in(at):
            if one.kind is not CitationKind.RESOLUTION or one.id is None:
                continue
            if one.date is not None:
                yield from _date(draft, at, one, seen)
            else:
                yield from _no_date(at, one)
            yield from _title(draft, at, one)
            yield from _subject(draft, at, one)


def _date(
    draft: Draft, at: Placed, one: Citation, seen: dict[str, tuple[Placed, Citation]]
) -> Iterator[Found]:
    assert one.id is not None and one.date is not None  # noqa: S101, PT018 - as the caller says
    span = _with_date(at, one)
    first = seen.setdefault(one.id, (at, one))
    other = first[1].date
    if other is not None and other != one.date:
        if span == one.span:
            return  # the date of a list: whether it is this one's as well cannot be known
        witness = Witness(first[0].place, first[0].text[slice(*_with_date(*first))])
        what = f"The draft itself gives {_long(other)} for the same resolution"
        yield _of(at, span, what, (witness,), Level.WARNING)
        return
    what = _impossible(one.id, one.date)
    if what:
        yield _of(at, span, what, ())
        return
    if draft.held is None:
        return
    text = draft.held.find(one.id)
    if text is not None and text.date is not None:
        if text.date != one.date:
            witness = Witness(text.identifier, f"{text.title}, {_long(text.date)}")
            yield _of(at, span, f"The resolution was adopted on {_long(text.date)}", (witness,))
        return
    dates = Counter(cited.date for cited in draft.held.citing(one.id) if cited.date is not None)
    if dates and one.date not in dates:
        likely, _ = dates.most_common(1)[0]
        cited = next(cited for cited in draft.held.citing(one.id) if cited.date == likely)
        what = f"Other texts give {_long(likely)} for the same resolution"
        yield _of(at, span, what, (Witness(cited.place, cited.words),), Level.WARNING)


def _no_date(at: Placed, one: Citation) -> Iterator[Found]:
    """Yield a date printed right after a number that no text of that number can bear."""
    match = re.compile(rf"(?: [A-Z])? of ({_DATE.pattern})").match(at.text, one.span.end)
    date = None if match is None else read_date(match[1])
    what = "" if date is None or one.id is None else _impossible(one.id, date)
    if match is not None and what:
        yield _of(at, Span(one.span.start, match.end()), what, ())


def _of(
    at: Placed, span: Span, what: str, witnesses: tuple[Witness, ...], level: Level | None = None,
    corrected: str | None = None,
) -> Found:  # fmt: skip
    one = found(at, *span, what=what)
    return Found(at, span, one.values, corrected, witnesses, level)


def _with_date(at: Placed, one: Citation) -> Span:
    """Return the words of a citation and of its date where the date follows at once."""
    match = re.compile(rf"(?: [A-Z])? of {_DATE.pattern}").match(at.text, one.span.end)
    return one.span if match is None else Span(one.span.start, match.end())


def _long(date: dt.date) -> str:
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def _impossible(identifier: str, date: dt.date) -> str:
    """Say why a text of a number cannot be of a date; "" where it can."""
    match = _ASSEMBLY.fullmatch(identifier)
    if match is not None or (match := _EARLY.fullmatch(identifier)) is not None:
        session = int(match[1]) if match[1].isdigit() else roman_value(match[1])
        start, end = opening(session), opening(session + 1)
        if start and end and not start <= date <= end:
            return f"Session {session} of the General Assembly sat from {_long(start)} on; the date is not in it"  # noqa: E501
    elif (match := _COUNCIL.fullmatch(identifier)) is not None:
        if int(match[1]) != date.year:
            return f"The number says {match[1]}, the date {date.year}"
    elif (match := _ECOSOC.fullmatch(identifier)) is not None and not (
        # The Council's session has begun in July of the year before since 2014.
        int(match[1]) - 1 <= date.year <= int(match[1])
    ):
        return f"The number says {match[1]}, the date {date.year}"
    return ""


def _title(draft: Draft, at: Placed, one: Citation) -> Iterator[Found]:
    span = title_span_after(at.text, one.span.end)
    if span is None or draft.held is None or one.id is None:
        return
    printed = at.text[span.start : span.end].strip(" ,.;")
    text = draft.held.find(one.id)
    if text is not None and text.title:
        known, witness = text.title, Witness(text.identifier, text.title)
        level: Level | None = None
    else:
        titles = Counter(cited.title for cited in draft.held.citing(one.id) if cited.title)
        if not titles or printed in titles:
            return
        known, _ = titles.most_common(1)[0]
        cited = next(cited for cited in draft.held.citing(one.id) if cited.title == known)
        witness, level = Witness(cited.place, known), Level.WARNING
    known = known.strip(" ,.;")
    if printed != known and not printed.startswith(known):
        what = f"The title of the resolution is “{known}”"
        yield _of(at, span, what, (witness,), level, corrected=known)


_ON = re.compile(rf"(?: [A-Z])?(?: of {_DATE.pattern})?,? on ")
_NEARLY = 90
_SAME = 100
_MANY_WORDS = 4


def _subject(draft: Draft, at: Placed, one: Citation) -> Iterator[Found]:
    """Yield the subject printed for a text that is nearly but not quite its title."""
    match = _ON.match(at.text, one.span.end)
    if match is None or draft.held is None or one.id is None:
        return
    text = draft.held.find(one.id)
    if text is None or len(text.title.split()) < _MANY_WORDS:
        return
    start = match.end()
    count = len(_plain(text.title).split())
    words = list(re.finditer(r"\S+", at.text[start : start + 2 * len(text.title)]))
    places = [place for place, word in enumerate(words) if _plain(word[0])][:count]
    if len(places) < count:
        return
    printed = at.text[start : start + words[places[-1]].end()].rstrip(",;.:")
    alike = fuzz.ratio(_plain(printed), _plain(text.title))
    if _NEARLY <= alike < _SAME:
        span = Span(start, start + len(printed))
        witness = Witness(text.identifier, text.title)
        yield _of(at, span, f"The title of the resolution is “{text.title}”", (witness,),
                  Level.WARNING)  # fmt: skip


def _plain(words: str) -> str:
    return " ".join(word for word in re.findall(r"\w+", words.casefold()) if word != "the")


# C10, C11

_SIDE = re.compile(r",? (above|below)\b")
_THING = re.compile(
    r"\b(?P<thing>[a-z][\w-]+)(?:,? (?:also|as|further))? "
    r"(?:referred to|requested|mentioned|called for|established) (?:in|under|pursuant to|by) $"
)
_NO_THING = frozenset(
    {"as", "is", "are", "was", "were", "those", "that", "and", "be", "been", "so", "or"}
)


def paragraphs_meant(draft: Draft) -> Iterator[Found]:
    """C10: "paragraph 40 above" is there, and above."""
    known: dict[str, int] = {}
    for place, placed in enumerate(draft.body):
        known.setdefault(placed.place, place)
    for at, one, side in _of_this_text(draft):
        target = (one.id or "#")[1:]
        if target not in known:
            if not target.startswith(("op", "sect")):
                continue
            what = "The draft has no such paragraph"
            yield found(at, *one.span, what=what)
            continue
        here, there = known[at.place], known[target]
        if (side == "above" and there >= here) or (side == "below" and there <= here):
            what = f"The paragraph does not stand {side}"
            yield found(at, *one.span, what=what)


def _of_this_text(draft: Draft) -> Iterator[tuple[Placed, Citation, str]]:
    for at in draft.body:
        for one in draft.cited_in(at):
            if one.kind is CitationKind.PARAGRAPH and (one.id or "").startswith("#"):
                match = _SIDE.match(at.text, one.span.end)
                yield at, one, match[1] if match else ""


def paragraphs_for(draft: Draft) -> Iterator[Found]:
    """C11: "the report referred to in paragraph 40 above": paragraph 40 speaks of a report."""
    words = {one.id: one.paragraph.full.lower() for one in draft.wholes}
    for at, one, _ in _of_this_text(draft):
        target = (one.id or "#")[1:].split("(", 1)[0]
        match = _THING.search(at.text, 0, one.span.start)
        if match is None or target not in words or match["thing"] in _NO_THING:
            continue
        thing = match["thing"]
        if _stem(thing) in words[target]:
            continue
        other = next(
            (key for key, full in words.items() if key != target and key.startswith("op")
             and key != at.place.split("(", 1)[0] and f"the {thing}" in full), None)  # fmt: skip
        witnesses = () if other is None else (Witness(other, _start_of(draft, other)),)
        values = {"words": at.text[slice(*one.span)], "thing": thing, "paragraph": target[2:]}
        # Where none speaks of it the thing may be meant by its name: "the publications".
        level = None if witnesses else Level.WARNING
        yield Found(at, one.span, values, None, witnesses, level)


def _stem(word: str) -> str:
    for ending in ("ies", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _MANY_WORDS:
            return word[: -len(ending)]
    return word


_SHOWN = 90


def _start_of(draft: Draft, key: str) -> str:
    full = next(one.paragraph.full for one in draft.wholes if one.id == key)
    return full if len(full) <= _SHOWN else f"{full[:_SHOWN]}…"


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {
    "C08": cited_texts,
    "C10": paragraphs_meant,
    "C11": paragraphs_for,
}
