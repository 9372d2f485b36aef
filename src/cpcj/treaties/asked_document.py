"""What is asked of a State and what it has answered, as a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from cpcj.documents.contents import DutyLine, MandateLine, StateAnswers
from cpcj.frame.punctuation import comma
from cpcj.register.presentation.called import place_name
from cpcj.register.presentation.names import instrument_name
from cpcj.register.reporting import names as reporting
from cpcj.treaties import names
from cpcj.treaties.asked import Asked, Wanted
from cpcj.treaties.rules.duties import Answered, Owed

if TYPE_CHECKING:
    from cpcj.register.reporting.models import Deadline

MOST: Final = 1000
"""As many mandates stand in a document; a file of the list holds them all."""


def answers_document(
    wanted: Wanted,
    known_on: dt.date | None,
    owed: Sequence[Owed],
    found: Iterable[Asked],
    number: int,
) -> StateAnswers:
    """Return what a document says of a State.

    Args:
        wanted: the State and the day.
        known_on: up to when participation is known.
        owed: its duties.
        found: the mandates addressed to it, the latest first.
        number: how many these are.
    """
    answered = sum(one.answered is Answered.ANSWERED for one in owed)
    rest = max(0, number - MOST)
    return StateAnswers(
        state=names.participant_name(wanted.code, wanted.day),
        as_of=date_format(wanted.day, "DATE_FORMAT"),
        known_on=date_format(known_on, "DATE_FORMAT") if known_on else "",
        summary=gettext("Duties: %(duties)s, answered: %(answered)s. Mandates: %(mandates)s.")
        % {"duties": len(owed), "answered": answered, "mandates": number},
        rest=ngettext(
            "%(n)s earlier mandate is left out; the file of the list holds all.",
            "%(n)s earlier mandates are left out; the file of the list holds all.",
            rest,
        )
        % {"n": rest}
        if rest
        else "",
        duties=tuple(map(_duty, owed)),
        mandates=tuple(map(_mandate, islice(found, MOST))),
    )


def _duty(one: Owed) -> DutyLine:
    answer = str(names.ANSWERED[one.answered])
    if one.by is not None and one.by.on is not None:
        day = date_format(one.by.on, "DATE_FORMAT")
        answer = gettext("answered on %(day)s") % {"day": day}
    return DutyLine(
        instrument=instrument_name(one.duty.instrument),
        article=names.provision_words(one.duty.provision),
        words=one.duty.words,
        since=date_format(one.since, "DATE_FORMAT"),
        answer=answer,
    )


def _mandate(one: Asked) -> MandateLine:
    row = one.line.row
    basis = gettext("as a Member State")
    if one.treaties:
        basis = comma().join(instrument_name(key) for key in one.treaties)
    answers = [one.status, *map(_report, one.due)]
    return MandateLine(
        place=str(place_name(row.provision)),
        words=f"{row.phrase} {row.action}".strip(),
        basis=basis,
        answer="; ".join(answer for answer in answers if answer),
    )


def _report(due: Deadline) -> str:
    state = reporting.state_name(due.state)  # type: ignore[attr-defined]
    return f"{state} {due.answered_by}".strip()
