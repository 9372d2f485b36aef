"""What an office sets up and follows: funds, calls, rankings, what is due, its own agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cpcj.documents.checking import LARGEST
from cpcj.documents.contents import Kind, places
from cpcj.documents.rendering import template_content
from cpcj.frame.permissions import Permission, require
from cpcj.funding.trust_fund import forms, queries
from cpcj.funding.trust_fund.models import AgreementTemplate, Call, Fund
from cpcj.funding.trust_fund.names import DEEDS, words_or_withheld
from cpcj.funding.trust_fund.rules.scoring import shown as total_words
from cpcj.funding.trust_fund.services import calls
from cpcj.funding.trust_fund.services.recording import GrantError
from cpcj.funding.trust_fund.views.base import WORD, ActPage, file_answer, ways
from cpcj.funding.trust_fund.workflow import CALL

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

_CALL = Permission.GRANT_CALL


class NewFundPage(ActPage):
    """A fund is set up."""

    permission = _CALL
    form_class = forms.FundForm
    title = _("Set up a fund")
    done_message = _("The fund is set up.")

    def act(self, form: Any) -> str:
        """Set it up."""
        given = form.cleaned_data
        fund = calls.add_fund(
            self.request.user, code=given["code"], prefix=given["numbers"], terms=form.said()
        )
        return reverse("trust_fund:fund", args=[fund.code])


class FundPage(ActPage):
    """What is said of a fund is changed."""

    permission = _CALL
    form_class = forms.FundForm
    title = _("Change the fund")
    done_message = _("The fund is changed.")
    fund: Fund

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the fund."""
        require(request.user, self.permission)
        self.fund = get_object_or_404(Fund.objects.visible_to(request.user), code=kwargs["code"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show what is held."""
        return {**super().get_form_kwargs(), "fund": self.fund}

    def act(self, form: Any) -> str:
        """Change it."""
        calls.change_fund(self.request.user, self.fund, form.said())
        return reverse("trust_fund:fund", args=[self.fund.code])


class NewCallPage(ActPage):
    """A call is drafted."""

    permission = _CALL
    form_class = forms.CallForm
    title = _("Draft a call")
    done_message = _("The call is drafted.")

    def act(self, form: Any) -> str:
        """Draft it."""
        given = form.cleaned_data
        call = calls.draft_call(
            self.request.user, given["fund"], code=given["code"], terms=form.said()
        )
        return call.get_absolute_url()


class _OfCall(ActPage):
    permission = _CALL
    call: Call

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the call."""
        require(request.user, self.permission)
        self.call = get_object_or_404(Call.objects.visible_to(request.user), code=kwargs["code"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the call."""
        context = super().get_context_data(**kwargs)
        return {**context, "of": self.call, "of_href": self.call.get_absolute_url()}


class CallPage(_OfCall):
    """A draft is changed."""

    form_class = forms.CallForm
    title = _("Change the call")
    done_message = _("The call is changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show what is held."""
        return {**super().get_form_kwargs(), "call": self.call}

    def act(self, form: Any) -> str:
        """Change it."""
        calls.change_call(self.request.user, self.call, form.said())
        return self.call.get_absolute_url()


class CallDeedPage(_OfCall):
    """A call is taken on."""

    form_class = forms.NoForm
    done_message = _("This is recorded.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Know the step."""
        require(request.user, self.permission)
        known = {one.name: one for one in CALL.transitions}
        if kwargs["deed"] not in known:
            raise Http404(kwargs["deed"])
        require(request.user, known[kwargs["deed"]].permission)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the title."""
        deed = self.kwargs["deed"]
        title = DEEDS["close_call" if deed == "close" else deed]
        return {**super().get_context_data(**kwargs), "title": title, "submit": title}

    def act(self, form: Any) -> str:  # noqa: ARG002 - there is nothing in it
        """Take it on."""
        calls.move_call(self.request.user, self.call, deed=self.kwargs["deed"])
        return self.call.get_absolute_url()


@require_safe
def ranking(request: HttpRequest, code: str) -> HttpResponse:
    """Show the ranking of a call, and how each total came about."""
    require(request.user, _CALL)
    one = get_object_or_404(Call.objects.visible_to(request.user).select_related("fund"), code=code)
    found = queries.ranking(request.user, one)
    context = {
        **ways(request),
        "one": one,
        "lines": [
            {
                "rank": line.place.rank,
                "tied": line.place.tied,
                "application": line.application,
                "title": words_or_withheld(line.application.shown_title),
                "total": total_words(line.place.total),
                "totals": [(str(r.assignment.reader), total_words(r.total)) for r in line.readings],
                "of": " + ".join(total_words(total) for total in line.combined.of),
                "number": len(line.combined.of),
                "aside": None if line.combined.aside is None else total_words(line.combined.aside),
            }
            for line in found.lines
        ],
        "waiting": [
            (one, words_or_withheld(one.shown_title), one.third_called) for one in found.waiting
        ],
    }
    return render(request, "trust_fund/ranking.html", context)


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Show what is due or late: reports, payments, answers."""
    require(request.user, Permission.GRANT_VIEW)
    found = queries.due(request.user, timezone.localdate())
    return render(request, "trust_fund/due.html", {**ways(request), "due": found})


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, code: str) -> HttpResponse:
    """Show which agreement is in use; take the office's own, or go back to the program's."""
    require(request.user, _CALL)
    fund = get_object_or_404(Fund.objects.visible_to(request.user), code=code)
    here = redirect("trust_fund:template", fund.code)
    if request.method == "POST" and "forget" in request.POST:
        calls.forget_template(request.user, fund)
        return here
    form = forms.TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["template"]
        try:
            calls.keep_template(request.user, fund, name=file.name, content=file.read(LARGEST + 1))
        except GrantError as error:
            form.add_error("template", str(error))
        else:
            messages.success(request, gettext("Agreements are written from your file from now on."))
            return here
    held = AgreementTemplate.objects.visible_to(request.user).filter(fund=fund)
    context = {
        **ways(request),
        "one": fund,
        "form": form,
        "held": held.defer("content").first(),
        "fields": [f"{{{place}}}" for place in places(Kind.GRANT_AGREEMENT)],
    }
    return render(request, "trust_fund/template.html", context)


@require_safe
def template_file(request: HttpRequest, code: str) -> HttpResponse:
    """Give out the agreement in use, to be changed and given back."""
    require(request.user, _CALL)
    fund = get_object_or_404(Fund.objects.visible_to(request.user), code=code)
    held = AgreementTemplate.objects.visible_to(request.user).filter(fund=fund).first()
    language = get_language() or "en"
    content = bytes(held.content) if held else template_content(Kind.GRANT_AGREEMENT, language)
    return file_answer(content, held.name if held else "agreement.docx", WORD)
