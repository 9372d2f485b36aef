"""How the portfolio is said: deeds, roles, markers, sectors, places, errors."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.models import Kind, Level, Reach, Release, Status
from cpcj.assistance.portfolio.rules.shares import percent
from cpcj.register.presentation.names import topic_name
from cpcj.treaties.names import participant_name

DEEDS = {
    "start": _("Begin"),
    "finalize": _("Begin to finalize"),
    "close": _("Close"),
    "suspend": _("Suspend"),
    "resume": _("Go on after a suspension"),
    "cancel": _("Cancel"),
    "submit": _("Submit for approval"),
    "give_back": _("Give back with a reason"),
    "approve": _("Approve and publish"),
    "take_back": _("Take back from publication"),
    "approve_changes": _("Approve the changes"),
    "discard_changes": _("Discard the changes"),
}

PARTS = {
    "facts": _("Title, description and dates"),
    "recipients": _("States and regions"),
    "sectors": _("Sectors"),
    "grounds": _("Mandates, treaty articles, crime areas, goals"),
    "partners": _("Partners"),
    "markers": _("Markers"),
    "offices": _("Offices"),
    "budgets": _("Budget and staff"),
}

ROLES = {
    "1": _("funding"),
    "2": _("accountable"),
    "3": _("extending"),
    "4": _("implementing"),
}
"""Codes of the codelist OrganisationRole."""

ORGANISATION_TYPES = {
    "10": _("Government"),
    "11": _("local Government"),
    "15": _("other public sector"),
    "21": _("international non-governmental organization"),
    "22": _("national non-governmental organization"),
    "23": _("regional non-governmental organization"),
    "24": _("partner country based non-governmental organization"),
    "30": _("public-private partnership"),
    "40": _("multilateral organization"),
    "60": _("foundation"),
    "70": _("private sector"),
    "71": _("private sector in the provider country"),
    "72": _("private sector in the recipient country"),
    "73": _("private sector in a third country"),
    "80": _("academic, training or research institution"),
    "90": _("other"),
}
"""Codes of the codelist OrganisationType."""

MARKERS = {
    "gender": _("Gender equality"),
    "human_rights": _("Human rights"),
    "youth": _("Youth"),
    "disability": _("Disability"),
    "desertification": _("Desertification"),
    "maternal_health": _("Reproductive, maternal, newborn and child health"),
}

SIGNIFICANCES = {
    0: _("not targeted"),
    1: _("significant objective"),
    2: _("principal objective"),
    3: _("principal objective and in support of an action programme"),
    4: _("explicit primary objective"),
}
"""Codes of the codelist PolicySignificance."""

SECTORS = {
    "15111": _("Public finance management"),
    "15113": _("Anti-corruption organizations and institutions"),
    "15130": _("Legal and judicial development"),
    "15132": _("Police"),
    "15137": _("Prisons"),
    "15150": _("Democratic participation and civil society"),
    "15160": _("Human rights"),
    "15180": _("Ending violence against women and girls"),
    "15190": _("Orderly, safe, regular and responsible migration and mobility"),
    "15240": _("Reintegration and small arms control"),
    "16063": _("Narcotics control"),
    "31165": _("Agricultural alternative development"),
    "43082": _("Research and scientific institutions"),
}

REGIONS = {
    "88": _("States of the former Yugoslavia, unspecified"),
    "89": _("Europe, regional"),
    "189": _("North of the Sahara, regional"),
    "289": _("South of the Sahara, regional"),
    "298": _("Africa, regional"),
    "380": _("West Indies, regional"),
    "389": _("North and Central America, regional"),
    "489": _("South America, regional"),
    "498": _("America, regional"),
    "589": _("Middle East, regional"),
    "619": _("Central Asia, regional"),
    "679": _("South Asia, regional"),
    "689": _("South and Central Asia, regional"),
    "789": _("Far East Asia, regional"),
    "798": _("Asia, regional"),
    "889": _("Oceania, regional"),
    "998": _("Developing countries, unspecified"),
}

CATEGORIES = {
    "A01": _("Pre- and post-project impact appraisal"),
    "A02": _("Objectives and purpose of the activity"),
    "A03": _("Intended ultimate beneficiaries"),
    "A04": _("Conditions"),
    "A05": _("Budget"),
    "A06": _("Summary information about a contract"),
    "A07": _("Review of performance and evaluation"),
    "A08": _("Results, outcomes and outputs"),
    "A09": _("Memorandum of understanding"),
    "A10": _("Tender"),
    "A11": _("Contract"),
    "A12": _("Activity on the web"),
}
"""Codes of the codelist DocumentCategory that are about activities."""

SHARE_ERRORS = {
    "number": _("“%s” is no share in per cent."),
    "range": _("A share is above 0 and at most 100 per cent: %s."),
    "places": _("A share has at most two decimal places: %s."),
    "sum": _("The shares sum to %s per cent, not to 100."),
    "some": _("Give every line a share, or none of them: then they are equal."),
    "twice": _("%s stands there twice."),
}


def deed_name(deed: str) -> str:
    """Return what a deed is called."""
    return str(DEEDS.get(deed, deed))


def status_name(status: str) -> str:
    """Return what a status is called."""
    return str(Status(status).label) if status in Status.values else status


def release_name(release: str) -> str:
    """Return what a state of approval is called."""
    return str(Release(release).label) if release in Release.values else release


def level_name(level: str) -> str:
    """Return what a level is called."""
    return str(Level(level).label) if level in Level.values else level


def kind_name(kind: str) -> str:
    """Return what is done, or what a programme is about, in words."""
    if kind in Kind.values:
        return str(Kind(kind).label)
    return str(Reach(kind).label) if kind in Reach.values else kind


def sector_name(code: str) -> str:
    """Return the name of a sector; the code for one that the programme seldom has."""
    return str(SECTORS.get(code, code))


def recipient_name(code: str) -> str:
    """Return the name of a State or region."""
    if code.isdigit():
        return str(REGIONS.get(code, code))
    return participant_name(code)


def marker_name(marker: str) -> str:
    """Return what a marker is called."""
    return str(MARKERS.get(marker, marker))


def significance_name(significance: int) -> str:
    """Return what a significance is called."""
    return str(SIGNIFICANCES.get(significance, significance))


def role_name(role: str) -> str:
    """Return what an organization's part is called."""
    return str(ROLES.get(role, role))


def area_name(key: str) -> str:
    """Return the name of a crime area."""
    return topic_name(key)


def goal_name(code: str) -> str:
    """Return how a goal or target is written."""
    if "." in code:
        return gettext("target %s") % code
    return gettext("goal %s") % code


def share_name(points: int) -> str:
    """Return a share in per cent as the language writes numbers, without empty places."""
    share = percent(points).normalize()
    places = max(0, -int(share.as_tuple().exponent))
    return number_format(share, decimal_pos=places, use_l10n=True)


def share_words(code: str, what: str) -> str:
    """Return what is wrong with shares."""
    words = str(SHARE_ERRORS[code])
    return words % what if "%s" in words else words
