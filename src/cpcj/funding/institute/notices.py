"""What a notice of arrears says, from its record: each time the same, in its language."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import override

from cpcj.documents.contents import ArrearsLine, ArrearsNotice
from cpcj.funding.institute.models import Assessment, Notice
from cpcj.funding.institute.names import AGES
from cpcj.funding.institute.rules.accounts import code_of
from cpcj.funding.institute.rules.arrears import age
from cpcj.funding.names import dollars_words
from cpcj.treaties.names import participant_name


def letter_of(notice: Notice) -> ArrearsNotice:
    """Return what a notice says: the figures of its day, whatever was paid since."""
    assessed = {
        code_of(one.state, one.year): one.cents
        for one in Assessment.objects.filter(state=notice.state)
    }
    with override(notice.language):
        return ArrearsNotice(
            number=notice.number,
            member=participant_name(notice.state, notice.on),
            as_of=date_format(notice.on, "DATE_FORMAT"),
            total=dollars_words(notice.cents),
            pay_by=date_format(notice.next_on, "DATE_FORMAT"),
            lines=tuple(
                _line(code, dt.date.fromisoformat(due_on), cents, assessed.get(code), notice.on)
                for code, due_on, cents in notice.lines
            ),
        )


def _line(code: str, due_on: dt.date, cents: int, assessed: int | None, on: dt.date) -> ArrearsLine:
    return ArrearsLine(
        year=code,
        due=date_format(due_on, "DATE_FORMAT"),
        assessed="" if assessed is None else dollars_words(assessed),
        owing=dollars_words(cents),
        age=str(AGES[age(due_on, on)]),
    )
