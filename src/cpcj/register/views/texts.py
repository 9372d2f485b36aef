"""Texts: the list, a text as one reads it, who cites it, and its files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_safe

from cpcj.register.pictures.neighbourhood import Neighbour, neighbourhood
from cpcj.register.pictures.strip import Stretch, strip
from cpcj.register.presentation import names
from cpcj.register.presentation.addresses import (
    cited_by_address,
    official_address,
    official_of,
    text_address,
)
from cpcj.register.presentation.reading import ShownPart, ShownText, shown_text
from cpcj.register.queries import pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from cpcj.register.models import Citation, Provision
    from cpcj.register.pictures.svg import Picture
    from cpcj.register.queries.pages import WholeText

_NEIGHBOURS = frozenset({"resolution", "decision", "document"})


@require_safe
def text(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show a text as printed, with what was read in it."""
    whole = pages.whole_text(request.user, identifier)
    if whole is None:
        raise Http404(identifier)
    if whole.text.identifier != identifier:
        return redirect(text_address(whole.text.identifier), permanent=False)
    shown = shown_text(
        whole.version,
        provisions=whole.provisions,
        headings=whole.headings,
        footnotes=whole.footnotes,
        citations=whole.citations,
        acts=whole.acts,
        held=whole.held,
    )
    tones = Counter(
        addressee.tone
        for part in shown.items
        if isinstance(part, ShownPart)
        for act in part.acts
        for addressee in act.addressees
    )
    citing = pages.citing_counts(request.user, whole.text)
    context = {
        "text": whole.text,
        "version": whole.version,
        "shown": shown,
        "doubts": [(names.doubt_name(one.code), one) for one in whole.doubts],
        "official": official_of(whole.text),
        "organ": names.body_name(whole.text.organ) if whole.text.organ else "",
        "session": names.session_name(whole.text.organ, whole.text.session)
        if whole.text.session is not None
        else "",
        "kind": names.kind_name(whole.text.kind),
        "standing": names.standing_name(whole.text.standing),
        "legend": [(tone, names.TONES[tone], tones[tone]) for tone in names.TONES if tones[tone]],
        "family": [
            (one, text_address(one.text.identifier), names.standing_name(one.text.standing))
            for one in whole.family
        ],
        "unsettled_family": any(one.state == "proposed" for one in whole.family),
        "series": [
            (one, text_address(one.identifier)) for one in whole.series if one.pk != whole.text.pk
        ],
        "siblings": [
            (one, text_address(one.identifier)) for one in whole.siblings if one.pk != whole.text.pk
        ],
        "cited_by_href": cited_by_address(whole.text.identifier),
        "citing_count": len(citing),
        "map": _map(whole, shown),
        "neighbours": _neighbours(whole, citing),
        "operative_count": whole.text.operative,
        "preambular_count": sum(
            1 for one in whole.provisions if one.role == "preambular" and one.depth == 0
        ),
    }
    return render(request, "register/text.html", context)


def _map(whole: WholeText, shown: ShownText) -> Picture:
    """Draw the paragraphs of a text's body."""
    words = _words_by_paragraph(whole.provisions)
    stretches = []
    place = 0
    for part in shown.items:
        if not isinstance(part, ShownPart):
            continue
        if part.role == "preambular":
            place += 1
            name, level, tone = gettext("Preambular paragraph %s") % place, "preamble", "preamble"
        else:
            name = gettext("Paragraph %s") % part.number.rstrip(".")
            level, tone = "says", "nobody"
            kinds = {act.act.value for act in part.acts}
            if kinds & names.ASKING:
                level = "asks"
            elif kinds & names.DECIDING:
                level = "decides"
            tone = next((act.tone for act in part.acts if act.tone != "nobody"), "nobody")
            said = "; ".join(
                " ".join([act.act.name, ", ".join(one.name for one in act.addressees)]).strip()
                for act in part.acts
            )
            name = f"{name}: {said}" if said else name
        stretches.append(
            Stretch(name, words.get(part.local, 1), level, tone, f"#{part.local}", part.number)
        )
    return strip(
        "map", gettext("The text at a glance"), stretches, rtl=get_language_bidi()
    )


def _words_by_paragraph(provisions: Sequence[Provision]) -> dict[str, int]:
    return {
        one.local: max(1, len(one.full_text.split())) for one in provisions if one.depth == 0
    }


def _neighbours(whole: WholeText, citing: list[tuple[str, int]]) -> Picture | None:
    cited: Counter[str] = Counter()
    sample: dict[str, Citation] = {}
    for one in whole.citations:
        if one.kind in _NEIGHBOURS and one.target_text and one.target_text != whole.text.identifier:
            cited[one.target_text] += 1
            sample.setdefault(one.target_text, one)
    if not cited and not citing:
        return None
    # What is held comes first: it can be read on.
    order = sorted(cited, key=lambda name: (name not in whole.held, -cited[name], name))
    return neighbourhood(
        "neighbours",
        gettext("What it cites and what cites it"),
        whole.text.number or whole.text.symbol or gettext("this text"),
        [
            Neighbour(
                name,
                cited[name],
                text_address(whole.held[name]) if name in whole.held else cited_by_address(name),
                held=name in whole.held,
            )
            for name in order
        ],
        [Neighbour(name, times, text_address(name)) for name, times in citing],
        rtl=get_language_bidi(),
    )


@require_safe
def cited_by(request: HttpRequest) -> HttpResponse:
    """List the held texts that cite an identifier, whether it is held or not."""
    identifier = request.GET.get("id", "").strip()[:320]
    if not identifier:
        raise Http404
    held = pages.text_called(request.user, identifier.partition("#")[0])
    citing = pages.cited_by(request.user, identifier)
    context = {
        "identifier": identifier,
        "held": held,
        "held_href": text_address(held.identifier) if held else None,
        "official": None if held or not _is_symbol(identifier) else official_address(identifier),
        "citing": [
            (one, text_address(f"{one.text.identifier}#{one.place}")
             if one.place not in ("note", "title") else text_address(one.text.identifier))
            for one in citing
        ],
    }  # fmt: skip
    return render(request, "register/cited_by.html", context)


def _is_symbol(identifier: str) -> bool:
    return identifier[:2] in ("A/", "E/", "S/") and "#" not in identifier
