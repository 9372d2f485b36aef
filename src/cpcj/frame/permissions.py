"""Every permission of the product, in one place, and the one question asked about them.

A permission is granted by an authentication backend (``cpcj.accounts.backends``), never by a test
in a view or template, so that a page, an export, a job and the API all give the same answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from django.db import models


class Permission(StrEnum):
    """What a person may do. The value is ``room.deed`` and is what the audit log shows."""

    JOB_VIEW = "jobs.view"
    JOB_CANCEL = "jobs.cancel"
    TEMPLATE_KEEP = "documents.keep_template"
    ACCOUNT_MANAGE = "accounts.manage"
    ACCOUNT_KEEP_OWN = "accounts.keep_own"
    INVITATION_ACCEPT = "accounts.accept_invitation"
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
    REQUEST_MAKE = "assistance.make_request"
    REQUEST_VIEW = "assistance.view_request"
    REQUEST_HANDLE = "assistance.handle_request"
    REQUEST_DECIDE = "assistance.decide_request"
    PORTFOLIO_VIEW = "portfolio.view"
    PORTFOLIO_RECORD = "portfolio.record"
    PORTFOLIO_APPROVE = "portfolio.approve"
    RESULTS_SUBMIT = "results.submit"
    RESULTS_APPROVE = "results.approve"
    IATI_PUBLISH = "iati.publish"
    FUNDING_VIEW = "funding.view"
    FUNDING_RECORD = "funding.record"
    FUNDING_APPROVE = "funding.approve"
    FUNDING_CLOSE = "funding.close_period"
    GRANT_CALL = "trust_fund.call"
    GRANT_APPLY = "trust_fund.apply"
    GRANT_VIEW = "trust_fund.view"
    GRANT_SCORE = "trust_fund.score"
    GRANT_AWARD = "trust_fund.award"
    GRANT_SEE_EMBARGOED = "trust_fund.see_embargoed"
    INSTITUTE_VIEW = "institute.view"
    INSTITUTE_RECORD = "institute.record"
    CAMPAIGN_VIEW = "campaigns.view"
    CAMPAIGN_RECORD = "campaigns.record"
    COVERAGE_VIEW = "coverage.view"
    TREATY_VIEW = "treaties.view"
    TREATY_RECORD = "treaties.record"
    TREATY_IMPORT = "treaties.import"
    REVIEW_VIEW = "reviews.view"
    REVIEW_KEEP = "reviews.keep"
    REVIEW_CLEAR = "reviews.clear"
    REVIEW_ASSESS = "reviews.assess"
    REVIEW_TAKE_PART = "reviews.take_part"
    REVIEW_OBSERVE = "reviews.observe"
    CHECKLIST_VIEW = "checklists.view"
    CHECKLIST_ANSWER = "checklists.answer"
    CHECKLIST_SUBMIT = "checklists.submit"
    CHECKLIST_KEEP = "checklists.keep"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose a record is: keys of units, codes of States, keys of organizations; empty for nobody's.

    A role that reaches no further than the own unit, State or organization is granted its
    permissions on records whose scope meets it.
    """

    units: frozenset[int] = frozenset()
    states: frozenset[str] = frozenset()
    organizations: frozenset[int] = frozenset()


NOBODYS = Scope()
_scopes: dict[type[models.Model], Callable[[Any], Scope]] = {}


def register_scope(kind: type[models.Model], scope: Callable[[Any], Scope]) -> None:
    """Say whose the records of a kind are; called from a room's ``AppConfig.ready``.

    ``scope`` is a pure function of the record: it asks the database nothing beyond the record's
    own columns (``record.unit_id``), for it is called once a row of a list.
    """
    _scopes[kind] = scope


def scope_of(obj: object) -> Scope:
    """Return whose a record is; nobody's for a kind that no room has said it of."""
    scope = _scopes.get(obj.__class__)  # type: ignore[arg-type]  # also of what stands behind a lazy one
    return NOBODYS if scope is None else scope(obj)


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
