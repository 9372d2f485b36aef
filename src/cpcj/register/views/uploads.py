"""Files and pasted words in: a live account of what was read, a preview, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.frame.forms import dress
from cpcj.frame.permissions import Permission, allows, require
from cpcj.jobs.models import Job, JobState
from cpcj.register.forms import PasteForm, ReasonForm, UploadForm
from cpcj.register.models import Text, Upload
from cpcj.register.presentation import names
from cpcj.register.presentation.addresses import text_address
from cpcj.register.presentation.called import place_name
from cpcj.register.presentation.preview import preview
from cpcj.register.presentation.values import value_words
from cpcj.register.reading import read_content
from cpcj.register.services.ingest import IngestOutcome, Status, store_file, undo_upload
from cpcj.register.services.rereading import TextPlan, plan_reread, reread
from cpcj.register.uploading import FileLine, take_files
from cpcj.register.uploading import account as account_of
from cpcj.register.views.lists import page_number
from cpcj.resolutions.source import UnreadableError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cpcj.resolutions.act import Act

PAGE = 50
PASTED = "pasted.txt"
_POLL = "2s"


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take files, and go to the account of what is read in them."""
    require(request.user, Permission.TEXT_UPLOAD)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        published = not form.cleaned_data["kept_back"]
        job = take_files(
            request.user,
            form.cleaned_data["documents"],
            published=published,
            of=form.cleaned_data["of"].strip(),
            language=form.cleaned_data["language"],
        )
        return redirect(reverse("register:account", args=[job.pk]))
    dress(form)
    return render(request, "register/upload.html", {"form": form})


@require_safe
def account(request: HttpRequest, job: UUID) -> HttpResponse:
    """Show what was read so far; asked by htmx, only the part that changes."""
    running = get_object_or_404(Job.objects.visible_to(request.user), pk=job)
    batch = running.arguments.get("batch")
    if batch is None:
        raise Http404(str(job))
    lines = [_shown(line) for line in account_of(batch)]
    could_not = sum(1 for line in lines if line["error"])
    context = {
        "job": running,
        "state": JobState(running.state).label,
        "lines": lines,
        "read": len(lines) - could_not,
        "could_not": could_not,
        "poll": _POLL if running.live else "",
        "refresh": running.live,
    }
    # The status stays where it is and changes its words, so that they are read out.
    part = context["part"] = request.headers.get("HX-Request") == "true"
    name = "register/parts/account.html" if part else "register/account.html"
    return render(request, name, context)


def _shown(line: FileLine) -> dict[str, object]:
    return {
        "name": line.name,
        "error": line.error,
        "status": status_name(line.status),
        # What was held already came with another upload: taking that back is no undoing of this.
        "upload": None if line.status == Status.SAME else line.upload,
        "texts": [
            {
                **text,
                "href": text_address(str(text["identifier"])),
                "kind_name": names.kind_name(str(text["kind"])),
                "status_name": status_name(str(text["status"])),
            }
            for text in line.texts
        ],
    }


def status_name(status: str) -> str:
    """Return what came of a file or text, in words."""
    return {
        "stored": gettext("stored"),
        "same": gettext("held already"),
        "new version": gettext("new version"),
        "new language": gettext("new language version"),
        "restored": gettext("brought back"),
        "unreadable": gettext("could not be read"),
    }.get(status, status)


@require_safe
def upload_list(request: HttpRequest) -> HttpResponse:
    """List the files given so far, the latest first."""
    require(request.user, Permission.TEXT_UPLOAD)
    uploads = Upload.objects.visible_to(request.user).select_related("uploaded_by", "document")
    page = Paginator(uploads, PAGE).get_page(page_number(request))
    texts: dict[int, list[Text]] = {}
    keys = [one.pk for one in page.object_list]
    for upload_key, text in _texts_of(request, keys):
        texts.setdefault(upload_key, []).append(text)
    context = {
        "uploads": page,
        "rows": [
            (one, [(text, text_address(text.identifier)) for text in texts.get(one.pk, [])])
            for one in page.object_list
        ],
        "may_undo": allows(request.user, Permission.TEXT_REMOVE),
    }
    return render(request, "register/uploads.html", context)


def _texts_of(request: HttpRequest, uploads: list[int]) -> list[tuple[int, Text]]:
    texts = (
        Text.objects.visible_to(request.user)
        .filter(versions__appearances__upload__in=uploads)
        .annotate(upload_key=F("versions__appearances__upload"))
        .order_by("pk")
        .distinct()
    )
    return [(text.upload_key, text) for text in texts]


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, key: int) -> HttpResponse:
    """Ask why, then take an upload back."""
    require(request.user, Permission.TEXT_REMOVE)
    given = get_object_or_404(Upload.objects.visible_to(request.user), pk=key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        undo_upload(request.user, given, reason=form.cleaned_data["reason"])
        messages.success(
            request, gettext("Undone: %(name)s. Give the file again to bring it back.")
            % {"name": given.name},
        )  # fmt: skip
        return redirect("register:uploads")
    dress(form)
    texts = [text for _key, text in _texts_of(request, [given.pk])]
    context = {"upload": given, "form": form, "texts": texts}
    return render(request, "register/undo.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """Show what would be read in pasted words; store them where an officer asks for it."""
    form = PasteForm(request.POST or None)
    may_store = allows(request.user, Permission.TEXT_UPLOAD)
    context = {"form": form, "may_store": may_store, "preview": None, "error": None}
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            read = read_content(words.encode("utf-8"), PASTED)
        except UnreadableError as error:
            context["error"] = error.reason
        else:
            if may_store and request.POST.get("store"):
                return _stored(request, store_file(request.user, read))
            context["preview"] = preview(read)
            context["identifier"] = read.identifier
    dress(form)
    return render(request, "register/paste.html", context)


def _stored(request: HttpRequest, outcome: IngestOutcome) -> HttpResponse:
    messages.success(
        request, gettext("The text is in the register: %(status)s.")
        % {"status": status_name(outcome.status.value)},
    )  # fmt: skip
    texts = [text for text in outcome.texts if not text.identifier.endswith("!procedure")]
    first = (texts or list(outcome.texts))[0]
    return redirect(text_address(first.identifier))


@require_http_methods(["GET", "HEAD", "POST"])
def reread_upload(request: HttpRequest, key: int) -> HttpResponse:
    """Show what the present reader would change in an upload's texts; take it over if asked."""
    require(request.user, Permission.TEXT_UPLOAD)
    given = get_object_or_404(
        Upload.objects.visible_to(request.user).filter(withdrawn_at=None), pk=key
    )
    try:
        read, plans = plan_reread(request.user, given)
    except UnreadableError as error:
        messages.error(request, f"{given.name}: {error.reason}")
        return redirect("register:uploads")
    if request.method == "POST":
        reread(request.user, given, read)
        messages.success(
            request, gettext("The newer reading of %(name)s is in force.") % {"name": given.name}
        )
        return redirect("register:uploads")
    context = {
        "upload": given,
        "reader": read.reader,
        "plans": [_planned(plan) for plan in plans],
        "changes": any(plan.changes_anything for plan in plans),
    }
    return render(request, "register/reread.html", context)


def _planned(plan: TextPlan) -> dict[str, object]:
    """Return what a newer reading would do to a text, in words."""
    compared = plan.plan
    return {
        "plan": plan,
        "href": text_address(plan.identifier) if plan.held else None,
        "changed": [
            {
                "identifier": one.held.act.id,
                "changes": [
                    {
                        "field": names.field_name(change.field),
                        "old": value_words(change.field, change.old),
                        "new": value_words(change.field, change.new),
                        "kept": change.kept,
                    }
                    for change in one.changes
                ],
            }
            for one in (compared.same if compared else ())
            if one.changes
        ],
        "added": [_named(act) for act in compared.added] if compared else [],
        "gone": [
            (_named(one.act), bool(one.settled)) for one in (compared.gone if compared else ())
        ],
        "citations": [(one.words, one.target, newer) for one, newer in plan.citations],
    }


def _named(act: Act) -> str:
    """Return an act by its place and its words."""
    return f"{place_name(act.id)}: {act.phrase} {act.action}"
