"""What the room's tests stand on: a State's people, an inspection body, the secretariat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from cpcj.accounts.models import Organization, User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, add_organization, give_role
from cpcj.frame.actors import SystemActor
from cpcj.frame.forms import seen
from cpcj.reviews.checklists.models import FIELDS, Answer, AnswerSet, ChecklistVersion
from cpcj.reviews.checklists.rules.checklist import held_files
from cpcj.reviews.checklists.services import answering, keeping
from cpcj.reviews.checklists.services.recording import Given

SYSTEM = SystemActor("test")
STATE, ANOTHER = "PER", "FRA"
SECRET = "sunkenlanterns"


@dataclass(slots=True)
class House:
    """The people, the checklists by key, and a set of the State's."""

    officer: User
    point: User
    second_point: User
    expert: User
    stranger: User
    inspector: User
    body: Organization
    checklists: dict[str, ChecklistVersion]
    set: AnswerSet

    def answer(self, question: str, of: AnswerSet | None = None) -> Answer:
        """Return an answer as it is now."""
        found: Answer = Answer.objects.select_related("set__version").get(
            set=of or self.set, question=question
        )
        return found

    def write(self, question: str, by: User | None = None, **said: Any) -> Answer:
        """Answer a question as its form would."""
        one = self.answer(question)
        given = Given(**said)
        answering.write_answer(by or self.point, one, given=given, seen=seen(one, FIELDS))
        return self.answer(question)


@pytest.fixture
def house(make_user: Callable[..., User]) -> House:
    """Return the people and a set that the State has begun."""
    checklists: dict[str, ChecklistVersion] = {}
    for words in held_files():
        made = keeping.add_version(SYSTEM, words)
        checklists[made.key] = made
    people = [make_user() for _ in range(5)]
    roles = (
        (Role.FOCAL_POINT, STATE), (Role.FOCAL_POINT, STATE), (Role.EXPERT, STATE),
        (Role.FOCAL_POINT, ANOTHER),
    )  # fmt: skip
    for person, (role, state) in zip(people, roles, strict=False):
        give_role(SYSTEM, person, Grant(role, state=state))
    body = add_organization(SYSTEM, code="inspectors", names={"en": "Inspectors of Lamps"})
    give_role(SYSTEM, people[4], Grant(Role.RESEARCHER, organization=body))
    point, second, expert, stranger, inspector = people
    begun = answering.start_set(point, checklists["untoc-criminalization"], state=STATE)
    return House(
        make_user(Role.OFFICER), point, second, expert, stranger, inspector, body, checklists, begun
    )
