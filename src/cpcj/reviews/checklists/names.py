"""How checklists are said: answers, assistance, owners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cpcj.reviews.checklists.models import ADOPTIONS, ASSISTANCE, Answer, ProposedRequest, Status
from cpcj.reviews.checklists.rules.checklist import Adoption, Aspect
from cpcj.reviews.checklists.rules.versions import Sort
from cpcj.reviews.checklists.services.workbooks import Outcome
from cpcj.reviews.names import state_name

if TYPE_CHECKING:
    from cpcj.reviews.checklists.models import AnswerSet

ASPECTS = {Aspect.LAW: _("in law"), Aspect.PRACTICE: _("in practice")}
OUTCOMES = {
    Outcome.CHANGE: _("would change"),
    Outcome.SAME: _("nothing to change"),
    Outcome.CONFLICT: _("written by somebody else meanwhile"),
    Outcome.REFUSED: _("refused"),
}
SORTS = {
    Sort.SAME: _("as before"),
    Sort.CHANGED: _("changed"),
    Sort.ADDED: _("added"),
    Sort.REMOVED: _("taken out"),
}


def adoption_name(value: str) -> str:
    """Return how far something is adopted, in words; "" for no answer."""
    return str(ADOPTIONS[Adoption(value)]) if value else ""


def assistance_name(kind: str) -> str:
    """Return a type of assistance in words."""
    return str(ASSISTANCE.get(kind, kind))


def status_name(value: str) -> str:
    """Return where a set stands."""
    return str(Status(value).label)


def standing_name(value: str) -> str:
    """Return what came of a proposed request."""
    return str(ProposedRequest.Standing(value).label)


def field_name(name: str) -> str:
    """Return what a field of an answer is called."""
    return str(getattr(Answer._meta.get_field(name), "verbose_name", name))


def owner_name(answer_set: AnswerSet) -> str:
    """Return whose a set is: the State, or the institution."""
    return state_name(answer_set.state) if answer_set.state else answer_set.institution
