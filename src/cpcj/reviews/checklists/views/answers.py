"""The answer to a question: its form, earlier answers to take over, who is asked, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cpcj.accounts.models import User
from cpcj.frame.forms import SEEN, ChangedMeanwhileError, seen
from cpcj.frame.permissions import Permission, allows, require
from cpcj.reviews.checklists import names, queries
from cpcj.reviews.checklists.forms import AnswerForm, AskForm
from cpcj.reviews.checklists.models import ADOPTIONS, FIELDS, Answer, AnswerChange, CoAuthor
from cpcj.reviews.checklists.rules.progress import applies
from cpcj.reviews.checklists.services import answering
from cpcj.reviews.checklists.services.recording import ChecklistRefusedError, asked_of
from cpcj.reviews.checklists.shown import parts, place
from cpcj.reviews.checklists.views.base import set_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.reviews.checklists.rules.checklist import Question


def _answer(request: HttpRequest, code: str, question: str) -> tuple[Answer, Question]:
    one = set_of(request, code)
    asked = one.version.rules.by_id().get(question)
    if asked is None:
        raise Http404(question)
    found: Answer = get_object_or_404(
        Answer.objects.visible_to(request.user).select_related("by"), set=one, question=question
    )
    found.set = one
    return found, asked


def _page(code: str, question: str) -> str:
    return reverse("checklists:answer", args=[code, question])


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str, question: str) -> HttpResponse:
    """Show what was answered; write it."""
    found, asked = _answer(request, code, question)
    one, user = found.set, request.user
    mine = asked_of(user, one)
    writes = one.open and (mine is None or question in mine)
    form = AnswerForm(request.POST or None, record=found, question=asked) if writes else None
    if request.method == "POST":
        if form is None:
            raise Http404(question)
        if form.is_valid() and _written(request, found, form):
            messages.success(request, gettext("Saved."))
            return redirect(_page(code, question))
    return render(request, "checklists/answer.html", _context(request, found, asked, form))


def _written(request: HttpRequest, found: Answer, form: AnswerForm) -> bool:
    try:
        answering.write_answer(
            request.user, found, given=form.given(), seen=form.cleaned_data[SEEN]
        )
    except ChangedMeanwhileError as error:
        form.add_error(None, error.words())
        form.note_again()
    except ChecklistRefusedError as error:
        form.add_error(None, str(error))
    else:
        return True
    return False


def _context(
    request: HttpRequest, found: Answer, asked: Question, form: AnswerForm | None
) -> dict[str, Any]:
    one, user = found.set, request.user
    questions = list(one.version.rules.questions())
    by_id = one.version.rules.by_id()
    at = questions.index(asked)
    given = queries.standings(Answer.objects.visible_to(user).filter(set=one))
    leads = allows(user, Permission.CHECKLIST_SUBMIT, one)
    people = [(row.user_id, str(row.user)) for row in queries.members(one)] if leads else []
    before = by_id.get(asked.follows)
    return {
        "one": one,
        "answer": found,
        "question": asked,
        "place": place(asked),
        "owner": names.owner_name(one),
        "form": form,
        "parts": parts(found, asked),
        "applies": applies(asked, by_id, given),
        "follows": before,
        "after": [str(ADOPTIONS[each]) for each in asked.when],
        "previous": questions[at - 1] if at else None,
        "following": questions[at + 1] if at + 1 < len(questions) else None,
        "offers": [
            (place(each.set.version.rules.by_id()[each.question]), each,
             parts(each, each.set.version.rules.by_id()[each.question]))
            for each in queries.offers(user, found)
        ]
        if form is not None
        else [],
        "seen": seen(found, FIELDS),
        "ask_form": AskForm(people=list(dict.fromkeys(people))) if leads and one.open else None,
        "asked": CoAuthor.objects.visible_to(user)
        .filter(set=one, question=asked.id).select_related("person"),
        "leads": leads,
        "history": [
            (AnswerChange.Way(row.way).label, row, _said(row.said))
            for row in AnswerChange.objects.visible_to(user)
            .filter(answer=found).select_related("by")
        ],
    }  # fmt: skip


def _said(said: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the fields of a change with what they were left as, in words."""
    found = []
    for name, value in said.items():
        if name in ("law", "practice"):
            words = names.adoption_name(value)
        elif isinstance(value, dict):
            words = "; ".join(f"{names.assistance_name(k)}: {w}" for k, w in value.items())
        else:
            words = value
        found.append((names.field_name(name), words or "–"))
    return found


@require_POST
def take_over(request: HttpRequest, code: str, question: str) -> HttpResponse:
    """Take an earlier answer over."""
    found, _asked = _answer(request, code, question)
    require(request.user, Permission.CHECKLIST_ANSWER, found.set)
    visible = Answer.objects.visible_to(request.user).select_related("set__version")
    source = get_object_or_404(visible, pk=_number(request.POST.get("source", "")))
    try:
        answering.take_over(request.user, found, source, seen=request.POST.get(SEEN, ""))
    except ChangedMeanwhileError as error:
        messages.error(request, error.words())
    except ChecklistRefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("Taken over. Read it and change what is different."))
    return redirect(_page(code, question))


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 18 else 0


@require_POST
def ask(request: HttpRequest, code: str, question: str) -> HttpResponse:
    """Ask a member to answer the question."""
    found, _asked = _answer(request, code, question)
    one = found.set
    require(request.user, Permission.CHECKLIST_SUBMIT, one)
    people = [(row.user_id, str(row.user)) for row in queries.members(one)]
    form = AskForm(request.POST, people=people)
    if form.is_valid():
        person = get_object_or_404(User, pk=form.cleaned_data["person"])
        try:
            answering.ask(request.user, one, question, person)
        except ChecklistRefusedError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, gettext("Choose a person."))
    return redirect(_page(code, question))


@require_POST
def stop_asking(request: HttpRequest, key: int) -> HttpResponse:
    """Ask somebody no longer."""
    require(request.user, Permission.CHECKLIST_SUBMIT)
    visible = CoAuthor.objects.visible_to(request.user).select_related("set")
    one = get_object_or_404(visible, pk=key)
    code, question = one.set.code, one.question
    answering.stop_asking(request.user, one)
    return redirect(_page(code, question))
