"""What a State, or an organization for an institution, does: begin, answer, ask, submit, reuse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.frame.forms import refuse_if_changed
from cpcj.frame.permissions import Permission, allows, require
from cpcj.frame.services import Change, service
from cpcj.frame.workflow import TransitionRefusedError
from cpcj.resolutions.vocabulary.states import states
from cpcj.reviews.checklists.models import (
    FIELDS,
    Answer,
    AnswerChange,
    AnswerSet,
    ChecklistVersion,
    CoAuthor,
    Move,
)
from cpcj.reviews.checklists.rules.checklist import Checklist, Owner, Question
from cpcj.reviews.checklists.rules.provisions import equivalents
from cpcj.reviews.checklists.rules.versions import carried
from cpcj.reviews.checklists.services.needs import propose
from cpcj.reviews.checklists.services.recording import (
    ChecklistRefusedError,
    Given,
    author,
    clean,
    cleaned,
    given_of,
    hold,
    still_open,
    write,
)
from cpcj.reviews.checklists.workflow import ANSWERS

if TYPE_CHECKING:
    from cpcj.accounts.models import Organization, User
    from cpcj.reviews.models import Cycle

_ANSWER, _SUBMIT = Permission.CHECKLIST_ANSWER, Permission.CHECKLIST_SUBMIT


@service(permission=_SUBMIT)
def start_set(
    change: Change, version: ChecklistVersion, *, state: str = "",
    organization: Organization | None = None, institution: str = "", cycle: Cycle | None = None,
) -> AnswerSet:  # fmt: skip
    """Begin a set of answers: of a State, or of an institution that an organization names.

    Raises:
        PermissionDenied: the person does not answer for that State or organization.
        ChecklistRefusedError: the checklist is not for such, or the institution has no name.
    """
    made = AnswerSet(
        version=version, state=state, organization=organization,
        institution=clean(institution, 200), cycle=cycle, made_by_id=change.actor.pk,
    )  # fmt: skip
    require(change.actor, _SUBMIT, made)
    if bool(state) == (organization is not None):
        raise ChecklistRefusedError(gettext("Say for which State or for which organization."))
    owner = Owner.STATE if state else Owner.INSTITUTION
    if owner not in version.rules.owners or (state and state not in states()):
        raise ChecklistRefusedError(gettext("The checklist is not answered by such."))
    if owner is Owner.INSTITUTION and not made.institution:
        raise ChecklistRefusedError(gettext("Give the name of the institution."))
    if owner is Owner.STATE:
        made.institution = ""
    _begin(made, {})
    change.created(made, ("code", "state", "organization_id", "version_id", "cycle_id"))
    return made


def _begin(made: AnswerSet, given: dict[str, Answer]) -> None:
    """Store a set with an answer for each question, as ``given`` by question where it was."""
    # Locked, so that two who begin at once do not get one code.
    version = ChecklistVersion.objects.select_for_update().get(pk=made.version_id)
    owner = made.state or made.organization.code  # type: ignore[union-attr]  # one or the other
    begun = f"{version.key}-{version.version}-{owner}-".upper()
    number = AnswerSet.objects.filter(code__startswith=begun).count() + 1
    made.code = f"{begun}{number}"
    made.save()
    rows = []
    for question in version.rules.questions():
        row = Answer(set=made, question=question.id, about=question.about)
        if (held := given.get(question.id)) is not None and held.said:
            _copy(held, row, question)
        rows.append(row)
    Answer.objects.bulk_create(rows)


def _copy(held: Answer, row: Answer, question: Question) -> None:
    for name in FIELDS:
        setattr(row, name, getattr(held, name))
    for aspect in ("law", "practice"):
        if aspect not in question.asks:
            setattr(row, aspect, "")
    row.source = f"{held.set.code} {held.question}"
    row.by_id, row.at = held.by_id, held.at


@service(permission=_SUBMIT, on="answer_set")
def carry_over(change: Change, answer_set: AnswerSet, newer: ChecklistVersion) -> AnswerSet:
    """Begin a set under a newer version with the answers of this one, by identifier of question.

    The set itself stays as it is, under the version it was given under.

    Raises:
        ChecklistRefusedError: it is no newer version of the same checklist.
    """
    held = hold(answer_set)
    if newer.key != held.version.key or newer.pk <= held.version_id:
        raise ChecklistRefusedError(gettext("This is no newer version of the checklist."))
    kept = carried(held.version.rules, newer.rules)
    rows = held.answers.select_related("set").filter(question__in=kept)
    made = AnswerSet(
        version=newer, state=held.state, organization=held.organization,
        institution=held.institution, cycle=held.cycle, made_by_id=change.actor.pk, from_set=held,
    )  # fmt: skip
    _begin(made, {one.question: one for one in rows})
    change.created(made, ("code", "from_set_id", "version_id"))
    return made


def question_of(answer: Answer) -> Question:
    """Return the question of an answer, in the version that it was given under."""
    rules: Checklist = answer.set.version.rules
    return rules.by_id()[answer.question]


def _held(change: Change, answer: Answer) -> Answer:
    """Return an answer whose set is locked and open, for somebody who may write it."""
    held = hold(answer.set)
    author(change, held, [answer.question])
    still_open(held)
    found: Answer = Answer.objects.select_related("set__version").get(pk=answer.pk)
    return found


@service(permission=_ANSWER)
def write_answer(change: Change, answer: Answer, *, given: Given, seen: str) -> Answer:
    """Answer a question.

    Args:
        change: of the person who answers.
        answer: the answer.
        given: what is said.
        seen: note of what the form showed (``frame.forms.seen``).

    Raises:
        PermissionDenied: the question is for others to answer.
        ChangedMeanwhileError: somebody else wrote it meanwhile; nothing was written.
        ChecklistRefusedError: the set is submitted, or what is said cannot be.
    """
    held = _held(change, answer)
    refuse_if_changed(held, seen)
    _write(change, held, cleaned(given, question_of(held)), AnswerChange.Way.FORM)
    return held


def _write(change: Change, held: Answer, given: Given, way: str, source: str = "") -> None:
    before = change.values(held, *FIELDS)
    if write(change, held, given, way, source):
        change.altered(held, before, note=way)
    else:
        change.nothing()


def may_take_over(answer: Answer, source: Answer) -> bool:
    """Tell whether an answer is of the same owner and about the same, or an equivalent, provision.

    Of the same checklist the same question is about the same, whatever its version.
    """
    one, other = answer.set, source.set
    same_owner = (one.state, one.organization_id, one.institution) == (
        other.state, other.organization_id, other.institution,
    )  # fmt: skip
    same_question = (one.version.key, answer.question) == (other.version.key, source.question)
    about = source.about == answer.about or source.about in equivalents(answer.about)
    return same_owner and one.pk != other.pk and (same_question or about)


@service(permission=_ANSWER)
def take_over(change: Change, answer: Answer, source: Answer, *, seen: str) -> Answer:
    """Take an earlier answer over, with its source; what stood here stays in the history.

    Raises:
        PermissionDenied: the question is for others to answer, or the source is not one's own.
        ChangedMeanwhileError: somebody else wrote it meanwhile; nothing was written.
        ChecklistRefusedError: the source is about something else, or the set is submitted.
    """
    held = _held(change, answer)
    require(change.actor, _ANSWER, source.set)
    if not may_take_over(held, source):
        raise ChecklistRefusedError(gettext("That answer is not about this question."))
    refuse_if_changed(held, seen)
    given = given_of(source)
    asks = question_of(held).asks
    fitting = replace(
        given,
        law=given.law if "law" in asks else "",
        practice=given.practice if "practice" in asks else "",
    )
    way = AnswerChange.Way.TAKEN_OVER
    _write(change, held, fitting, way, f"{source.set.code} {source.question}")
    return held


@service(permission=_SUBMIT, on="answer_set")
def ask(change: Change, answer_set: AnswerSet, question: str, person: User) -> CoAuthor:
    """Ask a member of the State or organization to answer a question.

    Raises:
        ChecklistRefusedError: there is no such question, or the person is no member.
    """
    held = hold(answer_set)
    if question not in held.version.rules.by_id():
        raise ChecklistRefusedError(gettext("There is no such question."))
    if not allows(person, _ANSWER, held):
        raise ChecklistRefusedError(gettext("This person cannot answer for you."))
    asked: CoAuthor | None = CoAuthor.objects.filter(
        set=held, question=question, person=person
    ).first()
    if asked is not None:
        change.nothing()
        return asked
    made = CoAuthor(set=held, question=question, person=person, asked_by_id=change.actor.pk)
    made.save()
    change.created(made, ("set_id", "question", "person_id"))
    return made


@service(permission=_SUBMIT)
def stop_asking(change: Change, coauthor: CoAuthor) -> None:
    """Ask somebody no longer; what the person wrote stays.

    Raises:
        PermissionDenied: the set is another's.
    """
    require(change.actor, _SUBMIT, coauthor.set)
    change.removed(coauthor, change.values(coauthor, "set_id", "question", "person_id"))
    coauthor.delete()


@service(permission=_SUBMIT, on="answer_set")
def submit(change: Change, answer_set: AnswerSet) -> AnswerSet:
    """Submit the answers; needs for assistance in them become proposed requests.

    Raises:
        ChecklistRefusedError: they are submitted, or nothing is answered.
    """
    held = hold(answer_set)
    held.submitted_on = timezone.localdate()
    _move(change, held, "submit", "")
    propose(held)
    return held


@service(permission=Permission.CHECKLIST_KEEP)
def return_set(change: Change, answer_set: AnswerSet, *, words: str) -> AnswerSet:
    """Return submitted answers to be completed, saying what is missing.

    Raises:
        ChecklistRefusedError: they are not submitted, or nothing is said.
    """
    said = clean(words, 5_000)
    if not said:
        raise ChecklistRefusedError(gettext("Say what is missing."))
    held = hold(answer_set)
    _move(change, held, "return", said)
    return held


def _move(change: Change, held: AnswerSet, deed: str, words: str) -> None:
    try:
        ANSWERS.apply(change, held, deed, also=("submitted_on",))
    except TransitionRefusedError as error:
        raise ChecklistRefusedError(str(error)) from error
    Move(set=held, to=held.status, words=words, by_id=change.actor.pk).save()
