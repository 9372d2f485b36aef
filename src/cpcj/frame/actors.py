"""Actors that are no person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SystemActor:
    """The system acting on its own: first run, upgrade, a job that nobody in particular asked for.

    It may do everything; no request from outside ever carries one. ``name`` is what the audit log
    shows after ``system:``.
    """

    name: str

    @property
    def pk(self) -> None:
        """Return None: the system is no person."""
        return

    @property
    def is_authenticated(self) -> bool:
        """Return True."""
        return True

    def has_perm(self, perm: str, obj: object = None) -> bool:  # noqa: ARG002 - Actor protocol
        """Return True."""
        return True


def actor_label(actor: object) -> str:
    """Return how the audit log names an actor, without personal data.

    ``person:7`` for the account 7, ``system:first-run`` for the system, ``anonymous`` else.
    """
    if isinstance(actor, SystemActor):
        return f"system:{actor.name}"
    pk = getattr(actor, "pk", None)
    return "anonymous" if pk is None else f"person:{pk}"
