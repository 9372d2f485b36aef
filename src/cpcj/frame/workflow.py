"""Workflows as tables: states, and who may take a record from which to which, when, and how soon.

::

    REVIEW = Workflow(
        name="Review of a mandate",
        field="review",
        states=ReviewState,                       # a TextChoices; its labels are what people read
        initial=ReviewState.UNREVIEWED,
        transitions=(
            Transition("confirm", (ReviewState.UNREVIEWED,), ReviewState.CONFIRMED,
                       permission=Permission.MANDATE_REVIEW),
            Transition("reject", (ReviewState.UNREVIEWED,), ReviewState.REJECTED,
                       permission=Permission.MANDATE_REVIEW, required=("reason",)),
        ),
    )

    @service(permission=Permission.MANDATE_REVIEW)
    def decide(change: Change, mandate: Mandate, *, deed: str, reason: str) -> None:
        mandate.reason = reason
        REVIEW.apply(change, mandate, deed, also=("reason",))   # saves and leaves the audit event

A table that contradicts itself is refused when its module is imported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cpcj.frame.permissions import Actor, Permission, allows, require

if TYPE_CHECKING:
    from django.db import models

    from cpcj.frame.services import Change

Guard = Callable[[Any], str | None]


class WorkflowTableError(ValueError):
    """The table of a workflow contradicts itself."""


class TransitionRefusedError(Exception):
    """A transition may not be made now; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table.

    Attributes:
        name: the deed ("confirm").
        sources: the states it can be done in.
        target: the state it leads to.
        permission: what the actor must be allowed, asked for the record.
        required: fields of the record that must be filled.
        guard: returns why it cannot be done now, or None.
        clock: how long a record may stay in ``target``, or None for any time.
        who: who does it, in words for the drawing.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    permission: Permission
    required: tuple[str, ...] = ()
    guard: Guard | None = None
    clock: dt.timedelta | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Workflow:
    """A table of transitions over the states of a record's ``field``."""

    name: str
    field: str
    states: type[models.TextChoices]
    initial: str
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        """Refuse a table that contradicts itself."""
        known = set(self.states.values)
        names = [transition.name for transition in self.transitions]
        if len(set(names)) != len(names):
            self._refuse("two transitions have the same name")
        used = {self.initial} | {
            state for t in self.transitions for state in (*t.sources, t.target)
        }
        if unknown := used - known:
            self._refuse(f"unknown states: {', '.join(sorted(unknown))}")
        if unreached := known - self._reached():
            self._refuse(f"no way leads to: {', '.join(sorted(unreached))}")

    def _refuse(self, why: str) -> None:
        message = f"{self.name}: {why}"
        raise WorkflowTableError(message)

    def _reached(self) -> set[str]:
        reached, edge = {self.initial}, [self.initial]
        while edge:
            state = edge.pop()
            for target in {t.target for t in self.transitions if state in t.sources} - reached:
                reached.add(target)
                edge.append(target)
        return {str(state) for state in reached}

    def transition(self, name: str) -> Transition:
        """Return the transition of that name.

        Raises:
            TransitionRefusedError: there is none.
        """
        for transition in self.transitions:
            if transition.name == name:
                return transition
        message = f"there is no {name!r} here"
        raise TransitionRefusedError(message)

    def hindrance(self, record: models.Model, transition: Transition) -> str | None:
        """Return why a transition cannot be made now, or None; permission is another matter."""
        state = getattr(record, self.field)
        if state not in transition.sources:
            return f"not possible while {self.states(state).label}"
        for name in transition.required:
            if getattr(record, name) in (None, "", [], {}):
                return f"{name} is missing"
        return transition.guard(record) if transition.guard else None

    def available(self, record: models.Model, actor: Actor) -> Iterator[Transition]:
        """Yield what ``actor`` may do from the record's state; fields may still be missing."""
        for transition in self.transitions:
            if getattr(record, self.field) in transition.sources and allows(
                actor, transition.permission, record
            ):
                yield transition

    def apply(
        self, change: Change, record: models.Model, name: str, also: tuple[str, ...] = ()
    ) -> None:
        """Make a transition inside a service: check it, save the record, leave the audit event.

        Args:
            change: the service's change; there is none outside a service.
            record: the record, with ``also`` fields already set to their new values.
            name: the transition.
            also: other fields to save and log with it.

        Raises:
            TransitionRefusedError: the state, a missing field or the guard forbids it.
            PermissionDenied: the actor may not do it.
        """
        transition = self.transition(name)
        require(change.actor, transition.permission, record)
        if (why := self.hindrance(record, transition)) is not None:
            raise TransitionRefusedError(why)
        stored = type(record)._default_manager.filter(pk=record.pk).select_for_update()
        before = stored.values(self.field, *also).get()
        if before[self.field] != getattr(record, self.field):
            message = "somebody else has changed it meanwhile"
            raise TransitionRefusedError(message)
        setattr(record, self.field, transition.target)
        record.save(update_fields=[self.field, *also])
        change.altered(record, before, note=name)

    def due(self, state: str, since: dt.datetime) -> dt.datetime | None:
        """Return by when a record in ``state`` since then must move on, or None."""
        clocks = [t.clock for t in self.transitions if t.target == state and t.clock is not None]
        return since + min(clocks) if clocks else None
