"""The register's operations that write: files in, and what officers say about mandates.

Each calls the service that the page calls, as the person whose token the request carries.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, cast
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Field, File, Form, Path, Router, Schema
from ninja.files import UploadedFile
from pydantic import AfterValidator

from cpcj.frame.api.answers import answer
from cpcj.frame.api.conditions import HEADER, check_match, tag_of
from cpcj.frame.api.problems import ProblemError
from cpcj.frame.api.scopes import Token
from cpcj.frame.permissions import Permission
from cpcj.jobs.models import Job
from cpcj.register.api import shapes
from cpcj.register.api.resolving import id_address, plain
from cpcj.register.exports import mandate_records
from cpcj.register.models import Act, Generation
from cpcj.register.presentation import names
from cpcj.register.queries.mandate import find_act
from cpcj.register.rules.rereading import Value
from cpcj.register.services import reviewing
from cpcj.register.services.settling import LAST_SESSION, WrongValueError
from cpcj.register.uploading import account, take_files

router = Router(tags=["register"])
_BODIES = "multipart/form-data"


def _no_null(words: str) -> str:
    if "\0" in words:
        message = "no text holds the character NUL"
        raise ValueError(message)
    return words


Words = Annotated[str, Field(max_length=20_000), AfterValidator(_no_null)]
Name = Annotated[str, Field(max_length=330), AfterValidator(_no_null)]


class DueGiven(Schema):
    """Session at which something is due."""

    body: Annotated[Name, Field(max_length=80)]
    session: int = Field(ge=-LAST_SESSION, le=LAST_SESSION)
    from_: dt.date | None = Field(None, alias="from")
    to: dt.date | None = None


class DeliverableGiven(Schema):
    """What is to be handed in."""

    what: Words
    to: Annotated[Name, Field(max_length=80)] | None = None
    when: Words | None = None
    due: DueGiven | None = None

    def value(self) -> dict[str, object]:
        """Return it as the register holds it."""
        due = self.due
        return {
            "what": self.what,
            "to": self.to,
            "when": self.when,
            "due": None
            if due is None
            else {
                "body": due.body,
                "session": due.session,
                "from": None if due.from_ is None else due.from_.isoformat(),
                "to": None if due.to is None else due.to.isoformat(),
            },
        }


class ReviewGiven(Schema):
    """What an officer says about a mandate or one of its fields."""

    mandate: Name = Field(description="Its identifier, “A/RES/70/178#op46.2”.")
    verdict: Literal["confirmed", "corrected", "rejected"]
    field: Literal[
        "", "phrase", "act", "reiterated", "addressees", "deliverable", "qualifiers", "action",
        "topics",
    ] = Field("", description="Empty for the whole mandate.")  # fmt: skip
    value: bool | Words | Annotated[list[Name], Field(max_length=100)] | DeliverableGiven | None = (
        Field(
            None,
            description="Of a correction: a list of names for addressees, qualifiers and topics; "
            "true or false for reiterated; a record or null for deliverable; words for the others.",
        )
    )
    reason: Words = Field("", description="Needed but for a confirmation.")


_TYPES: dict[str, tuple[type, ...]] = {
    "reiterated": (bool,),
    "deliverable": (DeliverableGiven, type(None)),
    "addressees": (list,),
    "qualifiers": (list,),
    "topics": (list,),
}


@router.post(
    "/reviews",
    response={201: shapes.Mandate},
    auth=Token(Permission.MANDATE_REVIEW),
    summary="Settle a value of a mandate",
    openapi_extra={"parameters": [HEADER]},
)
def review(
    request: HttpRequest,
    given: ReviewGiven,
) -> HttpResponse:
    """Confirm, correct or reject a mandate or one of its fields, in the name of the token's owner.

    The machine's value stays beside the person's. The answer is the mandate as it is now. With
    ``If-Match`` it is done only where the mandate is what was read.
    """
    with transaction.atomic():
        # Other writers wait: between comparing and writing nothing changes.
        Generation.objects.select_for_update().filter(pk=1).first()
        act = find_act(request.user, plain(given.mandate))
        if act is None or not act.current:
            raise ProblemError(404, "No such mandate is in force.")
        check_match(request, next(mandate_records([act.pk])))
        _settle(request, act, given)
        record = next(mandate_records([act.pk]))
    return answer(record, 201, {"Location": id_address(act.identifier), "ETag": tag_of(record)})


def _settle(request: HttpRequest, act: Act, given: ReviewGiven) -> None:
    """Do what a request says.

    Raises:
        ProblemError: 422; it cannot be done.
    """
    try:
        if given.verdict == "confirmed":
            reviewing.confirm(request.user, act, given.field, reason=given.reason)
        elif given.verdict == "rejected":
            reviewing.reject(request.user, act, given.field, reason=given.reason)
        else:
            reviewing.correct(request.user, act, given.field, _value(given), reason=given.reason)
    except (WrongValueError, reviewing.ReasonMissingError) as error:
        raise ProblemError(422, str(error)) from error


def _value(given: ReviewGiven) -> Value:
    """Return the value of a correction, if it is of the field's type.

    Raises:
        WrongValueError: it is not.
    """
    value: Any = given.value
    if not isinstance(value, _TYPES.get(given.field, (str,))):
        message = f"{given.field or 'the whole mandate'} cannot be corrected to such a value"
        raise WrongValueError(message)
    if given.field == "act" and value not in names.ACTS:
        message = f"there is no act {value!r}"
        raise WrongValueError(message)
    if isinstance(value, DeliverableGiven):
        return value.value()
    return cast("Value", value)


class UploadGiven(Schema):
    """How the texts of files are held."""

    published: bool = Field(default=True, description="False: for the people alone who may upload.")


@router.post(
    "/uploads",
    response={202: shapes.Taken},
    auth=Token(Permission.TEXT_UPLOAD, _BODIES),
    summary="Upload files",
    openapi_extra={"parameters": [HEADER]},
)
def upload(
    request: HttpRequest,
    documents: File[list[UploadedFile]],
    given: Form[UploadGiven],
) -> HttpResponse:
    """Give files to be read: PDF, Word, HTML, OpenDocument, Markdown or plain text.

    They are read in the background; the answer says where to ask what came of them. An upload adds
    to what there is: with ``If-Match``, which it cannot match, it is refused.
    """
    check_match(request, None)
    if not 0 < len(documents) <= settings.UPLOAD_FILES:
        raise ProblemError(422, f"Send 1 to {settings.UPLOAD_FILES} files.")
    for one in documents:
        if (one.size or 0) > settings.UPLOAD_FILE_BYTES:
            most = settings.UPLOAD_FILE_BYTES >> 20
            raise ProblemError(422, f"{one.name}: larger than {most} megabytes.")
        if not one.size:
            raise ProblemError(422, f"{one.name}: empty.")
    job = take_files(request.user, documents, published=given.published)
    address = request.build_absolute_uri(
        reverse("api-1:upload_account", kwargs={"job": str(job.pk)})
    )
    return answer({"job": str(job.pk), "address": address}, 202, {"Location": address})


@router.get(
    "/uploads/{uuid:job}",
    response=shapes.Account,
    auth=Token(Permission.TEXT_UPLOAD),
    summary="See what came of files",
    url_name="upload_account",
)
def upload_account(
    request: HttpRequest,
    job: Path[UUID],
) -> HttpResponse:
    """See what came of uploaded files so far: of one's own, or of all for who may view jobs."""
    running = Job.objects.visible_to(request.user).filter(pk=job).first()
    batch = None if running is None else running.arguments.get("batch")
    if running is None or batch is None:
        raise ProblemError(404, "No such upload is known.")
    files = [
        {"name": one.name, "status": one.status, "error": one.error, "texts": list(one.texts)}
        for one in account(batch)
    ]
    return answer(
        {
            "job": str(running.pk),
            "state": running.state,
            "done": running.done,
            "total": running.total,
            "files": files,
        }
    )
