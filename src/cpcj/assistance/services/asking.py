"""What a State does: ask, answer, add documents, share, withdraw; and the office in its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.assistance.models import (
    Document,
    Numbers,
    Origin,
    Question,
    Request,
    RequestEvent,
    RequestValue,
    Urgency,
)
from cpcj.assistance.names import LANGUAGES
from cpcj.assistance.rules.identifiers import IdentifierError, articles, mandates
from cpcj.assistance.rules.states import UNANSWERED, Status
from cpcj.assistance.services.recording import (
    LONGEST_WORDS,
    RequestError,
    enter,
    hold,
    keep_documents,
    move,
    needs,
)
from cpcj.frame.permissions import Permission, require
from cpcj.frame.services import Change, service
from cpcj.register.followup.services.notes import GivenDocument
from cpcj.register.services.act_rows import stored
from cpcj.resolutions.topics import topics
from cpcj.resolutions.vocabulary.states import states

_LONGEST_PART = 5_000
_CREATED = ("number", "state", "status", "title", "asked", "shared")
RECORDED = "record"
"""The deed by which the office entered what came by letter."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a State asks.

    Attributes:
        title: in one line.
        asked: in its own words.
        topics: keys of crime areas.
        mandates: identifiers of paragraphs or acts ("A/RES/70/178#op46").
        articles: identifiers of treaty provisions ("UNTOC#art18(13)").
        legal_basis: treaty, agreement or law it rests on.
        beneficiaries: whom it is for.
        urgency, origin: of :class:`Urgency` and :class:`Origin`.
        language: code of the language to write in.
        shared: whether other States may see it.
    """

    title: str
    asked: str
    topics: Sequence[str] = ()
    mandates: Sequence[str] = ()
    articles: Sequence[str] = ()
    legal_basis: str = ""
    beneficiaries: str = ""
    urgency: str = Urgency.ORDINARY
    origin: str = Origin.STATE
    language: str = "en"
    shared: bool = False


@service(permission=Permission.REQUEST_MAKE)
def make(
    change: Change, state: str, asked: Asked, documents: Sequence[GivenDocument] = ()
) -> Request:
    """Ask for assistance in the name of a State.

    Raises:
        PermissionDenied: the person does not act for that State.
        RequestError: something is missing, unknown or too large.
    """
    require(change.actor, Permission.REQUEST_MAKE, Request(state=state))
    held = _received(change, state, asked, documents, timezone.localdate(), "make")
    change.created(held, _CREATED)
    return held


@service(permission=Permission.REQUEST_HANDLE)
def record(
    change: Change,
    state: str,
    asked: Asked,
    *,
    received: dt.date,
    documents: Sequence[GivenDocument] = (),
) -> Request:
    """Record a request that came by letter, by its day of receipt.

    Raises:
        RequestError: as :func:`make`; or the day has not come yet, or is long gone.
    """
    held = recorded(change, state, asked, received=received, documents=documents)
    change.created(held, _CREATED)
    return held


def recorded(
    change: Change,
    state: str,
    asked: Asked,
    *,
    received: dt.date,
    documents: Sequence[GivenDocument] = (),
) -> Request:
    """Record a request inside a service: one that came by letter, or a row of a table.

    Raises:
        RequestError: as :func:`record`.
    """
    today = timezone.localdate()
    if not today - dt.timedelta(days=3660) <= received <= today:
        raise RequestError(gettext("The day of receipt is later than today or too long ago."))
    # Whether others may see it is for the State to say.
    return _received(change, state, asked, documents, received, RECORDED)


def corrected(change: Change, request: Request, asked: Asked) -> Request:
    """Correct, inside a service, what the office recorded of a letter and has not answered yet.

    What a State wrote itself is the State's, and what was answered was answered as it stood.

    Raises:
        RequestError: it is neither; or as :func:`record`.
    """
    held = hold(request)
    if not RequestEvent.objects.filter(request=held, deed=RECORDED).exists():
        raise RequestError(gettext("The State wrote this request itself: the office keeps it so."))
    if held.status not in UNANSWERED:
        raise RequestError(gettext("The request is answered or has ended: it stays as it is."))
    for name, value in _columns(asked).items():
        setattr(held, name, value)
    held.save()
    _keep_values(held, asked)
    enter(change, held, "correct", internal=True)
    return held


def _received(
    change: Change,
    state: str,
    asked: Asked,
    documents: Sequence[GivenDocument],
    received: dt.date,
    deed: str,
) -> Request:
    known = states().get(state)
    if known is None or known.status == "former":
        raise RequestError(gettext("There is no such State."))
    held = Request(
        number=_number(received.year), state=state, status_since=received, received=received,
        shared=asked.shared and deed == "make", made_by_id=change.actor.pk, **_columns(asked),
    )  # fmt: skip
    held.save()
    _keep_values(held, asked)
    keep_documents(change, held, documents)
    enter(change, held, deed, on=received)
    return held


def _columns(asked: Asked) -> dict[str, str]:
    """Return what is asked as a request's columns hold it."""
    title, words = stored(asked.title.strip(), 300), stored(asked.asked.strip(), LONGEST_WORDS)
    if not title or not words:
        raise RequestError(gettext("Say what is asked, and give it a title."))
    if (
        asked.urgency not in Urgency.values
        or asked.origin not in Origin.values
        or asked.language not in LANGUAGES
    ):
        raise RequestError(gettext("Urgency, origin or language is not one that is known."))
    return {
        "title": title,
        "asked": words,
        "legal_basis": stored(asked.legal_basis.strip(), _LONGEST_PART),
        "beneficiaries": stored(asked.beneficiaries.strip(), _LONGEST_PART),
        "urgency": asked.urgency,
        "origin": asked.origin,
        "language": asked.language,
    }


def _keep_values(held: Request, asked: Asked) -> None:
    """Keep crime areas, mandates and articles in the place of what was named before."""
    named = _values(asked)
    RequestValue.objects.filter(request=held).delete()
    RequestValue.objects.bulk_create(
        RequestValue(request=held, field=field, value=value)
        for field, values in named.items()
        for value in values
    )


def _number(year: int) -> str:
    Numbers.objects.get_or_create(year=year)
    row = Numbers.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"REQ-{year}-{row.last:04}"


def _values(asked: Asked) -> Mapping[str, Sequence[str]]:
    known = {topic.key for topic in topics()}
    if unknown := set(asked.topics) - known:
        raise RequestError(gettext("There is no such crime area: %s") % ", ".join(sorted(unknown)))
    try:
        return {
            RequestValue.Field.TOPIC: tuple(dict.fromkeys(asked.topics)),
            RequestValue.Field.MANDATE: mandates(asked.mandates),
            RequestValue.Field.ARTICLE: articles(asked.articles),
        }
    except IdentifierError as error:
        raise RequestError(
            gettext("Not the identifier of a paragraph or article: %s") % str(error)[:80]
        ) from error


@service(permission=Permission.REQUEST_MAKE, on="request")
def answer(
    change: Change,
    request: Request,
    *,
    answers: Mapping[int, str],
    documents: Sequence[GivenDocument] = (),
) -> Request:
    """Answer questions; once every question is answered the assessment goes on.

    Args:
        change: the actor.
        request: the request.
        answers: words by the question's key; empty ones are left for later.
        documents: what is sent with the answers.

    Raises:
        RequestError: nothing is answered, or no information is awaited.
    """
    held = hold(request)
    if held.status != Status.MORE_INFORMATION:
        raise RequestError(gettext("No information is awaited."))
    said = {key: stored(words.strip(), LONGEST_WORDS) for key, words in answers.items()}
    waiting = list(Question.objects.select_for_update().filter(request=held, answer=""))
    if not any(said.get(one.pk) for one in waiting):
        raise RequestError(gettext("Answer at least one question."))
    keep_documents(change, held, documents)
    for one in waiting:
        if words := said.get(one.pk):
            one.answer, one.answered_by_id, one.answered_at = words, change.actor.pk, timezone.now()
            one.save()
    if all(one.answer for one in waiting):
        return move(change, held, "answer")
    change.altered(held, {"status": held.status}, note="answered in part")
    return held


@service(permission=Permission.REQUEST_MAKE, on="request")
def attach(
    change: Change, request: Request, documents: Sequence[GivenDocument]
) -> Sequence[Document]:
    """Add documents to the own State's request.

    Raises:
        RequestError: none is given, one is too large, or there are too many.
    """
    return _attached(change, request, documents)


@service(permission=Permission.REQUEST_HANDLE, on="request")
def file_documents(
    change: Change, request: Request, documents: Sequence[GivenDocument]
) -> Sequence[Document]:
    """Add documents that came to the office; the State sees them.

    Raises:
        RequestError: as :func:`attach`.
    """
    return _attached(change, request, documents)


def _attached(
    change: Change, request: Request, documents: Sequence[GivenDocument]
) -> Sequence[Document]:
    if not documents:
        raise RequestError(gettext("Choose a file."))
    held = hold(request)
    kept = keep_documents(change, held, documents)
    enter(change, held, "attach", reason="; ".join(one.name for one in kept))
    change.did(note="documents", request=held.pk, digests=[one.digest for one in kept])
    return kept


@service(permission=Permission.REQUEST_MAKE, on="request")
def share(change: Change, request: Request, *, shared: bool) -> Request:
    """Let other States see what is asked and where it stands, or no longer."""
    held = hold(request)
    if held.shared == shared:
        change.nothing()
        return held
    before = change.values(held, "shared")
    held.shared = shared
    held.save(update_fields=["shared"])
    enter(change, held, "shared" if shared else "unshared")
    change.altered(held, before)
    return held


@service(permission=Permission.REQUEST_MAKE, on="request")
def withdraw(change: Change, request: Request, *, reason: str) -> Request:
    """Withdraw the own State's request.

    Raises:
        RequestError: no reason, or it is delivered or ended already.
    """
    return move(change, hold(request), "withdraw", reason=needs(reason))
