"""Who receives what is handed over: the bodies and persons named in a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from cpcj.resolutions.act import Evidence
from cpcj.resolutions.acts.groups import members
from cpcj.resolutions.acts.resolving import Before, name_of
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.grammar import listed


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The adopting body and its session: what "to it" and "at its next session" mean.

    Attributes:
        body: normalized name of the adopting body, None where it is not known.
        session: its session, or the year for a body that counts by years; None where not known.
    """

    body: str | None
    session: int | None


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb of handing over and the words in which its receiver, object and time stand.

    Attributes:
        full: the paragraph's full text.
        start: where the words after the verb begin.
        end: where they end.
        verb: the verb in its base form.
        before: what short forms can mean.
        circumstances: the adopting body and its session.
        addressees: who is asked.
        begin: where what is asked begins.
    """

    full: str
    start: int
    end: int
    verb: str
    begin: int
    before: Before
    circumstances: Circumstances
    addressees: tuple[Evidence, ...]


class Receiver(NamedTuple):
    """Who receives: normalized name, words, and "to" or "through"."""

    value: str
    place: Span
    relation: str


TELLING = frozenset({"inform", "brief", "update", "keep", "advise", "apprise"})
"""Verbs whose object is who is told."""

_RECEIVER = re.compile(
    r"\b(?:to|through|for\s+(?:(?:the|its|further|possible|urgent)\s+){0,2}(?:consideration|adoption|approval|"
    r"review|endorsement|decision|action)\s+(?:by|of)|for\s+(?:onward\s+)?(?:transmission|presentation|submission)"
    r"\s+to)\s+(?=(?P<it>it\b)?)"
)
_IT = re.compile(r"it\b")
_CAPITAL = re.compile(r"[A-Z]")
RECEIVING = listed("receiving", "names")
"""Who receives, by normalized name."""
STATES = frozenset({"member_states", "states_parties"})
_NOT_TO = listed("receiving", "not_to")
"""Words after which "to" names no receiver: "the follow-up to the Congress"."""
_RECEIVING_WORDS = re.compile(
    r"assembly|council|commission|conference|committee|congress|group|office|board|secretariat|meeting|court|"
    r"tribunal|forum|rapporteur|representative|mechanism|panel|institute|programme|bureau|subcommittee|"
    r"coordinator|commissioner|\bunit\b|_unit$|^unit|envoy|expert|chair|depositary|director|authority|president|department|division|organization|database|fund"
)


_BLANK = " \t\xa0"
_WORDS_AHEAD = 24  # characters before "to" in which it is said what it belongs to
_LONGEST_NAME = 200  # characters in which a receiver's name is looked for


def receivers(clause: Clause) -> tuple[Receiver, ...]:
    """Return the bodies and persons named as receiving in a clause, in order of print."""
    full, start, end = clause.full, clause.start, clause.end
    found: list[Receiver] = []
    if clause.verb in TELLING or clause.verb in {"provide", "give", "furnish"}:
        at = start
        while at < end and full[at] in _BLANK:
            at += 1
        direct = receiver_at(clause, at)
        if direct is not None:
            found.append(direct)
    if clause.verb in TELLING:
        return tuple(found)
    for match in _RECEIVER.finditer(full, start, end):
        relation = match.group().split()[0].lower()
        ahead = full[max(start, match.start() - _WORDS_AHEAD) : match.start()].split()
        if relation == "to" and names_none(ahead):
            continue
        if relation == "through" and ahead[-1:] == ["including"]:
            continue  # a means of what is reported on
        one = receiver_at(clause, match.end())
        if one is not None:
            found.append(one._replace(relation="through" if relation == "through" else "to"))
    return tuple(found)


def names_none(ahead: list[str]) -> bool:
    """Tell whether "to" after some words names no receiver: "with regard to the Council"."""
    if not ahead or ahead[-1].lower() not in _NOT_TO:
        return False
    return ahead[-2:] not in (["this", "regard"], ["that", "regard"])


def receiver_at(clause: Clause, at: int) -> Receiver | None:
    """Return who receives at a place; None where nobody who can be reported to stands there."""
    full, end = clause.full, clause.end
    if _IT.match(full, at, end) is not None:
        body = clause.circumstances.body
        return None if body is None else Receiver(body, Span(at, at + 2), "to")
    found = members(full[at : min(end, at + _LONGEST_NAME)])
    if not found or found[0].span.start > 0 or found[0].kind == "pronoun":
        return None
    first = found[0]
    place = Span(at + first.span.start, at + first.span.end)
    if first.kind != "known" and _CAPITAL.search(full, place.start, place.end) is None:
        return None
    name = (
        first.value if first.kind == "known" else name_of(first.value, place.start, clause.before)
    )
    if name in RECEIVING:
        return Receiver(name, place, "to")
    if _RECEIVING_WORDS.search(name) is None or name.endswith("_organizations"):
        return None
    return Receiver(name, place, "to")
