"""A set of answers as pages and documents show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext

from cpcj.register.presentation.names import isolated
from cpcj.reviews.checklists.models import ASSISTANCE, FIELDS, Answer, AnswerSet
from cpcj.reviews.checklists.names import (
    adoption_name,
    assistance_name,
    field_name,
    owner_name,
    status_name,
)
from cpcj.reviews.checklists.queries import come, standings
from cpcj.reviews.checklists.rules.checklist import Aspect, Question
from cpcj.reviews.checklists.rules.progress import Progress, applies
from cpcj.reviews.checklists.rules.provisions import numberings
from cpcj.reviews.checklists.word_file import Line, answers_file

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its answer, as a row shows it.

    Attributes:
        question, answer: what is asked, what was answered.
        law, practice: how far, in words; None where it is not asked about.
        applies: whether it is asked, after what was answered before.
        people: who is asked to answer it.
    """

    question: Question
    answer: Answer
    law: str | None
    practice: str | None
    applies: bool
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section: how far it has come, and its questions."""

    progress: Progress
    questions: tuple[ShownQuestion, ...]


def shown_sections(
    answer_set: AnswerSet,
    answers: Mapping[str, Answer],
    people: Mapping[str, Iterable[str]],
) -> tuple[ShownSection, ...]:
    """Return the sections of a set."""
    given = standings(answers.values())
    by_id = answer_set.version.rules.by_id()

    def shown(question: Question) -> ShownQuestion:
        answer = answers[question.id]
        law, practice = (
            adoption_name(answer.standing.of(aspect)) if aspect in question.asks else None
            for aspect in Aspect
        )
        return ShownQuestion(
            question, answer, law, practice, applies(question, by_id, given),
            tuple(people.get(question.id, ())),
        )  # fmt: skip

    return tuple(
        ShownSection(one, tuple(shown(question) for question in one.section.questions))
        for one in come(answer_set, given).sections
    )


def parts(answer: Answer, question: Question) -> tuple[tuple[str, str], ...]:
    """Return what an answer says, part by part, with what each part is called."""
    found = []
    for name in FIELDS[:-1]:
        value = getattr(answer, name)
        if name in set(Aspect):
            if name not in question.asks:
                continue
            value = adoption_name(value) or gettext("no answer yet")
        if value:
            found.append((field_name(name), value))
    for kind in ASSISTANCE:
        if words := answer.needs.get(kind):
            called = gettext("Assistance needed: %s") % assistance_name(kind)
            found.append((called, words))
    return tuple(found)


def facts(answer_set: AnswerSet) -> list[str]:
    """Return what stands above the answers."""
    rules = answer_set.version.rules
    found = [
        rules.title,
        gettext("Version %(version)s of the checklist; answers %(code)s, %(status)s")
        % {
            "version": rules.version, "code": answer_set.code,
            "status": status_name(answer_set.status),
        },
    ]  # fmt: skip
    if answer_set.organization is not None:
        found.append(gettext("Answered by %s") % answer_set.organization)
    if answer_set.submitted_on:
        found.append(gettext("Submitted on %s") % date_format(answer_set.submitted_on))
    return found


def word_file(user: Actor, answer_set: AnswerSet) -> bytes:
    """Return the answers that a user sees as a document in Word."""
    answers = answers_of(user, answer_set)
    sections = [
        (
            one.progress.section.title,
            [
                Line(place(row.question), row.question.words, parts(row.answer, row.question))
                for row in one.questions
                if row.applies or row.answer.said
            ],
        )
        for one in shown_sections(answer_set, answers, {})
    ]
    return answers_file(owner_name(answer_set), facts(answer_set), sections)


def place(question: Question) -> str:
    """Return the provision of a question in words: "UNTOC, article 5(1)", "Rule 24"."""
    one = question.provision
    if one.unit == "rule":
        return gettext("Rule %s") % one.words
    return gettext("%(instrument)s, article %(article)s") % {
        "instrument": numberings()[one.instrument].name, "article": isolated(one.words),
    }  # fmt: skip


def answers_of(user: Actor, answer_set: AnswerSet) -> dict[str, Answer]:
    """Return the answers of a set by question, as far as a user sees them."""
    rows = Answer.objects.visible_to(user).filter(set=answer_set).select_related("by")
    return {one.question: one for one in rows}
