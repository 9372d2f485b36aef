"""A mandate's follow-up on one page, and those whose act is no longer in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.evidence.registry import for_provision
from cpcj.frame.exports import Column
from cpcj.frame.forms import PermissionRequired
from cpcj.frame.lists import Facet, ListPage, Sort
from cpcj.frame.permissions import Permission, allows, require
from cpcj.register.followup import knowledge, queries
from cpcj.register.followup.forms import CommentForm
from cpcj.register.followup.models import (
    Comment,
    DocumentContent,
    FollowUp,
    Holding,
    Note,
    NoteEvidence,
    Reminder,
    Status,
    Supersession,
)
from cpcj.register.followup.rules import may_confirm, time_left
from cpcj.register.followup.shown import TIMES, shown, status_name
from cpcj.register.presentation.acts import ShownAct
from cpcj.register.presentation.addresses import mandate_address, text_address
from cpcj.register.presentation.called import place_name
from cpcj.register.queries.mandate import mandate_detail
from cpcj.register.views.mandates import paragraph_lines

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.evidence.registry import EvidenceItem

_HISTORY = 50
"""Lines of the history on one page."""


@require_safe
def mandate(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show everything said about one mandate, and what the person may do about it."""
    require(request.user, Permission.FOLLOWUP_VIEW)
    followup = queries.find_followup(request.user, identifier)
    if followup is None:
        apart = queries.apart(request.user, identifier)
        if len(apart) == 1:
            return _page(request, apart[0])
        raise Http404(identifier)
    return _page(request, followup)


@require_safe
def kept(request: HttpRequest, key: int) -> HttpResponse:
    """Show what was said about a mandate whose act is no longer in force."""
    require(request.user, Permission.FOLLOWUP_VIEW)
    followup = queries.kept_followup(request.user, key)
    if followup is None:
        raise Http404(str(key))
    return _page(request, followup)


def _page(request: HttpRequest, followup: FollowUp) -> HttpResponse:
    user = request.user
    today = timezone.localdate()
    act = followup.row
    detail = mandate_detail(user, act.identifier) if act is not None else None
    of_it = {"followup": followup.pk}
    entries = Paginator(queries.history(user, followup), _HISTORY).get_page(request.GET.get("page"))
    time = time_left(act.due_from, act.due_to, today) if act is not None else None
    may_record = allows(user, Permission.FOLLOWUP_RECORD) and act is not None
    may_complete = allows(user, Permission.FOLLOWUP_COMPLETE) and act is not None
    waits = followup.waits
    context: dict[str, Any] = {
        "followup": followup,
        "called": place_name(followup.act),
        "act": act,
        "shown": ShownAct.of(detail.row) if detail is not None else None,
        "paragraphs": paragraph_lines(detail) if detail is not None else [],
        "text_href": text_address(followup.act),
        "mandate_href": mandate_address(followup.act),
        "status": status_name(followup.status),
        "holding": Holding(followup.holding).label,
        "time_name": TIMES.get(time, "") if time is not None else "",
        "notes": list(
            Note.objects.visible_to(user).filter(**of_it).select_related("by")
            .prefetch_related("evidence")
        ),
        "comments": list(
            Comment.objects.visible_to(user).filter(**of_it).select_related("by")
        ),
        "reminders": list(
            Reminder.objects.visible_to(user).filter(**of_it, done=False).select_related("to")
        ),
        "answers": list(
            Supersession.objects.visible_to(user).filter(**of_it).select_related("by")
        ),
        "proposals": _proposals(followup) if may_record else [],
        "entries": entries,
        "history": shown(entries.object_list),
        "evidence": evidence(followup, user),
        "apart": [one for one in queries.apart(user, followup.act) if one.pk != followup.pk],
        "comment_form": CommentForm(),
        "may_record": may_record,
        "may_assign": allows(user, Permission.FOLLOWUP_ASSIGN) and act is not None,
        "may_confirm": may_complete and waits and may_confirm(followup.proposed_by_id, user.pk),
        "own_proposal": waits and followup.proposed_by_id == user.pk,
        "may_decline": waits and (may_complete or followup.proposed_by_id == user.pk),
        "may_propose": may_record and not waits and followup.status != Status.COMPLETED,
    }  # fmt: skip
    return render(request, "followup/mandate.html", context)


def evidence(followup: FollowUp, user: Any) -> tuple[EvidenceItem, ...]:
    """Return what other rooms know about the provision of a mandate."""
    if followup.row is None:
        return ()
    provision = followup.row.provision.identifier
    items = [
        item
        for item in for_provision(provision, user)
        if item.room != knowledge.ROOM and item.kind not in {"mandate", "proposal"}
    ]
    return tuple(items[:100])


def _proposals(followup: FollowUp) -> list[dict[str, Any]]:
    return [
        {
            "likeness": like.likeness,
            "act": act,
            "called": place_name(act.identifier),
            "href": mandate_address(act.identifier),
        }
        for like, act in queries.proposals(followup)
    ]


@require_safe
def document(request: HttpRequest, key: int) -> HttpResponse:
    """Give out an attached document, as a file and never as a page."""
    require(request.user, Permission.FOLLOWUP_VIEW)
    content = (
        DocumentContent.objects.visible_to(request.user)
        .filter(pk=key, evidence__kind=NoteEvidence.Kind.DOCUMENT)
        .select_related("evidence")
        .first()
    )
    if content is None:
        raise Http404(str(key))
    response = HttpResponse(bytes(content.bytes), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=content.evidence.label
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


class ApartList(PermissionRequired, ListPage[FollowUp]):
    """Follow-ups whose act is no longer in force: merged, split, or no longer held."""

    permission = Permission.FOLLOWUP_VIEW
    model = FollowUp
    name = "follow-up-apart"
    title = _("Follow-up whose act is no longer in force")
    empty_words = _("Every follow-up has its act.")
    filters: ClassVar = (
        Facet("holding", _("Why"), "holding", words=lambda value: Holding(value).label),
        Facet("status", _("Status"), "status", words=status_name),
    )
    sorts = (Sort("act", _("Text and paragraph"), ("act",)),)
    columns: ClassVar = (
        Column("act", _("Act"), lambda one: one.act, lambda one: one.get_absolute_url()),
        Column("holding", _("Why"), lambda one: str(Holding(one.holding).label)),
        Column("replaced_by", _("Act in its place"), lambda one: one.replaced_by),
        Column("status", _("Status"), lambda one: status_name(one.status)),
        Column("phrase", _("Verb"), lambda one: one.phrase, listed=False),
        Column("action", _("What was asked"), lambda one: one.action, listed=False),
    )

    def records(self) -> Any:
        """Return those without an act in force."""
        return super().records().filter(row=None)
