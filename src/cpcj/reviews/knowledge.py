"""What the room says to others: evidence about a provision, sections, the first run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from cpcj.evidence.asking import anything
from cpcj.evidence.registry import EvidenceItem
from cpcj.frame.actors import SystemActor
from cpcj.reviews import queries
from cpcj.reviews.models import MechanismVersion, Observation, OutsideReview
from cpcj.reviews.names import sort_name, state_name
from cpcj.reviews.rules.mechanism import held_files, read_mechanism
from cpcj.reviews.services.drawing import add_version

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.frame.first_run import FirstRun
    from cpcj.frame.permissions import Actor

ROOM = "reviews"
MOST = 100
_FEW = 20
_RECOMMENDED = "SELECT 1 FROM reviews_recommendationprovision WHERE identifier IN (%s, %s) LIMIT 1"
_OBSERVED = "SELECT 1 FROM reviews_observation WHERE provision = %s LIMIT 1"


def load_mechanisms(run: FirstRun) -> None:
    """Add the mechanisms that the program brings, once."""
    before = MechanismVersion.objects.count()
    for words in held_files():
        rules = read_mechanism(words)
        # A version that is held stays as it is; cycles may be open under it.
        if not MechanismVersion.objects.filter(key=rules.key, version=rules.version).exists():
            add_version(SystemActor("first-run"), words)
    if number := MechanismVersion.objects.count() - before:
        run.report(f"Reviews: {number} mechanisms.")


def about(identifier: str, user: Actor) -> Iterator[EvidenceItem]:
    """Yield recommendations and observations about a provision that the user may see."""
    if anything(_RECOMMENDED, identifier, identifier):
        for one in queries.recommendations_about(user, [identifier])[:MOST]:
            yield EvidenceItem(
                ROOM, "recommendation", identifier, f"{one}: {one.words[:160]}",
                _address("reviews:recommendations"), one.on,
            )  # fmt: skip
    if not anything(_OBSERVED, identifier):
        return
    seen = Observation.objects.visible_to(user).filter(
        provision=identifier, withdrawn_on__isnull=True
    )
    for each in seen.select_related("review", "outside")[:MOST]:
        of: Any = each.review or each.outside
        href = (
            _address("reviews:review", each.review_id)
            if each.review_id
            else _address("reviews:outside", each.outside_id)
        )
        label = gettext("%(kind)s observed in the review of %(state)s") % {
            "kind": sort_name(each.sort), "state": state_name(of.state),
        }  # fmt: skip
        yield EvidenceItem(ROOM, "observation", identifier, label, href, each.on)


def _address(name: str, *arguments: object) -> str | None:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return None


def on_state(request: HttpRequest, code: str) -> dict[str, Any] | None:
    """Return the section of a State's page; None where the visitor sees nothing."""
    found = [
        (one, one.cycle.version.rules) for one in queries.reviews_of(request.user, code)[:_FEW]
    ]
    outside = list(OutsideReview.objects.visible_to(request.user).filter(state=code)[:_FEW])
    return {"reviews": found, "outside": outside} if found or outside else None


def on_mandate(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return the section of a mandate's page: recommendations that name it or its paragraph."""
    text, mark, place = identifier.partition("#")
    paragraph = f"{text}{mark}{place.partition('.')[0]}"
    if not anything(_RECOMMENDED, identifier, paragraph):
        return None
    found = list(queries.recommendations_about(request.user, {identifier, paragraph})[:_FEW])
    return {"recommendations": found} if found else None
