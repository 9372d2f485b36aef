"""Values in force of an act, put there by a person."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cpcj.register.models import Act, ActValue, Review
from cpcj.register.models.acts import Origin, ReviewState
from cpcj.register.rules.rereading import Value
from cpcj.register.services.act_rows import stored

_LISTS = {"addressees": "addressee", "qualifiers": "qualifier", "topics": "topic"}
LAST_SESSION = 9_999
"""A number of a session, or a year in its place, that none goes beyond."""
PART = ":"
"""Stands in the field of a review that is about a part of a text: a fact, a citation."""
_PLAIN = ("phrase", "act", "reiterated", "action")


class WrongValueError(ValueError):
    """A value that a field cannot have; the message is for the person who typed it."""


def put_value(act: Act, field: str, value: Value) -> None:
    """Put a value in force; the words of values that stay keep their places.

    Args:
        act: the act, saved here.
        field: a name of :data:`cpcj.register.rules.rereading.FIELDS`.
        value: as :func:`~cpcj.register.rules.rereading.field_value` gives it.

    Raises:
        WrongValueError: the value does not fit the field.
    """
    if field in _LISTS:
        _put_list(act, _LISTS[field], value)
    elif field == "deliverable":
        _put_deliverable(act, value)
    elif field == "reiterated":
        act.reiterated = bool(value)
    elif field in _PLAIN:
        if not isinstance(value, str):
            message = f"{field} is words"
            raise WrongValueError(message)
        setattr(act, field, stored(value, 40 if field == "act" else None))
    else:
        message = f"an act has no field {field}"
        raise WrongValueError(message)
    act.save()


def _put_list(act: Act, field: str, value: Value) -> None:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        message = f"{field} is a list of names"
        raise WrongValueError(message)
    wanted = list(dict.fromkeys(stored(one.strip(), 320) for one in value if one.strip()))
    rows = list(ActValue.objects.filter(act=act, field=field).order_by("position"))
    pieces = act.spans.get(field, [])
    places = {row.value: pieces[at] for at, row in enumerate(rows) if at < len(pieces)}
    ActValue.objects.filter(act=act, field=field).delete()
    ActValue.objects.bulk_create(
        [ActValue(act=act, field=field, value=one, position=at) for at, one in enumerate(wanted)]
    )
    act.spans = {**act.spans, field: [places.get(one, []) for one in wanted]}


def _put_deliverable(act: Act, value: Value) -> None:
    if value is not None and not isinstance(value, dict):
        message = "deliverable is a record of what, to, when, due"
        raise WrongValueError(message)
    given: dict[str, Any] = dict(value or {})
    due: dict[str, Any] = given.get("due") or {}
    act.deliverable_what = stored(given.get("what"))
    act.deliverable_to = stored(given.get("to"), 80)
    act.deliverable_when = stored(given.get("when"))
    act.due_body = stored(due.get("body"), 80)
    try:
        act.due_session = None if due.get("session") in (None, "") else int(due["session"])
        act.due_from = _date(due.get("from"))
        act.due_to = _date(due.get("to"))
        if act.due_session is not None and abs(act.due_session) > LAST_SESSION:
            message = "no body has so many sessions"
            raise ValueError(message)  # noqa: TRY301 - said below with the others
    except (TypeError, ValueError) as error:
        message = f"not a session or date: {error}"
        raise WrongValueError(message) from error


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def refresh_review(act: Act, generation: int) -> None:
    """Set the state of an act from the reviews that stand: rejected, corrected, confirmed."""
    standing = list(Review.objects.filter(act=act, standing=True).values_list("field", "verdict"))
    verdicts = {verdict for _, verdict in standing}
    if ("", ReviewState.REJECTED) in standing:
        state = ReviewState.REJECTED
    elif verdicts & {ReviewState.CORRECTED, ReviewState.REJECTED}:
        state = ReviewState.CORRECTED
    elif verdicts:
        state = ReviewState.CONFIRMED
    else:
        state = ReviewState.UNREVIEWED
    act.review = state
    act.generation = generation
    act.save(update_fields=["review", "generation"])


def division(review: Review) -> dict[str, Any]:
    """Return what the word of a split or merge says of the act that it made; else nothing.

    Its "origin" is the kind; "replaced" holds the keys of the acts that it replaced.
    """
    made = review.act is not None and review.act.origin != Origin.READER and not review.field
    value = review.value
    return value if made and isinstance(value, dict) and "origin" in value else {}
