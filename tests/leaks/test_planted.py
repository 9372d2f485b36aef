"""What is planted is found nowhere by those from whom it is kept: every address, for each of them.

Planted are grants whose grantee's name, address, place, contact and amounts are withheld, of one
all of them and of another some, and whose title, texts, file names, files, reports and reasons tell
them all the same (``trust_fund/tests/planting.py``); and a confidential observation of a review
that is published. They stand in a site that has rows for every page, with the grants' cost objects
in the portfolio, IATI files published and the open data built.

Looked at, by one of each kind of visitor: every page of ``tests/browser/pages.py``; every address
that needs no key or that a key of the planted records fits, the interface for programs among them;
each list searched for what is kept back (nothing is counted), in every order, saved in every
format; of everything linked from there some of each kind, files unpacked; the histories of the
planted records. No page may tell a planted amount as the difference of two figures of its own, nor
by what it said before the grants were there. Then every table of the store, the files that the site
wrote, its mails, and what it logged meanwhile, at the level of DEBUG. Not the backup of the whole
installation, which is for whoever runs it.

The ordinary run sends those who see most; ``-m long`` sends everybody and asks that every address
of the site was opened. ``-s`` prints the figure.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection
from django.urls import NoReverseMatch, reverse

from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.tests import factories as portfolio
from cpcj.assistance.publication.models import Run
from cpcj.assistance.publication.services import publishing
from cpcj.frame.actors import SystemActor
from cpcj.funding.trust_fund.models import Grant
from cpcj.funding.trust_fund.tests.conftest import World
from cpcj.funding.trust_fund.tests.planting import (
    SECRETS,
    addresses,
    as_,
    every_name,
    histories,
    plant,
    said,
    searches,
    words_in,
)
from cpcj.jobs.models import Job
from cpcj.jobs.queue import Progress
from cpcj.open_data.building import build
from cpcj.register.budget.models import Line
from cpcj.register.models import Act, Text
from cpcj.register.reporting.models import DueEntry
from cpcj.reviews.models import Cycle, Observation, OutsideReview, Review
from cpcj.reviews.tests.conftest import SECRET, STATE, Stage
from cpcj.treaties.models import Declaration
from tests.browser.test_every_page import EVERY
from tests.leaks.walking import Visitor, amounts, apart, heard, without_random

if TYPE_CHECKING:
    from pytest_django import Settings

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db
OBSERVED = re.compile(rf"about\s+{SECRET}", re.IGNORECASE)
BOTH = re.compile(f"{SECRETS.pattern}|{OBSERVED.pattern}", re.IGNORECASE)
FEW: Final = ("officer", "anonymous", "reader of the grant")
"""Who walks in the ordinary run: the office, the public, and who is told of the grant in part."""

_LEAST = 400  # answers that the walk of each visitor must come to
_OWN_TABLES = ("trust_fund_", "funding_posting", "funding_balance", "reviews_")
"""Tables that hold what is planted, because it is theirs."""

NOT_WALKED: Final = {
    "accounts:sign_out": "ends the walk",
    "account_logout": "ends the walk",
    "language": "leads back",
}


@pytest.fixture
def planted(keys: dict[str, str], world: World, published: Stage, settings: Settings) -> Grant:
    """Return the grant; its cost objects stand in the portfolio, which is published."""
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    grant = plant(world)
    for cost_object in {grant.cost_object, world.fund.cost_object, world.fund.sealed}:
        if cost_object is not None:
            portfolio.published(portfolio.project(cost_object=cost_object.code))
    _publish(world)
    build(force=True)
    return grant


def _publish(world: World) -> None:
    from cpcj.assistance.publication.jobs import make_files

    run: Run = publishing.prepare(world.people.officer)
    # Without the heartbeat of a worker, which would wait for the test's own transaction.
    job = Job.objects.create(kind=make_files.kind, key="files", state="running", attempt=1)
    make_files.run(Progress(job.pk, 1, world.people.officer), run=run.pk)
    run.refresh_from_db()
    publishing.publish(SystemActor("test"), run)


def visitors(world: World, stage: Stage) -> list[Visitor]:
    """Return one of each kind from whom something is kept, and what."""
    people = world.people
    both: dict[str, User | None] = {
        "anonymous": None,
        **stage.strangers,  # each role by itself, of the State that is reviewed
        "nobody": people.nobody,
        "reader of the grant": people.first,
        "another grantee": people.rival,
        "donor": people.donor,
        "observer of the review": stage.observer,
    }
    grant_alone = {"officer": people.officer, "reviewing expert": stage.near_expert}
    return [
        *(Visitor(who, as_(person), BOTH) for who, person in both.items()),
        *(Visitor(who, as_(person), SECRETS) for who, person in grant_alone.items()),
        Visitor("grantee", as_(people.grantee), OBSERVED),
    ]


def everywhere(keys: dict[str, str], world: World, grant: Grant) -> list[str]:
    """Return every address to begin from."""
    # Of some records that site has none (a family, a fact): no sample is read into it.
    pages = [path for one in EVERY if "//" not in (path := one.address.format(**keys))]
    found = dict.fromkeys(
        (*pages, *addresses(world, grant), *searches(), *of_the_review(), *of_the_interface())
    )
    return [one for one in found if "sign-out" not in one and "logout" not in one]


def of_the_review() -> list[str]:
    """Return the addresses of the review that is planted."""
    one = Observation.objects.get(confidential=True)
    assert one.review is not None
    own = one.review.get_absolute_url()
    return [
        own,
        *(f"{own}{each}" for each in ("observations.docx", "summary.docx", "agree/", "observe/")),
        f"/reviews/observations/{one.pk}/withdraw/",
        f"/reviews/observations/{one.pk}/follow-up/",
        f"/reviews/proposals/{one.proposal.pk}/take-up/",
        *(f"/reviews/all/?format={form}" for form in ("csv", "xlsx", "json")),
        f"/treaties/states/{STATE}/?format=csv",
        *(f"{page}?q=about+{SECRET}" for page in ("/search/", "/requests/", "/help/search/")),
    ]


def of_the_interface() -> list[str]:
    """Return the addresses of the interface for programs that a key of some record fits."""
    fitting: dict[str, list[object]] = {
        "identifier": [
            *Activity.objects.values_list("identifier", flat=True),
            *Text.objects.values_list("identifier", flat=True)[:3],
            *Act.objects.values_list("identifier", flat=True)[:3],
            *DueEntry.objects.values_list("identifier", flat=True)[:3],
        ],
        "code": [STATE],
        "key": [
            "UNTOC",
            *Review.objects.values_list("pk", flat=True),
            *(kind.objects.earliest("pk").pk for kind in (Cycle, OutsideReview, Declaration, Line)),
        ],
    }
    found = []
    for name in every_name():
        for parameter, values in fitting.items() if name.startswith("api-1:") else ():
            for value in values:
                with suppress(NoReverseMatch):
                    found.append(reverse(name, kwargs={parameter: value}))
    return found


def _walked(
    some: list[Visitor], keys: dict[str, str], world: World, stage: Stage, grant: Grant
) -> None:
    """Send visitors everywhere; nothing is told to them, nor kept where it does not belong."""
    given, own = everywhere(keys, world, grant), histories()
    with heard(BOTH) as logged:
        for one in some:
            audits = one.who in ("administrator", "officer", "anonymous")
            one.walk([*given, *(own if audits else ())])
            assert len(one.asked) > _LEAST, one.who
    told = [each for one in some for each in one.told]
    print(  # noqa: T201 - the figure
        f"{len(set().union(*(one.asked for one in some)))} addresses, {len(some)} visitors, "
        f"{sum(len(one.asked) for one in some)} answers, {len(told)} leaks"
    )
    assert told == []
    assert logged.told == []
    assert _kept_beside() == []
    # The walk finds what is there: whoever may see it is told.
    for who, hidden in ((world.people.head, SECRETS), (stage.point, OBSERVED)):
        insider = Visitor("insider", as_(who), hidden, follows=0)
        insider.walk([f"/funding/grants/awarded/{grant.number}/", *of_the_review()])
        assert insider.told, who


@pytest.mark.one_store  # what is told is told by pages; the whole walk goes through both stores
def test_what_is_planted_is_found_nowhere(
    keys: dict[str, str], world: World, published: Stage, planted: Grant
) -> None:
    some = [one for one in visitors(world, published) if one.who in FEW]
    assert len(some) == len(FEW)
    for one in some:
        one.follows = 1
    _walked(some, keys, world, published, planted)


@pytest.mark.long
def test_no_visitor_is_told_at_any_address(
    keys: dict[str, str], world: World, published: Stage, planted: Grant
) -> None:
    some = visitors(world, published)
    _walked(some, keys, world, published, planted)
    opened = set().union(*(one.opened for one in some))
    assert set(every_name()) - opened - set(NOT_WALKED) == set()


def test_no_amount_is_told_by_what_a_page_said_before(world: World) -> None:
    """A balance of today less that of yesterday, a total with the grant less one without."""
    people = world.people
    grant_free = [
        one for one in addresses(world, None) if one.startswith(("/funding/", "/publication/"))
    ]
    some = {"officer": people.officer, "donor": people.donor, "administrator": people.administrator}

    def figures() -> dict[tuple[str, str], frozenset[int]]:
        found = {}
        for who, person in some.items():
            client = as_(person)
            for address in grant_free:
                words = without_random(said(client.get(address)))
                found[who, address] = amounts(words)
        return found

    before = figures()
    plant(world)
    after = figures()
    assert sum(map(len, after.values())) > len(some)
    for place, held in after.items():
        assert apart(before[place], held) == [], place


def _kept_beside() -> list[str]:
    """Return what tables, mails and files of the site tell, where it does not belong."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(_OWN_TABLES):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor:
                words = " ".join(_in_words(cell) for cell in row)
                told += [f"{table}: {found[0]}" for found in [_found(words)] if found]
    told += [
        str(one.subject) for one in mail.outbox if _found(f"{one.subject} {one.body} {one.to}")
    ]
    home = Path(django_settings.HOME)
    for path in sorted(home.rglob("*")):
        if path.is_file() and "sqlite" not in path.name and "static" not in path.parts:
            words = f"{path} {words_in(path.read_bytes())}"
            told += [f"{path}: {found[0]}" for found in [_found(words)] if found]
    return told


def _in_words(cell: object) -> str:
    return words_in(bytes(cell)) if isinstance(cell, bytes | memoryview) else str(cell)


def _found(words: str) -> re.Match[str] | None:
    return BOTH.search(without_random(words))
