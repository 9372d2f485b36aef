"""Two officers over one record: the second is told what the first said, nothing is overwritten.

A page notes what had been said when it was drawn; whoever sends it after somebody else said
something is refused. To be called in the transaction of the service that follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q
from django.utils.translation import gettext

from cpcj.frame.forms import Changed, ChangedMeanwhileError
from cpcj.register.models import Act, FamilyMember, Generation, Review
from cpcj.register.models.acts import ReviewState
from cpcj.register.presentation import names
from cpcj.register.presentation.values import value_words
from cpcj.register.services.settling import PART

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from cpcj.register.models import Text


def last_word(record: Act | Text) -> str:
    """Return a note of all that officers said of an act, or of a text's own values, so far.

    The key of the record, of the last word, and how many words stand: taking one back leaves none.
    """
    said = _said(record).aggregate(last=Max("pk"), standing=Count("pk", filter=Q(standing=True)))
    return f"{record.pk}.{said['last'] or 0}.{said['standing']}"


def refuse_later_word(record: Act | Text, seen: str) -> None:
    """Wait for other writers, and refuse to go on where more was said than the page showed.

    Args:
        record: what the person is about to settle.
        seen: as :func:`last_word` gave it when the page was drawn; empty where no page was drawn.

    Raises:
        ChangedMeanwhileError: somebody said something since.
    """
    Generation.objects.select_for_update().filter(pk=1).first()
    if not seen or seen == last_word(record):
        return
    last = seen.split(".")[1] if seen.count(".") == 2 else ""
    later = _said(record).filter(pk__gt=int(last)) if _is_key(last) else _said(record).none()
    changes = [_changed(one) for one in later.order_by("pk")]
    if not changes:
        # A word was taken back, or a newer reading made another record of the act.
        changes = [Changed(gettext("Review"), gettext("taken back, or read anew"))]
    raise ChangedMeanwhileError(changes)


def states_of(members: Iterable[FamilyMember]) -> str:
    """Return a note of how the members of a family stand."""
    return ",".join(f"{one.pk}:{one.state}" for one in sorted(members, key=lambda one: one.pk))


def refuse_other_states(members: Iterable[FamilyMember], seen: str) -> None:
    """Wait for other writers, and refuse to go on where a member stands otherwise than was shown.

    Raises:
        ChangedMeanwhileError: somebody decided of one since.
    """
    Generation.objects.select_for_update().filter(pk=1).first()
    now = list(FamilyMember.objects.filter(pk__in=[one.pk for one in members]))
    shown = set(seen.split(","))
    changes = [
        Changed(one.text.identifier, str(one.get_state_display()))
        for one in now
        if f"{one.pk}:{one.state}" not in shown
    ]
    if seen and changes:
        raise ChangedMeanwhileError(changes)


def _said(record: Act | Text) -> QuerySet[Review]:
    found: QuerySet[Review] = (
        Review.objects.filter(act=record.pk)
        if isinstance(record, Act)
        else Review.objects.filter(text=record.pk, act=None).exclude(field__contains=PART)
    )
    return found


def _is_key(words: str) -> bool:
    return words.isdecimal() and len(words) < 19


def _changed(review: Review) -> Changed:
    verdict = names.review_name(review.verdict)
    if not review.field:
        return Changed(gettext("The act"), verdict)
    name = names.field_name if review.act_id is not None else names.masthead_name
    if review.verdict != ReviewState.CORRECTED:
        return Changed(name(review.field), verdict)
    return Changed(name(review.field), value_words(review.field, review.value) or gettext("none"))
