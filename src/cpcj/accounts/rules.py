"""Who may do what: the table of roles, and how far each reaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cpcj.frame.permissions import Permission, Scope


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


class Reach(StrEnum):
    """On which records a role's permissions hold."""

    EVERYWHERE = "everywhere"
    UNIT = "unit"  # records of the own unit, of units below it, and of no unit yet
    STATE = "state"  # records of the own State
    ORGANIZATION = "organization"  # records of the own organization


# What everybody may do, signed in or not: read what is public, and take up an invitation.
ANYBODY: frozenset[Permission] = frozenset(
    {
        Permission.TEXT_VIEW,
        Permission.REPORTING_VIEW,
        Permission.BUDGET_VIEW,
        Permission.PORTFOLIO_VIEW,
        Permission.TREATY_VIEW,
        Permission.CAMPAIGN_VIEW,
        Permission.REVIEW_VIEW,
        Permission.INVITATION_ACCEPT,
    }
)

# What everybody who is signed in may do.
SIGNED_IN: frozenset[Permission] = frozenset({Permission.ACCOUNT_KEEP_OWN, Permission.TOKEN_ISSUE})

_OFFICER: frozenset[Permission] = frozenset(
    {
        Permission.JOB_VIEW,
        Permission.JOB_CANCEL,
        Permission.AUDIT_VIEW,
        Permission.TEMPLATE_KEEP,
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
        Permission.REQUEST_VIEW,
        Permission.REQUEST_HANDLE,
        Permission.PORTFOLIO_RECORD,
        Permission.RESULTS_SUBMIT,
        Permission.FUNDING_VIEW,
        Permission.FUNDING_RECORD,
        Permission.GRANT_CALL,
        Permission.GRANT_VIEW,
        Permission.INSTITUTE_VIEW,
        Permission.INSTITUTE_RECORD,
        Permission.TREATY_RECORD,
        Permission.TREATY_IMPORT,
        Permission.CAMPAIGN_RECORD,
        Permission.COVERAGE_VIEW,
        Permission.REVIEW_KEEP,
        Permission.REVIEW_TAKE_PART,
        Permission.CHECKLIST_VIEW,
        Permission.CHECKLIST_KEEP,
    }
)

# What a second person decides: the head of the unit that answers for it.
_HEAD: frozenset[Permission] = frozenset(
    {
        Permission.FOLLOWUP_ASSIGN,
        Permission.FOLLOWUP_COMPLETE,
        Permission.REQUEST_DECIDE,
        Permission.PORTFOLIO_APPROVE,
        Permission.RESULTS_APPROVE,
        Permission.IATI_PUBLISH,
        Permission.FUNDING_APPROVE,
        Permission.FUNDING_CLOSE,
        Permission.GRANT_AWARD,
        Permission.GRANT_SEE_EMBARGOED,
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
    Role.UNIT_HEAD: _OFFICER | _HEAD,
    Role.FOCAL_POINT: frozenset(
        {
            Permission.REQUEST_MAKE,
            Permission.REQUEST_VIEW,
            Permission.INSTITUTE_VIEW,
            Permission.REVIEW_CLEAR,
            Permission.REVIEW_TAKE_PART,
            Permission.CHECKLIST_VIEW,
            Permission.CHECKLIST_ANSWER,
            Permission.CHECKLIST_SUBMIT,
        }
    ),
    Role.DELEGATE: frozenset({Permission.REQUEST_VIEW}),
    Role.EXPERT: frozenset(
        {
            Permission.GRANT_SCORE,
            Permission.REVIEW_ASSESS,
            Permission.REVIEW_TAKE_PART,
            Permission.CHECKLIST_VIEW,
            Permission.CHECKLIST_ANSWER,  # the questions that they are asked to answer
        }
    ),
    Role.DONOR: frozenset({Permission.FUNDING_VIEW}),
    Role.GRANTEE: frozenset({Permission.GRANT_APPLY, Permission.GRANT_VIEW}),
    Role.RESEARCHER: frozenset(
        {
            Permission.REVIEW_OBSERVE,
            # Who inspects institutions for an organization answers for them.
            Permission.CHECKLIST_VIEW,
            Permission.CHECKLIST_ANSWER,
            Permission.CHECKLIST_SUBMIT,
        }
    ),
}

# How far a role reaches with what no other line of REACHES_FURTHER says.
REACH: dict[Role, Reach] = {
    Role.ADMINISTRATOR: Reach.EVERYWHERE,
    Role.OFFICER: Reach.EVERYWHERE,
    Role.UNIT_HEAD: Reach.UNIT,
    Role.FOCAL_POINT: Reach.STATE,
    Role.DELEGATE: Reach.STATE,
    Role.EXPERT: Reach.STATE,
    Role.DONOR: Reach.ORGANIZATION,
    Role.GRANTEE: Reach.ORGANIZATION,
    Role.RESEARCHER: Reach.ORGANIZATION,
}

# What a role may do everywhere although it reaches less far: a head is an officer beside it.
REACHES_FURTHER: dict[Role, frozenset[Permission]] = {
    Role.UNIT_HEAD: _OFFICER,
    # Who observes a review acts for no State and often for no organization.
    Role.RESEARCHER: frozenset({Permission.REVIEW_OBSERVE}),
}

# What a membership of the role must name, and what it may name.
NEEDS: dict[Role, str] = {
    Role.FOCAL_POINT: "state",
    Role.DELEGATE: "state",
    Role.DONOR: "organization",
    Role.GRANTEE: "organization",
}


@dataclass(frozen=True, slots=True)
class Held:
    """A membership as the rules see it.

    Attributes:
        role: the role.
        since, until: first and last day, both included; None where it is open.
        units: the unit it names with all units below it; None where it names none.
        state: code of the State it names; empty where it names none.
        organization: key of the organization it names; None where it names none.
    """

    role: Role
    since: dt.date
    until: dt.date | None = None
    units: frozenset[int] | None = None
    state: str = ""
    organization: int | None = None

    def in_force(self, day: dt.date) -> bool:
        """Return whether it is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def reaches(self, scope: Scope, reach: Reach) -> bool:
        """Return whether a record of that scope is within reach.

        A head whose membership names no unit is the head of the whole office. A record that no
        unit has yet is within every head's reach, so that a unit can take it up; one that names no
        State or organization is within nobody's who acts for one.
        """
        if reach == Reach.UNIT:
            return self.units is None or not scope.units or bool(self.units & scope.units)
        if reach == Reach.STATE:
            return self.state != "" and self.state in scope.states
        if reach == Reach.ORGANIZATION:
            return self.organization is not None and self.organization in scope.organizations
        return True


def in_force(
    held: Iterable[Held],
    day: dt.date,
    *,
    second_factor: bool = True,
    demanding: Collection[Role] = (),
) -> tuple[Held, ...]:
    """Return the memberships that grant something on a day.

    Args:
        held: a person's memberships.
        day: the day.
        second_factor: whether the person has set up a second factor.
        demanding: the roles that grant nothing without one.
    """
    return tuple(
        one for one in held if one.in_force(day) and (second_factor or one.role not in demanding)
    )


def permitted(
    held: Iterable[Held],
    permission: Permission,
    scope: Scope | None = None,
    *,
    grants: Mapping[Role, Collection[Permission]] = GRANTS,
) -> bool:
    """Return whether memberships in force grant a permission.

    Args:
        held: what :func:`in_force` gives.
        permission: what is asked for.
        scope: whose the record is that it is asked for; None asks whether it is granted for any
            record at all (may the page be opened).
        grants: the table of roles.
    """
    for one in held:
        if permission not in grants[one.role]:
            continue
        if scope is None or permission in REACHES_FURTHER.get(one.role, ()):
            return True
        if one.reaches(scope, REACH[one.role]):
            return True
    return False


def below(unit: int, parents: Mapping[int, int | None]) -> frozenset[int]:
    """Return a unit with all units below it; ``parents`` gives the unit above each."""
    parts: dict[int | None, list[int]] = {}
    for part, parent in parents.items():
        parts.setdefault(parent, []).append(part)
    found, edge = {unit}, [unit]
    while edge:
        for part in parts.get(edge.pop(), ()):
            if part not in found:
                found.add(part)
                edge.append(part)
    return frozenset(found)
