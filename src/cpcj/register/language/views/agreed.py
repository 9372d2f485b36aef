"""Agreed language: a phrase in, its first and last use and every variant out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cpcj.register.language.queries.holdings import RegisterHoldings
from cpcj.register.language.views.words import marked
from cpcj.register.presentation.addresses import addresser, text_addresser
from cpcj.register.presentation.called import text_name
from cpcj.resolutions.agreed import precedents
from cpcj.resolutions.agreed.showing import precedents_record

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.resolutions.agreed import Precedents, Use, Variant

LONGEST = 5_000
"""Characters of a phrase that are read: a long paragraph."""

USES = 25
"""Uses of a wording that the page shows; a file has all."""

VARIANTS = 30
"""Variants that the page shows; a file has all."""


@require_safe
def agreed(request: HttpRequest) -> HttpResponse:
    """Show where a phrase has stood before, or save it as JSON."""
    phrase = request.GET.get("q", "").strip()[:LONGEST]
    found = precedents(phrase, RegisterHoldings(request.user)) if phrase else None
    if found is not None and request.GET.get("format") == "json":
        answer = HttpResponse(
            json.dumps(precedents_record(found), ensure_ascii=False, indent=1),
            content_type="application/json",
        )
        answer["Content-Disposition"] = 'attachment; filename="agreed-language.json"'
        return answer
    context = {"phrase": phrase, "found": found, **(_shown(found) if found else {})}
    return render(request, "language/agreed.html", context)


def _shown(found: Precedents) -> dict[str, object]:
    return {
        "exact": _wording(found.exact) if found.exact else None,
        "variants": [_wording(one) for one in found.variants[:VARIANTS]],
        "left": max(0, len(found.variants) - VARIANTS),
        "nearest": _use(found.nearest) if found.nearest else None,
    }


def _wording(variant: Variant) -> dict[str, object]:
    return {
        "words": marked(variant.changes),
        "percent": round(variant.likeness * 100),
        "earliest": _use(variant.earliest),
        "latest": _use(variant.latest),
        "uses": [_use(use) for use in variant.uses[:USES]],
        "count": len(variant.uses),
        "left": max(0, len(variant.uses) - USES),
    }


def _use(use: Use) -> dict[str, object]:
    passage = use.passage
    return {
        "words": use.words,
        "before": passage.words[: use.start],
        "after": passage.words[use.end :],
        "text": text_name(passage.text),
        "title": passage.title,
        "date": passage.date,
        "href": text_addresser()(passage.identifier),
        "mandates": addresser("register:text")(passage.text),
        "standing": "" if passage.adopted else gettext("not adopted"),
        "sponsors": passage.sponsors,
    }
