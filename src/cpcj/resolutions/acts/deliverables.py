"""What is to be handed over: reports and information, to whom, and at which session.

Read only where the words say it: a verb of reporting at the head of what is asked or coordinated
with it, and a document or information as its object, or a body that receives it. Developing tools,
carrying out studies and exchanging data among States deliver nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from cpcj.resolutions.act import Deliverable, Evidence, Pieces
from cpcj.resolutions.acts.documents import (
    OBJECT,
    meant,
    object_in,
    phrase_start,
    stripped,
    thing_in,
    word_start,
    words_of,
)
from cpcj.resolutions.acts.receivers import (
    RECEIVING,
    STATES,
    TELLING,
    Circumstances,
    Clause,
    Receiver,
    receivers,
)
from cpcj.resolutions.acts.resolving import Before
from cpcj.resolutions.acts.times import Session, session_named, time_named
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.grammar import listed

_VERBS_AT_MOST = 20  # verbs tried in one stretch of words: bounds the work on texts that are none
_WINDOW = 900  # characters after the verb in which its receiver and time are looked for


_ADVERBS = (
    r"(?:(?:also|further|regularly|periodically|annually|continue(?:\s+to)?|again|promptly|urgently|"
    r"subsequently|accordingly|then|in\s+this\s+regard|in\s+that\s+regard|jointly|orally|biennially|"
    r"formally)\s+)*"
)
_VERB = re.compile(
    r"\b(?:report|submit|present|transmit|prepare|provid|give|inform|brief|updat|keep|include|circulate|"
    r"furnish|communicate|convey|advise|apprise|forward|issue|produce)(?:t?ing|e)?\b"
)
_HEAD = re.compile(
    rf"(?:(?P<to>\bto)|(?P<and>(?:,\s*|\s)and))\s+(?:,[^,;]{{1,80}},\s+)?{_ADVERBS}$", re.IGNORECASE
)
_POINT_VERB = re.compile(
    rf"(?:To\s+)?{_ADVERBS}(?P<verb>report|submit|present|transmit|prepare|provide|give|inform|brief|"
    r"update|keep|include|circulate|furnish|communicate|convey|forward|issue|produce)\b",
    re.IGNORECASE,
)
_MAKING = frozenset({"prepare", "issue", "produce"})
_HANDING = frozenset({"submit", "present", "transmit"})
_PRONOUN = re.compile(
    r"\s+(?:it|them|this|these|the\s+same)\s+(?=to\b|at\b|through\b|for\b|in\b|before\b|by\b)"
)
"""An object that was named before: "to carry out a study and to submit it to the Council"."""
_HER = re.compile(r"\s+(?:her|him)\b")
_AS_PART_OF_REPORT = re.compile(
    r"\b(?:in|as\s+part\s+of|within|in\s+the\s+context\s+of|through)\s+(?:his|her|its|their|the\s+next|the\s+annual|the\s+forthcoming)\s+"
    r"(?:[\w-]+\s+){0,4}?report(?:s|ing)?\b"
)
"""A report that is given anyway, in which something is to stand."""
_OFFICIAL = re.compile(
    r"united_nations|rapporteur|expert|^un_|committee|commission|secretariat|office"
)
"""Who reports by office, by normalized name; States and organizations of society do not."""

_ON = re.compile(
    r"\b(?:(?P<thereon>thereon)|(?:on|regarding|concerning|about|in\s+relation\s+to)\s+(?!an?\s+(?:\w+\s+)?basis)(?=\w))"
)
_CLAUSE_END = re.compile(r";|\n|\.\s+[A-Z]|,\s+and\s+to\s+(?!the\b|all\b|its\b|it\b)[a-z]")


_THEREON = re.compile(
    r"\s+(?:back\s+)?(?:thereon\b|on\s+the\s+implementation\s+of\s+(?:the\s+present|this)\s)"
)
_OF = re.compile(r"\b(?:of|on|about|regarding|concerning|that|with)\s+")
_OF_NAME = re.compile(r"(?:of|on)\s+(?:the\s+)?[A-Z]")
_TOLD_END = re.compile(r"[,;.:\n]|\s+at\s+(?:its|the)\s")
_TOLD_WITHIN = 320  # characters in which what is told begins
_IN_REPORT = re.compile(
    r"(?:,[^,;]{1,160},)?\s+(?P<report>in\s+(?:his|her|its|the|their)\s+(?:[\w-]+\s+){0,4}?reports?)\b"
)
_IN_REPORT_TO = re.compile(
    r"\bin\s+(?:his|her|its|their)\s+(?P<report>(?:[\w-]+\s+){0,3}?reports?)\s+(?=to\s)"
)
_REPORT_WITHIN = 400  # characters in which the report is named that something is to stand in


def find_deliverable(
    full: str,
    action: Pieces,
    before: Before,
    circumstances: Circumstances,
    addressees: tuple[Evidence, ...] = (),
) -> tuple[Deliverable | None, Pieces]:
    """Return what an act asks to be handed over, and the words from which it was read.

    Args:
        full: the paragraph's full text.
        action: the words of what is asked.
        before: what short forms can mean.
        circumstances: the adopting body and its session.
        addressees: who is asked: "at its twentieth session" may be a session of theirs.
    """
    made: tuple[Deliverable, Pieces] | None = None
    for place in action:
        for verb, at in islice(_verbs(full, place), _VERBS_AT_MOST):
            window = min(place.end, at + _WINDOW)
            stop = _CLAUSE_END.search(full, at, window)
            end = window if stop is None else stop.start()
            clause = Clause(full, at, end, verb, place.start, before, circumstances, addressees)
            found = _read(clause)
            if found is None:
                continue
            if made is not None:
                return _handed_over(made, found)
            if verb not in _MAKING or found[0].to is not None or found[0].when is not None:
                return found
            made = found
    if made is not None:
        return made
    return _in_reports(full, action, before, circumstances, addressees)


def handed_by_decision(
    full: str, action: Pieces, before: Before, circumstances: Circumstances
) -> tuple[Deliverable | None, Pieces]:
    """Return what a body decides that others are to hand over, where it says to whom.

    Args:
        full: the paragraph's full text.
        action: the words of what others are to do, from their verb on.
        before: what short forms can mean.
        circumstances: the adopting body and its session.
    """
    for place in action:
        found, shown = find_deliverable(full, (place,), before, circumstances)
        if found is not None and found.to is not None:
            return found, shown
    return None, ()


def _in_reports(
    full: str,
    action: Pieces,
    before: Before,
    circumstances: Circumstances,
    addressees: tuple[Evidence, ...],
) -> tuple[Deliverable | None, Pieces]:
    """Return the report in which something is to be done: "attend to it in his report to …"."""
    for place in action:
        match = _IN_REPORT_TO.search(full, place.start, place.end)
        if match is None:
            continue
        end = min(place.end, match.end() + _WINDOW)
        stop = _CLAUSE_END.search(full, match.end(), end)
        end = end if stop is None else stop.start()
        report = Span(*match.span("report"))
        clause = Clause(
            full, report.end, end, "report", place.start, before, circumstances, addressees
        )
        received = receivers(clause)
        if not received:
            continue
        session = session_named(clause, received)
        when, due_, shown = (None, None, ()) if session is None else session
        what = full[report.start : report.end]
        pieces = tuple(sorted({report, received[0].place, *shown}))
        return Deliverable(what, received[0].value, when, due_), pieces
    return None, ()


def _handed_over(
    made: tuple[Deliverable, Pieces], found: tuple[Deliverable, Pieces]
) -> tuple[Deliverable, Pieces]:
    """Return what was to be prepared with to whom and when it is to be submitted."""
    deliverable = replace(found[0], what=made[0].what)
    return deliverable, tuple(sorted({*made[1], *found[1]}))


_VERB_WORDS = listed("handing_over", "verbs")
_WORDS_AHEAD = listed("handing_over", "ahead")


def _may_hand_over(words: str) -> bool:
    """Tell at a glance whether a verb of handing over stands where it can be asked for."""
    ahead = ""
    for word in words.split():
        if word in _VERB_WORDS and (ahead in _WORDS_AHEAD or ahead.endswith(",")):
            return True
        ahead = word
    return False


def _verbs(full: str, span: Span) -> Iterator[tuple[str, int]]:
    """Yield the verbs of handing over at the head of what is asked, each with where it ends."""
    line = span.start
    while line < span.end:
        end = full.find("\n", line, span.end)
        end = span.end if end < 0 else end
        first = _POINT_VERB.match(full, line, end)
        if first is not None:
            yield _base(first["verb"]), first.end()
        heads = _VERB.finditer(full, line, end) if _may_hand_over(full[line:end]) else ()
        for match in heads:
            if first is not None and match.start() < first.end():
                continue
            begin = max(line, match.start() - 110)
            head = _HEAD.search(full[begin : match.start()])
            if head is None:
                continue
            verb = _base(match.group())
            if head["to"] is not None and not _coordinated(full, line, begin + head.start()):
                continue
            if head["and"] is not None and (
                match.group().endswith("ing") or not _goes_on(full, match.end(), end, verb)
            ):
                continue
            yield verb, match.end()
        line = end + 1


def _base(verb: str) -> str:
    """Return the base form of a verb of handing over ("reporting": "report")."""
    verb = verb.lower()
    if not verb.endswith("ing"):
        return verb
    stem = verb.removesuffix("ing")
    return stem.removesuffix("t") if stem.endswith("tt") else _WITH_E.get(stem, stem)


_WITH_E = {"provid": "provide", "updat": "update", "circulat": "circulate", "includ": "include"}
_COORDINATED = re.compile(
    r"(?:(?:,|;)?\s+(?:and|as\s+well\s+as)(?:,[^,;]{1,120},)?|[,;])\s+(?:also\s+|further\s+)?$"
)


def _coordinated(full: str, start: int, at: int) -> bool:
    """Tell whether an infinitive stands at the head of what is asked or is coordinated with it."""
    return at == start or _COORDINATED.search(full[max(start, at - 160) : at]) is not None


_AFTER_AND = re.compile(
    r"\s+(?:back\b|thereon\b|to\s+(?:it|the)\b|on\s|an?\s|its\s|periodically\b|regularly\b|annually\b|the\s)"
    r"|,\s+[^,;:\n]{3,60},\s+(?:on|to)\s"
)


def _goes_on(full: str, at: int, end: int, verb: str) -> bool:
    """Tell whether a verb after "and" without "to" goes on with what is asked."""
    if verb not in {"report", "submit", "present"}:
        return False
    return _AFTER_AND.match(full, at, end) is not None


def _read(clause: Clause) -> tuple[Deliverable, Pieces] | None:
    """Return what one verb hands over, with the words from which it was read."""
    if (
        clause.verb not in TELLING
        and clause.verb not in _HANDING
        and clause.verb not in {"report", "include"}
        and OBJECT.search(clause.full, clause.start, clause.end) is None
        and _PRONOUN.match(clause.full, clause.start, clause.end) is None
    ):
        return None
    received = receivers(clause)
    session = session_named(clause, received)
    subject = _what(clause, received, session)
    if subject is None:
        return None
    what, pieces = subject
    to = next((one.value for one in received if one.relation == "to"), None)
    when, due_, shown = session if session is not None else (None, None, ())
    if to is None:
        to = due_.body if due_ is not None else next((one.value for one in received), None)
    if when is None:
        when, shown = time_named(clause, pieces)
    places = [one.place for one in received if one.value == to][:1]
    return Deliverable(what, to, when, due_), tuple(sorted({*pieces, *places, *shown}))


def _what(
    clause: Clause, received: tuple[Receiver, ...], session: Session | None
) -> tuple[str, Pieces] | None:
    """Return what is to be handed over, None where the words hand nothing over."""
    timed = session is not None
    due = session is not None and session.due is not None
    reported = _AS_PART_OF_REPORT.search(clause.full, clause.start, clause.end) is not None
    named = timed or bool(received) or reported
    official = bool(clause.addressees) and all(_official(one) for one in clause.addressees)
    if clause.verb == "report":
        said = named or official or _THEREON.match(clause.full, clause.start, clause.end)
        return _subject(clause, received) if said else None
    if clause.verb in TELLING:
        return _told(clause) if timed or received or _HER.match(clause.full, clause.start) else None
    if clause.verb == "include":
        return _included(clause)
    if _PRONOUN.match(clause.full, clause.start, clause.end) is not None:
        return meant(clause) if timed or received else None
    found = object_in(clause, received)
    if found is None and session is not None and due and clause.verb in _HANDING:
        return thing_in(clause, received, session.places[-1])
    if found is None or (clause.verb in {"issue", "produce"} and not named):
        return None
    match, begin = found
    nothing = match["information"] is not None and (
        clause.verb in _MAKING or not (named or (official and clause.verb in _HANDING))
    )
    exchanged = clause.verb in {"provide", "give"} and not (
        reported
        or any(one.value not in STATES for one in received)
        or (named and match["document"])
        or (due and official)
    )
    return None if nothing or exchanged else words_of(clause, begin, match.end())


def _official(one: Evidence) -> bool:
    """Tell whether an addressee is an organ or officer of the United Nations."""
    return one.value in RECEIVING - STATES or _OFFICIAL.search(one.value) is not None


def _subject(clause: Clause, received: tuple[Receiver, ...]) -> tuple[str, Pieces]:
    """Return "report" with what it is on, "report on the implementation of …"."""
    full, start, end = clause.full, clause.start, clause.end
    verb = Span(word_start(full, start), start)
    match = next(
        (
            one
            for one in _ON.finditer(full, start, end)
            if not any(named.place.start < one.start() < named.place.end for named in received)
        ),
        None,
    )
    if match is None:
        return full[verb.start : verb.end], (verb,)
    if match["thereon"] is not None:
        subject = Span(*match.span("thereon"))
    else:
        _, (subject,) = words_of(clause, match.start(), match.end())
    if subject.start == verb.end + 1:
        return full[verb.start : subject.end], (Span(verb.start, subject.end),)
    return f"{full[verb.start : verb.end]} {full[subject.start : subject.end]}", (verb, subject)


def _told(clause: Clause) -> tuple[str, Pieces] | None:
    """Return what somebody is to be told ("of those efforts")."""
    full, end = clause.full, clause.end
    for match in _OF.finditer(full, clause.start, min(end, clause.start + _TOLD_WITHIN)):
        if _OF_NAME.match(full, match.start(), end) is None:
            stop = _TOLD_END.search(full, match.end(), end)
            span = stripped(full, Span(match.end(), end if stop is None else stop.start()))
            return (full[span.start : span.end], (span,)) if span.end > span.start else None
    return None


def _included(clause: Clause) -> tuple[str, Pieces] | None:
    """Return what is to stand in a report that is handed over anyway."""
    full, start, end = clause.full, clause.start, clause.end
    match = _IN_REPORT.search(full, start, min(end, start + _REPORT_WITHIN))
    if match is None:
        document = object_in(clause, ())
        if document is None or document[0]["document"] is None:
            return None
        given = _AS_PART_OF_REPORT.search(full, start, end) is not None
        return words_of(clause, document[1], document[0].end()) if given else None
    if full[start : match.start()].strip(" ,"):
        span = stripped(full, Span(start, match.start()))
        return full[span.start : span.end], (span,)
    found = OBJECT.search(full, match.end("report"), end)
    if found is None:
        return None
    return words_of(clause, phrase_start(full, match.end("report"), found.start()), found.end())
