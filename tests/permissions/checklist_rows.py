"""Rows of the matrix for checklists: who sees which kinds, who may call which service, who opens
which page; and the records that they are tried on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps

from cpcj.accounts.rules import Role
from cpcj.reviews.checklists.rules.checklist import held_files
from tests.permissions.samples import make

if TYPE_CHECKING:
    from tests.permissions.world import World

_OFFICERS = frozenset({Role.OFFICER.value, Role.UNIT_HEAD.value})
_ASKING = frozenset({Role.FOCAL_POINT.value})
_SUBMITTING = _ASKING | {Role.RESEARCHER.value}  # for a State, or for an organization
_ANSWERING = _SUBMITTING | {Role.EXPERT.value}
_SEEING = _OFFICERS | _ANSWERING
_OF_THE_STATE = _OFFICERS | _ASKING | {Role.EXPERT.value}
_HELD, _OWN_STATE, _OTHER_STATE, _OTHER_BODY = (
    "held", "the own State's", "another State's", "another organization's",
)  # fmt: skip
_OF_A_SET = {_OWN_STATE: _OF_THE_STATE, _OTHER_STATE: _OFFICERS, _OTHER_BODY: _OFFICERS}
_PARTS = (
    "AnswerSet", "Answer", "AnswerChange", "CoAuthor", "Move", "Workbook", "ProposedRequest",
)  # fmt: skip

KINDS: dict[str, dict[str, frozenset[str]]] = {
    "checklists.ChecklistVersion": {_HELD: _SEEING},
    # A submitted set of a review is tried in checklists/tests, seat by seat.
    **{f"checklists.{kind}": _OF_A_SET for kind in _PARTS},
}
SERVICES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("checklists.add_version", "checklists.return_set"), _OFFICERS),
    **dict.fromkeys(
        (
            "checklists.ask",
            "checklists.carry_over",
            "checklists.start_set",
            "checklists.stop_asking",
            "checklists.submit",
        ),
        _SUBMITTING,
    ),
    **dict.fromkeys(
        (
            "checklists.apply_workbook",
            "checklists.keep_workbook",
            "checklists.take_over",
            "checklists.write_answer",
        ),
        _ANSWERING,  # and then only the questions that an expert is asked
    ),
    **dict.fromkeys(("checklists.decline_need", "checklists.take_up"), _ASKING),
}
PAGES: dict[str, frozenset[str]] = {
    "checklists:list": _SEEING,
    "checklists:checklists": _SEEING,
    "checklists:new": _SUBMITTING,
    "checklists:new_version": _OFFICERS,
}
OF_THE_ROOM = frozenset(
    f"checklists:{name}"
    for name in (
        "answer", "ask", "bring_back", "checklist", "counts", "decline", "dry_run", "newer",
        "print", "return", "set", "stop_asking", "submit", "take_over", "take_up",
        "word", "workbook",
    )
)  # fmt: skip
"""Tried page by page in checklists/tests/test_pages.py."""


def add(world: World, state: str, other_state: str) -> None:
    """Make a checklist and a set with something of everything: of the State, of another, of an
    organization that nobody acts for.
    """
    room = apps.get_app_config("checklists")
    version = make(room.get_model("ChecklistVersion"), words=held_files()[0])
    world.keep(type(version), _HELD, [version.pk])
    body = make(apps.get_model("accounts", "Organization"))
    of: dict[str, dict[str, Any]] = {
        _OWN_STATE: {"state": state},
        _OTHER_STATE: {"state": other_state},
        _OTHER_BODY: {"organization": body, "institution": "Harbour gaol"},
    }
    for whose, owner in of.items():
        one = make(
            room.get_model("AnswerSet"), version=version, **{"institution": "", "state": ""} | owner
        )
        answer = make(room.get_model("Answer"), set=one)
        change = make(room.get_model("AnswerChange"), answer=answer)
        made = [one, answer, change]
        made += [
            make(room.get_model(name), set=one)
            for name in ("CoAuthor", "Move", "Workbook", "ProposedRequest")
        ]
        for record in made:
            world.keep(type(record), whose, [record.pk])
