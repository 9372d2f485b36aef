"""Who is meant: members of a group by their normalized names, pronouns and short forms resolved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from cpcj.resolutions.act import Evidence
from cpcj.resolutions.acts.groups import LONGEST, Member, members
from cpcj.resolutions.acts.names import Names, own_name, short_forms
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.addressees import beside, normalized
from cpcj.resolutions.vocabulary.bodies import bodies

STATES_PARTIES = "states_parties"
_THOSE_INSTRUMENTS = re.compile(r"\bto\s+(?:those|these|such|the\s+(?:relevant|international))\b")
_PROTOCOLS = re.compile(r"\b(?:Protocols|protocols)\b")
_CONVENTION = re.compile(
    r"\b(?:the|that|this|each)\s+(Optional Protocol|Convention|Protocol|Agreement|Covenant|Treaty)"
    r"\b(?!\s+(?:on|against|for|to|of|relating))"
)
_OF_SECRETARIAT = re.compile(r"\s+of\s+the\s+(?:Secretariat|United\s+Nations(?:\s+Secretariat)?)$")
_ACRONYM = re.compile(r"\s*\([^)]*\)?")
_HEADS = beside("heads")
_PREPOSITION = re.compile(r"\s(?:of|for|on|against|to|in)\s")


_PARTIES_MEET = re.compile(
    r"Conference\s+of\s+the\s+(?:States\s+)?Parties\s+to\s+the\s+(?P<treaty>Convention|Treaty|Agreement)"
)


@cache
def _conferences() -> Mapping[str, str]:
    """Return the normalized names of the bodies that are conferences of parties, by treaty."""
    return {
        body.instrument: body.addressee or normalized(body.name)
        for body in bodies().values()
        if body.instrument and "Parties" in body.name
    }


@dataclass(slots=True)
class Before:
    """What a pronoun can mean: those addressed by the acts before, and the names so far.

    Attributes:
        names: the names printed in the text.
        offset: where the paragraph's full text begins in the text of the names.
        addressees: those addressed by the last act that addressed somebody.
        objects: the objects of the acts before: the words after their phrases.
    """

    names: Names
    offset: int
    addressees: tuple[Evidence, ...] = ()
    objects: list[Span] = field(default_factory=list)


def distinct(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Join those of one value, in order of first mention."""
    found: dict[str, tuple[Span, ...]] = {}
    for one in evidence:
        found[one.value] = found.get(one.value, ()) + one.pieces
    return tuple(Evidence(value, pieces) for value, pieces in found.items())


def resolved(
    full: str,
    start: int,
    act: Span,
    found: tuple[Member, ...],
    before: Before,
    group_length: int = 0,
) -> tuple[Evidence, ...]:
    """Give every member its normalized name; places of members count from the group's start."""
    evidence: list[Evidence] = []
    for number, member in enumerate(found):
        span = Span(start + member.span.start, start + member.span.end)
        following = found[number + 1].whole.start if number + 1 < len(found) else member.whole.end
        if member.value == STATES_PARTIES and number + 1 == len(found):
            following = max(following, group_length)
        whole = Span(start + member.whole.start, start + max(member.whole.end, following))
        if member.kind == "pronoun":
            evidence += [
                Evidence(one, (span,)) for one in _antecedents(full, member.value, before, act)
            ]
        elif member.value == STATES_PARTIES and member.kind == "known":
            evidence += [
                Evidence(value, (span,)) for value in _instruments(full, span, whole, act, before)
            ]
        elif member.value == "parties":
            values = _instruments(full, span, whole, act, before)
            evidence += [
                Evidence("parties" if one == STATES_PARTIES else one, (span,)) for one in values
            ]
        elif member.kind == "known":
            evidence.append(Evidence(member.value, (span,)))
        else:
            evidence.append(Evidence(name_of(member.value, span.start, before), (span,)))
    return distinct(tuple(evidence))


def name_of(words: str, at: int, before: Before) -> str:
    """Return the normalized name of a proper name or a short form at a place of the full text."""
    words = _OF_SECRETARIAT.sub("", _ACRONYM.sub("", words))
    parties = _PARTIES_MEET.fullmatch(words)
    if parties is not None:
        treaty = before.names.treaty(parties["treaty"], before.offset + at)
        conference = _conferences().get(treaty or "")
        if conference is not None:
            return conference
    if words in short_forms() or (
        words.split()[-1] in _HEADS and _PREPOSITION.search(words) is None
    ):
        meant = before.names.meaning(words, before.offset + at)
        if meant is not None:
            if words == "Executive Director" and meant == "unodc":
                return "unodc_executive_director"
            return meant
        if (
            words == "Executive Director"
            and before.names.meaning("Office", before.offset + at) == "unodc"
        ):
            return "unodc_executive_director"
    return normalized(own_name(words)) or "unnamed"


_SINGULAR = frozenset({"it", "him", "her", "he", "she"})


def _antecedents(full: str, pronoun: str, before: Before, act: Span) -> list[str]:
    """Return whom a pronoun means; [] where nothing before it says."""
    if before.addressees:
        values = [one.value for one in before.addressees]
        return values[-1:] if pronoun in _SINGULAR else values
    if pronoun in _SINGULAR:
        for span in reversed(before.objects[-2:]):
            found = members(full[span.start : min(span.end, span.start + 120)])
            if found and found[0].span.start == 0:
                return [one.value for one in resolved(full, span.start, act, found[:1], before)]
            of_whom = list(_OF_WHOM.finditer(full, span.start, span.end))
            for match in reversed(of_whom[:_TRIED]):
                found = members(full[match.end() : min(span.end, match.end() + 120)])
                if found and found[0].kind in {"known", "short"} and found[0].span.start == 0:
                    start = match.end()
                    return [one.value for one in resolved(full, start, act, found[:1], before)]
        return []
    for span in reversed(before.objects[-3:]):
        words = full[span.start : min(span.end, span.start + LONGEST)]
        found_plural = list(_PLURAL.finditer(words))
        if not found_plural:
            continue
        plural = found_plural[-1]
        head = words[max(0, plural.start() - 120) : plural.start()]
        begin = max((match.end() for match in _BOUNDARY.finditer(head)), default=0)
        start = span.start + max(0, plural.start() - 120) + begin
        found = members(full[start : span.start + plural.end()])
        if found:
            return [one.value for one in resolved(full, start, act, found, before)]
    return []


_OF_WHOM = re.compile(r"\b(?:of|by|in)\s+(?=the\s+[A-Z])")
_TRIED = 4  # nouns tried for what "it" means
_PLURAL = re.compile(
    r"\b(?:States\s+parties|Member\s+States|States|Governments|countries|organizations|entities|agencies|"
    r"institutions|stakeholders|parties|donors|bodies|partners)\b"
)
_BOUNDARY = re.compile(
    r"\b(?:of|by|for|which|that|in|from|with|where|among|between|to|on|at|upon|number\s+of|those)\s+|[;:(]\s*"
)


def _instruments(full: str, span: Span, whole: Span, act: Span, before: Before) -> list[str]:
    """Return the normalized names of States parties: to what is named with them, or in the act."""
    offset = before.offset
    names = before.names
    tail = full[span.end : whole.end]
    keys = names.treaties_between(offset + span.start, offset + whole.end)
    if not keys and _THOSE_INSTRUMENTS.match((tail.strip() and tail.lstrip()) or ""):
        return [STATES_PARTIES]
    if not keys:
        keys = _meant_by(full, Span(span.start, whole.end), before)
    if not keys and not tail.lstrip().startswith("to "):
        keys = names.treaties_between(offset + act.start, offset + act.end)
        if not keys:
            keys = _meant_by(full, act, before)[:1]
    if "UNTOC" in keys and _PROTOCOLS.search(tail):
        keys += [
            key for key in ("TIP_PROTOCOL", "SOM_PROTOCOL", "FIREARMS_PROTOCOL") if key not in keys
        ]
    return [f"{STATES_PARTIES}:{key}" for key in keys] or [STATES_PARTIES]


def _meant_by(full: str, span: Span, before: Before) -> list[str]:
    """Return the instruments that "the Convention" and the like mean in some words."""
    found = []
    for match in _CONVENTION.finditer(full, span.start, span.end):
        key = before.names.treaty(match.group(1), before.offset + match.start())
        if key is not None:
            found.append(key)
    return list(dict.fromkeys(found))
