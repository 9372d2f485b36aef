"""What the standard finds wrong with a record of the portfolio, told when it is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.assistance.iati.checking import Problem, problems
from cpcj.assistance.iati.reading import parse_record
from cpcj.assistance.iati.ruleset import Registered
from cpcj.assistance.iati.schema import ACTIVITIES, schema
from cpcj.assistance.iati.writing import file_bytes
from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.rules.identifiers import ORGANISATION
from cpcj.assistance.publication.building import records
from cpcj.assistance.publication.merging import with_kept

REGISTERED = Registered(frozenset({ORGANISATION}), frozenset({"XM-DAC"}))
"""The Office is known to the registry of organisations."""


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in the language of the page.

    Attributes:
        rule: the standard's identifier of the rule ("6.11.1"); empty where it gives none.
        severity: "error" or "warning".
        words: what is wrong.
    """

    rule: str
    severity: str
    words: str


def said(message: str, values: Mapping[str, str]) -> str:
    """Return a message in the language of the page."""
    words = gettext(message)
    return words % values if values else words


def problems_of(activity: Activity, today: dt.date | None = None) -> list[Told]:
    """Return what the standard finds wrong with a record as it is now, errors first.

    To be asked right after it was saved, so that whoever made an error can mend it. A record that
    is not public yet is checked as if it were.

    Args:
        activity: a programme, project or activity.
        today: the day that rules about the future look at.
    """
    found = [
        Told(one.id, one.severity, said(one.message, one.values))
        for one in _found(activity, today or timezone.localdate())
    ]
    unique = dict.fromkeys(found)
    return sorted(unique, key=lambda one: one.severity)


def _found(activity: Activity, today: dt.date) -> Iterator[Problem]:
    ((_one, record),) = records(Activity.objects.filter(pk=activity.pk))
    merged = with_kept({activity.pk: record})[activity.pk]
    content = b"".join(file_bytes([merged], generated=_NOON))
    tree = parse_record(content)
    checked = schema(ACTIVITIES)
    if not checked.validate(tree):
        for fault in checked.error_log:  # type: ignore[attr-defined]
            yield Problem("", "error", fault.line, "", _NOT_VALID, {"why": fault.message})
        return
    yield from problems(tree[0], today=today, registered=REGISTERED, identifier=activity.identifier)


def _(words: str) -> str:
    return words


_NOON = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_NOT_VALID = _("Not valid against version 2.03 of the standard: %(why)s")
