"""The room in Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


class TrustFundConfig(AppConfig):
    """Grants of the trust fund: calls, applications, scores, awards, instalments."""

    name = "cpcj.funding.trust_fund"
    label = "trust_fund"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house, and seal what withheld grants are paid from."""
        from django.utils.translation import gettext_lazy as _

        from cpcj.evidence.registry import register_provider
        from cpcj.frame.first_run import Step, register_step
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import register_scope
        from cpcj.funding.models.visibility import register_sealed
        from cpcj.funding.trust_fund.knowledge import about, set_up
        from cpcj.funding.trust_fund.models import Application, Grant, Report
        from cpcj.funding.trust_fund.models.visibility import scope

        for kind in (Application, Grant, Report):
            register_scope(kind, scope)
        register_sealed(_sealed_from, _few)
        register_entry(NavigationEntry(_("Grants"), "trust_fund:start", 132))
        register_provider("trust_fund", about)
        register_step(Step(20, "trust_fund", set_up))


def _sealed_from(user: Actor) -> frozenset[int]:
    """Return the cost objects of withheld amounts, unless the user sees what is withheld."""
    from cpcj.funding.trust_fund.models import Fund
    from cpcj.funding.trust_fund.models.visibility import sees_withheld

    if sees_withheld(user):
        return frozenset()
    return frozenset(Fund.objects.exclude(sealed=None).values_list("sealed", flat=True))


def _few(contribution: int, cost_object: int | None) -> bool:
    """Tell whether fewer withheld grants were made of a contribution than a fund may show."""
    from django.db.models import Count, F

    from cpcj.funding.trust_fund.models import Grant

    withheld = Grant.objects.filter(
        contribution=contribution, cost_object=F("application__call__fund__sealed")
    )
    if cost_object is not None:
        withheld = withheld.filter(cost_object=cost_object)
    made = withheld.order_by().values_list("application__call__fund__minimum_shown")
    return any(number < minimum for minimum, number in made.annotate(number=Count("pk")))
