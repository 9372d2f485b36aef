"""Texts: the list, a text as one reads it, and who cites it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_bidi, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cpcj.frame.permissions import Permission, allows
from cpcj.frame.punctuation import enumerated, enumerated_long
from cpcj.frame.sections import Subject, annotated
from cpcj.register.pictures.neighbourhood import Neighbour, neighbourhood
from cpcj.register.pictures.strip import Stretch, strip
from cpcj.register.presentation import names
from cpcj.register.presentation.addresses import (
    cited_by_address,
    official_address,
    official_of,
    text_address,
)
from cpcj.register.presentation.called import local_name, place_name, text_name
from cpcj.register.presentation.choices import FacetWords
from cpcj.register.presentation.citing import by_family, counted, stage_name
from cpcj.register.presentation.languages import Lone, Tongue, lone_places
from cpcj.register.presentation.reading import ShownPart, ShownText, put_beside, shown_text
from cpcj.register.presentation.rows import text_rows
from cpcj.register.queries import pages
from cpcj.register.queries.families import families_of
from cpcj.register.queries.languages import aligned
from cpcj.register.queries.texts import (
    TextFilters,
    TextPage,
    citing_places,
    document_texts,
    find_text,
    series_list,
    text_detail,
    text_page,
)
from cpcj.register.rules.languages import READ
from cpcj.register.views.downloads import FORMATS
from cpcj.register.views.languages import may_link
from cpcj.register.views.lists import draw_list, page_number, params_of, saved_list
from cpcj.samples import is_invented

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from cpcj.register.models import Citation, Heading, Provision
    from cpcj.register.pictures.svg import Picture

SERIES_PAGE = 100
_NEIGHBOURS = frozenset({"resolution", "decision", "document"})

FACETS = {
    "organ": FacetWords(_("Organ"), names.body_name),
    "session": FacetWords(_("Session"), str),
    "year": FacetWords(_("Year"), str),
    "kind": FacetWords(_("Kind"), names.kind_name),
    "topic": FacetWords(_("Topic"), names.topic_name),
    "standing": FacetWords(_("Standing"), names.standing_name),
    "language": FacetWords(_("Language"), names.language_name),
}
SORT_NAMES = {
    "-date": _("Latest first"),
    "date": _("Earliest first"),
    "symbol": _("Symbol"),
    "title": _("Title"),
    "-acts": _("Most acts first"),
}


@require_safe
def text_list(request: HttpRequest) -> HttpResponseBase:
    """List the texts held, with filters and their counts."""
    filters = TextFilters.from_params(params_of(request))
    if (file := saved_list(request, "texts")) is not None:
        return file
    found = text_page(request.user, filters, page_number(request))
    named = pages.series_names(request.user, filters.series)
    drawn = draw_list(found, filters.to_params(), FACETS, filters.sort, SORT_NAMES, named)
    context = {
        "list": drawn,
        "words": filters.words,
        "rows": text_rows(found.rows),
        "counted": ngettext("%(total)s text", "%(total)s texts", found.total)
        % {"total": drawn.total},
        "nothing_held": not found.total and not filters.to_params(),
    }
    return render(request, "register/texts.html", context)


@require_safe
def text(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """Show a text as printed, with what was read in it.

    ``?version=2`` asks for an earlier version, ``?language=fra`` for another language.

    The symbol of a report that carries several texts shows the list of them.
    """
    wanted = request.GET.get("version", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 7 else None
    page = text_detail(request.user, identifier, number, request.GET.get("language", "")[:8])
    if page is None:
        return _document(request, identifier)
    if page.text.identifier != identifier:
        return redirect(text_address(page.text.identifier), permanent=False)
    held = page.text
    shown = shown_text(page)
    drawn, notes = annotated(request, Subject.TEXT, held.identifier)
    if page.version == held.current:  # the rooms speak of the words in force
        put_beside(shown, notes)
    citing = pages.citing_counts(request.user, held)
    families = families_of(request.user, [name for name, _times in citing])
    citing_groups = by_family(citing, lambda one: one[0], families)
    tongue = Tongue.of(page.version.language)
    context = {
        "page": page,
        "text": held,
        "version": page.version,
        "latest": page.version in page.languages,
        "shown": shown,
        "sections": drawn,
        "tongue": tongue,
        "tongues": [Tongue.of(one.language) for one in page.languages],
        "beside_href": _beside(page) if len(page.languages) > 1 else "",
        "lone": _lone(page),
        "may_link": may_link(request) and held.language != READ,
        "formats": FORMATS,
        "doubts": [(names.doubt_name(one.code), one) for one in page.doubts],
        "official": official_of(held),
        "organ": names.body_name(held.organ) if held.organ else "",
        "session": names.session_name(held.organ, held.session)
        if held.session is not None
        else "",
        "kind": names.kind_name(held.kind),
        "standing": names.standing_name(held.standing),
        "legend": _legend(shown),
        "family": [
            (one, text_address(one.text.identifier), names.standing_name(one.text.standing))
            for one in page.family_members
            if one.state != "rejected"
        ],
        "unsettled": any(one.state == "proposed" for one in page.family_members),
        "series": _linked(pages.of_series(request.user, held)),
        "siblings": _linked(pages.siblings(request.user, held)),
        "cited_by_href": cited_by_address(held.identifier),
        "citing_count": len(citing),
        "citing_words": counted(len(citing_groups), len(citing)),
        "invented": is_invented(held.identifier),
        "adoption": ", ".join(page.version.adoption_words.splitlines()),
        "origin": held.document.origin.removeprefix("[").removesuffix("]")
        if page.version.language == held.language
        else "",
        "map": _map(page, shown),
        "neighbours": _neighbours(page, citing),
        "preambular_count": sum(
            1 for one in page.items if getattr(one, "role", "") == "preambular" and not one.annex
            and not getattr(one, "depth", 0)
        ),
        "may_review": allows(request.user, Permission.MANDATE_REVIEW),
    }  # fmt: skip
    return render(request, "register/text.html", context)


def _beside(page: TextPage) -> str:
    """Return the address of the page that shows this version and another side by side."""
    leads, shown = page.languages[0].language, page.version.language
    second = shown if shown != leads else page.languages[1].language
    address = reverse("register:side_by_side", args=[page.text.identifier])
    return f"{address}?{urlencode({'first': leads, 'second': second})}"


def _lone(page: TextPage) -> list[Lone]:
    """Return the paragraphs of another language version, and of the leading, without a partner."""
    leads = page.languages[0] if page.languages else page.version
    if page.version.language == leads.language:
        return []
    return lone_places(aligned(leads, page.version), leads, page.version)


def _document(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """Show what a document carries, where its symbol is that of none of its texts."""
    texts = document_texts(request.user, identifier)
    if not texts or any(one.identifier == identifier for one in texts):
        raise Http404(identifier)
    held = texts[0].document
    context = {
        "document": held,
        "organ": names.body_name(held.organ) if held.organ else "",
        "session": names.session_name(held.organ, held.session) if held.session is not None else "",
        "official": official_address(identifier) if _is_symbol(identifier) else None,
        "cited_by_href": cited_by_address(identifier),
        "texts": [
            (
                one,
                text_address(one.identifier),
                names.kind_name(one.kind),
                names.standing_name(one.standing),
            )
            for one in texts
        ],
    }
    return render(request, "register/document.html", context)


def _linked(texts: Iterable[object]) -> list[tuple[object, str]]:
    return [(one, text_address(one.identifier)) for one in texts]  # type: ignore[attr-defined]


def _legend(shown: ShownText) -> list[tuple[str, str, int]]:
    """Return the groups of addressees that are asked in a text: tone, name, how often."""
    parts = [part for items in (shown.items, *shown.annexes) for part in items]
    tones = Counter(
        tone
        for part in parts
        if isinstance(part, ShownPart)
        for act in part.acts
        for tone in dict.fromkeys(one.tone for one in act.addressees)
    )
    return [(tone, str(names.TONES[tone]), tones[tone]) for tone in names.TONES if tones[tone]]


def _map(page: TextPage, shown: ShownText) -> Picture:
    """Draw the paragraphs of a text's body."""
    words = _words_by_paragraph(page.items)
    stretches = []
    place = 0
    for part in shown.items:
        if not isinstance(part, ShownPart):
            continue
        if part.role == "preambular":
            place += 1
            name, level, tone = gettext("Preambular paragraph %s") % place, "preamble", "preamble"
        else:
            name = gettext("Paragraph %s") % (part.number.rstrip(".") or part.local)
            level, tone = "says", "nobody"
            kinds = {act.act.value for act in part.acts}
            if kinds & names.ASKING:
                level = "asks"
            elif kinds & names.DECIDING:
                level = "decides"
            tone = next((act.tone for act in part.acts if act.tone != "nobody"), "nobody")
            said = enumerated_long(
                " ".join([act.act.name, enumerated(one.name for one in act.addressees)]).strip()
                for act in part.acts
            )
            name = f"{name}: {said}" if said else name
        stretches.append(
            Stretch(name, words.get(part.local, 1), level, tone, f"#{part.local}", part.number)
        )
    return strip("map", gettext("The text at a glance"), stretches, rtl=get_language_bidi())


def _words_by_paragraph(items: Iterable[Provision | Heading]) -> dict[str, int]:
    return {
        one.local: max(1, len(one.full_text.split()))  # type: ignore[union-attr]
        for one in items
        if getattr(one, "depth", None) == 0
    }


def _neighbours(page: TextPage, citing: list[tuple[str, int]]) -> Picture | None:
    cited: Counter[str] = Counter()
    for one in page.citations:
        if one.kind in _NEIGHBOURS and one.target_text not in ("", page.text.identifier):
            cited[one.target_text] += 1
    if not cited and not citing:
        return None
    # What is held comes first: it can be read on.
    order = sorted(cited, key=lambda name: (name not in page.held, -cited[name], name))
    return neighbourhood(
        "neighbours",
        gettext("What it cites and what cites it"),
        page.text.number or page.text.symbol or gettext("this text"),
        [
            Neighbour(
                text_name(name),
                cited[name],
                text_address(page.held[name].identifier)
                if name in page.held
                else cited_by_address(name),
                held=name in page.held,
            )
            for name in order
        ],
        [Neighbour(text_name(name), times, text_address(name)) for name, times in citing],
        rtl=get_language_bidi(),
    )


@require_safe
def series(request: HttpRequest) -> HttpResponseBase:
    """List the series: the texts that a body adopts on one subject again and again."""
    page = Paginator(series_list(request.user), SERIES_PAGE).get_page(page_number(request))
    return render(request, "register/series.html", {"series": page})


@require_safe
def cited_by(request: HttpRequest) -> HttpResponseBase:
    """List the held texts that cite an identifier, whether it is held or not."""
    identifier = request.GET.get("id", "").strip()[:320]
    if not identifier:
        raise Http404
    held = find_text(request.user, identifier.partition("#")[0])
    of_text: dict[int, list[Citation]] = {}
    for citation in citing_places(request.user, identifier).defer(*_UNREAD)[: pages.MOST * 20]:
        of_text.setdefault(citation.version.text_id, []).append(citation)
    some_texts = list(of_text.values())[: pages.MOST]
    families = families_of(request.user, [some[0].version.text.identifier for some in some_texts])
    groups = by_family(some_texts, lambda some: some[0].version.text.identifier, families)
    invented = is_invented(identifier.partition("#")[0])
    context = {
        "identifier": identifier,
        "called": place_name(identifier),
        "held": held,
        "held_href": text_address(held.identifier) if held else None,
        "invented": invented,
        "official": official_address(identifier)
        if _is_symbol(identifier) and not invented
        else None,
        "counted": counted(len(groups), len(some_texts)),
        "groups": [
            [
                (
                    some[0].version.text,
                    text_address(some[0].version.text.identifier),
                    stage_name(some[0].version.text),
                    _places(some),
                )
                for some in group
            ]
            for group in groups
        ],
    }
    return render(request, "register/cited_by.html", context)


_FEW = 12
_UNREAD = (
    "words",
    "provision__words",
    "provision__full",
    "provision__closing",
    "provision__layout",
    "version__layout",
    "version__sponsors",
)
"""Columns of the places that the page does not show."""


def _places(citations: list[Citation]) -> list[tuple[str, str]]:
    """Return the places of citations in their text: name and address, the first few."""
    found: dict[str, str] = {}
    for one in citations:
        text = one.version.text.identifier
        if one.provision is not None:
            local = one.provision.local
            found.setdefault(local_name(local), text_address(f"{text}#{local}"))
        elif one.note is not None:
            found.setdefault(gettext("footnote %s") % one.note, text_address(text))
        else:
            found.setdefault(gettext("title"), text_address(text))
    return list(found.items())[:_FEW]


def _is_symbol(identifier: str) -> bool:
    return identifier.startswith(("A/", "E/", "S/", "CTOC/", "CAC/")) and "#" not in identifier
