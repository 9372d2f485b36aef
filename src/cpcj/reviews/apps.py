"""The room in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Reviews of the implementation of treaties: mechanisms, draws, steps, observations."""

    name = "cpcj.reviews"
    label = "reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what the room gives the house: pages, sections, evidence, the first run."""
        from django.utils.translation import gettext_lazy as _

        import cpcj.reviews.jobs  # noqa: F401 - the worker finds them by name
        from cpcj.evidence.registry import register_provider
        from cpcj.frame.api.registry import Routes, register_routes
        from cpcj.frame.first_run import Step, register_step
        from cpcj.frame.navigation import NavigationEntry, register_entry
        from cpcj.frame.permissions import Permission, register_scope
        from cpcj.frame.sections import Section, Subject, register_section
        from cpcj.reviews.knowledge import about, load_mechanisms, on_mandate, on_state
        from cpcj.reviews.models import Participant
        from cpcj.reviews.visibility import scope

        register_scope(Participant, scope)
        register_entry(NavigationEntry(_("Reviews"), "reviews:list", 119, Permission.REVIEW_VIEW))
        register_step(Step(21, "reviews", load_mechanisms))
        template = "reviews/section.html"
        register_section(Section("reviews-state", Subject.STATE, 250, template, on_state))
        register_section(Section("reviews", Subject.MANDATE, 350, template, on_mandate))
        register_provider("reviews", about)
        register_routes(Routes("reviews", 500, "cpcj.reviews.api.routes:router"))
