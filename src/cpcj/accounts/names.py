"""Names of roles, permissions and States, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cpcj.accounts.rules import Role
from cpcj.frame.permissions import Permission
from cpcj.frame.punctuation import enumerated
from cpcj.resolutions.vocabulary.states import states

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from cpcj.accounts.models import Invitation, Membership

ROLES: dict[Role, str | _StrPromise] = {
    Role.ADMINISTRATOR: _("Administrator"),
    Role.OFFICER: _("Officer"),
    Role.UNIT_HEAD: _("Head of unit"),
    Role.FOCAL_POINT: _("National focal point"),
    Role.DELEGATE: _("Delegate"),
    Role.EXPERT: _("Reviewing expert"),
    Role.DONOR: _("Donor"),
    Role.GRANTEE: _("Grantee"),
    Role.RESEARCHER: _("Researcher"),
}

PERMISSIONS: dict[Permission, str | _StrPromise] = {
    Permission.JOB_VIEW: _("See all jobs"),
    Permission.JOB_CANCEL: _("Stop jobs"),
    Permission.ACCOUNT_MANAGE: _("Manage accounts"),
    Permission.ACCOUNT_KEEP_OWN: _("Keep the own account"),
    Permission.INVITATION_ACCEPT: _("Take up an invitation"),
    Permission.TOKEN_ISSUE: _("Make access tokens for the own account"),
    Permission.AUDIT_VIEW: _("Read the audit log"),
    Permission.INSTALLATION_VIEW: _("See the state of the installation"),
    Permission.DOWNLOADS_REBUILD: _("Make the bulk downloads anew"),
    Permission.TEXT_VIEW: _("Read public texts and mandates"),
    Permission.TEXT_UPLOAD: _("Upload texts, and see those that are not public"),
    Permission.TEXT_REMOVE: _("Take texts back"),
    Permission.MANDATE_REVIEW: _("Confirm and correct mandates"),
    Permission.FAMILY_CONFIRM: _("Confirm the stages of a text"),
    Permission.FOLLOWUP_VIEW: _("See the follow-up of mandates"),
    Permission.FOLLOWUP_RECORD: _("Record the follow-up of mandates"),
    Permission.FOLLOWUP_ASSIGN: _("Assign mandates"),
    Permission.FOLLOWUP_COMPLETE: _("Agree that a mandate is completed"),
    Permission.FOLLOWUP_IMPORT: _("Import the follow-up of mandates"),
    Permission.REPORTING_VIEW: _("See the reporting calendar"),
    Permission.REPORTING_MATCH: _("Match reports with requests"),
    Permission.REPORTING_IMPORT: _("Import lists of documents"),
    Permission.BUDGET_VIEW: _("See the mandates of the programme budget"),
    Permission.BUDGET_IMPORT: _("Import the mandates of the programme budget"),
    Permission.BUDGET_CORRECT: _("Correct the mandates of the programme budget"),
}


def role_name(role: str) -> str:
    """Return the name of a role; the value itself for one that is no longer in the table."""
    try:
        return str(ROLES[Role(role)])
    except ValueError:
        return role


def permission_name(permission: Permission) -> str:
    """Return what a permission allows; its value where no words stand in the table yet."""
    return str(PERMISSIONS.get(permission, permission.value))


def state_name(code: str) -> str:
    """Return the present name of a State, or the code where it is not known."""
    held = states().get(code)
    return held.name() if held else code


def state_choices() -> list[tuple[str, str]]:
    """Return the States that people can act for, by name."""
    present = [one for one in states().values() if one.status != "former"]
    return sorted(((one.code, one.name()) for one in present), key=lambda pair: pair[1])


def for_whom(membership: Membership | Invitation) -> str:
    """Return for whom a role is held: State and function, unit, organization; or nothing."""
    parts = (
        state_name(membership.state) if membership.state else "",
        membership.function,
        str(membership.unit) if membership.unit else "",
        str(membership.organization) if membership.organization else "",
    )
    return enumerated(part for part in parts if part)
