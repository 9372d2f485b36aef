"""Who may do what: the table of roles."""

from __future__ import annotations

from enum import StrEnum

from cpcj.frame.permissions import Permission


class Role(StrEnum):
    """What a membership makes of a person."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    UNIT_HEAD = "unit_head"
    FOCAL_POINT = "focal_point"
    DELEGATE = "delegate"
    EXPERT = "expert"
    DONOR = "donor"
    GRANTEE = "grantee"
    RESEARCHER = "researcher"


# What everybody may do, signed in or not: read what is public.
ANYBODY: frozenset[Permission] = frozenset(
    {Permission.TEXT_VIEW, Permission.REPORTING_VIEW, Permission.BUDGET_VIEW}
)

# What everybody who is signed in may do.
SIGNED_IN: frozenset[Permission] = frozenset({Permission.ACCOUNT_KEEP_OWN, Permission.TOKEN_ISSUE})

_OFFICER: frozenset[Permission] = frozenset(
    {
        Permission.JOB_VIEW,
        Permission.JOB_CANCEL,
        Permission.AUDIT_VIEW,
        Permission.TEXT_UPLOAD,
        Permission.TEXT_REMOVE,
        Permission.MANDATE_REVIEW,
        Permission.FAMILY_CONFIRM,
        Permission.FOLLOWUP_VIEW,
        Permission.FOLLOWUP_RECORD,
        Permission.FOLLOWUP_IMPORT,
        Permission.REPORTING_MATCH,
        Permission.REPORTING_IMPORT,
        Permission.BUDGET_IMPORT,
        Permission.BUDGET_CORRECT,
    }
)

# What the role's members may do beside what everybody may.
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.ACCOUNT_MANAGE,
            Permission.AUDIT_VIEW,
            Permission.JOB_VIEW,
            Permission.JOB_CANCEL,
            Permission.INSTALLATION_VIEW,
            Permission.DOWNLOADS_REBUILD,
        }
    ),
    Role.OFFICER: _OFFICER,
    Role.UNIT_HEAD: _OFFICER | {Permission.FOLLOWUP_ASSIGN, Permission.FOLLOWUP_COMPLETE},
    Role.FOCAL_POINT: frozenset(),
    Role.DELEGATE: frozenset(),
    Role.EXPERT: frozenset(),
    Role.DONOR: frozenset(),
    Role.GRANTEE: frozenset(),
    Role.RESEARCHER: frozenset(),
}
