"""What an officer says about the family and the series of a text."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.models import Family, FamilyMember, Generation, Series, Text
from cpcj.register.rules.families import both_adopted
from cpcj.register.services.act_rows import stored
from cpcj.register.services.linking import candidate
from cpcj.register.services.reviewing import needs


class NoStageError(ValueError):
    """A text that cannot be a stage of another; the message is for the person who said so."""


@service(permission=Permission.FAMILY_CONFIRM, on="family")
def confirm_family(change: Change, family: Family) -> None:
    """Confirm every proposed member of a family."""
    proposed = family.members.filter(state=FamilyMember.State.PROPOSED)
    if not proposed.exists():
        change.nothing()
        return
    proposed.update(
        state=FamilyMember.State.CONFIRMED, decided_by_id=change.actor.pk, decided_at=timezone.now()
    )
    Generation.advance()  # the calendar has the requests of a family once
    change.did(family=family.pk, state=FamilyMember.State.CONFIRMED.value)


@service(permission=Permission.FAMILY_CONFIRM, on="member")
def decide_member(
    change: Change, member: FamilyMember, *, confirmed: bool, reason: str = ""
) -> None:
    """Confirm or reject one member of a family; a rejected one is not proposed for it again."""
    before = change.values(member, "state", "reason")
    State = FamilyMember.State  # noqa: N806 - the name of the choices
    member.state = State.CONFIRMED if confirmed else State.REJECTED
    member.decided_by_id = change.actor.pk
    member.decided_at = timezone.now()
    if reason.strip():
        member.reason = stored(reason)
    member.save()
    Generation.advance()
    change.altered(member, before)


@service(permission=Permission.FAMILY_CONFIRM, on="text")
def put_in_family(change: Change, text: Text, other: Text, *, reason: str) -> Family:
    """Put a text in the family of another, confirmed; what it was in before is rejected.

    Raises:
        NoStageError: it is the same text, or both were adopted, each for itself.
        ReasonMissingError: no reason is given.
    """
    needs(reason)
    if text.pk == other.pk:
        raise NoStageError(gettext("A text is no stage of itself."))
    if both_adopted(candidate(text), candidate(other)):
        raise NoStageError(gettext("Both were adopted, each for itself: they may be a series."))
    rejected, live = FamilyMember.State.REJECTED, FamilyMember.objects
    theirs = live.filter(text=other).exclude(state=rejected).first()
    if theirs is None:
        family = Family()
        family.save()
        theirs = FamilyMember(family=family, text=other, reason=stored(reason))
    theirs.state = FamilyMember.State.CONFIRMED
    theirs.decided_by_id, theirs.decided_at = change.actor.pk, timezone.now()
    theirs.save()
    live.filter(text=text).exclude(family=theirs.family).update(state=rejected)
    own = live.filter(text=text, family=theirs.family).first() or FamilyMember(
        text=text, family=theirs.family
    )
    own.state, own.reason = FamilyMember.State.CONFIRMED, stored(reason)
    own.decided_by_id, own.decided_at = change.actor.pk, timezone.now()
    own.save()
    Generation.advance()
    change.did(family=theirs.family_id, text=text.pk, other=other.pk)
    return theirs.family


@service(permission=Permission.FAMILY_CONFIRM, on="text")
def put_in_series(change: Change, text: Text, series: Series | None, *, reason: str) -> None:
    """Put a text in a series, or in none; it stays there whatever a newer reading finds.

    Raises:
        ReasonMissingError: no reason is given.
    """
    needs(reason)
    before = change.values(text, "series_id", "series_reason")
    text.generation = Generation.advance()
    text.series, text.series_reason = series, stored(reason, 200)
    text.save(update_fields=["series", "series_reason", "generation"])
    change.altered(text, before)
