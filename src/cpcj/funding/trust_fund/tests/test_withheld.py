"""A withheld name, address or amount cannot be found: planted everywhere, looked for everywhere.

What is planted: a grantee whose name, address, place, contact and amount are withheld, and whose
title, text, file names, files, reports and reasons tell them all the same. Who looks: everybody but
heads of unit and the grantee's own people. Where: every page that can be reached by links, every
address of this room and of the ledger, lists filtered and sorted by what is withheld, files in
every format, the interface for programs, the bulk downloads, the audit log, jobs, mails and the
logs of the server. Not the backup of the whole installation, which is for whoever runs it.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import docx
import openpyxl
import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, resolve, reverse

from cpcj.accounts.models import User
from cpcj.audit.models import AuditEvent
from cpcj.frame.actors import SystemActor
from cpcj.frame.exports import FORMATS
from cpcj.funding.models import EntryRow
from cpcj.funding.trust_fund.models import (
    Application,
    Assignment,
    Attachment,
    Grant,
    Particular,
    Report,
)
from cpcj.funding.trust_fund.rules.withheld import Part
from cpcj.funding.trust_fund.services import applying, awarding, embargo, grants, reading
from cpcj.funding.trust_fund.services.grants import Account
from cpcj.funding.trust_fund.tests.conftest import GOOD, PROPOSAL, People, World
from cpcj.funding.trust_fund.views.applications import APPLICATION_DEEDS
from cpcj.funding.trust_fund.views.grants import GRANT_DEEDS
from cpcj.funding.trust_fund.workflow import CALL
from cpcj.funding.views.deeds import OFFERED
from cpcj.jobs.models import Job
from cpcj.register.followup.services.notes import GivenDocument

pytestmark = pytest.mark.django_db

AWARDED, FIRST_PART = 3_876_543, 2_345_671
SPENT = 2_198_765
_LINK = re.compile(r'(?:href|hx-get|action)="([^"#]+)')
_SECRETS = re.compile(
    r"quiet\s*harbour(?!s)|ropewalk|upper\s*quay|lampstead|harbour\.example|5551234"
    # Amounts in any writing: asked, awarded, the two instalments, what was spent.
    # What stands between thousands is a sign, never a figure: of the millionths of a second of a
    # moment one in some thousand would be an amount.
    r"|(?<!\d)(?:43\D?219|38\D?765|23\D?456|15\D?308|21\D?987)(?:[.,]\d\d)?(?!\d)"
    r"|4321987|3876543|2345671|1530872|2198765",
    re.IGNORECASE,
)
_EACH = 2  # addresses of one kind of page that are followed
_MOST = 45  # pages a visitor
WIDELY = ("anonymous", "officer", "administrator")
"""Visitors who look at every page of the house; others at those of this room and the ledger."""

HERE = ("/funding/", "/api/")


@pytest.fixture
def planted(world: World) -> Grant:
    """Return a withheld grant that is told of wherever words can stand."""
    people = world.people
    told = f"{PROPOSAL.name}, {PROPOSAL.place}: 43,219.87 and 38 765.43 dollars"
    open_ = replace(PROPOSAL, title=f"Lamps of the {PROPOSAL.name}", summary=told)
    one = applying.rewrite(people.grantee, world.draft(open_), open_, [
        GivenDocument(f"{PROPOSAL.name}.txt", told.encode())
    ])  # fmt: skip
    one = applying.submit(people.grantee, one)
    chosen = ("name", "address", "place", "contact", "amount")
    embargo.withhold(people.officer, one, chosen=chosen, shelter=False)
    other = world.sent(
        replace(PROPOSAL, name="Open Yard", address="Yard 1", place="Yardley", contact="-",
                cents=777_700, state="KEN"),
        people.rival,
    )  # fmt: skip
    world.assess()
    for each in (one, other):
        for reader in (people.first, people.second):
            given = {key: (points, told) for key, (points, _why) in GOOD.items()}
            reading.score(
                reader, world.assigned(each, reader), given=given if each == one else GOOD
            )
        each.refresh_from_db()
    terms = replace(world.terms(FIRST_PART, AWARDED - FIRST_PART), reason=told)
    grant = awarding.award(people.head, one, terms)
    awarding.award(people.head, other, world.terms(500_000))
    grants.sign(people.officer, grant, on=grant.awarded_on)
    grants.pay(people.head, grant, position=1)
    grants.send_report(
        people.grantee, grant, position=1, said=Account(told, SPENT),
        documents=[GivenDocument(f"{PROPOSAL.place}.txt", told.encode())],
    )  # fmt: skip
    grants.answer_report(people.head, grant, position=1, accept=True, answer=told)
    grants.suspend(people.officer, grant, reason=told)
    grant.refresh_from_db()
    return grant


def said(answer: Any) -> str:
    """Return everything an answer says: words, files unpacked, names of files."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK" and "sheet" in answer.headers["Content-Type"]:
        book = openpyxl.load_workbook(io.BytesIO(content))
        words = repr([row for sheet in book for row in sheet.iter_rows(values_only=True)])
    elif content[:2] == b"PK":
        words = " ".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)
    else:
        words = content.decode("utf-8", errors="replace")
    return unescape(f"{words} {dict(answer.headers)}")


def as_(person: User | None) -> Client:
    """Return a browser."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


def visitors(people: People) -> dict[str, User | None]:
    """Return everybody from whom it is withheld."""
    return {
        "anonymous": None,
        "officer": people.officer,
        "administrator": people.administrator,
        "reader": people.first,
        "another grantee": people.rival,
        "donor": people.donor,
        "focal point": people.others["focal"],
    }


def every_name(patterns: list[Any] | None = None, space: str = "") -> list[str]:
    """Return the name of every address of the site."""
    found = []
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            found += every_name(one.url_patterns, inner)
        elif isinstance(one, URLPattern):
            found.append(f"{space}{one.name}")
    return found


def addresses(world: World, grant: Grant) -> list[str]:
    """Return every address that needs no key, and those of this room and the ledger with theirs."""
    code = {
        "trust_fund": world.call.code, "funding": world.contribution.code,
        "fund": world.fund.code, "change_fund": world.fund.code, "template": world.fund.code,
        "template_file": world.fund.code, "donor": world.contribution.donor.code,
        "change_donor": world.contribution.donor.code, "cost_object": grant.cost_object.code,
    }  # fmt: skip
    deeds = {
        "call_deed": [one.name for one in CALL.transitions],
        "application_deed": list(APPLICATION_DEEDS),
        "grant_deed": list(GRANT_DEEDS),
        "deed": list(OFFERED),
    }
    found = []
    for name in sorted(set(every_name())):
        space, _sign, page = name.partition(":")
        keys: list[dict[str, Any]] = [
            {},
            {"code": code.get(page, code.get(space))},
            {"number": grant.number},
        ]
        keys += [{**key, "deed": deed} for key in keys[1:] for deed in deeds.get(page, ())]
        keys += [{"number": grant.number, "position": 1}]
        for key in keys if space in code else keys[:1]:
            with suppress(NoReverseMatch):
                found.append(reverse(name, kwargs=key))
    for row in Attachment.objects.all():
        found.append(reverse("trust_fund:attachment", args=[row.pk]))
        found.append(reverse("trust_fund:remove_file", args=[grant.number, row.pk]))
    found += [reverse("trust_fund:reading", args=[a.pk]) for a in Assignment.objects.all()]
    found += [reverse("funding:reverse", args=[e.pk]) for e in EntryRow.objects.all()]
    return [one for one in found if "sign-out" not in one and "logout" not in one]


def histories() -> list[str]:
    """Return the histories of every record of this room and of the ledger's entries."""
    kinds = AuditEvent.objects.filter(kind__regex=r"^(trust_fund\.|funding\.entry)")
    rows = sorted(set(kinds.exclude(key="").values_list("kind", "key")))
    return ["/audit/", *(reverse("audit:record", args=[kind, key]) for kind, key in rows)]


def searches() -> list[str]:
    """Return lists asked for what is withheld, in every order and format."""
    asked = [f"?q={quote(words)}" for words in (PROPOSAL.name, PROPOSAL.place, "43219")]
    asked += ["?state=PER", "?sort=grantee", "?sort=largest", ""]
    lists = ["/funding/grants/awarded/", "/funding/grants/applications/"]
    found = [f"{one}{query}" for one in lists for query in asked]
    files = [*lists, f"{lists[0]}?sort=largest", f"{lists[0]}?q={quote(PROPOSAL.name)}"]
    return found + [
        f"{one}{'&' if '?' in one else '?'}format={form}" for one in files for form in FORMATS
    ]


def test_it_is_found_nowhere(
    world: World, planted: Grant, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    direct = addresses(world, planted)
    assert len(direct) > 120
    told = []
    for who, person in visitors(world.people).items():
        client = as_(person)
        own = [one for one in direct if who in WIDELY or one.startswith(HERE)]
        own += searches()
        if who in WIDELY:
            own += histories() if person is not None else []
            told += _crawled(client, who)
        for address in own:
            told += _tells(client, who, address)
    assert told == []
    logged = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    assert [line for line in logged if _SECRETS.search(_without_query(line))] == []
    rows = [(job.arguments, job.result) for job in Job.objects.all()]
    assert not _SECRETS.search(repr(rows))
    assert [one for one in mail.outbox if _SECRETS.search(f"{one.subject} {one.body}")] == []


def _without_query(line: str) -> str:
    """Return a line without what the visitor typed."""
    return re.sub(r"\?\S*", "", line)


def _tells(client: Client, who: str, address: str) -> list[str]:
    answer = client.get(address)
    words = said(answer)
    typed = re.search(r"[?&]q=([^&]*)", address)
    if typed:  # the visitor's own words stand in the field and in the links of the page
        from urllib.parse import quote_plus, unquote

        own = unquote(typed[1])
        for each in (own, quote(own), quote_plus(own)):
            words = words.replace(each, "")
    found = _SECRETS.search(words)
    if answer.status_code >= 500:
        return [f"{who}: {address} answers {answer.status_code}"]
    return [f"{who}: {address} tells {found[0]}"] if found else []


def _crawled(client: Client, who: str) -> list[str]:
    waiting = ["/", "/funding/grants/", "/funding/", "/audit/", "/api/v1/changes", "/open-data/"]
    asked: set[str] = set()
    opened: Counter[str] = Counter()
    told = []
    while waiting and len(asked) < _MOST:
        address = waiting.pop(0)
        if address in asked:
            continue
        asked.add(address)
        answer = client.get(address)
        words = said(answer)
        if found := _SECRETS.search(words):
            told.append(f"{who}: {address} tells {found[0]}")
        for link in _LINK.findall(words):
            target = urljoin(address, unescape(link))
            parts = urlsplit(target)
            if parts.netloc or parts.path.startswith(("/static/", "/language/")):
                continue
            if "sign-out" in parts.path or parts.scheme not in ("", "http"):
                continue
            names = sorted(re.findall(r"(?:^|&)([a-z_]+)=", parts.query))
            kind = f"{resolve(parts.path).view_name} {names}"
            if target not in asked and opened[kind] < _EACH:
                opened[kind] += 1
                waiting.append(target)
    assert len(asked) > 5
    return told


def test_what_is_posted_tells_nothing_either(world: World, planted: Grant) -> None:
    """Refusals do not tell: of money, of readers, of steps."""
    number, people = planted.number, world.people
    posts: list[tuple[str, dict[str, Any]]] = [
        (f"/funding/grants/awarded/{number}/do/pay/", {"position": 2}),
        (f"/funding/grants/awarded/{number}/do/answer/", {"position": 1, "accept": "yes"}),
        (f"/funding/grants/applications/{number}/do/assign/", {"reader": people.third.pk}),
        (f"/funding/grants/applications/{number}/do/withhold/", {"chosen": ["name"]}),
        (f"/funding/grants/applications/{number}/do/submit/", {}),
        *(
            (
                f"/funding/contributions/{world.contribution.code}/do/{deed}/",
                {"on": "2026-11-01", "amount": "99999999", "reason": "x",
                 "cost_object": planted.cost_object.pk},
            )
            for deed in ("commit", "release", "spend", "return")
        ),
    ]  # fmt: skip
    for person in (people.officer, people.first, people.rival, None):
        for address, given in posts:
            answer = as_(person).post(address, given)
            assert answer.status_code < 500, address
            assert not _SECRETS.search(said(answer)), address


def test_who_may_see_it_finds_all_of_it(world: World, planted: Grant) -> None:
    page = f"/funding/grants/awarded/{planted.number}/"
    for person in (world.people.head, world.people.grantee):
        words = said(as_(person).get(page))
        for value in (
            PROPOSAL.name,
            "Lampstead",
            "Ropewalk",
            "38,765.43",
            "23,456.71",
            "21,987.65",
        ):
            assert value in words
        found = as_(person).get(f"/funding/grants/awarded/?q={quote(PROPOSAL.name)}")
        assert planted.number in said(found)
    listed = as_(world.people.officer).get(f"/funding/grants/awarded/?q={quote(PROPOSAL.name)}")
    assert listed.context["listing"].count == 0
    assert planted.number in said(as_(world.people.officer).get("/funding/grants/awarded/"))
    assert planted.number not in said(as_(None).get("/funding/grants/awarded/"))


def test_the_order_of_a_list_does_not_tell(world: World, planted: Grant) -> None:
    """A withheld value sorts as nothing does, whatever it is."""
    client = as_(world.people.officer)
    orders = []
    for name, cents in (("Aaa", 1), ("Zzz", 9_999_999_999)):
        from cpcj.frame.records import writing_allowed

        with writing_allowed():
            Particular.objects.filter(application=planted.application, part=Part.NAME).update(
                value=name
            )
            Particular.objects.filter(application=planted.application, part=Part.AMOUNT).update(
                cents=cents
            )
        for sort in ("grantee", "largest"):
            page = client.get(f"/funding/grants/applications/?sort={sort}")
            orders.append((sort, [one.number for one in page.context["listing"].records]))
    assert orders[:2] == orders[2:]


def test_counts_by_state_leave_it_out(world: World, planted: Grant) -> None:
    page = as_(world.people.officer).get("/funding/grants/awarded/")
    facet = next(one for one in page.context["listing"].facets if one.name == "state")
    assert {(value.value, value.count) for value in facet.values} == {("?", 1), ("KEN", 1)}
    assert "Peru" not in said(as_(None).get(f"/funding/grants/funds/{world.fund.code}/"))


def test_a_shelter_stands_in_no_file_whoever_asks(world: World) -> None:
    people = world.people
    grant = world.granted(replace(PROPOSAL, shelter=True))
    client = as_(people.head)
    assert PROPOSAL.name in said(client.get(f"/funding/grants/awarded/{grant.number}/"))
    places = [f"/funding/grants/awarded/{grant.number}/agreement/"]
    places += [
        f"/funding/grants/{each}/?format={form}"
        for each in ("awarded", "applications")
        for form in FORMATS
    ]
    for place in places:
        words = said(client.get(place))
        assert grant.number in words
        for value in (
            "House of the Quiet",
            "Lampstead",
            "Ropewalk",
            "harbour.example",
            "Peru",
            "PER",
        ):
            assert value not in words, place
    own = said(as_(people.grantee).get(places[0]))
    assert PROPOSAL.name in own


def test_the_log_keeps_that_it_was_changed_and_shows_no_value(world: World, planted: Grant) -> None:
    events = AuditEvent.objects.filter(
        kind="trust_fund.application", key=str(planted.application_id)
    )
    assert {"withheld"} <= set(events.values_list("note", flat=True))
    page = said(as_(world.people.administrator).get(
        f"/audit/record/trust_fund.application/{planted.application_id}/"
    ))  # fmt: skip
    assert "chosen: changed" in page
    assert not _SECRETS.search(page)


def test_the_ledger_shows_what_was_allocated_and_every_balance_fits(
    world: World, planted: Grant
) -> None:
    from cpcj.funding.queries import balances_of, by_book, office_balances
    from cpcj.funding.rules.ledger import Book

    people = world.people
    told = by_book(balances_of(world.contribution, reader=people.officer))
    known = by_book(balances_of(world.contribution, reader=people.head))
    assert known[Book.COMMITTED] - told.get(Book.COMMITTED, 0) == AWARDED - FIRST_PART
    assert known[Book.EXPENDED] == FIRST_PART
    assert Book.EXPENDED not in told
    for sums in (office_balances(reader=people.officer), office_balances(reader=people.head)):
        debits = sum(c for a, c in sums.items() if a.book in ("receivable", "cash", "disbursed"))
        assert debits == sum(c for a, c in sums.items()) - debits
    assert SystemActor("x").pk is None
    assert Report.objects.visible_to(people.donor).count() == 0
    assert not Application.objects.visible_to(people.donor).exists()
