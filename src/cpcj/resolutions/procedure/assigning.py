"""Which facts of a document are about which of its texts.

A report tells of one draft at a time, mostly under a heading of its own; the words of the adoption
end in the place where the text stands: "(see para. 24, draft resolution III)". What is told up to
there since the heading or since the last draft, and the statements after it, belong to that text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cpcj.resolutions.model import (
    Document,
    DocumentKind,
    Doubt,
    Heading,
    Paragraph,
    Span,
    Text,
    TextKind,
    provisions,
)
from cpcj.resolutions.procedure.fact import Fact, FactKind, Named, Proceedings
from cpcj.resolutions.procedure.meetings import Calendar, first_year
from cpcj.resolutions.procedure.naming import code_of, group_named, names_from
from cpcj.resolutions.procedure.recording import SYMBOL, facts_of
from cpcj.resolutions.procedure.voting import disagreements
from cpcj.resolutions.vocabulary.states import states

_PLACE = re.compile(
    r"\((?:For the text[^()]{0,20}, )?see (?:para(?:graph|\.)|chap(?:ter|\.))[^()]{1,120}\)",
    re.IGNORECASE,
)
_SECTION = re.compile(r"sect(?:ion|\.) (?P<section>[A-D])\b")
_IN_PLACE = re.compile(r"draft (?P<kind>resolution|decision)(?:\s+(?P<n>[IVXL]+))?")
_OPENS = (FactKind.SPONSORED, FactKind.INTRODUCED, FactKind.RECOMMENDED)
_SPONSORED_IN_NOTE = re.compile(
    r"(?:was )?sponsored in the (?:[A-Z]\w+ )?Committee by:? |sponsored by:? "
)
_ON_BEHALF = re.compile(r"[Oo]n behalf of ")
_FIRST_SESSION = 1945
SPONSORS = "sponsors"
ADOPTION = "adoption"
ORIGIN = "origin"


def proceedings(document: Document) -> tuple[Proceedings, ...]:
    """Return what a document records of its texts, and of drafts that are none of them.

    Args:
        document: a report, a draft or an adopted text.

    Returns:
        One a draft, in the order of the record; texts of which nothing is recorded are left out.
    """
    if document.language != "eng":
        return ()
    found = [one for text in document.texts if (one := _of_text(document, text)).facts]
    if document.kind is DocumentKind.COMMITTEE_REPORT:
        found += _of_report(document)
    return tuple(found)


def sponsors_named(document: Document) -> dict[str | None, tuple[str, ...]]:
    """Return the sponsors of the texts of a document, as printed, by ``Text.id``."""
    named: dict[str | None, tuple[str, ...]] = {}
    for one in proceedings(document):
        if one.held and one.sponsors:
            names = (
                _as_printed(fact.words, name)
                for fact in one.of(FactKind.SPONSORED, FactKind.JOINED)
                for name in fact.names
                if name in one.sponsors and not name.group
            )
            named[one.text] = tuple(dict.fromkeys((*named.get(one.text, ()), *names)))
    return named


def _as_printed(words: str, one: Named) -> str:
    """Return a name with "the" where it is printed and the State's name has it."""
    state = states().get(one.code)
    if state is not None and not any(known.article for known in state.names):
        return one.name
    start = one.span.start
    return f"the {one.name}" if words[max(0, start - 4) : start] == "the " else one.name


def _day(document: Document) -> dt.date | None:
    if document.date is not None:
        return document.date
    if document.session is not None and document.organ == "General Assembly":
        return dt.date(_FIRST_SESSION + document.session, 12, 1)
    return None


def _of_text(document: Document, text: Text) -> Proceedings:
    """Return what a text says of itself: its sponsors, footnotes and adoption line."""
    day = _day(document)
    facts: list[Fact] = []
    if text.sponsors and document.kind is not DocumentKind.COMMITTEE_REPORT:
        facts.append(_printed_sponsors(document, text, day))
    for place, note in enumerate(text.notes, start=1):
        facts += _of_note(note.words.text, f"note{place}", day)
    if text.adoption is not None:
        line = text.adoption
        words = line.words.text
        facts.append(
            Fact(FactKind.ADOPTED, ADOPTION, words, Span(0, len(words)), (), line.meeting,
                 line.date, symbols=() if text.symbol is None else (text.symbol,))
        )  # fmt: skip
    return _finished(text.id, facts, held=True)


def _printed_sponsors(document: Document, text: Text, day: dt.date | None) -> Fact:
    words = ", ".join(text.sponsors)
    names: list[Named] = []
    at = 0
    for sponsor in text.sponsors:
        name = sponsor.strip(" *")
        start = at + sponsor.index(name)
        group = group_named(name, 0) if not code_of(name, day) else None
        names.append(
            Named(name, Span(start, start + len(name)), code_of(name, day),
                  group.group if group else "")
        )  # fmt: skip
        at += len(sponsor) + 2
    for note in text.notes:
        behalf = _ON_BEHALF.match(note.words.text)
        group = group_named(note.words.text, behalf.end()) if behalf else None
        if group and len(names) == 1:
            first = names[0]
            names = [Named(first.name, first.span, first.code, first.group, group.group),
                     Named(group.name, first.span, group=group.group)]  # fmt: skip
    symbol = text.symbol or document.symbol
    return Fact(FactKind.SPONSORED, SPONSORS, words, Span(0, len(words)), tuple(names),
                date=document.date, symbols=(symbol,) if symbol else ())  # fmt: skip


def _of_note(words: str, place: str, day: dt.date | None) -> Iterator[Fact]:
    """Yield what a footnote of an adopted text tells: sponsors in the committee, a vote."""
    if match := _SPONSORED_IN_NOTE.search(words):
        listed = names_from(words, match.end(), day)
        if listed.names:
            yield Fact(FactKind.SPONSORED, place, words, Span(match.start(), listed.end),
                       listed.names)  # fmt: skip
    if "vote" in words:
        yield from (
            fact for fact in facts_of(words, place, Calendar(None), day)
            if fact.kind in (FactKind.ADOPTED, FactKind.VOTE_NOTE)
        )  # fmt: skip


@dataclass(slots=True)
class _Draft:
    """The facts of one draft of a report while they are gathered."""

    heading: str = ""
    facts: list[Fact] = field(default_factory=list)
    adopted: str | None = None  # the words after the adoption that say where it stands


def _of_report(document: Document) -> Iterator[Proceedings]:
    for draft in _drafts(document):
        kinds = {fact.kind for fact in draft.facts}
        symbols = tuple(dict.fromkeys(SYMBOL.findall(draft.heading)))
        about = kinds & {FactKind.ADOPTED, FactKind.WITHDRAWN, *_OPENS} or symbols
        if not draft.facts or not about:
            continue
        text = None if draft.adopted is None else _text_at(draft, document.texts)
        if not symbols:
            opening = (*(f for f in draft.facts if f.kind is FactKind.ADOPTED), *draft.facts)
            symbols = next((fact.symbols[:1] for fact in opening if fact.symbols), ())
        yield _finished(
            text.id if text else None, draft.facts, held=text is not None, symbols=symbols
        )


def _drafts(document: Document) -> list[_Draft]:
    day = _day(document)
    whole = "\n".join(item.words.text for item in document.procedure if isinstance(item, Paragraph))
    calendar = Calendar(first_year(whole) or (day.year if day else None))
    notes = {note.mark: note.words.text for note in document.notes}
    drafts = [_Draft()]
    places = {id(one.paragraph): one.id for one in provisions(document.procedure)}
    for item in document.procedure:
        if isinstance(item, Heading):
            drafts.append(_Draft(item.words.text))
            continue
        words = item.full
        for fact in facts_of(words, places[id(item)], calendar, day):
            current = drafts[-1]
            if current.adopted is not None and fact.kind in _OPENS:
                current = _Draft(current.heading if not SYMBOL.search(current.heading) else "")
                drafts.append(current)
            if fact.kind is FactKind.ADOPTED and current.adopted is not None:
                current = _Draft(current.heading if not SYMBOL.search(current.heading) else "")
                drafts.append(current)
            current.facts.append(fact)
            if fact.kind is FactKind.ADOPTED:
                place = _PLACE.search(words, fact.span.start)
                current.adopted = place.group() if place else ""
                for mark in (mark for passage in item.passages() for mark in passage.marks):
                    note = notes.get(mark.mark, "")
                    if fact.vote and note:
                        current.facts += [
                            one for one in facts_of(note, f"note {mark.mark}", calendar, day)
                            if one.kind is FactKind.VOTE_NOTE
                        ]  # fmt: skip
    return drafts


def _text_at(draft: _Draft, texts: Sequence[Text]) -> Text | None:
    """Return the text that the words after an adoption name; None where they name none."""
    place = draft.adopted or ""
    said = _IN_PLACE.search(place)
    last = next((fact for fact in reversed(draft.facts) if fact.kind is FactKind.ADOPTED), None)
    words = said.group() if said else f"{draft.heading} {last.said if last else ''}".lower()
    decision = "draft decision" in words or (
        "draft resolution" not in words and "take note" in words
    )
    kind = TextKind.DRAFT_DECISION if decision else TextKind.DRAFT_RESOLUTION
    of_kind = [text for text in texts if text.kind is kind]
    number = said["n"] if said else None
    if number is None:
        return of_kind[0] if len(of_kind) == 1 else None
    named = [text for text in of_kind if (text.id or "").partition("~")[0] == number]
    if not named and len(of_kind) == 1:
        return of_kind[0]
    section = _SECTION.search(place)
    if len(named) > 1 and section:
        # Numbers begin again in each section: A is the first that has them, B the second.
        at = "ABCD".index(section["section"])
        return named[at] if at < len(named) else None
    return named[0] if len(named) == 1 else None


def _finished(
    text: str | None, facts: Sequence[Fact], *, held: bool, symbols: tuple[str, ...] = ()
) -> Proceedings:
    doubts: list[Doubt] = []
    for fact in facts:
        doubts += [
            Doubt("name-not-known", f"“{one.name}” is in no table of States or groups", text,
                  fact.place)
            for one in _everybody(fact) if not one.code and not one.group
        ]  # fmt: skip
        if fact.vote is not None:
            doubts += [
                Doubt("vote-does-not-add-up", said, text, fact.place)
                for said in disagreements(fact.vote)
            ]
    return Proceedings(text, held, symbols, tuple(facts), tuple(doubts))


def _everybody(fact: Fact) -> tuple[Named, ...]:
    vote = fact.vote
    voters = () if vote is None else (*vote.for_list, *vote.against_list, *vote.abstaining_list)
    return (*fact.names, *voters)
