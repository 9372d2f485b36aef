"""How participation is said: names of participants, groups, statuses, reasons."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties.models import KINDS, MATTERS, SORTS
from cpcj.treaties.rules.duties import Answered
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
    "no_instrument": _("The words do not say of which instrument."),
    "no_table": _("No table of this instrument is held."),
}

ANSWERED = {
    Answered.ANSWERED: _("answered"),
    Answered.NO_ANSWER_KNOWN: _("no answer known"),
    Answered.CANNOT_KNOW: _("the register cannot know"),
}

DUE = {
    "deposit": _("with the deposit"),
    "effect": _("from when it is bound"),
    "yearly": _("every year"),
    "change": _("now and on each change"),
    "deed": _("whenever it happens"),
}

TOWARD = {
    "depositary": _("to the depositary"),
    "parties": _("to the other parties"),
    "conference": _("to the Conference"),
    "organ": _("to a body that the treaty names"),
}

DEPOSITARIES = {
    "secretary_general": _("Secretary-General of the United Nations"),
    "icao": _("International Civil Aviation Organization"),
    "imo": _("International Maritime Organization"),
    "iaea": _("International Atomic Energy Agency"),
    "states": _("Governments of the Russian Federation, the United Kingdom and the United States"),
    "states_icao": _(
        "Governments of the Russian Federation, the United Kingdom and the United States, and the "
        "International Civil Aviation Organization"
    ),
}

EVIDENCE = {
    "title": _("The title of the text names it; the paragraph names no treaty."),
    "alone": _("It is the only treaty that the text names; the paragraph names none."),
}

UNKNOWN = {
    "conference": _("The Conference of the parties holds the answer: see the reviews."),
    "organ": _("The body that it is owed to holds the answer."),
    "parties": _("The other parties hold the answer."),
    "secretariat": _("The depositary holds the answer."),
}

DOUBTS = {
    "no_state": _("no State or other party of this name is known"),
    "no_words": _("the row has no words"),
    "elsewhere": _("the words stand in another chapter of the source"),
    "left_out": _("the source leaves words out"),
    "also_reservation": _("also reads as a reservation"),
    "also_interpretation": _("also reads as an interpretative declaration"),
    "also_objection": _("also reads as an objection"),
    "also_notification": _("also reads as a notification"),
    "other_treaty": _("names an article of another treaty as well"),
    "no_article": _("names no article"),
}

DECLARATION_REFUSED = {
    "participant": _("There is no such State or other party, or it is its own declaration."),
    "sort": _("There is no such kind of declaration."),
    "matter": _("A notification says what it is about, and no other declaration does."),
    "provision": _("Name articles of the instrument, as “article 18, paragraph 13”."),
    "refers_to": _("A withdrawal names what the same participant declared to the same instrument."),
    "corrected": _("Somebody corrected it meanwhile. Look at the correction."),
    "reason": _("Say why it is corrected."),
}

ACTION_REFUSED = {
    "participant": _("There is no such State or other party."),
    "on": _("This day is still to come, or before the instrument was adopted."),
    "twice": _("The same action of that day is recorded already."),
    "kind": _("No deposit before that day is recorded that it could end."),
    "corrected": _("Somebody corrected it meanwhile. Look at the correction."),
}

REFUSED = {
    "nothing": _("There is nothing to take over."),
    "changed": _("Meanwhile something else was recorded. Look at what the table would change now."),
    "needs_yes": _(
        "The table changes or lacks what is recorded. Say yes to that, or do not take it over."
    ),
}


def kind_name(kind: str) -> str:
    """Return the name of an action."""
    return str(KINDS.get(Kind(kind), kind))


def sort_name(sort: str) -> str:
    """Return the name of a kind of declaration."""
    return str(SORTS.get(sort, sort))  # type: ignore[call-overload]


def matter_name(matter: str) -> str:
    """Return what a notification is about, in words."""
    return str(MATTERS.get(matter, matter))  # type: ignore[call-overload]


def doubt_name(code: str) -> str:
    """Return a doubt in words."""
    return str(DOUBTS.get(code, code))


_LOCAL = re.compile(r"art(?P<article>[^()#]+)(?P<below>(?:\([^()]*\))*)")


def provision_words(identifier: str) -> str:
    """Return an article of a treaty in words: "article 18, paragraph 13 (a)"; else as it is."""
    found = _LOCAL.fullmatch(identifier.rpartition("#")[2])
    if found is None:
        return identifier.rpartition("#")[2]
    labels = re.findall(r"\(([^()]*)\)", found["below"])
    paragraph = labels.pop(0) if labels and labels[0][:1].isdecimal() else ""
    said = {
        "article": found["article"].strip(),
        "paragraph": paragraph,
        "points": " ".join(f"({one})" for one in labels),
    }
    if paragraph and labels:
        return gettext("article %(article)s, paragraph %(paragraph)s %(points)s") % said
    if paragraph:
        return gettext("article %(article)s, paragraph %(paragraph)s") % said
    if labels:
        return gettext("article %(article)s %(points)s") % said
    return gettext("article %(article)s") % said


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
