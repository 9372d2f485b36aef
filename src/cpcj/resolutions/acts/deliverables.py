"""What is to be handed over: reports and information, to whom, and at which session.

Read only where the words say it: a verb of reporting at the head of what is asked or coordinated
with it, and a document or information as its object, or a body that receives it. Developing tools,
carrying out studies and exchanging data among States deliver nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from dataclasses import dataclass

from cpcj.resolutions.act import Deliverable, Due, Evidence, Pieces
from cpcj.resolutions.acts.asking import Before, name_of
from cpcj.resolutions.acts.groups import members
from cpcj.resolutions.model import Span
from cpcj.resolutions.sessions import GENERAL_ASSEMBLY, ORDINAL, due, ordinal, year_of

_VERBS_AT_MOST = 20  # verbs tried in one stretch of words: bounds the work on texts that are none
_WINDOW = 900  # characters after the verb in which its receiver and time are looked for


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The adopting body and its session: what "to it" and "at its next session" mean.

    Attributes:
        body: normalized name of the adopting body, None where it is not known.
        session: its session, or the year for a body that counts by years; None where not known.
    """

    body: str | None
    session: int | None


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
_TELLING = frozenset({"inform", "brief", "update", "keep", "advise", "apprise"})
_HANDING = frozenset({"submit", "present", "transmit", "circulate", "forward", "furnish", "communicate", "convey"})
_MAKING = frozenset({"prepare", "issue", "produce"})

_DOCUMENT = (
    r"(?:reports?|sub-?reports?|documents?|notes?|papers?|section|sections|chapter|addendum|summary|"
    r"summaries|briefings?|updates?|text|programme\s+budget|budget|statement|documentation|annex)"
)
_INFORMATION = (
    r"(?:information|views|comments|observations|recommendations?|proposals?|suggestions?|findings|results|"
    r"conclusions|data|assessments?|analys[ei]s|stud(?:y|ies)|reviews?|overview|list|lists|outcomes?|"
    r"account|inputs?|contributions?|options|answers|replies|responses|submissions?|evaluation|inventory|"
    r"workplan|plan|compilation|material|details)"
)
_OBJECT = re.compile(
    rf"(?<![\w’-])(?:(?P<document>{_DOCUMENT})|(?P<information>{_INFORMATION}))\b(?![’'-])",
    re.IGNORECASE,
)
_DETERMINER = frozenset(
    "a an the its his her their this these that those such any all another each our your".split()
)
_NO_ADJECTIVE = frozenset(
    "to on of in at for by with from through session sessions than and or assembly council commission "
    "committee report reports not be is are also it them as well".split()
)
_WORDS_BEFORE = re.compile(r"[^\s]+")
_ADJECTIVES_AT_MOST = 7
_OBJECT_END = re.compile(
    r"[,;.:\n]|\s+to\s+be\b|\s+within\s|\s+in\s+order\s+to\b|\s+to\s+(?:it|them|him|the|all|Member|States|Governments)\b|\s+(?:at|before|during|in\s+advance\s+of|for|by|from)\s+"
    r"(?:its|their|the)\s+(?:[\w-]+\s+){1,4}sessions?\b|\s+through\s+the\b|\s+no\s+later\s+than\b|\s+(?:and|or)\s+to\s+[a-z]"
    r"|\s+for\s+(?:its\s+)?(?:consideration|review|approval|transmission|adoption|submission)\b|\s+by\s+(?:the\s+end|\d|January|"
    r"February|March|April|May|June|July|August|September|October|November|December)\b|\s+on\s+an?\s+(?:\w+\s+)?basis\b"
)
_ON = re.compile(
    r"\b(?:(?P<thereon>thereon)|(?:on|regarding|concerning|about|in\s+relation\s+to)\s+(?!an?\s+(?:\w+\s+)?basis)(?=\w))"
)
_RECEIVER = re.compile(
    r"\b(?:to|through|with|before|for\s+(?:the\s+)?consideration\s+(?:by|of)|for\s+transmission\s+to)\s+(?=(?P<it>it\b)?)"
)
_CLAUSE_END = re.compile(r";|\n|\.\s+[A-Z]|,\s+and\s+to\s+(?!the\b|all\b|its\b|it\b)[a-z]")
_SESSION_OF = re.compile(
    rf"(?:\b(?:its|their|the|each)\s+)?(?P<words>(?:(?:next|forthcoming|following|current)|(?P<number>{ORDINAL})"
    rf"(?:(?:,\s+|\s+and\s+|,\s+and\s+|\s+to\s+|\s+or\s+){ORDINAL})*|(?P<year>(?:19|20)\d\d))"
    r"(?:\s+(?:regular|annual|substantive|organizational|resumed|special|intersessional|reconvened|plenary))*"
    r"\s+sessions?|(?:substantive|annual|organizational)\s+session(?:,)?\s+(?:of|in)\s+(?P<of_year>(?:19|20)\d\d))\b(?:\s+of\s+(?=(?P<of>the\s)))?",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\bits\s+(?P<words>next\s+(?:annual\s+|intersessional\s+)?meeting)\b", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:by|before|no\s+later\s+than|not\s+later\s+than|in|prior\s+to|until)\s+(?P<words>(?:the\s+end\s+of\s+|early\s+|mid-|late\s+)?"
    r"(?:\d{1,2}\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+)?(?:19|20)\d\d)\b(?!/)"
)
_RECURRING = re.compile(
    r"\b(?P<words>periodically|annually|biennially|triennially|quarterly|semi-annually|biannually|regularly|monthly"
    r"|every\s+(?:(?:two|three|four|five|six|other)\s+)?(?:year|month|session|biennium)s?|on\s+an?\s+(?:[\w-]+\s+){1,3}?basis"
    r"|at\s+regular\s+intervals|each\s+year|yearly|at\s+each\s+session|as\s+soon\s+as\s+possible)\b"
    r"|\b(?P<kind>annual|biennial|triennial|quarterly|monthly|periodic|semi-annual|regular|biannual)\s+(?:\w+\s+){0,2}?(?:reports?|briefings?|updates?|basis)\b",
    re.IGNORECASE,
)
_BLANK = " \t\xa0"


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
    for place in action:
        for verb, at in islice(_verbs(full, place), _VERBS_AT_MOST):
            found = _read(full, Span(at, place.end), verb, before, circumstances, addressees)
            if found is not None:
                return found
    return None, ()


_VERB_WORDS = frozenset(
    verb + ending
    for verb in (
        "report", "submit", "present", "transmit", "prepare", "provide", "give", "inform", "brief",
        "update", "keep", "include", "circulate", "furnish", "communicate", "convey", "advise",
        "apprise", "forward", "issue", "produce",
    )
    for ending in ("", ",")
) | {"reporting", "submitting", "presenting", "transmitting", "providing", "informing", "briefing"}  # fmt: skip
_WORDS_AHEAD = frozenset(
    "to and also further regularly periodically annually continue again promptly urgently subsequently "
    "accordingly then regard jointly orally biennially formally".split()
)


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
            if head["and"] is not None and not _goes_on(full, match.end(), end, verb):
                continue
            yield verb, match.end()
        line = end + 1


def _base(verb: str) -> str:
    verb = verb.lower()
    return {
        "reporting": "report", "submitting": "submit", "presenting": "present", "informing": "inform",
        "transmitting": "transmit", "providing": "provide", "briefing": "brief", "updating": "update",
    }.get(verb, verb)  # fmt: skip


_COORDINATED = re.compile(r"(?:(?:,|;)?\s+(?:and|as\s+well\s+as)(?:,[^,;]{1,120},)?|[,;])\s+(?:also\s+|further\s+)?$")


def _coordinated(full: str, start: int, at: int) -> bool:
    """Tell whether an infinitive stands at the head of what is asked or is coordinated with it."""
    return at == start or _COORDINATED.search(full[max(start, at - 160) : at]) is not None


_AFTER_AND = re.compile(r"\s+(?:back\b|thereon\b|to\s+(?:it|the)\b|on\s|an?\s|its\s|periodically\b|regularly\b|annually\b|the\s)")


def _goes_on(full: str, at: int, end: int, verb: str) -> bool:
    """Tell whether a verb after "and" without "to" goes on with what is asked."""
    if verb not in {"report", "submit", "present"}:
        return False
    return _AFTER_AND.match(full, at, end) is not None


def _read(
    full: str,
    span: Span,
    verb: str,
    before: Before,
    circumstances: Circumstances,
    addressees: tuple[Evidence, ...],
) -> tuple[Deliverable, Pieces] | None:
    window = min(span.end, span.start + _WINDOW)
    clause = _CLAUSE_END.search(full, span.start, window)
    end = window if clause is None else clause.start()
    start = span.start
    if (
        verb not in _TELLING
        and verb not in {"report", "include"}
        and _OBJECT.search(full, start, end) is None
    ):
        return None
    receivers = _receivers(full, start, end, verb, before, circumstances)
    session = _session(full, start, end, receivers, before, circumstances, addressees)
    official = bool(addressees) and all(one.value in _RECEIVING - _STATES for one in addressees)
    subject = _what(full, start, end, verb, receivers, received=bool(receivers or session), official=official)
    if subject is None:
        return None
    what, pieces = subject
    named = [value for value, place, kind in receivers if kind != "through"]
    to = named[0] if named else None
    when, due_, shown = None, None, ()
    if session is not None:
        when, due_, shown = session
        if to is None and not named and due_ is not None:
            to = due_.body
    if when is None:
        when, shown = _time(full, start, end, pieces)
    if to is None and receivers:
        to = receivers[0][0]
    places = [place for value, place, kind in receivers if value == to][:1]
    every = tuple(sorted({*pieces, *places, *shown}))
    return Deliverable(what, to, when, due_), every


Receiver = tuple[str, Span, str]


def _receivers(
    full: str, start: int, end: int, verb: str, before: Before, circumstances: Circumstances
) -> list[Receiver]:
    """Return the bodies and persons named as receiving, in order, with their places and relation."""
    found: list[Receiver] = []
    if verb in _TELLING or verb in {"provide", "give", "furnish"}:
        direct = _receiver_at(full, _next_word(full, start, end), end, before, circumstances)
        if direct is not None:
            found.append((*direct, "to"))
    if verb in _TELLING:
        return found
    for match in _RECEIVER.finditer(full, start, end):
        relation = match.group().split()[0].lower()
        if relation in {"with", "before"}:
            continue
        ahead = full[max(start, match.start() - 24) : match.start()].split()
        if relation == "to" and ahead and ahead[-1].lower() in _NOT_TO:
            continue
        one = _receiver_at(full, match.end(), end, before, circumstances)
        if one is not None:
            found.append((*one, "through" if relation == "through" else "to"))
    return found


def _next_word(full: str, at: int, end: int) -> int:
    while at < end and full[at] in _BLANK:
        at += 1
    return at


_RECEIVING = frozenset(
    "general_assembly ecosoc security_council human_rights_council ccpcj cnd csw cop_untoc cosp_uncac "
    "secretary_general unodc unodc_executive_director secretariat member_states president_ga unea "
    "statistical_commission csocd expert_group_cybercrime icat states_parties".split()
)
_STATES = frozenset({"member_states", "states_parties"})
_NOT_TO = frozenset(
    "follow-up access accession pursuant according due prior regard respect relation relating related "
    "addition contrary subject contribution contributions parties annex annexed response approach "
    "commitment support preparations preparation attention assistance".split()
)
"""Words after which "to" names no receiver: "the follow-up to the Congress"."""
_RECEIVING_WORDS = re.compile(
    r"assembly|council|commission|conference|committee|congress|group|office|board|secretariat|meeting|court|"
    r"tribunal|forum|rapporteur|representative|mechanism|panel|institute|programme|bureau|subcommittee|"
    r"coordinator|commissioner|director|authority|president|department|division|organization|database|fund"
)


def _receiver_at(
    full: str, at: int, end: int, before: Before, circumstances: Circumstances
) -> tuple[str, Span] | None:
    """Return who receives at a place; None where nobody who can be reported to stands there."""
    if re.compile(r"it\b(?!s)").match(full, at, end) is not None:
        if circumstances.body is None:
            return None
        return circumstances.body, Span(at, at + 2)
    found = members(full[at : min(end, at + 200)])
    if not found:
        return None
    first = found[0]
    if first.span.start > 0 or first.kind == "pronoun":
        return None
    span = Span(at + first.span.start, at + first.span.end)
    if first.kind == "known":
        known = first.value in _RECEIVING or _RECEIVING_WORDS.search(first.value) is not None
        return (first.value, span) if known and not first.value.endswith("_organizations") else None
    if not re.search(r"[A-Z]", full[span.start : span.end]):
        return None
    name = name_of(first.value, span.start, before)
    return (name, span) if name in _RECEIVING or _RECEIVING_WORDS.search(name) else None


Session = tuple[str, Due | None, Pieces]


def _session(
    full: str,
    start: int,
    end: int,
    receivers: list[Receiver],
    before: Before,
    circumstances: Circumstances,
    addressees: tuple[Evidence, ...],
) -> Session | None:
    """Return the words for the session named, the session, and where it stands."""
    place = full.find("session", start, end)
    near = start if place < 0 else max(start, place - 160)
    matches = _SESSION_OF.finditer(full, near, end) if place >= 0 else ()
    for match in matches:
        if not _AT.search(full[max(start, match.start() - 30) : match.start()]):
            continue
        whose = full[match.start() : match.start() + 4].lower()
        words = match["words"]
        body: str | None = None
        if match["of"] is not None:
            named = _receiver_at(full, match.end(), end, before, circumstances)
            if named is None:
                return words, None, (Span(*match.span("words")),)
            body = named[0]
        else:
            ahead = [value for value, place, _ in receivers if place.end <= match.start()]
            if ahead:
                body = ahead[-1]
            elif not whose.startswith(("its", "the")) and match["year"] is None:
                continue
            else:
                body = _whose(match["number"], circumstances, addressees)
        shown = (Span(*match.span("words")),)
        return words, _due(match, body, circumstances), shown
    meeting = _MEETING.search(full, start, end)
    if meeting is not None:
        return meeting["words"], None, (Span(*meeting.span("words")),)
    return None


_AT = re.compile(
    r"\b(?:at|during|for|before|by|to|in|advance\s+of|prior\s+to|than|until|starting\s+(?:with|from|at)|"
    r"from|beginning\s+with|and)\s+$"
)
"""What stands before a session at which something is due; "on its tenth session" is a subject."""


def _whose(
    number: str | None, circumstances: Circumstances, addressees: tuple[Evidence, ...]
) -> str | None:
    """Return whose "its twentieth session" is: the adopting body's, unless only the asked one's fits."""
    asked_body = addressees[0].value if len(addressees) == 1 else None
    body = circumstances.body
    if number is None or body is None:
        return body
    session = ordinal(number)
    own = circumstances.session
    if session is not None and own is not None and body == GENERAL_ASSEMBLY and session < own:
        return asked_body if asked_body is not None and year_of(asked_body, session) else None
    return body


def _due(match: re.Match[str], body: str | None, circumstances: Circumstances) -> Due | None:
    """Return the session meant; None where the words do not say which."""
    if body is None or "special" in match["words"].lower():
        return None
    if match["number"] is not None:
        session = ordinal(match["number"])
    elif match["year"] or match["of_year"]:
        session = int(match["year"] or match["of_year"]) if body == "ecosoc" else None
    elif (
        match["words"].lower().startswith("next")
        and body == circumstances.body
        and circumstances.session is not None
        and body == GENERAL_ASSEMBLY
    ):
        session = circumstances.session + 1
    else:
        session = None
    return None if session is None else due(body, session)


def _time(full: str, start: int, end: int, pieces: Pieces) -> tuple[str | None, Pieces]:
    """Return the words for a time that is no session: a date, or how often."""
    date = _DATE.search(full, start, end)
    recurring = _RECURRING.search(full, max(start - 24, 0), end)
    if recurring is not None and recurring.end() <= start and recurring["words"] is None:
        recurring = None
    if date is not None and not any(one.start < date.start() < one.end for one in pieces):
        return date["words"], (Span(*date.span("words")),)
    if recurring is not None:
        group = "words" if recurring["words"] is not None else "kind"
        return recurring[group], (Span(*recurring.span(group)),)
    return None, ()


def _what(
    full: str, start: int, end: int, verb: str, receivers: list[Receiver], *, received: bool, official: bool
) -> tuple[str, Pieces] | None:
    """Return what is to be handed over, None where the words hand nothing over."""
    if verb == "report":
        if not (received or official) and not re.compile(
            r"\s+(?:back\s+)?(?:thereon\b|on\s+the\s+implementation\s+of\s+(?:the\s+present|this)\s)"
        ).match(full, start, end):
            return None
        return _subject(full, start, end, receivers)
    if verb in _TELLING:
        if not received:
            return None
        return _told(full, start, end)
    if verb == "include":
        return _included(full, start, end, received=received)
    found = _OBJECT.search(full, start, end)
    while found is not None:
        begin = _phrase_start(full, _after_receivers(start, found.start(), receivers), found.start())
        if not _gap(full, Span(start, begin), receivers):
            return None
        if found["document"] is not None or not _OBJECT_FOLLOWS.match(full, found.end(), end):
            break
        found = _OBJECT.search(full, found.end(), end)
    if found is None:
        return None
    bodies = any(value != "member_states" for value, _, _ in receivers)
    if verb in {"provide", "give"} and not (bodies or (received and found["document"])):
        return None
    if found["information"] is not None and (verb in _MAKING or not received):
        return None
    if verb in {"issue", "produce"} and not received:
        return None
    stop = _OBJECT_END.search(full, found.end(), end)
    span = _stripped(full, Span(begin, end if stop is None else stop.start()))
    return full[span.start : span.end], (span,)


_OBJECT_FOLLOWS = re.compile(r"\s+(?:and\s+)?(?:\w+\s+)?(?:reports?|notes?|papers?)\b", re.IGNORECASE)


def _after_receivers(start: int, noun: int, receivers: list[Receiver]) -> int:
    return max([start, *(place.end for _, place, _ in receivers if place.end <= noun)])


def _phrase_start(full: str, start: int, noun: int) -> int:
    """Return where the noun phrase begins whose head stands at a place."""
    words = list(_WORDS_BEFORE.finditer(full, max(start, noun - 120), noun))
    begin = noun
    for word in reversed(words[-_ADJECTIVES_AT_MOST:]):
        text = word.group().lower()
        if text in _DETERMINER:
            return word.start()
        if text == "and" and begin != noun:
            continue
        if text.rstrip(",") in _NO_ADJECTIVE or text[0].isdigit():
            break
        if text.endswith(",") and not any(
            one.group().lower() in _DETERMINER for one in words if one.start() < word.start()
        ):
            break
        begin = word.start()
    comma = full.rfind(",", start, begin)
    return begin if comma < 0 or full[comma + 1 : begin].strip() else begin


_FILLING = re.compile(
    rf"(?:,[^,;]{{0,160}},|\b(?:to|through|with|at|its|the|for|during|before|by|in|on|no|later|than|and|each|an?|well|prior|"
    rf"as|appropriate|timely|manner|advance|of|consideration|up|next|annual|basis|regular|every|year|{ORDINAL}|sessions?|"
    r"thereon|orally|written|end|\d{1,4}|January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|[,\s])+",
    re.IGNORECASE,
)


def _gap(full: str, span: Span, receivers: list[Receiver]) -> bool:
    """Tell whether nothing but receivers, times and asides stands between a verb and its object."""
    left: list[str] = []
    at = span.start
    for _, place, _ in receivers:
        if place.start >= span.end:
            break
        left.append(full[at : place.start])
        at = max(at, place.end)
    left.append(full[at : max(at, span.end)])
    return all(not _FILLING.sub("", words).strip() for words in left)


def _stripped(full: str, span: Span) -> Span:
    start, end = span
    while start < end and full[start].isspace():
        start += 1
    while end > start and full[end - 1] in " \t\n,;:.":
        end -= 1
    if full[start:end].endswith((" and", " or")):
        return _stripped(full, Span(start, full.rfind(" ", start, end)))
    return Span(start, end)


def _subject(
    full: str, start: int, end: int, receivers: list[Receiver]
) -> tuple[str, Pieces]:
    """Return "report" with what it is on, "report on the implementation of …"."""
    verb = Span(full.rfind(" ", 0, start) + 1, start)
    if "\n" in full[verb.start : verb.end]:
        verb = Span(verb.start + full[verb.start : verb.end].rfind("\n") + 1, start)
    match = _ON.search(full, start, end)
    while match is not None and any(
        place.start < match.start() < place.end for _, place, _ in receivers
    ):
        match = _ON.search(full, match.end(), end)
    if match is None:
        return full[verb.start : verb.end], (verb,)
    if match["thereon"] is not None:
        subject = Span(*match.span("thereon"))
    else:
        stop = _OBJECT_END.search(full, match.end(), end)
        subject = _stripped(full, Span(match.start(), end if stop is None else stop.start()))
    pieces = (verb, subject)
    if subject.start == verb.end + 1:
        pieces = (Span(verb.start, subject.end),)
    return " ".join(full[one.start : one.end] for one in pieces), pieces


_OF = re.compile(r"\b(?:of|on|about|regarding|concerning|that|with)\s+")


def _told(full: str, start: int, end: int) -> tuple[str, Pieces] | None:
    """Return what somebody is to be told ("of those efforts")."""
    match = _OF.search(full, start, min(end, start + 240))
    if match is None:
        return None
    of_name = re.compile(r"(?:of|on)\s+(?:the\s+)?[A-Z]")
    while match is not None and of_name.match(full, match.start(), end):
        match = _OF.search(full, match.end(), min(end, start + 320))
    if match is None:
        return None
    stop = re.compile(r"[,;.:\n]|\s+at\s+(?:its|the)\s").search(full, match.end(), end)
    span = _stripped(full, Span(match.end(), end if stop is None else stop.start()))
    return (full[span.start : span.end], (span,)) if span.end > span.start else None


_IN_REPORT = re.compile(
    r"(?:,[^,;]{1,160},)?\s+(?P<report>in\s+(?:his|her|its|the|their)\s+(?:[\w-]+\s+){0,4}?reports?)\b"
)


def _included(
    full: str, start: int, end: int, *, received: bool
) -> tuple[str, Pieces] | None:
    """Return what is to stand in a report that is handed over anyway."""
    match = _IN_REPORT.search(full, start, min(end, start + 400))
    if match is None or not received:
        return None
    if match.start() - start < 2:
        found = _OBJECT.search(full, match.end("report"), end)
        if found is None:
            return None
        begin = _phrase_start(full, match.end("report"), found.start())
        stop = _OBJECT_END.search(full, found.end(), end)
        span = _stripped(full, Span(begin, end if stop is None else stop.start()))
    else:
        span = _stripped(full, Span(start, match.start()))
    return full[span.start : span.end], (span,)
