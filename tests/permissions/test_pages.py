"""Every page, for everybody: open, or closed in the same way whatever stands behind it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cpcj.accounts.models import Invitation, Unit
from cpcj.jobs.models import Job
from cpcj.register.models import Citation, Family, ProcedureFact, Upload
from tests.permissions.addresses import OF_THE_INTERFACE, OF_THE_LIBRARY, OF_THEIR_ROOMS, PAGES
from tests.permissions.record_pages import NAMED
from tests.permissions.who import ANONYMOUS, ANOTHERS, PUBLISHED, WHO
from tests.permissions.world import SYMBOLS, World

# What the store answers to whom is tried by kind, on both.
pytestmark = [pytest.mark.django_db, pytest.mark.one_store]

# Pages that take what is posted to them alone.
POSTED = frozenset(
    {
        "accounts:sign_out",
        "account_logout",
        "accounts:end_other_sessions",
        "accounts:deed",
        "accounts:withdraw",
        "jobs:cancel",
        "followup:many",
        "followup:save_view",
        "open_data:build",
        "publication:prepare",
    }
)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
ALIKE = frozenset({"accounts:accept"})  # not found without an invitation


def names(patterns: list[Any] | None = None, space: str = "") -> Iterator[str]:
    """Yield the name of every address of the site."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from names(one.url_patterns, inner)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}"


def arguments(world: World, name: str) -> dict[str, Any]:
    """Return a sample of what stands in a page's address: public, and another person's."""
    person = world.stranger
    act = f"{SYMBOLS[PUBLISHED]}#op1.1"
    job = Job.objects.get(pk__in=world.sample("jobs.Job", ANOTHERS, ""))
    upload = Upload.objects.filter(document=world.texts[PUBLISHED].document).first()
    assert upload is not None
    samples: dict[str, dict[str, Any]] = {
        "accounts:person": {"pk": person.pk},
        "accounts:rename": {"pk": person.pk},
        "accounts:deactivate": {"pk": person.pk},
        "accounts:give_role": {"pk": person.pk},
        "accounts:end_membership": {
            "pk": person.pk,
            "membership": person.memberships.first().pk,
        },
        "accounts:deed": {"pk": person.pk, "name": "unlock"},
        "accounts:change_unit": {"pk": Unit.objects.get(code="unit").pk},
        "accounts:change_organization": {"pk": world.organization.pk},
        "accounts:withdraw": {"pk": Invitation.objects.get().pk},
        "accounts:invitation_link": {"secret": "nothing"},
        "jobs:job": {"pk": job.pk},
        "jobs:cancel": {"pk": job.pk},
        "register:account": {"job": job.pk},
        "register:save_text": {"form": "md", "identifier": SYMBOLS[PUBLISHED]},
        "register:text": {"identifier": SYMBOLS[PUBLISHED]},
        "register:mandate": {"identifier": act},
        "register:review": {"identifier": act},
        "register:review_text": {"identifier": SYMBOLS[PUBLISHED]},
        "register:place": {"identifier": SYMBOLS[PUBLISHED]},
        "register:fact": {
            "key": ProcedureFact.objects.filter(version=world.texts[PUBLISHED].current_id)
            .latest("pk")
            .pk
        },
        "register:citations": {"identifier": SYMBOLS[PUBLISHED]},
        "register:citation": {
            "key": Citation.objects.filter(version=world.texts[PUBLISHED].current_id)
            .latest("pk")
            .pk
        },
        "register:review_family": {"key": Family.objects.earliest("pk").pk},
        "register:undo": {"key": upload.pk},
        "treaties:instrument": {"key": "UNTOC"},
        "treaties:state": {"code": "NOR"},
        "profiles:country": {"code": "NOR"},
        "funding:fund": {"kind": "soft_earmarked"},
        "treaties:asked": {"code": "NOR"},
        "register:reread": {"key": upload.pk},
        "documents:template": {"kind": "donor_report", "language": "en"},
        "documents:file": {"kind": "donor_report", "language": "en"},
        "register:side_by_side": {"identifier": SYMBOLS[PUBLISHED]},
        "register:link_language": {"identifier": SYMBOLS[PUBLISHED]},
        "register:part_language": {"key": world.texts[PUBLISHED].current_id},
    }
    return samples.get(name, {})


def let_in(client: Client, world: World, name: str) -> bool:
    """Return whether a page opens."""
    address = reverse(name, kwargs=arguments(world, name))
    if name == "register:review":
        address += "?deed=confirm"
    if name == "register:cited_by":
        address += "?id=A/RES/78/901"
    return opened(client.post(address, {}) if name in POSTED else client.get(address))


def opened(answer: Any) -> bool:
    """Return whether an answer opens a page; being sent to sign in is none."""
    status = answer.status_code
    if status in (302, 303):
        entrance = ("/accounts/sign-in/", "/accounts/again/")
        return not answer.headers["Location"].startswith(entrance)
    assert status in (200, 400, 401, 403, 404), f"{answer.wsgi_request.path}: {status}"
    return status in (200, 400)


def test_every_page_stands_in_the_table() -> None:
    found = set(names())
    unknown = {
        name
        for name in found - set(PAGES) - NAMED - OF_THE_LIBRARY - OF_THEIR_ROOMS
        if not name.startswith(OF_THE_INTERFACE)
    }
    assert unknown == set(), "add a line to tests/permissions/table.py"
    assert set(PAGES) | NAMED | OF_THE_LIBRARY | OF_THEIR_ROOMS <= found, (
        "the table names pages that are gone"
    )


def test_pages_open_for_whom_the_table_says(world: World) -> None:
    wrong = []
    for who in WHO:
        client = world.client(who)
        for name in sorted(PAGES, key=POSTED.__contains__):
            if name in POSTED:  # some of them sign out
                client = world.client(who)
            if name not in ALIKE and let_in(client, world, name) != (who in PAGES[name]):
                wrong.append(f"{name} for {who}")
    assert wrong == []


def test_the_library_s_pages_are_for_the_own_account(world: World) -> None:
    client = world.client(ANONYMOUS)
    samples: dict[str, dict[str, Any]] = {
        "accounts:end_session": {"pk": 1},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
        "account_reset_password_from_key": {"uidb36": "1", "key": "x-y"},
        "openid_connect_login": {"provider_id": "sso"},
        "openid_connect_callback": {"provider_id": "sso"},
    }
    for name in OF_THE_LIBRARY:
        answer = client.get(reverse(name, kwargs=samples.get(name)))
        assert answer.status_code in (302, 403, 404, 405), name


def test_what_is_hidden_looks_like_what_is_not_there(world: World) -> None:
    client = world.client("signed in")
    for there, nowhere in (
        ("/texts/A/RES/79/902/", "/texts/A/RES/79/999/"),
        ("/mandates/A/RES/79/902/-/op1.1/", "/mandates/A/RES/79/999/-/op1.1/"),
        (f"/jobs/{_job(world)}/", f"/jobs/{uuid.uuid4()}/"),
    ):
        hidden, absent = client.get(there), client.get(nowhere)
        assert hidden.status_code == absent.status_code == 404
        words = [_TOKEN.sub("", answer.content.decode()) for answer in (hidden, absent)]
        assert words[0].replace(there, "") == words[1].replace(nowhere, "")


def _job(world: World) -> Any:
    return next(iter(world.sample("jobs.Job", ANOTHERS, "")))
