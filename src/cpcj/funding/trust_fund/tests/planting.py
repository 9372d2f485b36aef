"""Withheld grants, planted wherever words can stand, and the ways to look for them.

Of one everything is withheld; of another, of the same grantee, the name is told and address,
contact and amount are not.
"""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import closing, suppress
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import quote

import openpyxl
import pypdfium2
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from cpcj.accounts.models import User
from cpcj.audit.models import AuditEvent
from cpcj.frame.exports import FORMATS
from cpcj.funding.models import EntryRow
from cpcj.funding.trust_fund.models import Assignment, Attachment, Grant
from cpcj.funding.trust_fund.services import applying, awarding, embargo, grants, reading
from cpcj.funding.trust_fund.services.grants import Account
from cpcj.funding.trust_fund.tests.conftest import GOOD, PROPOSAL, World
from cpcj.funding.trust_fund.views.applications import APPLICATION_DEEDS
from cpcj.funding.trust_fund.views.grants import GRANT_DEEDS
from cpcj.funding.trust_fund.workflow import CALL
from cpcj.funding.views.deeds import OFFERED
from cpcj.register.followup.services.notes import GivenDocument

_WORD = "word/document.xml"
AWARDED, FIRST_PART = 3_876_543, 2_345_671
SPENT = 2_198_765
PARTLY_ASKED, PARTLY_AWARDED = 4_987_612, 4_712_398
AMOUNTS = (
    PROPOSAL.cents, AWARDED, FIRST_PART, AWARDED - FIRST_PART, SPENT, PARTLY_ASKED, PARTLY_AWARDED,
)  # fmt: skip
"""Every amount that is withheld, in cents."""


def _amount(cents: int) -> str:
    """Return the pattern of an amount in any writing, whole dollars among them.

    What stands between thousands is a sign, never a figure: of the millionths of a second of a
    moment one in some thousand would be an amount.
    """
    whole, rest = divmod(cents // 100, 1000)
    return rf"(?<!\d){whole}\D?{rest:03d}(?:[.,]\d\d)?(?!\d)|{cents}"


SECRETS = re.compile(
    r"quiet\s*harbour(?!s)|ropewalk|upper\s*quay|lampstead|harbour\.example|5551234"
    r"|windlass|winch@|" + "|".join(_amount(cents) for cents in AMOUNTS),
    re.IGNORECASE,
)


def plant(world: World) -> Grant:
    """Return a wholly withheld grant that is told of wherever words can stand."""
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
    partly = world.sent(
        replace(PROPOSAL, name="Open Lantern", address="Windlass Row 9", place="Lanternby",
                contact="winch@lantern.example", cents=PARTLY_ASKED, state="CHL",
                chosen=("address", "contact", "amount"))
    )  # fmt: skip
    world.assess()
    for each in (one, other, partly):
        for reader in (people.first, people.second):
            given = {key: (points, told) for key, (points, _why) in GOOD.items()}
            reading.score(
                reader, world.assigned(each, reader), given=given if each == one else GOOD
            )
        each.refresh_from_db()
    terms = replace(world.terms(FIRST_PART, AWARDED - FIRST_PART), reason=told)
    grant = awarding.award(people.head, one, terms)
    awarding.award(people.head, other, world.terms(500_000))
    terms = replace(world.terms(PARTLY_AWARDED), reason="Windlass Row 9: 47 123.98 dollars")
    awarding.award(people.head, partly, terms)
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
    return unescape(f"{words_in(content)} {dict(answer.headers)}")


def words_in(content: bytes) -> str:
    """Return the words of a page or file: of a Word file, a table, a PDF, of what is in a ZIP."""
    if content[:4] == b"%PDF":
        with closing(pypdfium2.PdfDocument(content)) as read:
            return " ".join(page.get_textpage().get_text_bounded() for page in read)
    if content[:2] != b"PK":
        return content.decode("utf-8", errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
        if "xl/workbook.xml" in names:
            book = openpyxl.load_workbook(io.BytesIO(content))
            rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
            return f"{rows!r} {book.properties!r}"
        parts = [words_in(packed.read(name)) for name in names]
    # A word of a Word file may stand in several runs, its paragraphs stand apart.
    told = re.sub(r"<[^>]*>", "", " ".join(parts).replace("</w:p>", " ")) if _WORD in names else ""
    return " ".join((*names, *parts, told))


def as_(person: User | None) -> Client:
    """Return a browser."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


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


def addresses(world: World, grant: Grant | None) -> list[str]:
    """Return every address that needs no key, and every one that a key of the grant fits.

    Without a grant, those that there are before any was made.
    """
    plain, sealed = world.fund.cost_object, world.fund.sealed
    assert plain is not None
    assert sealed is not None
    code = {
        "trust_fund": world.call.code, "funding": world.contribution.code,
        "fund": world.fund.code, "change_fund": world.fund.code, "template": world.fund.code,
        "template_file": world.fund.code, "donor": world.contribution.donor.code,
        "change_donor": world.contribution.donor.code,
        "cost_object": plain.code if grant is None else grant.cost_object.code,
    }  # fmt: skip
    deeds = {
        "call_deed": [one.name for one in CALL.transitions],
        "application_deed": list(APPLICATION_DEEDS),
        "grant_deed": list(GRANT_DEEDS),
        "deed": list(OFFERED),
    }
    of_grant = {"number": "none" if grant is None else grant.number}
    found = []
    for name in sorted(set(every_name())):
        space, _sign, page = name.partition(":")
        keys: list[dict[str, Any]] = [
            {},
            {"code": code.get(page, code.get(space))},
            of_grant,
        ]
        keys += [{**key, "deed": deed} for key in keys[1:] for deed in deeds.get(page, ())]
        keys += [{**of_grant, "position": 1}]
        for key in keys:
            with suppress(NoReverseMatch):
                found.append(reverse(name, kwargs=key))
    for row in Attachment.objects.all():
        found.append(reverse("trust_fund:attachment", args=[row.pk]))
        found.append(reverse("trust_fund:remove_file", args=[row.application.number, row.pk]))
    found += [reverse("trust_fund:reading", args=[a.pk]) for a in Assignment.objects.all()]
    found += [reverse("funding:reverse", args=[e.pk]) for e in EntryRow.objects.all()]
    for own in (plain, sealed):
        for name in ("forecast", "new_forecast"):
            found.append(reverse(f"funding:{name}", args=["cost-objects", own.code]))
        found.append(reverse("funding:cost_object", args=[own.code]))
    of = world.contribution.code
    found += [
        reverse("publication:donor_report", args=[of]),
        f"/funding/contributions/{of}/ledger/",
    ]
    found += [f"/profiles/countries/{code}" for code in ("PER", "CHL", "KEN")]
    return [one for one in found if "sign-out" not in one and "logout" not in one]


def histories() -> list[str]:
    """Return the histories of every record of this room, of the books, and of what they feed."""
    kinds = AuditEvent.objects.filter(kind__regex=r"^(trust_fund|funding|portfolio|publication)\.")
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
