"""How reviews are said: seats, kinds, deeds, constraints."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from cpcj.register.presentation.called import place_name
from cpcj.register.presentation.names import instrument_name
from cpcj.resolutions.vocabulary.states import may_ask
from cpcj.reviews.models import SEATS, Document, FollowUp, Proposal, Sort
from cpcj.reviews.rules.mechanism import Seat
from cpcj.treaties.names import participant_name

CONSTRAINTS = {
    "one_period": _("each State is drawn into one group or year"),
    "proportion": _("regional groups are spread in proportion"),
    "late_joiners": _("who joined later comes last"),
    "reviewers": _("the number of reviewers"),
    "same_region": _("a reviewer of the own regional group"),
    "other_region": _("a reviewer of another regional group"),
    "most_reviewers": _("no more reviewers than allowed"),
    "covering": _("reviewers that are party to each instrument"),
    "no_mutual": _("no two States review each other"),
    "least_reviews": _("each State reviews often enough"),
    "most_reviews": _("no State reviews too often"),
    "kept": _("reviewers that were to stay"),
    "refused": _("reviewers that are not drawn again"),
    "available": _("a State that defers reviewing is not drawn"),
}

PERIODS = {"group": _("Group"), "year": _("Year")}

DEEDS = {
    "report": _("Report a step done"),
    "clear": _("Clear a step"),
    "attach": _("Add documents"),
    "observe": _("Draft an observation"),
    "agree": _("Agree to the list of observations"),
    "consent": _("Publication of the full report"),
    "nominate": _("Record a nomination"),
    "summary": _("Write the executive summary"),
    "publish": _("Publish the executive summary"),
    "reopen": _("Reopen the agreed list"),
    "answers": _("Name the checklist answers"),
}
"""Deeds by name, as buttons say them."""


def seat_name(seat: str) -> str:
    """Return the name of a role in a review."""
    return str(SEATS[Seat(seat)]) if seat in SEATS else seat


def sort_name(sort: str) -> str:
    """Return the name of a kind of observation."""
    return str(Sort(sort).label) if sort in Sort.values else sort


def document_kind(kind: str) -> str:
    """Return the name of a kind of document."""
    return str(Document.Kind(kind).label) if kind in Document.Kind.values else kind


def follow_up_name(standing: str) -> str:
    """Return how far an observation was followed."""
    return str(FollowUp.Standing(standing).label)


def provision_name(identifier: str) -> str:
    """Return what a provision is called; an empty word for none."""
    return place_name(identifier) if identifier else ""


def instruments_named(keys: Iterable[str]) -> list[str]:
    """Return the names of instruments."""
    return [instrument_name(key) for key in keys]


def proposal_name(status: str) -> str:
    """Return what came of a proposal."""
    return str(Proposal.Status(status).label)


def constraint_name(constraint: str) -> str:
    """Return what a constraint of the draw asks."""
    return str(CONSTRAINTS.get(constraint, constraint))


def period_name(name: str) -> str:
    """Return "Group" or "Year"."""
    return str(PERIODS.get(name, name))


def state_name(code: str) -> str:
    """Return a State's name; an empty word for none."""
    return participant_name(code) if code else ""


def state_choices() -> list[tuple[str, str]]:
    """Return the living States by name, for a form."""
    return sorted(((code, participant_name(code)) for code in may_ask()), key=lambda one: one[1])
