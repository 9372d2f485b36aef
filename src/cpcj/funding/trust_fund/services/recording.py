"""What every change goes through: locks, words, transitions, files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext

from cpcj.frame.records import Record
from cpcj.frame.workflow import TransitionRefusedError, Workflow
from cpcj.funding.trust_fund.models import Application, Attachment, AttachmentContent, Report
from cpcj.register.followup.services.notes import GivenDocument, harmless_name
from cpcj.register.services.act_rows import stored

if TYPE_CHECKING:
    from cpcj.frame.services import Change

LONGEST_WORDS = 20_000
LONGEST_REASON = 2_000
LARGEST_DOCUMENT = 10 << 20
MOST_DOCUMENTS = 30

R = TypeVar("R", bound=Record)


class GrantError(ValueError):
    """What was asked cannot be done; the message is for the person who asked."""


def hold(record: R) -> R:
    """Return a record as it is stored now, locked."""
    rows: Any = type(record)._default_manager
    held: R = rows.select_for_update(of=("self",)).get(pk=record.pk)
    return held


def words(given: str, longest: int = LONGEST_REASON) -> str:
    """Return words as they are stored.

    Raises:
        GrantError: there are none.
    """
    said = stored(given.strip(), longest)
    if not said:
        raise GrantError(gettext("Say why, in a few words."))
    return said


def move(
    change: Change, table: Workflow, held: Record, deed: str, also: Iterable[str] = ()
) -> None:
    """Make a transition of a table.

    Raises:
        GrantError: the table does not allow it now.
    """
    state = getattr(held, table.field)
    if state not in table.transition(deed).sources:
        raise GrantError(gettext("This cannot be done now: %s.") % table.states(state).label)
    try:
        table.apply(change, held, deed, also=tuple(also))
    except TransitionRefusedError as error:
        raise GrantError(str(error)) from error


def keep_documents(
    change: Change,
    application: Application,
    given: Sequence[GivenDocument],
    report: Report | None = None,
) -> list[Attachment]:
    """Keep files of an application or of a report, as they came, under harmless names.

    Raises:
        GrantError: one is too large, or there are too many.
    """
    held = Attachment.objects.filter(application=application, report=report).count()
    if held + len(given) > MOST_DOCUMENTS:
        raise GrantError(gettext("At most %s files.") % MOST_DOCUMENTS)
    kept = []
    for one in given:
        if len(one.content) > LARGEST_DOCUMENT:
            raise GrantError(
                gettext("A file is too large: at most %s MB.") % (LARGEST_DOCUMENT >> 20)
            )
        attachment = Attachment(
            application=application, report=report, name=harmless_name(one.name),
            size=len(one.content), digest=hashlib.sha256(one.content).hexdigest(),
            by_id=change.actor.pk,
        )  # fmt: skip
        attachment.save()
        AttachmentContent(attachment=attachment, bytes=one.content).save()
        kept.append(attachment)
    return kept
