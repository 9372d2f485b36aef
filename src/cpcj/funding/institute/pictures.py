"""Arrears by age: bars in whole dollars."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language_bidi, gettext

from cpcj.funding.institute.names import AGES
from cpcj.funding.institute.rules.arrears import Age
from cpcj.funding.pictures import whole_dollars
from cpcj.register.pictures.bars import Bar, bars
from cpcj.register.pictures.svg import Picture


def arrears_by_age(sums: Mapping[Age, int]) -> Picture | None:
    """Draw what is outstanding by age; None where nothing is."""
    if not any(sums.values()):
        return None
    return bars(
        gettext("Outstanding by age, in whole dollars"),
        (gettext("Age"), gettext("Dollars")),
        [Bar(str(AGES[age]), whole_dollars(sums.get(age, 0))) for age in Age],
        rtl=get_language_bidi(),
    )
