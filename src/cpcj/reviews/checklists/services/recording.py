"""What every change of a set of answers goes through: lock, authors, words, history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.frame.permissions import Actor, Permission, allows
from cpcj.register.services.act_rows import stored
from cpcj.reviews.checklists.models import (
    ASSISTANCE,
    FIELDS,
    Answer,
    AnswerChange,
    AnswerSet,
    CoAuthor,
)
from cpcj.reviews.checklists.rules.checklist import Adoption, Aspect, Question

if TYPE_CHECKING:
    from cpcj.frame.services import Change

LONGEST = 9_000
"""Characters of a text of an answer, so that each fits a cell of a workbook."""
LONGEST_NEED = 2_000
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


class ChecklistRefusedError(ValueError):
    """What was asked cannot be done; the message is for the person who asked."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says in an answer; see :class:`~cpcj.reviews.checklists.models.Answer`."""

    law: str = ""
    practice: str = ""
    in_law: str = ""
    in_practice: str = ""
    citations: str = ""
    examples: str = ""
    challenges: str = ""
    needs: Mapping[str, str] = field(default_factory=dict)


def given_of(answer: Answer) -> Given:
    """Return what an answer says now."""
    return Given(**{name: getattr(answer, name) for name in FIELDS})


def clean(words: str, longest: int = LONGEST) -> str:
    """Return words as a store and a workbook both keep them, so that neither loses anything.

    Raises:
        ChecklistRefusedError: they are too long; nothing is cut off.
    """
    whole = words.replace("\r\n", "\n").replace("\r", "\n")
    found = _UNPRINTED.sub("", stored(whole)).strip()
    if len(found) > longest:
        raise ChecklistRefusedError(
            gettext("Too long: at most %(most)s characters.") % {"most": longest}
        )
    return found


def cleaned(given: Given, question: Question) -> Given:
    """Return what is said as it is stored.

    Raises:
        ChecklistRefusedError: an answer or type of assistance is unknown, or words are too long.
    """
    for aspect, value in ((Aspect.LAW, given.law), (Aspect.PRACTICE, given.practice)):
        if value and value not in {one.value for one in Adoption}:
            raise ChecklistRefusedError(gettext("There is no such answer."))
        if value and aspect not in question.asks:
            raise ChecklistRefusedError(
                gettext("The question does not ask about law.")
                if aspect is Aspect.LAW
                else gettext("The question does not ask about practice.")
            )
    if unknown := set(given.needs) - set(ASSISTANCE):
        message = gettext("There is no type of assistance %s.")
        raise ChecklistRefusedError(message % min(unknown)[:40])
    said = {kind: clean(given.needs.get(kind, ""), LONGEST_NEED) for kind in ASSISTANCE}
    texts = {name: clean(getattr(given, name)) for name in FIELDS[2:-1]}
    return replace(given, **texts, needs={kind: words for kind, words in said.items() if words})


def hold(answer_set: AnswerSet) -> AnswerSet:
    """Return a set as it is stored now, locked."""
    found: AnswerSet = (
        AnswerSet.objects.select_for_update(of=("self",))
        .select_related("version")
        .get(pk=answer_set.pk)
    )
    return found


def still_open(answer_set: AnswerSet) -> None:
    """Refuse to write where a set is submitted.

    Raises:
        ChecklistRefusedError: it is.
    """
    if not answer_set.open:
        raise ChecklistRefusedError(gettext("The answers are submitted."))


def asked_of(user: Actor, answer_set: AnswerSet) -> frozenset[str] | None:
    """Return the questions that a person may answer; None for all of them."""
    if allows(user, Permission.CHECKLIST_SUBMIT, answer_set):
        return None
    if not allows(user, Permission.CHECKLIST_ANSWER, answer_set):
        return frozenset()
    rows = CoAuthor.objects.filter(set=answer_set, person=user.pk)
    return frozenset(rows.values_list("question", flat=True))


def author(change: Change, answer_set: AnswerSet, questions: Iterable[str]) -> None:
    """Refuse who may not answer these questions.

    Raises:
        PermissionDenied: one of them is for others to answer.
    """
    asked = asked_of(change.actor, answer_set)
    if asked is not None and not set(questions) <= asked:
        raise PermissionDenied(change.what)


def write(change: Change, answer: Answer, given: Given, way: str, source: str = "") -> bool:
    """Write what was said into an answer, with its history; tell whether anything changed."""
    said: dict[str, Any] = {
        name: value for name in FIELDS if (value := getattr(given, name)) != getattr(answer, name)
    }
    if not said:
        return False
    for name, value in said.items():
        setattr(answer, name, value)
    answer.source = source or answer.source
    answer.by_id, answer.at = change.actor.pk, timezone.now()
    answer.save()
    AnswerChange(answer=answer, way=way, said=said, by_id=change.actor.pk).save()
    return True
