"""What every test stands on."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from cpcj.accounts.models import User


# How fast a busy machine makes examples says nothing about the program.
settings.register_profile("cpcj", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cpcj")


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """Hash passwords quickly: a test's password guards nothing."""
    from django.conf import settings as django_settings

    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        # Connecting a datagram socket sends nothing: libraries ask so for their own address.
        outward = self.family in {socket.AF_INET, socket.AF_INET6} and (
            self.type != socket.SOCK_DGRAM
        )
        if outward and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            message = f"a test reached for {address}"
            raise RuntimeError(message)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _guards_of_the_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Lift the database guards before a test's whole database is emptied."""
    marker = request.node.get_closest_marker("django_db")
    emptied = "transactional_db" in request.fixturenames or (
        marker is not None and marker.kwargs.get("transaction", False)
    )
    if not emptied:
        yield
        return
    request.getfixturevalue("transactional_db")
    from django.db import connection

    from cpcj.assistance.results import guards as of_results
    from cpcj.audit import guards as of_log
    from cpcj.funding import guards as of_books

    guarded = (of_log, of_books, of_results)
    for one in guarded:
        one.install(connection)
    yield
    for one in guarded:
        one.remove(connection)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Forget what the process keeps of an earlier test: another's database, another's language."""
    from django.core.cache import caches
    from django.utils import translation

    from cpcj.register.followup import listed
    from cpcj.register.queries import mandates, search, texts

    for cache in caches.all():
        cache.clear()
    for store in (mandates.store(), texts.store(), listed.store()):
        store.forget()
    search.forget()
    # A request leaves its language active until the next one.
    translation.deactivate()


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:  # noqa: ARG001 - gives access to the database
    """Return a function that makes an account with the roles it is given."""
    from cpcj.accounts.rules import Role
    from cpcj.accounts.services import make_account
    from cpcj.frame.actors import SystemActor

    def make(*roles: Role, password: str | None = None) -> User:
        return make_account(
            SystemActor("test"),
            username=f"person-{secrets.token_hex(4)}",
            password=password or secrets.token_urlsafe(),
            roles=roles,
        )

    return make


@pytest.fixture
def officer(make_user: Callable[..., User]) -> User:
    """Return a person with the officer's role."""
    from cpcj.accounts.rules import Role

    return make_user(Role.OFFICER)
