"""A set of answers: its page, the same to be printed, and in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cpcj.frame.permissions import Permission, allows
from cpcj.reviews.checklists import names, queries
from cpcj.reviews.checklists.models import CoAuthor, Move, ProposedRequest
from cpcj.reviews.checklists.services.recording import asked_of
from cpcj.reviews.checklists.shown import (
    answers_of,
    facts,
    parts,
    place,
    shown_sections,
    word_file,
)
from cpcj.reviews.checklists.views.base import WORD, file, set_of
from cpcj.reviews.checklists.visibility import keeps
from cpcj.reviews.models import Review

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show a set: progress by section, questions, what can be done."""
    one = set_of(request, code)
    user = request.user
    answers = answers_of(user, one)
    people: dict[str, list[str]] = {}
    own: set[str] = set()
    asked_rows = CoAuthor.objects.visible_to(user).filter(set=one).select_related("person")
    for row in asked_rows:
        people.setdefault(row.question, []).append(str(row.person))
        if row.person_id == user.pk:
            own.add(row.question)
    asked = asked_of(user, one)
    come = queries.come(one, queries.standings(answers.values()))
    leads = allows(user, Permission.CHECKLIST_SUBMIT, one)
    context = {
        "one": one,
        "rules": one.version.rules,
        "owner": names.owner_name(one),
        "status": names.status_name(one.status),
        "come": come,
        "sections": [
            (section, [(place(row.question), row) for row in section.questions])
            for section in shown_sections(one, answers, people)
        ],
        "own": own,
        "leads": leads,
        "writes": one.open and (asked is None or bool(asked)),
        "keeps": keeps(user),
        "newer": queries.newer_version(one) if leads else None,
        "moves": [
            (names.status_name(row.to), row)
            for row in Move.objects.visible_to(user).filter(set=one).select_related("by")
        ],
        "proposals": [
            (names.standing_name(row.standing), names.assistance_name(row.kind), row)
            for row in ProposedRequest.objects.visible_to(user)
            .filter(set=one).exclude(standing=ProposedRequest.Standing.GONE)
        ],
        "decides": leads and bool(one.state),
        "reviews": Review.objects.visible_to(user)
        .filter(answer_set=one.code, state=one.state)
        .select_related("cycle__version"),
    }  # fmt: skip
    return render(request, "checklists/set.html", context)


@require_safe
def printed(request: HttpRequest, code: str) -> HttpResponse:
    """Show all answers on one page, to be printed."""
    one = set_of(request, code)
    answers = answers_of(request.user, one)
    context = {
        "one": one,
        "owner": names.owner_name(one),
        "facts": facts(one),
        "sections": [
            (
                section.progress,
                [
                    (place(row.question), row.question, parts(row.answer, row.question))
                    for row in section.questions
                    if row.applies or row.answer.said
                ],
            )
            for section in shown_sections(one, answers, {})
        ],
    }
    return render(request, "checklists/print.html", context)


@require_safe
def word(request: HttpRequest, code: str) -> HttpResponse:
    """Give out the answers in Word."""
    one = set_of(request, code)
    return file(word_file(request.user, one), f"{one.code}.docx", WORD)
