"""Services: the only way to write. One transaction, one permission, one audit event.

::

    @service(permission=Permission.TEXT_REMOVE, on="text")
    def withdraw(change: Change, text: HeldText, *, reason: str) -> None:
        before = change.values(text, "withdrawn")
        text.withdrawn = True
        text.save()
        change.altered(text, before, note=reason_code)

    withdraw(request.user, text, reason="…")     # the caller gives the actor

Inside, the function gets a :class:`Change` in place of the actor and must call exactly one of
``created``, ``altered``, ``removed``, ``did`` or ``nothing``; anything else rolls the transaction
back.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.db import models, transaction

from cpcj.frame.permissions import Actor, Permission, require
from cpcj.frame.records import writing_allowed

P = ParamSpec("P")
R = TypeVar("R")


class AuditContractError(RuntimeError):
    """A service left no audit event, or more than one."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a service did, as it is handed to the audit log.

    Attributes:
        actor: who did it.
        what: the service's name, ``room.function``.
        kind: label of the record's kind (``register.heldtext``); empty for a deed without record.
        key: the record's key as a string; empty for a deed without record.
        old, new: values before and after by field name; the log keeps keyed digests, not values.
        note: a short code that is no personal data ("undo", "duplicate").
    """

    actor: Actor
    what: str
    kind: str
    key: str
    old: Mapping[str, object]
    new: Mapping[str, object]
    note: str = ""


class Recorder(Protocol):
    """The audit log, as the frame knows it."""

    def record(self, event: Event) -> None:
        """Write ``event`` in the running transaction."""
        ...

    def position(self) -> int:
        """Return the number of the last event: it grows with every write."""
        ...


@dataclass(frozen=True, slots=True)
class Service:
    """What is known of a service without calling it.

    Attributes:
        what: its name in the audit log, ``room.function``.
        permission: what its actor must be allowed.
        on: the parameter that holds the record the permission is asked for, if any.
        call: the service.
    """

    what: str
    permission: Permission
    on: str | None
    call: Callable[..., Any]


_services: dict[str, Service] = {}


def services() -> tuple[Service, ...]:
    """Return every service of the modules that are loaded, by name."""
    return tuple(_services[name] for name in sorted(_services))


@dataclass(slots=True)
class _Installed:
    recorder: Recorder | None = None


_installed = _Installed()


def install_recorder(recorder: Recorder) -> None:
    """Install the audit log; ``cpcj.audit`` does it when it is loaded."""
    _installed.recorder = recorder


def recorder() -> Recorder:
    """Return the installed audit log.

    Raises:
        AuditContractError: no log is installed, so nothing may be written.
    """
    if _installed.recorder is None:
        message = "no audit log is installed"
        raise AuditContractError(message)
    return _installed.recorder


@dataclass(slots=True)
class Change:
    """The one change that a service makes; collects its audit event."""

    actor: Actor
    what: str
    events: list[Event | None] = field(default_factory=list)

    def values(self, record: models.Model, *names: str) -> dict[str, object]:
        """Return the present values of the named fields, to be given to ``altered``."""
        return {name: getattr(record, name) for name in names}

    def created(self, record: models.Model, fields: Iterable[str] = (), note: str = "") -> None:
        """Say that ``record`` was created; ``fields`` default to all its columns."""
        self._add(record, {}, self.values(record, *(fields or _columns(record))), note)

    def altered(self, record: models.Model, before: Mapping[str, object], note: str = "") -> None:
        """Say that ``record`` was changed; ``before`` holds the old values of what changed."""
        self._add(record, before, self.values(record, *before), note)

    def removed(self, record: models.Model, before: Mapping[str, object], note: str = "") -> None:
        """Say that ``record`` was removed; call it before the key is gone."""
        self._add(record, before, {}, note)

    def did(self, note: str = "", **new: object) -> None:
        """Say that something was done that belongs to no single record."""
        self.events.append(Event(self.actor, self.what, "", "", {}, new, note))

    def nothing(self) -> None:
        """Say that nothing had to be done (the same text twice); leaves no event."""
        self.events.append(None)

    def _add(
        self,
        record: models.Model,
        old: Mapping[str, object],
        new: Mapping[str, object],
        note: str,
    ) -> None:
        self.events.append(
            Event(self.actor, self.what, record._meta.label_lower, str(record.pk), old, new, note)
        )


def _columns(record: models.Model) -> list[str]:
    return [column.attname for column in record._meta.concrete_fields]


def _room(module: str) -> str:
    """Return the room or sub-room that a service's module belongs to.

    Entries before release 0.2.0 name a sub-room's services by the room above it
    (``register.assign`` for ``followup.assign``); what is recorded stays as it was.
    """
    package, services, _rest = module.removeprefix("cpcj.").partition(".services")
    return package.rpartition(".")[2] if services else package.partition(".")[0]


def service(
    *, permission: Permission, on: str | None = None
) -> Callable[[Callable[Concatenate[Change, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function the one way to do something.

    Args:
        permission: what the actor must be allowed.
        on: name of the parameter that holds the object the permission is asked for.

    The decorated function takes the actor where the function itself takes a :class:`Change`.

    Raises:
        PermissionDenied: before anything is done.
        AuditContractError: the function did not leave exactly one event; nothing is stored.
    """

    def decorate(
        function: Callable[Concatenate[Change, P], R],
    ) -> Callable[Concatenate[Actor, P], R]:
        signature = inspect.signature(function)
        if on is not None and on not in signature.parameters:
            message = f"{function.__qualname__} has no parameter {on!r}"
            raise TypeError(message)
        what = f"{_room(function.__module__)}.{function.__name__}"

        @functools.wraps(function)
        def call(actor: Actor, /, *args: Any, **kwargs: Any) -> R:
            obj = None
            if on is not None:
                obj = signature.bind(None, *args, **kwargs).arguments.get(on)
            require(actor, permission, obj)
            change = Change(actor, what)
            with transaction.atomic(), writing_allowed():
                result = function(change, *args, **kwargs)
                if len(change.events) != 1:
                    message = f"{what} left {len(change.events)} audit events, not one"
                    raise AuditContractError(message)
                if (event := change.events[0]) is not None:
                    recorder().record(event)
            return result

        call.__dict__["permission"] = permission
        _services[f"{function.__module__}.{function.__qualname__}"] = Service(
            what, permission, on, call
        )
        return call

    return decorate
