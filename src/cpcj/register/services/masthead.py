"""What an officer says about what was read on a text's masthead: right, otherwise, or not there.

The machine's value stays beside the person's; a newer reading leaves alone what somebody settled.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.models import Act, Generation, Review, Text
from cpcj.register.models.acts import ReviewState
from cpcj.register.services.act_rows import stored
from cpcj.register.services.reviewing import needs
from cpcj.register.services.settling import LAST_SESSION, WrongValueError
from cpcj.resolutions.model import Standing
from cpcj.resolutions.series.titles import recurring_title

TEXT_FIELDS = ("title", "symbol", "number", "date", "session", "organ", "agenda_item", "standing")
"""Fields of a text that can be settled."""


@service(permission=Permission.MANDATE_REVIEW, on="text")
def correct_text(change: Change, text: Text, field: str, value: str, *, reason: str) -> Review:
    """Put a value in the place of what was read on a text's masthead.

    Args:
        change: the actor.
        text: the text.
        field: a name of :data:`TEXT_FIELDS`.
        value: as typed; dates in ISO 8601; empty for none.
        reason: why.

    Raises:
        WrongValueError: the field is none, or the value does not fit it.
        ReasonMissingError: no reason is given.
    """
    needs(reason)
    return _settle(change, text, field, value.strip(), ReviewState.CORRECTED, reason)


@service(permission=Permission.MANDATE_REVIEW, on="text")
def confirm_text(change: Change, text: Text, field: str, *, reason: str = "") -> Review:
    """Say that what was read on a text's masthead is as it should be.

    Raises:
        WrongValueError: the field is none.
    """
    return _settle(change, text, field, None, ReviewState.CONFIRMED, reason)


@service(permission=Permission.MANDATE_REVIEW, on="text")
def reject_text(change: Change, text: Text, field: str, *, reason: str) -> Review:
    """Say that what was read on a text's masthead is wrong, and nothing stands in its place.

    Raises:
        WrongValueError: the field is none, or a text cannot be without it.
        ReasonMissingError: no reason is given.
    """
    needs(reason)
    return _settle(change, text, field, "", ReviewState.REJECTED, reason)


@service(permission=Permission.MANDATE_REVIEW, on="text")
def reopen_text(change: Change, text: Text, field: str) -> None:
    """Take back what was said about a field of a text; the machine's value is in force again.

    Raises:
        WrongValueError: the field is none.
    """
    generation = Generation.advance()
    text.refresh_from_db()
    review = _standing(text, field)
    if review is None:
        change.nothing()
        return
    before = change.values(text, field)
    review.standing = False
    review.save(update_fields=["standing"])
    if review.verdict != ReviewState.CONFIRMED:
        put_on_text(text, field, str(review.machine or ""))
    _save(text, field, generation)
    change.altered(text, before, note="reopened")


def put_on_text(text: Text, field: str, value: str) -> None:
    """Set a field of a text, and what follows from it, by what somebody typed; saves nothing.

    Raises:
        WrongValueError: the value does not fit the field.
    """
    try:
        if field == "date":
            text.date = dt.date.fromisoformat(value) if value else None
            text.year = text.date.year if text.date else None
        elif field == "session":
            text.session = int(value) if value else None
            if text.session is not None and not 0 < text.session <= LAST_SESSION:
                raise ValueError  # noqa: TRY301 - said below, as for what is no number
        elif field == "standing":
            text.standing = Standing(value).value
        else:
            column = Text._meta.get_field(field)
            setattr(text, field, stored(value, getattr(column, "max_length", None)))
            if field == "title":
                text.recurring_title = recurring_title(text.title)[:500]
    except ValueError as error:
        message = f"{field} cannot be {value!r}"
        raise WrongValueError(message) from error


def _settle(
    change: Change, text: Text, field: str, value: str | None, verdict: ReviewState, reason: str
) -> Review:
    """Put a value in force (None leaves the one that is) and keep the word beside the machine's."""
    generation = Generation.advance()
    text.refresh_from_db()
    earlier = _standing(text, field)
    machine = earlier.machine if earlier else _plain(getattr(text, field))
    before = change.values(text, field)
    if value is not None:
        put_on_text(text, field, value)
    _save(text, field, generation)
    if earlier:
        earlier.standing = False
        earlier.save(update_fields=["standing"])
    review = Review(
        text=text, field=field, verdict=verdict, machine=machine,
        value=_plain(getattr(text, field)), reason=stored(reason), by_id=change.actor.pk,
    )  # fmt: skip
    review.save()
    change.altered(text, before, note=verdict.value)
    return review


def _standing(text: Text, field: str) -> Review | None:
    if field not in TEXT_FIELDS:
        message = f"a text has no field {field} that can be settled"
        raise WrongValueError(message)
    found: Review | None = text.reviews.filter(act=None, field=field, standing=True).first()
    return found


def _save(text: Text, field: str, generation: int) -> None:
    text.generation = generation
    text.save()
    Act.objects.filter(text=text).update(generation=generation)
    if field == "standing":
        Act.objects.filter(text=text).update(standing=text.standing)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
