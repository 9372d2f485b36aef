"""The other way round: what answers no mandate, as the lists that its rooms have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from cpcj.assistance.coverage import queries
from cpcj.assistance.models import Request
from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.views.lists import ActivityList
from cpcj.assistance.views.lists import RequestList
from cpcj.frame.permissions import Permission, require
from cpcj.funding.models import Contribution
from cpcj.funding.views.lists import ContributionList

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from cpcj.frame.lists import Listing

_TEMPLATE = "coverage/list.html"
_NONE = _("Nothing matches.")


class RequestsWithout(RequestList):
    """Requests that name no mandate."""

    permission = Permission.COVERAGE_VIEW
    name = "requests-without-mandate"
    title = _("Requests that name no mandate")
    template_name = _TEMPLATE
    empty_words = _NONE

    def records(self) -> QuerySet[Request]:
        """Return them, as far as the person sees them."""
        return queries.requests_without(self.request.user)


class RequestsUnanswered(RequestsWithout):
    """Requests that were accepted and that no activity answers."""

    name = "requests-without-activity"
    title = _("Accepted requests that no activity answers")

    def records(self) -> QuerySet[Request]:
        """Return them, as far as the person sees them."""
        return queries.requests_unanswered(self.request.user)


class ContributionsWithout(ContributionList):
    """Contributions for no mandate."""

    name = "contributions-without-mandate"
    title = _("Contributions for no mandate")
    template_name = _TEMPLATE
    empty_words = _NONE

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer whoever may see coverage and money."""
        require(request.user, Permission.COVERAGE_VIEW)
        return super().get(request, *args, **kwargs)

    def records(self) -> QuerySet[Contribution]:
        """Return them, as far as the person sees them."""
        return queries.contributions_without(self.request.user)


class ActivitiesWithout(ActivityList):
    """Records of the portfolio that rest on no mandate."""

    permission = Permission.COVERAGE_VIEW
    name = "activities-without-mandate"
    title = _("Activities without a mandate")
    template_name = _TEMPLATE
    empty_words = _NONE

    def records(self) -> QuerySet[Activity]:
        """Return them, as far as the person sees them."""
        return queries.activities_without(self.request.user)

    def context(self, listing: Listing) -> dict[str, Any]:
        """Leave the map out: where they are is not what is asked here."""
        return {"listing": listing}
