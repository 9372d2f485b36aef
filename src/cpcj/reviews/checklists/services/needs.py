"""Requests for assistance that submitted answers propose, for the State to make or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.assistance.models import Origin, Request
from cpcj.assistance.services import asking
from cpcj.assistance.services.recording import RequestError
from cpcj.frame.permissions import Permission, require
from cpcj.frame.services import Change, service
from cpcj.reviews.checklists.models import ProposedRequest
from cpcj.reviews.checklists.services.recording import ChecklistRefusedError, clean

if TYPE_CHECKING:
    from cpcj.reviews.checklists.models import AnswerSet

_Standing = ProposedRequest.Standing


def propose(answer_set: AnswerSet) -> None:
    """Propose a request for each need of a State's submitted answers.

    What was decided stays decided; an open one takes the words of now, or is gone with the need.
    An institution's needs propose nothing: requests are made by States.
    """
    if not answer_set.state:
        return
    held = {(one.question, one.kind): one for one in answer_set.proposals.all()}
    needed = {
        (answer.question, kind): (answer.about, words)
        for answer in answer_set.answers.exclude(needs={})
        for kind, words in answer.needs.items()
    }
    for (question, kind), (about, words) in needed.items():
        one = held.get((question, kind))
        if one is None:
            ProposedRequest(
                set=answer_set, question=question, about=about, kind=kind, words=words
            ).save()
        elif one.standing in (_Standing.OPEN, _Standing.GONE):
            one.words, one.standing = words, _Standing.OPEN
            one.save(update_fields=["words", "standing"])
    for key, one in held.items():
        if key not in needed and one.standing == _Standing.OPEN:
            one.standing = _Standing.GONE
            one.save(update_fields=["standing"])


@service(permission=Permission.REQUEST_MAKE)
def take_up(change: Change, proposal: ProposedRequest, *, title: str, asked: str) -> Request:
    """Make a request for assistance of a proposal, in the name of the State.

    Raises:
        PermissionDenied: the person does not act for the State.
        ChecklistRefusedError: it was decided already, or words are missing.
    """
    held = _open(change, proposal)
    words = asking.Asked(
        title=clean(title, 300), asked=clean(asked), articles=[held.about.partition("(")[0]],
        origin=Origin.QUESTIONNAIRE,
    )  # fmt: skip
    try:
        made = asking.make(change.actor, held.set.state, words)
    except RequestError as error:
        raise ChecklistRefusedError(str(error)) from error
    _decide(change, held, _Standing.MADE, made.number)
    return made


@service(permission=Permission.REQUEST_MAKE)
def decline_need(change: Change, proposal: ProposedRequest) -> ProposedRequest:
    """Say, for the State, that no request is made of a proposal.

    Raises:
        PermissionDenied: the person does not act for the State.
        ChecklistRefusedError: it was decided already.
    """
    held = _open(change, proposal)
    _decide(change, held, _Standing.DECLINED, "")
    return held


def _open(change: Change, proposal: ProposedRequest) -> ProposedRequest:
    held: ProposedRequest = (
        ProposedRequest.objects.select_for_update(of=("self",))
        .select_related("set")
        .get(pk=proposal.pk)
    )
    require(change.actor, Permission.CHECKLIST_SUBMIT, held.set)
    require(change.actor, Permission.REQUEST_MAKE, Request(state=held.set.state))
    if held.standing != _Standing.OPEN:
        raise ChecklistRefusedError(gettext("This was decided already."))
    return held


def _decide(change: Change, held: ProposedRequest, standing: str, number: str) -> None:
    before = change.values(held, "standing", "request")
    held.standing, held.request, held.decided_on = standing, number, timezone.localdate()
    held.save()
    change.altered(held, before)
