"""A review's page, its documents and its files in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cpcj.evidence.places import places_of
from cpcj.frame.permissions import Actor, Permission, require
from cpcj.frame.punctuation import enumerated_long
from cpcj.reviews import names, queries
from cpcj.reviews.answers import answer_set
from cpcj.reviews.models import (
    Agreement,
    Document,
    DocumentContent,
    FollowUp,
    Participant,
    Proposal,
    Review,
    Sort,
)
from cpcj.reviews.rules.mechanism import OF_COUNTRY, Agreed, Part, Seat, Writing
from cpcj.reviews.rules.progress import may_clear, may_report
from cpcj.reviews.services.recording import list_digest
from cpcj.reviews.services.taking_part import sees
from cpcj.reviews.views.changing import deeds
from cpcj.reviews.visibility import keeps, seats_held, seats_in
from cpcj.reviews.word_files import Line
from cpcj.reviews.word_files import observations_file as observations_word
from cpcj.reviews.word_files import summary_file as summary_word

if TYPE_CHECKING:
    from django.http import HttpRequest

_FEW = 20
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def review_of(request: HttpRequest, key: int) -> Review:
    """Return a review that the visitor may see; hidden and absent ones are not found alike."""
    require(request.user, Permission.REVIEW_VIEW)
    visible = Review.objects.visible_to(request.user).select_related("cycle__version")
    found: Review = get_object_or_404(visible, pk=key)
    return found


@require_safe
def show(request: HttpRequest, key: int) -> HttpResponse:
    """Show of a review what the visitor's roles see."""
    one = review_of(request, key)
    user = request.user
    seats = seats_in(user, one.pk)
    rules = one.cycle.version.rules
    cluster = rules.cluster(one.cluster)
    context: dict[str, Any] = {
        "one": one,
        "rules": rules,
        "state": names.state_name(one.state),
        "cluster": cluster.title if cluster else "",
        "period": names.period_name(rules.period_name),
        "reviewers": [
            (names.state_name(code), names.instruments_named(one.only_for.get(code, ())))
            for code in one.reviewers
        ],
        "seats": sorted(names.seat_name(seat) for seat in seats),
        "shows": {part.value: _sees(user, one, part) for part in Part},
        "documents": [
            (names.document_kind(d.kind), d)
            for d in Document.objects.visible_to(user).filter(review=one)
        ],
        "deeds": deeds(user, one),
        "answers": answer_set(one.answer_set, user) if seats else None,
        "keeps": keeps(user),
        **_steps(user, one),
        **_people(user, one),
        **_proposals(user, one, seats),
        **_observations(user, one),
    }
    context["may_draft"] = one.agreed_on is None and any(
        rules.may_write(seat, Writing.OBSERVATIONS) for seat in seats
    )
    context["waits_for_summary"] = Agreed.SUMMARY in rules.agrees and not one.summary
    context["may_follow_up"] = one.agreed_on is not None and any(
        rules.may_write(seat, Writing.FOLLOW_UP) for seat in seats
    )
    return render(request, "reviews/review.html", context)


def _steps(user: Actor, one: Review) -> dict[str, Any]:
    """Return the steps, each with its shares: the State's name, and what the visitor may do."""
    held = [(each.seat, each.country) for each in seats_held(user, one.pk)]
    held += [(Seat.SECRETARIAT.value, "")] if keeps(user) else []
    line = queries.time_lines(user, [one]).get(one.pk, ())
    return {
        "steps": [
            (
                each,
                [
                    (
                        names.state_name(share.country), share,
                        may_report(each.step, share, held), may_clear(each.step, share, held),
                    )
                    for share in each.shares
                ],
            )
            for each in line
        ]
    }  # fmt: skip


def _observations(user: Actor, one: Review) -> dict[str, Any]:
    """Return the observations with what was done about each, and recommendations about them."""
    found = list(queries.observations(user, one))
    done: dict[int, list[tuple[str, FollowUp]]] = {}
    for each in FollowUp.objects.visible_to(user).filter(observation__in=found):
        named = names.follow_up_name(each.standing)
        done.setdefault(each.observation_id, []).append((named, each))
    about = {each.provision for each in found} - {""}
    places = places_of(about, user)
    recommended = queries.recommendations_about(user, about).distinct() if about else ()
    return {
        "observations": [
            {
                "sort": names.sort_name(each.sort),
                "one": each,
                "country": names.state_name(each.country),
                "provision": names.provision_name(each.provision),
                "href": places.get(each.provision, ""),
                "done": done.get(each.pk, []),
            }
            for each in found
        ],
        "recommendations": list(recommended[:_FEW]),
    }


def _sees(user: Actor, one: Review, part: Part) -> bool:
    if part is not Part.SUMMARY:
        return sees(user, one, part)
    if one.summary_on is not None:
        return True
    # Not agreed yet, it is a draft.
    settled = one.agreed_on is not None or sees(user, one, Part.DRAFTS)
    return settled and sees(user, one, part)


def _people(user: Actor, one: Review) -> dict[str, Any]:
    people = Participant.objects.visible_to(user).filter(review=one)
    agreed = dict(
        Agreement.objects.visible_to(user)
        .filter(review=one, digest=list_digest(one)).values_list("participant", "on")
    )  # fmt: skip
    return {
        "people": [
            (names.seat_name(p.seat), names.state_name(p.country), p, agreed.get(p.pk))
            for p in people.select_related("invitation__accepted_by")
        ]
    }


def _proposals(user: Actor, one: Review, seats: frozenset[str]) -> dict[str, Any]:
    rows = Proposal.objects.visible_to(user).filter(observation__review=one)
    return {
        "proposals": [
            (names.proposal_name(p.status), p) for p in rows.select_related("observation")
        ],
        "decides": bool(seats & OF_COUNTRY),
    }


@require_safe
def document(request: HttpRequest, key: int) -> HttpResponse:
    """Give out a document, as a file and never as a page."""
    require(request.user, Permission.REVIEW_VIEW)
    visible = DocumentContent.objects.visible_to(request.user).select_related("document")
    content = get_object_or_404(visible, pk=key)
    return _file(bytes(content.bytes), content.document.name, "application/octet-stream")


@require_safe
def summary_file(request: HttpRequest, key: int) -> HttpResponse:
    """Give out the executive summary in Word."""
    one = review_of(request, key)
    if not one.summary or not _sees(request.user, one, Part.SUMMARY):
        raise Http404(str(key))
    content = summary_word(_heading(gettext("Executive summary"), one), _facts(one), one.summary)
    return _file(content, f"executive-summary-{one.state}-{one.pk}.docx", _WORD)


@require_safe
def observations_file(request: HttpRequest, key: int) -> HttpResponse:
    """Give out the list of observations in Word, as far as the visitor sees it."""
    one = review_of(request, key)
    found = list(queries.observations(request.user, one))
    if not found:
        raise Http404(str(key))
    groups = {
        str(sort.label): [
            Line(
                names.provision_name(o.provision), o.words,
                gettext("confidential") if o.confidential else "",
            )
            for o in found
            if o.sort == sort
        ]
        for sort in Sort
    }  # fmt: skip
    content = observations_word(
        _heading(gettext("List of observations"), one), _facts(one),
        {title: lines for title, lines in groups.items() if lines},
    )  # fmt: skip
    return _file(content, f"observations-{one.state}-{one.pk}.docx", _WORD)


def _heading(what: str, one: Review) -> str:
    return gettext("%(what)s: %(state)s") % {"what": what, "state": names.state_name(one.state)}


def _facts(one: Review) -> list[str]:
    rules = one.cycle.version.rules
    cluster = rules.cluster(one.cluster)
    facts = [rules.title, one.cycle.title]
    if cluster and cluster.title:
        facts.append(cluster.title)
    reviewers = enumerated_long(names.state_name(code) for code in one.reviewers)
    facts.append(gettext("Reviewing States: %s") % reviewers)
    if one.agreed_on:
        facts.append(gettext("Agreed on %s") % date_format(one.agreed_on))
    return facts


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
