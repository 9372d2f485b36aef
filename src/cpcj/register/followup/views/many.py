"""What is done to many mandates at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from cpcj.frame.permissions import Permission, allows, require
from cpcj.register.followup import queries
from cpcj.register.followup.forms import BulkForm
from cpcj.register.followup.services.many import (
    MOST,
    ManyRefusedError,
    assign_many,
    set_status_many,
)
from cpcj.register.followup.services.recording import FollowUpError
from cpcj.register.followup.views.listing import FollowUpList, OwnList

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cpcj.register.models import Act


@require_POST
def change_many(request: HttpRequest) -> HttpResponse:
    """Assign mandates or set their status, all or none, and go back to the list."""
    require(request.user, Permission.FOLLOWUP_VIEW)
    back = _back(request)
    form = BulkForm(
        request.POST,
        may_assign=allows(request.user, Permission.FOLLOWUP_ASSIGN),
        may_record=allows(request.user, Permission.FOLLOWUP_RECORD),
        today=timezone.localdate(),
    )
    refused: tuple[tuple[str, str], ...] = ()
    if form.is_valid():
        try:
            acts = _chosen(request, back, everything=form.cleaned_data["everything"])
            if not acts:
                raise FollowUpError(gettext("Tick at least one mandate."))  # noqa: TRY301 - told below
            done = _do(request, form, acts)
        except ManyRefusedError as error:
            refused = error.why
            form.add_error(None, str(error))
        except FollowUpError as error:
            form.add_error(None, str(error))
        else:
            words = ngettext("%(n)s mandate changed.", "%(n)s mandates changed.", done)
            messages.success(request, words % {"n": done})
            return HttpResponseRedirect(back)
    context = {
        "form": form,
        "refused": refused,
        "back": back,
        "acts": request.POST.getlist("acts")[:MOST],
    }
    return render(request, "followup/many.html", context, status=409 if refused else 200)


def _do(request: HttpRequest, form: BulkForm, acts: list[Act]) -> int:
    given: dict[str, Any] = form.cleaned_data
    if given["deed"] == "status":
        return set_status_many(request.user, acts, given["status"], reason=given["reason"])
    return assign_many(
        request.user,
        acts,
        unit=form.units.get(given["unit"]),
        officer=form.officers.get(given["officer"]),
        keep_unit=given["unit"] in {"", form.KEEP},
        keep_officer=given["officer"] in {"", form.KEEP},
        reason=given["reason"],
    )


def _chosen(request: HttpRequest, back: str, *, everything: bool) -> list[Act]:
    """Return the mandates ticked, or all that the list's filters find; one over the most at most.

    Raises:
        FollowUpError: the filter cannot be read.
    """
    if not everything:
        keys = [key for key in request.POST.getlist("acts") if key.isdecimal() and len(key) < 19]
        found = queries.mandates(request.user).filter(pk__in=keys[: MOST + 1])
        return list(found.order_by("pk"))
    place = urlsplit(back)
    page = OwnList() if place.path == reverse("followup:mine") else FollowUpList()
    asked = QueryDict(place.query)
    seen = _as_get(request, asked)
    page.setup(seen)
    try:
        return list(page.narrowed(page.records(), page.chosen()).order_by("pk")[: MOST + 1])
    except ValueError as error:
        raise FollowUpError(gettext("This filter cannot be read.")) from error


def _as_get(request: HttpRequest, asked: QueryDict) -> HttpRequest:
    """Return the request as if it asked for the list with the filters of an address."""
    request.GET = asked  # type: ignore[assignment]
    return request


def _back(request: HttpRequest) -> str:
    """Return the list's address that the person came from."""
    given = request.POST.get("back", "")
    own = reverse("followup:list")
    safe = url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if safe and urlsplit(given).path in {own, reverse("followup:mine")} else own
