"""Values of fields in words, as the record has them and as stored reviews keep them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext

from cpcj.frame.punctuation import enumerated_long
from cpcj.register.presentation import names
from cpcj.register.presentation.days import session_days

_NAMED = {
    "addressees": names.addressee_name,
    "qualifiers": names.qualifier_name,
    "topics": names.topic_name,
}


def value_words(field: str, value: Any) -> str:
    """Return a field's value in words; empty where there is none.

    Args:
        field: a name of the record ("addressees").
        value: in the shape the record has it.
    """
    if value is None or value in ("", []):
        return ""
    if field in _NAMED and isinstance(value, list):
        return enumerated_long(_NAMED[field](str(one)) for one in value)
    if field == "act":
        return names.act_name(str(value))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if field == "deliverable" and isinstance(value, dict):
        return _deliverable(value)
    return str(value)


def _deliverable(value: dict[str, Any]) -> str:
    parts = [value.get("what") or ""]
    if value.get("to"):
        parts.append(gettext("to: %(body)s") % {"body": names.addressee_name(value["to"])})
    due = value.get("due")
    if due:
        start, end = _day(due.get("from")), _day(due.get("to"))
        session = session_days(due.get("body") or "", due["session"], start, end)
        parts.append(gettext("due: %(session)s") % {"session": session})
    elif value.get("when"):
        parts.append(str(value["when"]))
    return enumerated_long(part for part in parts if part)


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
