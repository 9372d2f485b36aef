"""What rooms that do not know each other ask of each other, joined where both are known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import CharField, Expression, OuterRef, Subquery, Value

from cpcj.accounts.models import Unit
from cpcj.frame.permissions import Actor
from cpcj.register.budget.founding import register_founding
from cpcj.register.followup.models import FollowUp
from cpcj.register.followup.models.visibility import sees_followup
from cpcj.register.reporting.units import register_units


class _UnitsOfFollowUp:
    """The calendar's deadlines have the units that follow-up gave their mandates to."""

    def of(self, identifiers: Iterable[str], user: Actor) -> Mapping[str, str]:
        """Return the units' names by act; none to whoever does not see follow-up."""
        if not sees_followup(user):
            return {}
        found = FollowUp.objects.visible_to(user).filter(
            act__in=list(identifiers), unit__isnull=False
        )
        return {one.act: str(one.unit) for one in found.select_related("unit")}

    def code(self, act: str, user: Actor) -> Expression | Subquery:
        """Return the unit's code by the act that a field names; null to who sees no follow-up."""
        if not sees_followup(user):
            return Value(None, output_field=CharField())
        found = FollowUp.objects.visible_to(user).filter(act=OuterRef(act), unit__isnull=False)
        return Subquery(found.order_by().values("unit__code")[:1])

    def names(self, user: Actor) -> Mapping[str, str]:
        """Return the units' names by their codes."""
        if not sees_followup(user):
            return {}
        return {unit.code: str(unit) for unit in Unit.objects.visible_to(user)}


def _founding(user: Actor, identifiers: Collection[str]) -> Collection[str]:  # noqa: ARG001
    """Return the texts of which follow-up says that they found something.

    For everybody alike: no list of the outdated has what founds a body or a norm, and that a text
    is absent from one tells nobody what an officer wrote about it.
    """
    rows = FollowUp.objects.filter(founding=True, text__in=list(identifiers))
    return set(rows.values_list("text", flat=True))


def join() -> None:
    """Introduce the rooms to each other; called once, when the site is loaded."""
    register_units(_UnitsOfFollowUp())
    register_founding(_founding)
