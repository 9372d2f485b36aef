"""Agreed language: a phrase in, its first and last use and every variant out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cpcj.register.language.queries.adoption import precedents_held
from cpcj.register.language.views.words import marked
from cpcj.register.presentation.addresses import addresser, text_addresser
from cpcj.register.presentation.called import text_name
from cpcj.register.presentation.names import organ_name
from cpcj.register.presentation.procedure import DETAILS
from cpcj.resolutions.agreed.precedents import LONGEST as MOST_WORDS
from cpcj.resolutions.agreed.showing import precedents_record

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.resolutions.agreed import Precedents, Use, Variant

LONGEST = 5_000
"""Characters of a phrase that are read: a long paragraph."""

IN_ADDRESS = 1_500
"""Characters of an address with a phrase in it that everything between the two ends carries."""

USES = 25
"""Uses of a wording that the page shows; a file has all."""

VARIANTS = 30
"""Variants that the page shows; a file has all."""


@require_http_methods(["GET", "HEAD", "POST"])
def agreed(request: HttpRequest) -> HttpResponse:
    """Show where a phrase has stood before, or save it as JSON.

    A phrase that is posted and short is answered at an address of its own, which can be shared.
    """
    asked = request.POST if request.method == "POST" else request.GET
    pasted = asked.get("q", "").strip()
    phrase = pasted[:LONGEST]
    own = f"?{urlencode({'q': phrase})}"
    as_file = asked.get("format") == "json"
    if request.method == "POST" and not as_file and len(own) <= IN_ADDRESS and pasted == phrase:
        return HttpResponseRedirect(own)
    worded = any(letter.isalnum() for letter in phrase)
    found = precedents_held(phrase, request.user) if worded else None
    if found is not None and as_file:
        answer = HttpResponse(
            json.dumps(precedents_record(found), ensure_ascii=False, indent=1),
            content_type="application/json",
        )
        answer["Content-Disposition"] = 'attachment; filename="agreed-language.json"'
        return answer
    context = {
        "phrase": phrase,
        "found": found,
        "no_words": bool(phrase) and not worded,
        "cut": found is not None and (found.cut or pasted != phrase),
        "most_words": MOST_WORDS,
        **(_shown(found) if found else {}),
    }
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
        "organ": organ_name(passage.organ),
        "vote": _vote(passage.vote),
        "sponsors": passage.sponsors,
    }


def _vote(said: str) -> str:
    """Return how a text was adopted in the language of the page: "by a recorded vote, 143-9-35"."""
    if not said:
        return ""
    detail, *rest = said.split(", ")
    return ", ".join((str(DETAILS.get(detail, detail)), *rest))
