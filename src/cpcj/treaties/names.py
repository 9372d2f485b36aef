"""How participation is said: names of participants, groups, statuses, reasons."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties.models import KINDS
from cpcj.treaties.rules.tables import Kind

GROUPS = {
    "africa": _("African States"),
    "asia_pacific": _("Asia-Pacific States"),
    "eastern_europe": _("Eastern European States"),
    "latin_america_caribbean": _("Latin American and Caribbean States"),
    "western_europe_others": _("Western European and other States"),
    "": _("In no regional group"),
}

STATUSES = {
    "party": _("party"),
    "not_in_force": _("deposited, not yet bound"),
    "left": _("no longer a party"),
    "signatory": _("signatory"),
    "none": _("neither signed nor joined"),
}

VERDICTS = {
    "confirmed": _("confirmed"),
    "contradicted": _("contradicted"),
    "cannot_be_known": _("cannot be known"),
}

REASONS = {
    "agrees": _("The register counts as many."),
    "agrees_states": _("The register counts as many States; an organization is a party beside."),
    "counts_an_organization": _("The number counts an organization among the States."),
    "differs": _("The register counts otherwise."),
    "after_known": _("Participation is not known up to the day of the text."),
    "no_date": _("The text has no date."),
    "no_table": _("No table of this instrument is held."),
}

REFUSED = {
    "changed": _("Meanwhile something else was recorded. Look at what the table would change now."),
    "needs_yes": _(
        "The table changes or lacks what is recorded. Say yes to that, or do not take it over."
    ),
}


def kind_name(kind: str) -> str:
    """Return the name of an action."""
    return str(KINDS.get(Kind(kind), kind))


def group_name(group: str) -> str:
    """Return the name of a regional group."""
    return str(GROUPS.get(group, group))


def participant_name(code: str, day: dt.date | None = None) -> str:
    """Return the name of a participant in the reader's language, in English as of a day.

    English names are those of the United Nations by date; in other languages those of the Unicode
    CLDR stand in (``docs/names.md``).
    """
    state = states().get(code)
    if state is None:
        return code
    language = get_language() or "en"
    if not language.startswith("en"):
        name = _territories(language).get(state.alpha2)
        if name:
            return name
    return state.name(day)


@lru_cache(maxsize=8)
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language.replace("-", "_")).territories)
    except (UnknownLocaleError, ValueError):
        return {}
