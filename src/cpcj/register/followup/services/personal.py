"""What belongs to one person: named filters, and how far the history was read."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from cpcj.frame.permissions import Actor, Permission, require
from cpcj.frame.services import Change, service
from cpcj.register.followup.models import Entry, SavedView, Visit
from cpcj.register.followup.services.recording import FollowUpError
from cpcj.register.services.act_rows import stored

MOST_VIEWS = 50
"""Named filters of one person."""

_NOT_KEPT = frozenset({"after", "before", "format", "csrfmiddlewaretoken"})
_LONGEST_QUERY = 2_000


@service(permission=Permission.FOLLOWUP_VIEW)
def save_view(change: Change, *, name: str, query: str) -> SavedView:
    """Keep a filter of the list under a name of the person's own; the same name takes its place.

    Raises:
        FollowUpError: no name, too long a filter, too many filters, or nobody in particular.
    """
    called = stored(name.strip(), 80)
    given = QueryDict(query)
    pairs = [(k, v) for k, values in given.lists() if k not in _NOT_KEPT for v in values]
    kept = urlencode(pairs)
    if change.actor.pk is None or not called:
        raise FollowUpError(gettext("Give the view a name."))
    if len(kept) > _LONGEST_QUERY:
        raise FollowUpError(gettext("This filter is too long to be kept."))
    mine = SavedView.objects.filter(user=change.actor.pk)
    view: SavedView | None = mine.filter(name=called).first()
    if view is None:
        if mine.count() >= MOST_VIEWS:
            raise FollowUpError(gettext("At most %s views.") % MOST_VIEWS)
        view = SavedView(user_id=change.actor.pk, name=called, query=kept)
        view.save()
        change.created(view, ("query",))
    elif view.query == kept:
        change.nothing()
    else:
        before = change.values(view, "query")
        view.query = kept
        view.save(update_fields=["query"])
        change.altered(view, before)
    return view


@service(permission=Permission.FOLLOWUP_VIEW)
def forget_view(change: Change, key: int) -> None:
    """Forget one of the person's own named filters; nothing where there is none."""
    view = SavedView.objects.visible_to(change.actor).filter(pk=key).first()
    if view is None:
        change.nothing()
        return
    change.removed(view, change.values(view, "query"))
    view.delete()


def mark_read(actor: Actor, up_to: int) -> None:
    """Remember up to which entry of the history a person has read; never back.

    Raises:
        PermissionDenied: the person does not see follow-up.
    """
    require(actor, Permission.FOLLOWUP_VIEW)
    if actor.pk is None:
        return
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    visit, _made = Visit.objects.get_or_create(user_id=actor.pk)
    visit.entry = max(visit.entry, min(up_to, last))
    visit.save()
