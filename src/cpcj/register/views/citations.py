"""What officers say about what a text cites: the list of it, one citation, one that was missed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cpcj.frame.forms import Changed, ChangedMeanwhileError, dress
from cpcj.frame.permissions import Permission, require
from cpcj.register.citation_forms import AddCitationForm, CitationForm
from cpcj.register.models import Generation
from cpcj.register.presentation import names
from cpcj.register.presentation.addresses import text_address
from cpcj.register.presentation.called import local_name, place_name
from cpcj.register.queries import citations as queries
from cpcj.register.queries.texts import find_text
from cpcj.register.services import citations
from cpcj.register.services.reviewing import ReasonMissingError
from cpcj.register.services.settling import WrongValueError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cpcj.register.models import Citation, Review


@require_http_methods(["GET", "HEAD", "POST"])
def of_text(request: HttpRequest, identifier: str) -> HttpResponse:
    """List what a text cites with what was said of it, and add what the reader missed."""
    require(request.user, Permission.MANDATE_REVIEW)
    held = find_text(request.user, identifier)
    if held is None:
        raise Http404(identifier)
    form = AddCitationForm(
        request.POST or None,
        places=queries.places(request.user, held),
        body=held.organ,
        initial={"place": request.GET.get("place", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            citations.add_citation(request.user, held, **form.cleaned_data)
        except WrongValueError:
            form.add_error(
                "words",
                gettext(
                    "A citation was read in these words already: say of that one what it cites."
                ),
            )
        else:
            messages.success(request, gettext("The citation was added."))
            return redirect(reverse("register:citations", args=[held.identifier]))
    dress(form)
    found = queries.of_text(request.user, held)
    context = {
        "text": held,
        "back": text_address(held.identifier),
        "form": form,
        "places": [
            (_place_words(*place), [_line(one) for one in some])
            for place, some in groupby(found, key=lambda one: (one.place, one.note))
        ],
        "reviews": [_said(one) for one in queries.words_said(request.user, held, citations.PREFIX)],
    }
    return render(request, "register/citations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, key: int) -> HttpResponse:
    """Ask what an officer says of a citation, then do it by its service."""
    require(request.user, Permission.MANDATE_REVIEW)
    citation = queries.find_citation(request.user, key)
    if citation is None:
        raise Http404(str(key))
    text = citation.version.text
    form = CitationForm(request.POST or None, citation=citation, body=text.organ)
    back = reverse("register:citations", args=[text.identifier])
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _refuse_later(citation, request.POST.get("seen", ""))
                _do(request, citation, form.cleaned_data)
        except ReasonMissingError:
            form.add_error("reason", gettext("Say why."))
        except (WrongValueError, ChangedMeanwhileError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("The citation stands as you said."))
            return redirect(back)
    dress(form)
    where = citations.key_of(citation)
    context = {
        "text": text,
        "back": back,
        "form": form,
        "seen": citations.last_citation_word(citation),
        "line": _line(citation),
        "place": _place_words(citation.place, citation.note),
        "paragraph": _around(citation),
        "machine": place_name(citation.machine["target"]) if citation.machine.get("target") else "",
        "reviews": [
            _said(one)
            for one in queries.words_said(request.user, text, citations.PREFIX)
            if one.field == where
        ],
    }
    return render(request, "register/citation.html", context)


def _around(citation: Citation) -> tuple[str, str, str]:
    """Return the words of its place before the citation, its own, and those after."""
    if citation.provision is None:
        return "", citation.words, ""
    place = citation.provision
    words = place.closing if citation.in_closing else place.words
    return words[: citation.start], words[citation.start : citation.end], words[citation.end :]


def _refuse_later(citation: Citation, seen: str) -> None:
    """Wait for other writers, and refuse to go on where somebody said something since.

    Raises:
        ChangedMeanwhileError: somebody did.
    """
    Generation.objects.select_for_update().filter(pk=1).first()
    if seen and seen != citations.last_citation_word(citation):
        citation.refresh_from_db()
        raise ChangedMeanwhileError([Changed(citation.words, names.review_name(citation.review))])


def _do(request: HttpRequest, citation: Citation, given: dict[str, Any]) -> None:
    deed, reason = given["deed"], given["reason"]
    if deed == "confirm":
        citations.confirm_citation(request.user, citation, reason=reason)
    elif deed == "reject":
        citations.reject_citation(request.user, citation, reason=reason)
    elif deed == "reopen":
        citations.reopen_citation(request.user, citation)
    else:
        citations.correct_citation(request.user, citation, given["target"], reason=reason)


def _line(citation: Citation) -> dict[str, Any]:
    return {
        "key": citation.pk,
        "words": citation.words,
        "target": place_name(citation.target) if citation.target else "",
        "state": citation.review,
        "review": names.review_name(citation.review) if citation.review != "unreviewed" else "",
    }


def _place_words(place: str, note: int | None) -> str:
    if note is not None:
        return gettext("footnote %s") % note
    return gettext("title") if place == "title" else local_name(place)


def _said(review: Review) -> dict[str, Any]:
    machine, value = review.machine or {}, review.value or {}
    return {
        "review": review,
        "verdict": names.review_name(review.verdict),
        "words": value.get("words", ""),
        "machine": place_name(machine["target"]) if machine.get("target") else "",
        "value": place_name(value["target"]) if value.get("target") else "",
    }
