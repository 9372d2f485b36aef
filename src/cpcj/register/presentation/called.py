"""What texts, provisions and acts are called on pages.

A symbol is shown as printed. An identifier made here is none: what it was made of is said in words
("Draft resolution, 16 October 2015"), the identifier itself stays a detail for those who need it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cpcj.frame.punctuation import enumerated
from cpcj.register.presentation import names
from cpcj.resolutions.identifier import is_made
from cpcj.resolutions.vocabulary.bodies import bodies
from cpcj.resolutions.vocabulary.instruments import instruments

_MADE = re.compile(
    r"made:(?:(?P<place>.*?)-)??(?:(?P<date>\d{4}-\d{2}-\d{2})-)?"
    r"(?P<kind>rev-draft|draft|amendment|resolution|decision|report)(?:-[0-9a-f]{8})?"
)
_KINDS = {
    "draft": "draft resolution",
    "rev-draft": "revised draft resolution",
    "report": "committee report",
}
_SERIES = re.compile(r"UNTS:(?P<volume>\d+):(?P<number>[\w-]+)")
_ARTICLE = re.compile(r"art(?P<n>[\w.()]+)")
_TEMPLATE = re.compile(r"\{.*")
_LOCAL = re.compile(
    r"(?:annex(?P<annex>\d+)/)?(?:sect(?P<section>[^/]+)/)?(?P<role>pp|op|para|p)(?P<n>\d+\w*)"
    r"(?P<point>(?:\([^)]*\))*)(?:~\d+)?"
)
_ACT = re.compile(r"\.\d+$")


def text_name(identifier: str) -> str:
    """Return what a text is called: its symbol, its treaty's name, else kind and date in words."""
    whole, _mark, part = identifier.partition("!")
    called = _whole_name(whole)
    if not part or part == "procedure":
        return called
    form = gettext("%(document)s, text %(part)s")
    if part.startswith("dec"):
        form = gettext("%(document)s, decision %(part)s")
    return form % {"document": names.isolated(called), "part": part.removeprefix("dec")}


def place_name(identifier: str) -> str:
    """Return what a text or a place in it is called ("A/RES/70/178, para. 46 (a)").

    Args:
        identifier: of a text, a provision or an act.
    """
    text, _sharp, local = identifier.partition("#")
    if not local:
        return text_name(text)
    return enumerated((names.isolated(text_name(text)), local_name(local)))


def local_name(local: str) -> str:
    """Return what a provision is called in its text ("preambular para. 2", "para. 46 (a)")."""
    local = _ACT.sub("", local)
    if (article := _ARTICLE.fullmatch(local)) is not None:
        return gettext("article %(n)s") % {"n": article["n"]}
    found = _LOCAL.fullmatch(local)
    if found is None:
        return local
    form = gettext("preambular para. %(n)s") if found["role"] == "pp" else gettext("para. %(n)s")
    words = form % {"n": found["n"]}
    if found["point"]:
        words = f"{words} {found['point']}"
    if found["section"]:
        words = gettext("section %(number)s, %(place)s") % {
            "number": found["section"],
            "place": words,
        }
    if found["annex"]:
        words = gettext("annex %(number)s, %(place)s") % {"number": found["annex"], "place": words}
    return words


def drawn_name(identifier: str) -> SafeString:
    """Return a name as HTML: a symbol set as one, a made identifier behind words as a detail."""
    text = identifier.partition("#")[0]
    if "/" not in text and not is_made(text):  # a treaty, whose name may take several lines
        return format_html("<bdi>{}</bdi>", place_name(identifier))
    if not is_made(text):
        return format_html('<bdi class="symbol">{}</bdi>', place_name(identifier))
    return format_html(
        '<bdi class="made-name" title="{}">{}</bdi>',
        gettext("No symbol is printed. Identifier made here: %s") % identifier,
        place_name(identifier),
    )


def _whole_name(identifier: str) -> str:
    if (treaty := instruments().get(identifier)) is not None:
        return names.instrument_name(treaty.key)
    if (printed := _SERIES.fullmatch(identifier)) is not None:
        return gettext("United Nations Treaty Series, vol. %(volume)s, No. %(number)s") % {
            "volume": printed["volume"],
            "number": printed["number"],
        }
    if not is_made(identifier):
        return identifier
    if (found := _MADE.fullmatch(identifier)) is not None:
        return _with_date(found["kind"], found["date"])
    for prefix, (kind, body) in _numbered().items():
        if identifier.startswith(prefix):
            return gettext("%(body)s, %(kind)s %(number)s") % {
                "body": names.body_name(body),
                "kind": names.kind_name(kind),
                "number": identifier.removeprefix(prefix),
            }
    return gettext("Text without a symbol")


def _with_date(kind: str, date: str | None) -> str:
    named = names.kind_name(_KINDS.get(kind, kind))
    named = named[:1].upper() + named[1:]
    try:
        day = dt.date.fromisoformat(date or "")
    except ValueError:
        return named
    return enumerated((named, date_format(day, "DATE_FORMAT")))


@cache
def _numbered() -> Mapping[str, tuple[str, str]]:
    """Return the beginnings of identifiers made of a body and a number: kind and body."""
    found = {}
    for body in bodies().values():
        for kind, form, made in (
            ("resolution", body.resolution, body.resolution_made),
            ("decision", body.decision, body.decision_made),
        ):
            if made and (prefix := _TEMPLATE.sub("", form)):
                found[prefix] = (kind, body.key)
    return found
