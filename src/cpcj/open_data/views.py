"""The page about the open data, its files, and the feed of changes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cpcj.frame.permissions import Permission, allows
from cpcj.open_data.feed import LATEST, MEDIA_TYPE, atom
from cpcj.open_data.folders import CHECKSUMS, PACKAGE, current
from cpcj.open_data.jobs import ask_for_build
from cpcj.open_data.package import catalogue, licence
from cpcj.open_data.tables import DOWNLOADS
from cpcj.register.queries.changes import latest_changes

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

_MEDIA = {
    **{one.path: one.media for one in DOWNLOADS},
    PACKAGE: "application/json",
    CHECKSUMS: "text/plain; charset=us-ascii",
}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Describe the files, link them, and say how to verify them and how to stay up to date."""
    held = current()
    package = {} if held is None else held.package
    rows = {one["path"]: one for one in package.get("resources", ())}
    context = {
        "built": dt.datetime.fromisoformat(package["created"]) if package else None,
        "files": [
            (download, rows[download.path]) for download in DOWNLOADS if download.path in rows
        ],
        "package": PACKAGE,
        "checksums": CHECKSUMS,
        "licence": licence(),
        "position": package.get("position", 0),
        "may_build": allows(request.user, Permission.DOWNLOADS_REBUILD),
    }
    return render(request, "open_data/page.html", context)


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give a file of the build in use; its tag is its digest, so that nobody takes it twice."""
    held = current()
    if held is None or name not in held.files:
        raise Http404(name)
    resource: dict[str, Any] = next(
        (one for one in held.package["resources"] if one["path"] == name), {}
    )
    digest = resource.get("hash", f"build:{held.folder.name}").partition(":")[2]
    tag = f'"{digest}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    try:
        opened = (held.folder / name).open("rb")
    except OSError as error:
        raise Http404(name) from error
    response = FileResponse(opened, filename=name, as_attachment=True)
    response.headers["Content-Type"] = _MEDIA.get(name, "text/plain; charset=utf-8")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def catalogue_file(request: HttpRequest) -> HttpResponse:
    """Describe the build in use for catalogues of data."""
    held = current()
    if held is None:
        raise Http404
    here = request.build_absolute_uri(reverse("open_data:page"))
    files = here + "files/"
    return JsonResponse(catalogue(held.package, here, files), content_type="application/ld+json")


@require_POST
def build(request: HttpRequest) -> HttpResponse:
    """Ask for the files to be built now."""
    job = ask_for_build(request.user)
    messages.success(request, gettext("The downloads are being built."))
    return redirect(job.get_absolute_url())


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the latest changes of what is public."""
    site = request.build_absolute_uri("/").rstrip("/")
    words = atom(
        latest_changes(AnonymousUser(), LATEST), site, request.build_absolute_uri(request.path)
    )
    return HttpResponse(words, content_type=f"{MEDIA_TYPE}; charset=utf-8")
