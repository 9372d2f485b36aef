"""What the room says to others: sets to reviews, a section, evidence, the first run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from cpcj.evidence.asking import anything
from cpcj.evidence.registry import EvidenceItem
from cpcj.frame.actors import SystemActor
from cpcj.reviews.answers import AnswerSet as SetOfReview
from cpcj.reviews.checklists import queries
from cpcj.reviews.checklists.models import Answer, ChecklistVersion, Status
from cpcj.reviews.checklists.names import adoption_name, owner_name, status_name
from cpcj.reviews.checklists.rules.checklist import held_files
from cpcj.reviews.checklists.services.keeping import add_version
from cpcj.reviews.checklists.services.recording import ChecklistRefusedError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.frame.first_run import FirstRun
    from cpcj.frame.permissions import Actor

ROOM = "checklists"
_MOST = 100
_FEW = 20
_ANSWERED = "SELECT 1 FROM checklists_answer WHERE about = %s LIMIT 1"


class SetsOfReviews:
    """What a review shows of the set of answers that it names."""

    def find(self, identifier: str, user: Actor) -> SetOfReview | None:
        """Return a set that ``user`` may see; None for an absent one and a hidden one alike."""
        one = queries.sets_of(user, code=identifier).first()
        if one is None:
            return None
        given = queries.standings(Answer.objects.visible_to(user).filter(set=one))
        found = queries.come(one, given)
        return SetOfReview(
            one.code, one.version.rules.short, found.answered, found.asked, one.get_absolute_url()
        )


def load_checklists(run: FirstRun) -> None:
    """Add the checklists that the program brings, once."""
    before = ChecklistVersion.objects.count()
    for words in held_files():
        try:
            add_version(SystemActor("first-run"), words)
        except ChecklistRefusedError as error:
            run.report(f"Checklists: one was not added: {error}")
    if number := ChecklistVersion.objects.count() - before:
        run.report(f"Checklists: {number} added.")


def about(identifier: str, user: Actor) -> Iterator[EvidenceItem]:
    """Yield the submitted answers about a provision that the user may see."""
    if not anything(_ANSWERED, identifier):
        return
    rows = (
        Answer.objects.visible_to(user)
        .filter(about=identifier, set__status=Status.SUBMITTED, at__isnull=False)
        .select_related("set__version", "set__organization")
        .order_by("-set__submitted_on", "-pk")
    )
    for one in rows[:_MOST]:
        label = gettext("%(owner)s answered: in law %(law)s, in practice %(practice)s") % {
            "owner": owner_name(one.set),
            "law": adoption_name(one.law) or "–",
            "practice": adoption_name(one.practice) or "–",
        }
        yield EvidenceItem(
            ROOM, "answer", identifier, label, one.set.get_absolute_url(), one.set.submitted_on
        )


def on_state(request: HttpRequest, code: str) -> dict[str, Any] | None:
    """Return the section of a State's page; None where the visitor sees nothing."""
    rows = [
        (one, one.version.rules, status_name(one.status))
        for one in queries.sets_of(request.user, state=code)[:_FEW]
    ]
    return {"rows": rows} if rows else None
