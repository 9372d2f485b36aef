"""Every permission of the product, in one place, and the one question asked about them.

A permission is granted by an authentication backend (``cpcj.accounts.backends``), never by a test
in a view or template, so that a page, an export, a job and the API all give the same answer.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied


class Permission(StrEnum):
    """What a person may do. The value is ``room.deed`` and is what the audit log shows."""

    JOB_VIEW = "jobs.view"
    JOB_CANCEL = "jobs.cancel"
    ACCOUNT_MANAGE = "accounts.manage"
    ACCOUNT_KEEP_OWN = "accounts.keep_own"
    TOKEN_ISSUE = "accounts.issue_token"  # noqa: S105 - the name of a permission
    AUDIT_VIEW = "audit.view"
    INSTALLATION_VIEW = "site.view_installation"
    DOWNLOADS_REBUILD = "site.rebuild_downloads"
    TEXT_VIEW = "register.view_text"
    TEXT_UPLOAD = "register.upload_text"
    TEXT_REMOVE = "register.remove_text"
    MANDATE_REVIEW = "register.review_mandate"
    FAMILY_CONFIRM = "register.confirm_family"
    FOLLOWUP_VIEW = "followup.view"
    FOLLOWUP_RECORD = "followup.record"
    FOLLOWUP_ASSIGN = "followup.assign"
    FOLLOWUP_COMPLETE = "followup.complete"
    FOLLOWUP_IMPORT = "followup.import"
    REPORTING_VIEW = "reporting.view"
    REPORTING_MATCH = "reporting.match"
    REPORTING_IMPORT = "reporting.import"
    BUDGET_VIEW = "budget.view"
    BUDGET_IMPORT = "budget.import"
    BUDGET_CORRECT = "budget.correct"


class Actor(Protocol):
    """Whoever acts: a signed-in person, an anonymous visitor, or the system itself."""

    @property
    def pk(self) -> Any:
        """Return the person's key, or None for nobody in particular."""
        ...

    @property
    def is_authenticated(self) -> bool:
        """Return whether the actor is known."""
        ...

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Return whether the actor may do ``perm``, to ``obj`` where one is given."""
        ...


def allows(actor: Actor, permission: Permission, obj: object = None) -> bool:
    """Return whether ``actor`` may do ``permission`` (to ``obj``, where one is given)."""
    return bool(actor.has_perm(permission.value, obj))


def require(actor: Actor, permission: Permission, obj: object = None) -> None:
    """Raise ``PermissionDenied`` unless ``actor`` may do ``permission``.

    Raises:
        PermissionDenied: the web layer answers 403, or the sign-in page to an anonymous visitor.
    """
    if not allows(actor, permission, obj):
        raise PermissionDenied(permission.value)
