"""What an officer says about derived values: confirmed, corrected, rejected; with a reason.

The machine's value stays beside the person's. A word on a field takes the place of an earlier one
on the same field; nothing is deleted.
"""

from __future__ import annotations

import re
from typing import Any

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.models import Act, ActValue, Generation, Review
from cpcj.register.models.acts import ReviewState
from cpcj.register.rules.rereading import FIELDS, Value, field_value
from cpcj.register.services.act_rows import library_act, stored
from cpcj.register.services.carrying import WHOLE
from cpcj.register.services.settling import (
    WrongValueError,
    division,
    put_value,
    refresh_review,
)

NAME = re.compile(r"(?=.{1,80}\Z)[a-z][a-z0-9]*(?:_[a-z0-9]+)*(?::[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*)?")
"""A name in a list of addressees, qualifiers or topics: "unodc", "states_parties:UNTOC"."""

_EMPTY: dict[str, Value] = {
    "reiterated": False, "addressees": [], "deliverable": None, "qualifiers": [], "topics": [],
    "act": "other",
}  # fmt: skip
"""What is in force when the machine's value was rejected; the words of an act cannot be rejected
apart from the act."""


class ReasonMissingError(ValueError):
    """A correction or rejection without a reason."""


@service(permission=Permission.MANDATE_REVIEW, on="act")
def confirm(change: Change, act: Act, field: str = WHOLE, *, reason: str = "") -> Review:
    """Say that a field of an act, or the whole act, is as it should be.

    Raises:
        WrongValueError: an act has no such field.
    """
    generation = _hold(act)
    value = None if field == WHOLE else _value(act, field)
    return _settle(change, act, field, ReviewState.CONFIRMED, value, reason, generation)


@service(permission=Permission.MANDATE_REVIEW, on="act")
def correct(change: Change, act: Act, field: str, value: Value, *, reason: str) -> Review:
    """Put a value in the place of the machine's.

    Args:
        change: the actor.
        act: the act.
        field: a name of :data:`cpcj.register.rules.rereading.FIELDS`.
        value: a list of names for addressees, qualifiers, topics; words for phrase, act, action;
            true or false for reiterated; ``{"what", "to", "when", "due"}`` or None for deliverable.
        reason: why.

    Raises:
        WrongValueError: the field is none, or the value does not fit it.
        ReasonMissingError: no reason is given.
    """
    needs(reason)
    generation = _hold(act)
    machine = _machine(act, field)
    _check_names(_value(act, field), value)
    put_value(act, field, value)
    return _settle(
        change, act, field, ReviewState.CORRECTED, _value(act, field), reason, generation, machine
    )


@service(permission=Permission.MANDATE_REVIEW, on="act")
def reject(change: Change, act: Act, field: str = WHOLE, *, reason: str) -> Review:
    """Say that a value is wrong and nothing stands in its place, or that the act is none.

    A rejected act is no longer listed, unless rejected ones are asked for.

    Raises:
        WrongValueError: the field cannot be empty.
        ReasonMissingError: no reason is given.
    """
    needs(reason)
    generation = _hold(act)
    if field == WHOLE:
        return _settle(change, act, field, ReviewState.REJECTED, None, reason, generation)
    if field not in _EMPTY:
        message = f"{field} cannot be rejected alone: correct it, or reject the act"
        raise WrongValueError(message)
    machine = _machine(act, field)
    put_value(act, field, _EMPTY[field])
    return _settle(
        change, act, field, ReviewState.REJECTED, _value(act, field), reason, generation, machine
    )


@service(permission=Permission.MANDATE_REVIEW, on="act")
def reopen(change: Change, act: Act, field: str = WHOLE) -> None:
    """Take back what was said about a field or the act; the machine's value is in force again.

    That an act was split or merged is taken back by
    :func:`~cpcj.register.services.dividing.undo_division`.
    """
    generation = _hold(act)
    review = act.reviews.filter(field=field, standing=True).first()
    if review is None or division(review):
        change.nothing()
        return
    before = change.values(act, "review")
    review.standing = False
    review.save(update_fields=["standing"])
    if field != WHOLE and review.verdict != ReviewState.CONFIRMED:
        put_value(act, field, review.machine)
    for earlier in act.reviews.filter(field=field) if field == WHOLE else ():
        if division(earlier):  # what was said of the whole act stood in its place
            earlier.standing = True
            earlier.save(update_fields=["standing"])
    refresh_review(act, generation)
    change.altered(act, before, note=f"reopened {field}".strip())


def _check_names(in_force: Value, value: Value) -> None:
    """Refuse new names in a list that are not written as names; one in force may stay."""
    known = in_force if isinstance(in_force, list) else ()
    names: list[Any] = value if isinstance(value, list) else []
    for one in names:
        if one not in known and not (isinstance(one, str) and NAME.fullmatch(one)):
            message = f"{one!r} is no name: small letters, words joined by underscores"
            raise WrongValueError(message)


def needs(reason: str) -> None:
    """Refuse to go on without a reason.

    Raises:
        ReasonMissingError: none is given.
    """
    if not reason.strip():
        message = "say why"
        raise ReasonMissingError(message)


def _hold(act: Act) -> int:
    """Wait for other writers, then read the act as it is now."""
    generation = Generation.advance()
    act.refresh_from_db()
    return generation


def _value(act: Act, field: str) -> Value:
    if field not in FIELDS:
        message = f"an act has no field {field}"
        raise WrongValueError(message)
    return field_value(library_act(act, ActValue.objects.filter(act=act)), field)


def _machine(act: Act, field: str) -> Value:
    """Return the machine's value of a field: what a person put aside, else what is in force."""
    earlier = act.reviews.filter(field=field, standing=True).first()
    if earlier is not None:
        machine: Value = earlier.machine
        return machine
    return _value(act, field)


def _settle(  # noqa: PLR0913, PLR0917 - the parts of one review
    change: Change,
    act: Act,
    field: str,
    verdict: ReviewState,
    value: Value,
    reason: str,
    generation: int,
    machine: Value = None,
) -> Review:
    before = change.values(act, "review")
    if verdict == ReviewState.CONFIRMED and field != WHOLE:
        machine = _machine(act, field)
    act.reviews.filter(field=field, standing=True).update(standing=False)
    review = Review(
        act=act, text_id=act.text_id, field=field, verdict=verdict, machine=machine, value=value,
        reason=stored(reason), by_id=change.actor.pk,
    )  # fmt: skip
    review.save()
    refresh_review(act, generation)
    change.altered(act, before, note=f"{verdict.value} {field}".strip())
    return review
