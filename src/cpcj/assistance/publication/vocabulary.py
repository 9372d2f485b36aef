"""The Office's own vocabulary (99): crime areas, mandates, treaty articles, markers."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from cpcj.assistance.iati.activity import Coded, Organisation
from cpcj.assistance.portfolio.models import ActivityValue
from cpcj.assistance.portfolio.rules.identifiers import ORGANISATION
from cpcj.register.presentation.names import topic_name

OWN: Final = "99"
"""The code of vocabularies of the reporting organisation."""

OFFICE: Final = Organisation(ORGANISATION, "40", {"en": "United Nations Office on Drugs and Crime"})
"""Who reports; 40 is a multilateral organisation."""

GOALS: Final = "2"
TARGETS: Final = "3"
"""Tag vocabularies of the Sustainable Development Goals and their targets."""

_PARTS: Final = {
    ActivityValue.Field.TOPIC: "crime-areas",
    ActivityValue.Field.MANDATE: "mandates",
    ActivityValue.Field.ARTICLE: "articles",
}


def address(part: str) -> str:
    """Return the address of a part of the own vocabulary; empty where the site has none."""
    try:
        page = reverse("publication:vocabulary")
    except NoReverseMatch:  # the pages are not served (a command)
        page = "/publication/vocabulary/"
    return f"{settings.SITE_ADDRESS.rstrip('/')}{page}#{part}" if settings.SITE_ADDRESS else ""


def tag(field: str, value: str) -> Coded:
    """Return the tag of what an activity rests on or serves."""
    if field == ActivityValue.Field.GOAL:
        return Coded(value, TARGETS if "." in value else GOALS)
    words = value
    if field == ActivityValue.Field.TOPIC:
        with override("en"):
            words = topic_name(value)
    return Coded(value, OWN, words={"en": words}, uri=address(_PARTS[ActivityValue.Field(field)]))
