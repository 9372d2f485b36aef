"""What belongs to one person: named filters, reminders, and what changed since the last visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cpcj.frame.permissions import Permission, require
from cpcj.register.followup import queries
from cpcj.register.followup.forms import ViewForm
from cpcj.register.followup.models import Reminder
from cpcj.register.followup.services import notes, personal
from cpcj.register.followup.services.recording import FollowUpError
from cpcj.register.followup.shown import shown
from cpcj.register.presentation.called import place_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest) -> HttpResponse:
    """List what others changed since the person last said to have read it; say so by POST."""
    require(request.user, Permission.FOLLOWUP_VIEW)
    if request.method == "POST":
        up_to = request.POST.get("up_to", "")
        if up_to.isdecimal() and len(up_to) < 19:
            personal.mark_read(request.user, int(up_to))
        return redirect("followup:changes")
    read = queries.read_up_to(request.user)
    page = Paginator(queries.changes_since(request.user, read), _PAGE).get_page(
        request.GET.get("page")
    )
    lines = [(one, place_name(one.entry.followup.act)) for one in shown(page.object_list)]
    newest = queries.changes_since(request.user, read).values_list("pk", flat=True).first()
    return render(
        request, "followup/changes.html", {"page": page, "lines": lines, "newest": newest}
    )


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the list's filter under a name."""
    require(request.user, Permission.FOLLOWUP_VIEW)
    form = ViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Give the view a name."))
        return redirect("followup:list")
    try:
        view = personal.save_view(request.user, **form.cleaned_data)
    except FollowUpError as error:
        messages.error(request, str(error))
        return redirect("followup:list")
    messages.success(request, gettext("The view is kept."))
    return redirect(view.href)


@require_POST
def forget_view(request: HttpRequest, key: int) -> HttpResponse:
    """Forget a named filter."""
    personal.forget_view(request.user, key)
    return redirect("followup:list")


@require_POST
def end_reminder(request: HttpRequest, key: int) -> HttpResponse:
    """Say that a reminder was enough."""
    reminder = Reminder.objects.visible_to(request.user).filter(pk=key).first()
    if reminder is None:
        raise Http404(str(key))
    try:
        notes.end_reminder(request.user, reminder)
    except FollowUpError as error:
        messages.error(request, str(error))
    return redirect(reminder.followup.get_absolute_url())
