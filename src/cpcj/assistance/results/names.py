"""How results are said: axes, rows, values, faults, deeds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.results.models import Unit, UpdateStatus
from cpcj.assistance.results.rules.breakdown import COUNTRY, CROSS, dimensions
from cpcj.assistance.results.rules.values import Value
from cpcj.treaties.names import participant_name

AXES = {
    "sex": _("Sex"),
    "age": _("Age"),
    "function": _("Function"),
    "country": _("Country"),
}

KEYS = {
    "female": _("women"),
    "male": _("men"),
    "other": _("other"),
    "unstated": _("not stated"),
    "0-17": _("under 18 years"),
    "18-29": _("18 to 29 years"),
    "30-59": _("30 to 59 years"),
    "60+": _("60 years and over"),
    "judges": _("judges and court staff"),
    "prosecutors": _("prosecutors"),
    "police": _("police and investigators"),
    "customs_border": _("customs and border guards"),
    "prisons": _("prison and probation staff"),
    "central_authority": _("central authorities"),
    "other_officials": _("other officials"),
    "civil_society": _("civil society"),
    "private_sector": _("private sector"),
}

VALUE_FAULTS = {
    "number": _("a number is needed"),
    "whole": _("the part and the whole are needed, the whole above nothing"),
    "part": _("the part lies between nothing and the whole"),
    "yes_no": _("yes or no is needed"),
    "words": _("words are needed"),
    "places": _("at most four decimal places, and not that large"),
}

BREAKDOWN_FAULTS = {
    "equal": _("the rows must sum to the total"),
    "above": _("the rows are more than the total"),
    "whole": _("the wholes of the rows do not go with the whole of the total"),
}

LINK_FAULTS = {
    "level": _("An indicator contributes to one of what its activity directly belongs to."),
    "additive": _("One of the two is not to be added up."),
    "unit": _("Their units do not go together."),
    "time": _("One adds its periods up, the other says where things stand."),
}

DEEDS = {
    "submit": _("Submit for approval"),
    "return": _("Return with a reason"),
    "approve": _("Approve"),
}


def axis_name(axis: str) -> str:
    """Return what an axis is called; of two at once, both."""
    return " × ".join(str(AXES.get(one, one)) for one in axis.split(CROSS))


def key_name(axis: str, key: str) -> str:
    """Return what a row is called; of two axes at once, both."""
    return " × ".join(
        participant_name(row) if one == COUNTRY else str(KEYS.get(row, row))
        for one, row in dimensions(axis, key)
    )


def status_name(status: str) -> str:
    """Return what a status of an update is called."""
    return str(UpdateStatus(status).label) if status in UpdateStatus.values else status


def unit_name(unit: str) -> str:
    """Return what a unit is called."""
    return str(Unit(unit).label) if unit in Unit.values else unit


def number(value: Fraction) -> str:
    """Return a number with as many decimal places as it has, four at most."""
    places = next((p for p in range(4) if (value * 10**p).denominator == 1), 4)
    written = Decimal(value.numerator) / Decimal(value.denominator)
    return number_format(written, decimal_pos=places, use_l10n=True, force_grouping=True)


def value_words(unit: str, value: Value | None) -> str:
    """Return a value in words; a percentage with its part and whole."""
    if value is None:
        return "–"
    if unit == Unit.TEXT or value.numerator is None:
        return value.words or "–"
    if unit == Unit.YES_NO:
        return gettext("yes") if value.numerator else gettext("no")
    if value.denominator is None:
        return number(value.numerator)
    if value.amount is None:
        return "–"
    return gettext("%(percent)s per cent (%(part)s of %(whole)s)") % {
        "percent": number_format(round(float(value.amount), 1), use_l10n=True),
        "part": number(value.numerator),
        "whole": number(value.denominator),
    }
