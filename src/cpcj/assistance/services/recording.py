"""What every change of a request goes through: lock, transition, history, documents."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.assistance.models import Document, DocumentContent, Request, RequestEvent
from cpcj.assistance.names import status_name
from cpcj.assistance.rules.states import REQUEST
from cpcj.frame.workflow import TransitionRefusedError
from cpcj.register.followup.services.notes import GivenDocument, harmless_name
from cpcj.register.services.act_rows import stored

if TYPE_CHECKING:
    from cpcj.frame.services import Change

LONGEST_WORDS = 20_000
"""Characters of what is asked, of a question, of an answer."""

LONGEST_REASON = 2_000
"""Characters of a reason."""

LARGEST_DOCUMENT = 10 << 20
"""Bytes of a document."""

MOST_DOCUMENTS = 50
"""Documents of one request."""


class RequestError(ValueError):
    """What was asked cannot be done; the message is for the person who asked."""


def hold(request: Request) -> Request:
    """Return the request as it is stored now, locked."""
    held: Request = Request.objects.select_for_update().get(pk=request.pk)
    return held


def needs(words: str, longest: int = LONGEST_REASON) -> str:
    """Return words as they are stored.

    Raises:
        RequestError: there are none.
    """
    said = stored(words.strip(), longest)
    if not said:
        raise RequestError(gettext("Say why, in a few words."))
    return said


def enter(
    change: Change, held: Request, deed: str, *, before: str = "", reason: str = "",
    internal: bool = False, on: dt.date | None = None,
) -> None:  # fmt: skip
    """Add a line to a request's history."""
    RequestEvent(
        request=held, deed=deed, before=before or held.status, after=held.status,
        on=on or timezone.localdate(), reason=reason, internal=internal, by_id=change.actor.pk,
    ).save()  # fmt: skip


def move(
    change: Change, held: Request, deed: str, *, reason: str = "", also: Iterable[str] = ()
) -> Request:
    """Make a transition of the table, with the history beside it.

    Raises:
        RequestError: the table does not allow it now.
    """
    before = held.status
    if before not in REQUEST.transition(deed).sources:
        raise RequestError(
            gettext("This cannot be done while the request is: %s.") % status_name(before)
        )
    held.status_since = timezone.localdate()
    try:
        REQUEST.apply(change, held, deed, also=("status_since", *also))
    except TransitionRefusedError as error:
        raise RequestError(str(error)) from error
    enter(change, held, deed, before=before, reason=reason)
    return held


def keep_documents(change: Change, held: Request, given: Sequence[GivenDocument]) -> list[Document]:
    """Keep documents beside a request.

    Raises:
        RequestError: one is too large, or there are too many.
    """
    if not given:
        return []
    if Document.objects.filter(request=held).count() + len(given) > MOST_DOCUMENTS:
        raise RequestError(gettext("At most %s documents of a request.") % MOST_DOCUMENTS)
    kept = []
    for one in given:
        name = harmless_name(one.name)
        if len(one.content) > LARGEST_DOCUMENT:
            raise RequestError(
                gettext("%(name)s is too large: at most %(most)s MB.")
                % {"name": name, "most": LARGEST_DOCUMENT >> 20}
            )
        document = Document(
            request=held, name=name, size=len(one.content),
            digest=hashlib.sha256(one.content).hexdigest(), by_id=change.actor.pk,
        )  # fmt: skip
        document.save()
        DocumentContent(document=document, bytes=one.content).save()
        kept.append(document)
    return kept
