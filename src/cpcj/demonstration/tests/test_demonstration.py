"""The demonstration: the same each time, lawful throughout, never beside real rows, never out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from cpcj.accounts.services import add_organization
from cpcj.assistance.models import Request
from cpcj.assistance.portfolio.models import Activity, Level
from cpcj.assistance.publication.models import Run
from cpcj.assistance.publication.services import publishing
from cpcj.assistance.results.models import Update, UpdateStatus
from cpcj.assistance.rules.states import Status
from cpcj.audit.chain import verify
from cpcj.audit.models import AuditEvent
from cpcj.demonstration.loading import ACTIVITIES, RefusedError, load
from cpcj.demonstration.stage import words
from cpcj.frame import demonstration
from cpcj.frame.actors import SystemActor
from cpcj.funding.models import Balance, Contribution, Donor
from cpcj.funding.queries import office_balances
from cpcj.funding.services.books import account_name
from cpcj.funding.trust_fund.models import Grant, Particular
from cpcj.resolutions.vocabulary.states import find_state, invented, states

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)
SMALL = 12


@pytest.fixture(autouse=True)
def _mode() -> Iterator[None]:
    """Leave demonstration mode after each test."""
    yield
    demonstration.turn(on=False)


def loaded(activities: int = SMALL, seed: int = 1) -> list[str]:
    """Load it; return what was said."""
    said: list[str] = []
    load(said.append, activities=activities, seed=seed, today=TODAY)
    return said


def told() -> list[tuple[object, ...]]:
    """Return what a programme comes to."""
    return [
        *Request.objects.order_by("pk").values_list("number", "state", "status", "status_since"),
        *Activity.objects.order_by("pk").values_list("identifier", "title", "status", "release"),
        *Balance.objects.order_by("account").values_list("account", "cents"),
        *AuditEvent.objects.order_by("sequence").values_list("what", "at__date"),
    ]


def lawful() -> None:
    """Assert what holds of every programme, whatever the dice said."""
    assert not list(verify())
    recomputed = {account_name(one): cents for one, cents in office_balances().items()}
    kept = dict(Balance.objects.exclude(cents=0).values_list("account", "cents"))
    assert recomputed == kept
    codes = set(Request.objects.values_list("state", flat=True))
    assert codes <= set(invented())


def test_it_is_lawful_and_whole() -> None:
    said = loaded()
    lawful()
    assert Activity.objects.filter(level=Level.ACTIVITY).count() == SMALL
    assert sum("demo-" in line for line in said) == 7
    # Somebody's name and amount stay withheld in it, too.
    assert Grant.objects.count() == 4
    assert Particular.objects.filter(withheld=True, part="name").exists()
    assert Update.objects.filter(status=UpdateStatus.APPROVED).exists()
    # It is not loaded twice.
    events = AuditEvent.objects.count()
    assert loaded() == ["The demonstration programme is loaded already."]
    assert AuditEvent.objects.count() == events


def test_it_says_what_it_is_and_nothing_of_it_is_published(client: Client) -> None:
    assert b'class="demonstration"' not in client.get("/").content
    demonstration.turn(on=True)
    page = client.get("/portfolio/").content.decode()
    assert 'class="demonstration" role="note"' in page
    demonstration.turn(on=False)
    # The store itself says so to a process that was never told.
    add_organization(demonstration.ACTOR, code="x", names={"en": "X"})
    run = publishing.prepare(SystemActor("test"))
    with pytest.raises(publishing.PublicationError, match="demonstration"):
        publishing.publish(SystemActor("test"), run)
    assert not Run.objects.filter(status="published").exists()


def test_it_is_not_loaded_beside_real_rows() -> None:
    add_organization(SystemActor("test"), code="real", names={"en": "A real donor"})
    with pytest.raises(RefusedError, match="1 × organization"):
        loaded()
    assert not Request.objects.exists()
    assert "QMD" not in states()


def test_the_same_seed_gives_the_same_programme() -> None:
    found = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            loaded(6, seed)
            found.append(told())
            transaction.set_rollback(True)
        demonstration.turn(on=False)
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_invented_states_count_in_a_demonstration_alone() -> None:
    assert "QMD" not in states()
    demonstration.turn(on=True)
    assert states()["QMD"].name() == "Aldova"
    assert len(invented()) == 40
    codes = {one.alpha2 for one in invented().values()}
    assert codes == {f"Q{c}" for c in "MNOPQRSTUVWXYZ"} | {
        f"X{c}" for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    }
    # Texts are read alike in both modes.
    assert find_state("Aldova") is None
    demonstration.turn(on=False)
    assert "QMD" not in states()


@pytest.mark.long
def test_the_whole_of_it() -> None:
    loaded(ACTIVITIES)
    lawful()
    assert Activity.objects.filter(level=Level.ACTIVITY).count() == ACTIVITIES
    assert Donor.objects.exclude(kind="public").count() == len(words()["donor"]) + 1
    stands = Counter(Request.objects.values_list("status", flat=True))
    assert set(stands) == set(Status.values)
    assert len(set(Contribution.objects.values_list("currency", flat=True))) >= 5
