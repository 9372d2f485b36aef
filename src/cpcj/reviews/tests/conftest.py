"""What the room's tests stand on: a review with everybody who takes part, and who does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import timezone

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.accounts.services import Grant, accept, give_role
from cpcj.frame.actors import SystemActor
from cpcj.frame.records import writing_allowed
from cpcj.reviews.models import Cycle, MechanismVersion, Observation, Participant, Review, Sort
from cpcj.reviews.rules.mechanism import Seat, held_files
from cpcj.reviews.services import drawing, keeping, taking_part
from cpcj.reviews.services.recording import list_digest

SYSTEM = SystemActor("test")
STATE, NEAR, FAR = "PER", "BRA", "NOR"
OPEN, SECRET = "openharbours", "sunkenharbours"
"""Words of the two observations that stand nowhere else."""


def words_of(key: str) -> str:
    """Return the file of a mechanism."""
    return next(one for one in held_files() if f'key = "{key}"' in one)


@dataclass(slots=True)
class Stage:
    """A review and its people."""

    review: Review
    officer: User
    point: User
    expert: User
    near_point: User
    near_expert: User
    far_point: User
    observer: User
    strangers: dict[str, User]

    def insiders(self) -> tuple[User, ...]:
        """Return who sees confidential parts."""
        return (
            self.officer, self.point, self.expert, self.near_point, self.near_expert,
            self.far_point,
        )  # fmt: skip

    def agree(self) -> None:
        """Let all focal points agree to the list."""
        for one in (self.point, self.near_point, self.far_point):
            self.review.refresh_from_db()
            if self.review.agreed_on is None:
                taking_part.agree(one, self.review, seen=list_digest(self.review))
        self.review.refresh_from_db()


def seated(review: Review, seat: Seat, country: str, person: User, by: User) -> Participant:
    """Nominate a person, who takes the link up."""
    made, secret = keeping.nominate(
        by, review, seat=seat, country=country, note="NV 1", nominated_on=dt.date(2027, 1, 5)
    )
    accept(person, secret=secret, person=person)
    return made


@pytest.fixture
def cycle(db: None) -> Cycle:
    """Return a cycle of the organized crime mechanism."""
    version: MechanismVersion = drawing.add_version(SYSTEM, words_of("untoc"))
    opened: Cycle = drawing.open_cycle(SYSTEM, version, number=1, began=timezone.localdate())
    return opened


@pytest.fixture
def cluster() -> str:
    """Return the cluster that is reviewed."""
    return "criminalization"


@pytest.fixture
def stage(make_user: Callable[..., User], cycle: Cycle, cluster: str) -> Stage:
    """Return a review of the cycle."""
    officer = make_user(Role.OFFICER)
    with writing_allowed():
        review = Review.objects.create(
            cycle=cycle, state=STATE, cluster=cluster, start=cycle.began,
            reviewers=[NEAR, FAR],
        )  # fmt: skip
    people = [make_user() for _ in range(6)]
    seats = (
        (Seat.COUNTRY_FOCAL_POINT, STATE),
        (Seat.COUNTRY_EXPERT, STATE),
        (Seat.REVIEWING_FOCAL_POINT, NEAR),
        (Seat.REVIEWING_EXPERT, NEAR),
        (Seat.REVIEWING_FOCAL_POINT, FAR),
        (Seat.OBSERVER, ""),
    )
    for person, (seat, country) in zip(people, seats, strict=True):
        seated(review, seat, country, person, officer)
    strangers = {}
    for role in Role:
        if role not in (Role.OFFICER, Role.UNIT_HEAD, Role.DONOR, Role.GRANTEE):
            strangers[role.value] = make_user()
            # Of the same State, but not nominated.
            give_role(SYSTEM, strangers[role.value], Grant(role, state=STATE))
    point, expert, near_point, near_expert, far_point, observer = people
    return Stage(
        review, officer, point, expert, near_point, near_expert, far_point, observer, strangers
    )


@pytest.fixture
def observed(stage: Stage) -> Stage:
    """Return the review with a summary and an open and a confidential need for help."""
    keeping.write_summary(stage.near_expert, stage.review, words="Much was done.")
    stage.review.refresh_from_db()
    draft = taking_part.draft_observation
    for words, secret in ((OPEN, False), (SECRET, True)):
        draft(
            stage.near_expert, stage.review, sort=Sort.ASSISTANCE_NEED, provision="UNTOC#art18",
            words=f"Help about {words}.", confidential=secret,
        )  # fmt: skip
    assert Observation.objects.filter(review=stage.review).count() == 2
    return stage


@pytest.fixture
def published(observed: Stage) -> Stage:
    """Return the review at its end: agreed, published, the State's consent given."""
    observed.agree()
    for one in Observation.objects.filter(review=observed.review):
        taking_part.follow_up(observed.point, one, standing="under_way", words=f"Done: {one.words}")
    keeping.publish_summary(observed.officer, observed.review)
    taking_part.consent(observed.point, observed.review, public=True)
    return observed
