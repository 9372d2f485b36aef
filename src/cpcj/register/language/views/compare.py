"""Two texts that are held, compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from cpcj.frame.punctuation import enumerated
from cpcj.register.language.queries.compared import Held, held
from cpcj.register.language.scales import USUAL, known_scales, scale_choices, scale_words
from cpcj.register.language.views.words import marked
from cpcj.register.presentation.addresses import text_addresser
from cpcj.register.presentation.called import text_name
from cpcj.resolutions.comparing import Fate, compare
from cpcj.resolutions.comparing.showing import comparison_record, summary
from cpcj.resolutions.tracked import tracked_docx
from cpcj.resolutions.writers.word import to_docx

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from cpcj.frame.permissions import Actor
    from cpcj.resolutions.comparing import Comparison
    from cpcj.resolutions.comparing.fate import ProvisionChange

FATES: dict[Fate, str | _StrPromise] = {
    Fate.KEPT: _("kept"),
    Fate.REWORDED: _("reworded"),
    Fate.STRENGTHENED: _("strengthened"),
    Fate.WEAKENED: _("weakened"),
    Fate.NARROWED: _("narrowed"),
    Fate.WIDENED: _("widened"),
    Fate.MOVED: pgettext_lazy("of a paragraph", "moved"),
    Fate.SPLIT: _("split"),
    Fate.MERGED: _("merged"),
    Fate.DROPPED: _("dropped"),
    Fate.NEW: _("new"),
}


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Show what became of one text in another, or save it as JSON."""
    before = request.GET.get("before", "").strip()
    after = request.GET.get("after", "").strip()
    known = known_scales()
    scale = request.GET.get("scale", USUAL)
    scale = scale if scale in known else USUAL
    context: dict[str, Any] = {
        "before": before, "after": after, "scale": scale, "scales": scale_choices(),
        "chosen": scale_words(known[scale]),
    }  # fmt: skip
    if before and after:
        old, new = _held(request.user, before), _held(request.user, after)
        if request.GET.get("format") == "docx":
            return as_word(tracked_docx(to_docx(old.document), to_docx(new.document)))
        acts = (old.acts(), new.acts())
        found = compare((old.document, old.text), (new.document, new.text), known[scale], acts=acts)
        if request.GET.get("format") == "json":
            return as_json(found)
        everything = request.GET.get("show") == "all"
        context |= {
            "sides": [
                {"name": text_name(each), "href": text_addresser()(each)}
                for each in (before, after)
            ],
            **shown(found, (before, after), everything=everything),
        }
    return render(request, "language/compare.html", context)


def as_word(content: bytes) -> HttpResponse:
    """Return a comparison as a Word file with tracked changes."""
    answer = HttpResponse(
        content,
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    answer["Content-Disposition"] = 'attachment; filename="comparison.docx"'
    return answer


def as_json(found: Comparison) -> HttpResponse:
    """Return a comparison as data."""
    answer = HttpResponse(
        json.dumps(comparison_record(found), ensure_ascii=False, indent=1),
        content_type="application/json",
    )
    answer["Content-Disposition"] = 'attachment; filename="comparison.json"'
    return answer


def shown(found: Comparison, sides: tuple[str, str], *, everything: bool) -> dict[str, Any]:
    """Return what a page shows of a comparison.

    Args:
        found: what became of each paragraph.
        sides: identifiers of the two texts, empty for one that is not held.
        everything: whether paragraphs that were kept are shown too.
    """
    return {
        "counts": [(FATES[fate], n) for fate, n in sorted(found.counts().items())],
        "changes": [
            _change(one, *sides) for one in found.changes if _shown(one, everything=everything)
        ],
        "everything": everything,
    }


def _held(user: Actor, identifier: str) -> Held:
    found = held(user, identifier)
    if found is None:
        raise Http404(identifier)
    return found


def _shown(change: ProvisionChange, *, everything: bool) -> bool:
    point = "(" in (change.after or change.before)[0]
    if point and change.before and change.after:
        return False
    return everything or change.fates != (Fate.KEPT,)


def _change(change: ProvisionChange, before: str, after: str) -> dict[str, Any]:
    address = text_addresser()
    return {
        "before": [(one, before and address(f"{before}#{one}")) for one in change.before],
        "after": [(one, after and address(f"{after}#{one}")) for one in change.after],
        "fates": enumerated(FATES[fate] for fate in change.fates),
        "lines": [line.replace(" → ", " became ") for line in map(summary, change.acts) if line],
        "words": marked(change.words),
    }
