"""Lists: reviews a person may see, own reviews, recommendations, reviews by others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.frame.exports import Column
from cpcj.frame.forms import PermissionRequired
from cpcj.frame.lists import Facet, Listing, ListPage, Sort, Words
from cpcj.frame.permissions import Permission, require
from cpcj.reviews import queries
from cpcj.reviews.models import Cycle, OutsideReview, Recommendation, Review
from cpcj.reviews.names import DEEDS, seat_name, state_name
from cpcj.reviews.visibility import keeps

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def _cycle_name(key: Any) -> str:
    return str(Cycle.objects.filter(pk=key).first() or key)


def _cluster_title(one: Any) -> str:
    found = one.cycle.version.rules.cluster(one.cluster)
    return found.title if found else ""


class _RoomList(PermissionRequired, ListPage[Any]):
    """A list of the room, with the ways to its other pages."""

    permission = Permission.REVIEW_VIEW
    template_name = "reviews/records.html"

    def context(self, listing: Listing) -> dict[str, Any]:
        """Add whether the person keeps reviews."""
        return {**super().context(listing), "keeps": keeps(self.request.user)}


class ReviewList(_RoomList):
    """Every review that a person may see."""

    model = Review
    name = "reviews"
    title = _("Reviews")
    empty_words = _("There is no review that you may see, or none matches.")
    related = ("cycle__version",)
    filters = (
        Facet("state", _("State under review"), "state", words=state_name),
        Facet("cycle", _("Cycle"), "cycle", words=_cycle_name),
        Facet("period", _("Group or year"), "period"),
    )
    sorts = (
        Sort("newest", _("Newest"), ("-start",)),
        Sort("state", _("State"), ("state", "-start")),
    )
    columns: ClassVar[tuple[Column, ...]] = (
        Column("state", _("State"), lambda one: one.state, listed=False),
        Column(
            "state_name", _("State under review"), lambda one: state_name(one.state),
            lambda one: one.get_absolute_url(),
        ),
        Column("mechanism", _("Mechanism"), lambda one: one.cycle.version.rules.short),
        Column("cycle", _("Cycle"), lambda one: one.cycle.title),
        Column("cluster", _("Cluster"), _cluster_title),
        Column("period", _("Group or year"), lambda one: one.period),
        Column("start", _("Beginning"), lambda one: one.start),
        Column("summary_on", _("Summary published on"), lambda one: one.summary_on),
    )  # fmt: skip


class RecommendationList(_RoomList):
    """What working groups recommended."""

    model = Recommendation
    name = "recommendations"
    title = _("Recommendations of working groups")
    filters = (
        Words(
            "q", _("Words"),
            lambda rows, words: rows.filter(
                Q(words__icontains=words) | Q(provisions__identifier__icontains=words)
            ).distinct(),
        ),
        Facet("body", _("Working group"), "body"),
    )  # fmt: skip
    sorts = (Sort("newest", _("Newest"), ("-on",)),)
    prefetched = ("provisions",)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("body", _("Working group"), lambda one: one.body),
        Column("on", _("Date"), lambda one: one.on),
        Column("symbol", _("Symbol"), lambda one: one.symbol),
        Column("number", _("Number"), lambda one: one.number),
        Column("words", _("Words"), lambda one: one.words),
        Column(
            "about", _("Provisions and mandates"),
            lambda one: [each.identifier for each in one.provisions.all()],
        ),
    )  # fmt: skip


class OutsideList(_RoomList):
    """Reviews by other bodies."""

    model = OutsideReview
    name = "outside-reviews"
    title = _("Reviews by other bodies")
    filters = (
        Facet("state", _("State"), "state", words=state_name),
        Facet("body", _("Body that reviewed"), "body"),
    )
    sorts = (Sort("newest", _("Newest"), ("-on",)),)
    columns: ClassVar[tuple[Column, ...]] = (
        Column(
            "title", _("Title"), lambda one: one.title,
            lambda one: reverse("reviews:outside", args=[one.pk]),
        ),
        Column("body", _("Body that reviewed"), lambda one: one.body),
        Column("state", _("State"), lambda one: one.state, listed=False),
        Column("state_name", _("State"), lambda one: state_name(one.state), exported=False),
        Column("on", _("Date"), lambda one: one.on),
        Column("address", _("Address"), lambda one: one.address, listed=False),
    )  # fmt: skip


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the reviews a person takes part in, with the own roles."""
    require(request.user, Permission.ACCOUNT_KEEP_OWN)
    rows = []
    for one in queries.waiting(request.user):
        rules = one.review.cycle.version.rules
        cluster = rules.cluster(one.review.cluster)
        rows.append(
            {
                "one": one.review,
                "state": state_name(one.review.state),
                "rules": rules,
                "cluster": cluster.title if cluster else "",
                "seats": [_seat(*each) for each in one.held],
                "next": one.following,
                "deeds": [(DEEDS[deed], deed, each, country) for deed, each, country in one.deeds],
            }
        )
    return render(request, "reviews/mine.html", {"rows": rows, "keeps": keeps(request.user)})


def _seat(seat: str, country: str) -> str:
    words = seat_name(seat)
    if not country:
        return words
    return gettext("%(role)s (%(state)s)") % {"role": words, "state": state_name(country)}
