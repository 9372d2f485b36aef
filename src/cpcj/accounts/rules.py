"""Who may do what: the table of roles."""

from __future__ import annotations

from enum import StrEnum

from cpcj.frame.permissions import Permission


class Role(StrEnum):
    """What a membership makes of a person."""

    OFFICER = "officer"


# What everybody may do, signed in or not: read public texts.
ANYBODY: frozenset[Permission] = frozenset({Permission.TEXT_VIEW})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: frozenset(Permission),
}
