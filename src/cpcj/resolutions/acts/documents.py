"""The words of what is handed over: nouns for documents and information, and how far they go."""

from __future__ import annotations

import re

from cpcj.resolutions.act import Pieces
from cpcj.resolutions.acts.receivers import Clause, Receiver, names_none
from cpcj.resolutions.model import Span
from cpcj.resolutions.sessions import ORDINAL
from cpcj.resolutions.vocabulary.grammar import listed

_DOCUMENT = (
    r"(?:reports?|sub-?reports?|documents?|notes?|papers?|section|sections|chapter|addendum|summary|"
    r"summaries|briefings?|updates?|text|programme\s+budget|budget|statement|documentation|annex|"
    r"terms\s+of\s+reference|draft\s+(?:[\w-]+\s+){0,2}?(?:resolution|declaration|decision|outcome|protocol|"
    r"convention|principles|guidelines|strategy|programme|articles|rules)s?)"
)
_INFORMATION = (
    r"(?:information|views|comments|observations|recommendations?|proposals?|suggestions?|findings|results?|"
    r"conclusions|data|assessments?|analys[ei]s|stud(?:y|ies)|reviews?|overview|list|lists|outcomes?|"
    r"account|inputs?|contributions?|options|answers|replies|responses|submissions?|evaluation|inventory|"
    r"workplan|plan|compilation|material|details|elements|clarifications?|explanations?|justifications?|estimates|"
    r"(?<!and\s)reporting(?=\s+(?:to|on|at|in|of|for|by|through|during|before)\b|[,;.]))"
)
OBJECT = re.compile(
    rf"(?<![\w’-])(?:(?P<document>{_DOCUMENT})|(?P<information>{_INFORMATION}))\b(?![’'-])",
    re.IGNORECASE,
)
_DETERMINER = listed("phrase", "determiners")
_NO_ADJECTIVE = listed("phrase", "no_adjective")
_WORDS_BEFORE = re.compile(r"[^\s]+")
_ADJECTIVES_AT_MOST = 7
_POINTING = frozenset({"above", "below", "hereof", "thereof", "thereto"})
_END = re.compile(
    r"[,;.:\n]|\s+to\s+be\b|\s+within\s|\s+in\s+order\s+to\b|(?P<to>\s+to\s+(?:it|them|him|the|all|Member|States|Governments)\b)|\s+(?:at|before|during|in\s+advance\s+of|for|by|from)\s+"
    r"(?:its|their|the)\s+(?:(?:[\w-]+\s+){0,3}(?:part|segment|end|beginning|start)\s+of\s+(?:its|their|the)\s+)?"
    r"(?:[\w-]+\s+){1,4}sessions?\b|\s+(?:at|during|for|to)\s+(?:that|the\s+same|the\s+said)\s+session\b|\s+through\s+the\b|\s+(?:by\s+)?no\s+later\s+than\b|\s+(?:and|or)\s+to\s+[a-z]"
    r"|\s+for\s+(?:its\s+)?(?:consideration|review|approval|transmission|adoption|submission)\b|\s+by\s+(?:the\s+end|\d|January|"
    r"February|March|April|May|June|July|August|September|October|November|December)\b|\s+on\s+an?\s+(?:\w+\s+)?basis\b"
)

_LONGEST_WORD = 24
_NEAR = 12  # words after which a noun no longer opens what is asked


def meant(clause: Clause) -> tuple[str, Pieces] | None:
    """Return what "it" means that is to be submitted: the document named last before."""
    verb = word_start(clause.full, clause.start)
    found = list(OBJECT.finditer(clause.full, clause.begin, verb))
    if not found:
        return None
    noun = found[-1]
    for one in found:
        if (
            one["document"] is not None
            or clause.full[clause.begin : one.start()].count(" ") < _NEAR
        ):
            noun = one
            break
    begin = phrase_start(clause.full, clause.begin, noun.start())
    span = stripped(clause.full, Span(begin, _phrase_end(clause.full, noun.end(), verb)))
    return clause.full[span.start : span.end], (span,)


def object_in(clause: Clause, received: tuple[Receiver, ...]) -> tuple[re.Match[str], int] | None:
    """Return the noun for what is handed over and where its phrase begins."""
    full, start, end = clause.full, clause.start, clause.end
    for match in OBJECT.finditer(full, start, end):
        behind = max(
            [start, *(one.place.end for one in received if one.place.end <= match.start())]
        )
        begin = phrase_start(full, behind, match.start())
        if not _gap(full, Span(start, begin), received):
            if full.startswith(",", start):
                continue
            return None
        if match["document"] is not None or not _FOLLOWS.match(full, match.end(), end):
            return match, begin
    return None


def words_of(clause: Clause, begin: int, noun: int) -> tuple[str, Pieces]:
    """Return the words of a noun phrase from its beginning past its head, up to what ends it."""
    span = stripped(clause.full, Span(begin, _phrase_end(clause.full, noun, clause.end)))
    return clause.full[span.start : span.end], (span,)


def _phrase_end(full: str, start: int, end: int) -> int:
    """Return what ends a noun phrase; "to" in "the follow-up to the Congress" does not."""
    for stop in _END.finditer(full, start, end):
        if stop["to"] is None:
            return stop.start()
        ahead = full[max(start, stop.start() - _LONGEST_WORD) : stop.start()].split()
        if not names_none(ahead):
            return stop.start()
    return end


_FOLLOWS = re.compile(r"\s+(?:and\s+)?(?:\w+\s+)?(?:reports?|notes?|papers?)\b", re.IGNORECASE)


def phrase_start(full: str, start: int, noun: int) -> int:
    """Return where the noun phrase begins whose head stands at a place."""
    words = list(_WORDS_BEFORE.finditer(full, max(start, noun - 120), noun))
    begin = noun
    near = words[-_ADJECTIVES_AT_MOST:]
    for place in range(len(near) - 1, -1, -1):
        word = near[place]
        text = word.group().lower()
        if text in _DETERMINER:
            return word.start()
        if text in _POINTING and (place == 0 or near[place - 1].group().lower() not in _DETERMINER):
            break  # "in the report referred to in paragraph 4 above | information on costs"
        if text == "and" and begin != noun:
            continue
        if text.rstrip(",") in _NO_ADJECTIVE or text[0].isdigit():
            break
        if text.endswith(",") and (full.startswith(",", start) or word.group()[0].isupper()):
            break  # an aside ends there: "in cooperation with the Office, costed options"
        if text.endswith(",") and not any(
            one.group().lower() in _DETERMINER for one in words if one.start() < word.start()
        ):
            break
        begin = word.start()
    return begin


_THING = (
    r"(?P<what>(?:the|its|his|her|their|an?|any|those|these|this|all)\s+"
    r"(?P<noun>(?:[\w’-]+\s+){0,5}?[\w’-]+)"
    r"(?:\s+(?:of|on|for|regarding|concerning)\s+[^,;:.\n]{1,120}?)?)"
)
_THING_TO = re.compile(rf"\s+{_THING}\s+to\s+$")
_THING_THEN = re.compile(rf",?\s+{_THING}(?=[,;.\n]|$)")
_NO_THING = listed("handing_over", "no_documents")


def thing_in(clause: Clause, received: tuple[Receiver, ...], at: Span) -> tuple[str, Pieces] | None:
    """Return whatever a body is handed at a session: "the revised scale to the Council at its …".

    Only a noun phrase between the verb and the body counts, or one that follows the body and the
    session; what is brought up or awarded is no document ("the matter", "a candidate").

    Args:
        clause: the clause.
        received: who receives.
        at: the words for the session.
    """
    if not received or received[0].relation != "to":
        return None
    match = _THING_TO.match(clause.full, clause.start, received[0].place.start)
    if match is None and _gap(clause.full, Span(clause.start, at.end), received):
        match = _THING_THEN.match(clause.full, max(at.end, received[-1].place.end), clause.end)
    if match is None or match["noun"].split()[-1].lower() in _NO_THING:
        return None
    return match["what"], (Span(*match.span("what")),)


_FILLING = re.compile(
    rf"(?:,[^,;]{{0,240}},|\b(?:to|through|with|at|its|the|for|during|before|by|in|on|no|later|than|and|each|an?|well|prior|"
    rf"as|appropriate|timely|manner|advance|of|consideration|up|next|annual|basis|regular|every|year|{ORDINAL}|sessions?|"
    r"their|respectively|his|her|thereon|orally|written|end|\d{1,4}|January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|[,\s])+",
    re.IGNORECASE,
)


_NAME = re.compile(
    r"\b(?:and|or)\s+(?:the\s+)?[A-Z][\w-]*(?:\s+(?:(?:and|of|on|for|the)\s+)*[A-Z][\w-]*)*"
)
"""Another receiver: "through the Commission | and the Economic and Social Council"."""


def _gap(full: str, span: Span, received: tuple[Receiver, ...]) -> bool:
    """Tell whether nothing but receivers, times and asides stands between a verb and its object."""
    left: list[str] = []
    at = span.start
    for one in received:
        if one.place.start >= span.end:
            break
        left.append(full[at : one.place.start])
        at = max(at, one.place.end)
    left.append(full[at : max(at, span.end)])
    return all(not _FILLING.sub("", _NAME.sub("", words)).strip() for words in left)


def stripped(full: str, span: Span) -> Span:
    """Return a span without blanks, stops and an "and" at its edges."""
    start, end = span
    while start < end and (full[start].isspace() or full[start] in ",;:"):
        start += 1
    while end > start and full[end - 1] in " \t\n,;:.":
        end -= 1
    if full[start:end].endswith((" and", " or")):
        return stripped(full, Span(start, full.rfind(" ", start, end)))
    return Span(start, end)


def word_start(full: str, end: int) -> int:
    """Return where the word begins that ends at a place."""
    start = end
    while start > 0 and full[start - 1].isalpha():
        start -= 1
    return start
