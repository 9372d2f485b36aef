"""Progress notes with their evidence, comments, and reminders."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext

from cpcj.accounts.models import User
from cpcj.evidence.registry import EvidenceItem
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.followup.models import (
    Comment,
    DocumentContent,
    FollowUp,
    Note,
    NoteEvidence,
    Reminder,
)
from cpcj.register.followup.services.recording import FollowUpError, beside, hold
from cpcj.register.services.act_rows import stored

LONGEST_WORDS = 10_000
"""Characters of a note or comment."""

LARGEST_DOCUMENT = 10 << 20
"""Bytes of an attached document."""

MOST_DOCUMENTS = 5
"""Documents of one note."""

MOST_ADDRESSES = 20
"""Addresses of one note."""

_LONGEST_NAME = 180
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True, slots=True)
class GivenDocument:
    """A document as it was given: its name, which may be anything, and its bytes."""

    name: str
    content: bytes


def harmless_name(name: str) -> str:
    """Return a file's name without folders, controls and signs that turn the line round."""
    clean = _UNSAFE.sub("_", stored(name)).strip(" ._")
    return clean[-_LONGEST_NAME:] or "document"


def checked_address(address: str) -> str:
    """Return an address as it may be linked to.

    Raises:
        FollowUpError: it does not begin with http:// or https:// and a host.
    """
    clean = stored(address.strip(), 1000)
    try:
        parts = urlsplit(clean)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or parts.username is not None:
        raise FollowUpError(
            gettext("Not an address that begins with http:// or https://: %s") % clean[:80]
        )
    return clean


@service(permission=Permission.FOLLOWUP_RECORD, on="followup")
def add_note(
    change: Change,
    followup: FollowUp,
    *,
    on: dt.date,
    words: str,
    records: Sequence[EvidenceItem] = (),
    addresses: Sequence[str] = (),
    documents: Sequence[GivenDocument] = (),
) -> Note:
    """Say how far a mandate has come, and what shows it. Notes are added, never changed.

    Raises:
        FollowUpError: no words, an address that is none, too many or too large documents.
    """
    said = stored(words.strip(), LONGEST_WORDS)
    if not said:
        raise FollowUpError(gettext("Say how far it has come."))
    if len(documents) > MOST_DOCUMENTS or len(addresses) > MOST_ADDRESSES:
        raise FollowUpError(
            gettext("At most %(documents)s documents and %(addresses)s addresses a note.")
            % {"documents": MOST_DOCUMENTS, "addresses": MOST_ADDRESSES}
        )
    for one in documents:
        if len(one.content) > LARGEST_DOCUMENT:
            raise FollowUpError(
                gettext("%(name)s is too large: at most %(most)s MB.")
                % {"name": harmless_name(one.name), "most": LARGEST_DOCUMENT >> 20}
            )
    links = [checked_address(one) for one in addresses]
    held = hold(followup, None)
    note = Note(followup=held, on=on, words=said, by_id=change.actor.pk)
    note.save()
    for item in records:
        NoteEvidence(
            note=note, kind=NoteEvidence.Kind.RECORD, room=stored(item.room, 80),
            label=stored(item.label, 500), href=stored(item.href, 1000),
        ).save()  # fmt: skip
    for link in links:
        NoteEvidence(note=note, kind=NoteEvidence.Kind.ADDRESS, label=link[:500], href=link).save()
    for one in documents:
        evidence = NoteEvidence(
            note=note, kind=NoteEvidence.Kind.DOCUMENT, label=harmless_name(one.name),
            size=len(one.content), digest=hashlib.sha256(one.content).hexdigest(),
        )  # fmt: skip
        evidence.save()
        DocumentContent(evidence=evidence, bytes=one.content).save()
    beside(change, held, "note", "", {"note": said})
    change.created(note, ("on", "words"), note="note")
    return note


@service(permission=Permission.FOLLOWUP_RECORD, on="followup")
def add_comment(change: Change, followup: FollowUp, *, words: str) -> Comment:
    """Say something to colleagues about a mandate.

    Raises:
        FollowUpError: no words.
    """
    said = stored(words.strip(), LONGEST_WORDS)
    if not said:
        raise FollowUpError(gettext("Say something."))
    held = hold(followup, None)
    comment = Comment(followup=held, words=said, by_id=change.actor.pk)
    comment.save()
    beside(change, held, "comment", "", {"comment": said})
    change.created(comment, ("words",), note="comment")
    return comment


@service(permission=Permission.FOLLOWUP_RECORD, on="followup")
def remind(
    change: Change, followup: FollowUp, *, on: dt.date, to: User, words: str = ""
) -> Reminder:
    """Have somebody reminded of a mandate on a day.

    Raises:
        FollowUpError: the account is not active.
    """
    if not to.is_active:
        raise FollowUpError(gettext("This account is not active."))
    held = hold(followup, None)
    reminder = Reminder(
        followup=held, on=on, to=to, words=stored(words.strip(), 500), by_id=change.actor.pk
    )
    reminder.save()
    beside(change, held, "remind", reminder.words, {"on": on, "to": to})
    change.created(reminder, ("on", "to_id"), note="remind")
    return reminder


@service(permission=Permission.FOLLOWUP_VIEW, on="reminder")
def end_reminder(change: Change, reminder: Reminder) -> None:
    """Say that a reminder was enough: who is reminded, or who set it.

    Raises:
        FollowUpError: it is somebody else's.
    """
    if change.actor.pk is None or change.actor.pk not in {reminder.to_id, reminder.by_id}:
        raise FollowUpError(gettext("This reminder is somebody else's."))
    if reminder.done:
        change.nothing()
        return
    before = change.values(reminder, "done")
    reminder.done = True
    reminder.save(update_fields=["done"])
    change.altered(reminder, before)
