"""Every service, for everybody: who may not is refused before anything is done."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied

import cpcj
from cpcj.audit.models import AuditEvent
from cpcj.frame.permissions import allows
from cpcj.frame.services import Service, services
from tests.permissions.deeds import SERVICES
from tests.permissions.who import WHO
from tests.permissions.world import World

pytestmark = pytest.mark.django_db


def _every_module() -> Iterator[str]:
    """Yield the modules that services stand in, so that none is missed for not being loaded."""
    for found in pkgutil.walk_packages(cpcj.__path__, "cpcj."):
        if "services" in found.name.split(".") and ".tests" not in found.name:
            yield found.name


def known() -> list[Service]:
    """Return the services of the house, without those that tests make."""
    for name in _every_module():
        importlib.import_module(name)
    return [one for one in services() if ".tests" not in one.call.__module__]


def key(one: Service) -> str:
    """Return the room, or sub-room, and the name of a service, as the log has it."""
    assert one.call.__module__.split(".services")[0].endswith(one.what.partition(".")[0])
    return one.what


def test_every_service_stands_in_the_table() -> None:
    found = {key(one) for one in known()}
    assert found - set(SERVICES) == set(), "add a line to tests/permissions/table.py"
    assert set(SERVICES) <= found, "the table names services that are gone"


def test_who_may_not_is_refused_and_leaves_nothing(world: World) -> None:
    events = AuditEvent.objects.count()
    wrong = []
    for one in known():
        nothing = dict.fromkeys(list(inspect.signature(one.call).parameters)[1:])
        for who in WHO:
            actor = world.people[who]
            if who in SERVICES[key(one)]:
                if not allows(actor, one.permission):
                    wrong.append(f"{key(one)}: {who} should be allowed")
                continue
            try:
                one.call(actor, **nothing)
            except PermissionDenied:
                continue
            except Exception as error:  # noqa: BLE001 - anything else means it went on
                wrong.append(f"{key(one)}: {who} went on to {type(error).__name__}")
            else:
                wrong.append(f"{key(one)}: {who} was let through")
    assert wrong == []
    assert AuditEvent.objects.count() == events
