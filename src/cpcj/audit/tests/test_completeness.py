"""Nothing is written without an entry: every service leaves one, every record needs a service."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

import cpcj
from cpcj.audit.chain import verify
from cpcj.audit.models import AuditEvent
from cpcj.frame.actors import SystemActor
from cpcj.frame.permissions import Permission
from cpcj.frame.records import Record, RecordQuerySet, WriteOutsideServiceError
from cpcj.frame.services import AuditContractError, service
from cpcj.register.models import Provision, SearchEntry, Text
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, document, hold, text

# Written without a service, and why that is right.
WITHOUT_SERVICE = {
    "audit.auditevent": "the log itself, written by its recorder",
    "audit.chainhead": "the log itself",
    "jobs.job": "progress of work, no record of a room",
    "jobs.worker": "that a worker lives",
    "tokens.tokenuse": "the day a token was used last",
    "followup.visit": "up to where a person has read",
    "followup.digest": "that a letter of a week was sent",
}


def services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every service of the house with its name."""
    for module in pkgutil.walk_packages(cpcj.__path__, "cpcj."):
        if ".tests" in module.name or ".migrations" in module.name or "__main__" in module.name:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            made = inspect.isfunction(value) and value.__module__ == module.name
            if made and isinstance(value.__dict__.get("permission"), Permission):
                yield f"{module.name}.{name}", value


SERVICES = dict(services())


def test_there_are_services() -> None:
    assert len(SERVICES) >= 8


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_held_to_one_entry(name: str) -> None:
    """Each is made by the one decorator that rolls back what leaves no entry, or two."""
    wrapped = SERVICES[name]
    assert wrapped.__code__ is service(permission=Permission.TEXT_VIEW)(_nothing).__code__


def _nothing(change: Any) -> None:
    change.nothing()


@pytest.mark.django_db
@pytest.mark.parametrize("entries", [0, 2])
def test_no_entry_or_two_and_nothing_is_stored(entries: int) -> None:
    @service(permission=Permission.TEXT_VIEW)
    def write(change: Any) -> None:
        hold(document(text(REQUEST)))
        for _ in range(entries):
            change.did()

    with pytest.raises(AuditContractError):
        write(SystemActor("test"))
    assert Text.objects.count() == AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_hundreds_of_rows_written_at_once_are_one_entry() -> None:
    hold(document(text(*[REQUEST, ENCOURAGE] * 100)))
    assert Provision.objects.count() > 200
    assert AuditEvent.objects.count() == 1
    assert list(verify()) == []


@pytest.mark.django_db
def test_no_bulk_operation_passes_by_the_log() -> None:
    hold(document(text(REQUEST)))
    one = SearchEntry.objects.all()[0]
    for write in (
        lambda: SearchEntry.objects.update(terms="x"),
        lambda: SearchEntry.objects.all().delete(),
        lambda: SearchEntry.objects.bulk_create([one]),
        lambda: SearchEntry.objects.bulk_update([one], ["terms"]),
        one.save,
        one.delete,
    ):
        with pytest.raises(WriteOutsideServiceError):
            write()


def rooms_models() -> list[type[Model]]:
    """Return the models of the rooms, those of accounts aside: a session is no record."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("cpcj.")
        and ".tests" not in model.__module__
        and model._meta.app_label != "accounts"
    ]


@pytest.mark.parametrize("model", rooms_models(), ids=lambda model: model._meta.label)
def test_every_record_is_guarded(model: type[Model]) -> None:
    if model._meta.label_lower in WITHOUT_SERVICE:
        return
    assert issubclass(model, Record)
    assert isinstance(model._default_manager.all(), RecordQuerySet)


@pytest.mark.django_db
def test_what_goes_by_the_guards_into_the_log_is_found() -> None:
    """Whoever writes to the table directly, triggers lifted, is found by number."""
    from cpcj.audit.guards import install, remove

    for n in range(1, 6):
        hold(document(text(REQUEST, symbol=f"A/RES/79/{n}")), f"{n}.txt")
    remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET actor = 'person:1' WHERE sequence IN (2, 4)")
    install(connection)
    assert {finding.sequence for finding in verify()} == {2, 4}
