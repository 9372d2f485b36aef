"""Pages about single records: for each state of the record, who may open the page.

The records are made by ``rooms.py``; a row without one fails the tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.permissions.who import (
    ACTING,
    ANOTHERS,
    ASKING,
    EVERYBODY,
    HEADS,
    HELD,
    MANAGERS,
    MONEY,
    NOBODY,
    OF_ANOTHER_STATE,
    OF_THE_STATE,
    OFFICE,
    OFFICERS,
    OWN,
    PEOPLE,
    PUBLISHED,
    SHARED,
    UNPUBLISHED,
    WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A page tried on a record.

    Attributes:
        name: of its address.
        state: of the record.
        who: may open it.
        deed: what stands in the address beside the record, where there is one.
        posted: whether the page takes what is posted to it alone.
        query: of the address.
    """

    name: str
    state: str
    who: frozenset[str]
    deed: str = ""
    posted: bool = False
    query: str = ""


def _by_state(names: Iterable[str], states: dict[str, frozenset[str]]) -> tuple[Tried, ...]:
    return tuple(Tried(name, state, who) for name in names for state, who in states.items())


def _deeds(name: str, state: str, who: frozenset[str], *deeds: str) -> tuple[Tried, ...]:
    return tuple(Tried(name, state, who, deed) for deed in deeds)


_OF_A_TEXT = {PUBLISHED: EVERYBODY, UNPUBLISHED: OFFICERS, WITHDRAWN: NOBODY}
_OF_OFFICERS = {PUBLISHED: OFFICERS, UNPUBLISHED: OFFICERS, WITHDRAWN: NOBODY}
_OF_THE_OFFICE_AND_THE_STATE = {
    OF_THE_STATE: OFFICERS | ACTING,
    OF_ANOTHER_STATE: OFFICERS,
    SHARED: OFFICERS,
}
_OF_A_CONTRIBUTION = {OWN: MONEY, ANOTHERS: OFFICERS}

REGISTER = (
    *_by_state(
        ("identified", "register:text", "register:save_text", "register:mandate"), _OF_A_TEXT
    ),
    *_by_state(
        (
            "register:review_text", "register:place", "register:fact", "register:citation",
            "register:citations",
        ),
        _OF_OFFICERS,
    ),
    *(
        Tried("register:review", state, who, query="deed=confirm")
        for state, who in _OF_OFFICERS.items()
    ),
    *_by_state(("followup:mandate",), _OF_OFFICERS),
    *_by_state(
        ("followup:sheet", "followup:document", "followup:kept", "treaties:import"),
        {HELD: OFFICERS},
    ),
    *_deeds(
        "followup:change", PUBLISHED, OFFICERS,
        "status", "propose", "decline", "describe", "publish", "supersede", "note", "comment",
        "remind",
    ),
    *_deeds("followup:change", PUBLISHED, HEADS, "assign", "confirm"),
    *_deeds("followup:change", WITHDRAWN, NOBODY, "status", "assign"),
    Tried("followup:end_reminder", HELD, OFFICERS, posted=True),
    *_by_state(("reporting:entry", "reporting:series"), _OF_A_TEXT),
    *_by_state(("reporting:match", "reporting:correct"), _OF_OFFICERS),
    *_by_state(("reporting:remove_document", "reporting:withdraw_table"), {HELD: OFFICERS}),
    *_by_state(("budget:row", "treaties:text", "treaties:declaration"), {HELD: EVERYBODY}),
    *_by_state(
        ("treaties:correct", "treaties:withdraw", "treaties:object", "treaties:correct_action"),
        {HELD: OFFICERS},
    ),
    *_by_state(("budget:correct", "budget:import"), {HELD: OFFICERS}),
    *_by_state(("audit:person", "audit:record"), {HELD: OFFICE}),
    Tried("tokens:revoke", OWN, PEOPLE, posted=True),
    Tried("tokens:revoke", ANOTHERS, MANAGERS, posted=True),
)  # fmt: skip
FUNDING = (
    *_by_state(
        ("funding:contribution", "funding:ledger", "funding:donor", "funding:cost_object"),
        _OF_A_CONTRIBUTION,
    ),
    *_by_state(
        ("funding:terms", "funding:instalments", "funding:change_donor"),
        {OWN: OFFICERS, ANOTHERS: OFFICERS},
    ),
    *_by_state(("funding:import",), {HELD: OFFICERS}),
    *_by_state(("funding:reverse",), {OWN: HEADS, ANOTHERS: HEADS}),
    *_deeds(
        "funding:deed", OWN, OFFICERS,
        "receive", "commit", "release", "spend", "cover", "levy", "pay-levy",
    ),
    *_deeds(
        "funding:deed", OWN, HEADS,
        "agree", "withdraw", "allocate", "return", "advance", "refund", "write-off", "close",
        "reopen",
    ),
    *_deeds("funding:deed", ANOTHERS, OFFICERS, "receive"),
    *_deeds("funding:deed", OWN, NOBODY, "nonsense"),
)  # fmt: skip
ASSISTANCE = (
    *_by_state(
        ("assistance:request",), {**_OF_THE_OFFICE_AND_THE_STATE, SHARED: OFFICERS | ACTING}
    ),
    *_by_state(("assistance:letter", "assistance:document"), _OF_THE_OFFICE_AND_THE_STATE),
    *(
        row
        for state in (OF_THE_STATE, OF_ANOTHER_STATE, SHARED)
        for row in (
            *_deeds(
                "assistance:change", state, OFFICERS,
                "acknowledge", "assess", "ask", "propose_decline", "keep", "merge", "score",
                "conflict", "assign", "plan", "record_withdrawal",
            ),
            *_deeds("assistance:change", state, HEADS, "accept", "decline"),
            *_deeds("assistance:change", state, NOBODY, "nonsense"),
        )
    ),
    *_deeds("assistance:change", OF_THE_STATE, OFFICERS | ASKING, "attach"),
    *_deeds("assistance:change", OF_THE_STATE, ASKING, "answer", "share", "withdraw"),
    *_deeds("assistance:change", OF_ANOTHER_STATE, NOBODY, "answer", "share", "withdraw"),
    *_deeds("assistance:change", SHARED, NOBODY, "answer", "share", "withdraw"),
)  # fmt: skip
PUBLICATION = (
    *_by_state(("publication:file",), {PUBLISHED: EVERYBODY}),
    *_by_state(
        ("publication:run", "publication:run_file"), {PUBLISHED: OFFICERS, UNPUBLISHED: OFFICERS}
    ),
    Tried("publication:deed", UNPUBLISHED, HEADS, "publish", posted=True),
    Tried("publication:deed", UNPUBLISHED, OFFICERS, "discard", posted=True),
    Tried("publication:deed", PUBLISHED, NOBODY, "nonsense", posted=True),
    *_by_state(("publication:import", "publication:written"), {HELD: OFFICERS}),
    *_by_state(
        ("publication:check", "publication:project_document", "profiles:programme"),
        {UNPUBLISHED: OFFICERS},
    ),
    *_by_state(("publication:donor_report", "funding:acknowledgement"), _OF_A_CONTRIBUTION),
    *_by_state(("documents:version",), {HELD: OFFICERS}),
)

TRIED: tuple[Tried, ...] = (*REGISTER, *FUNDING, *ASSISTANCE, *PUBLICATION)
NAMED = frozenset(one.name for one in TRIED)
