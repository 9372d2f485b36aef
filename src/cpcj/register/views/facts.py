"""What officers say about a recorded fact: sponsors, votes, revisions from the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cpcj.frame.forms import Changed, ChangedMeanwhileError, dress
from cpcj.frame.permissions import Permission, require
from cpcj.register.models import Generation, ProcedureFact, Review
from cpcj.register.presentation import names
from cpcj.register.presentation.addresses import text_address
from cpcj.register.presentation.procedure import KINDS, fact_words, shown_fact
from cpcj.register.procedure_forms import FactForm
from cpcj.register.queries.procedure import find_fact
from cpcj.register.services import facts
from cpcj.register.services.reviewing import ReasonMissingError
from cpcj.register.services.settling import WrongValueError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, key: int) -> HttpResponse:
    """Ask what an officer says of a fact, then do it by its service."""
    require(request.user, Permission.MANDATE_REVIEW)
    fact = find_fact(request.user, key)
    if fact is None:
        raise Http404(str(key))
    form = FactForm(request.POST or None, fact=fact)
    back = text_address(fact.version.text.identifier)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _refuse_later(fact, request.POST.get("seen", ""))
                _do(request, fact, form)
        except ReasonMissingError:
            form.add_error("reason", gettext("Say why."))
        except (WrongValueError, ChangedMeanwhileError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("The record stands as you said."))
            return redirect(f"{back}#procedure")
    dress(form)
    said = Review.objects.filter(
        text=fact.version.text_id, act=None, field=facts.key_of(fact)
    ).select_related("by")
    context = {
        "text": fact.version.text,
        "fact": shown_fact(fact),
        "form": form,
        "seen": facts.last_fact_word(fact),
        "back": back,
        "reviews": [
            {
                "review": one,
                "verdict": names.review_name(one.verdict),
                "machine": fact_words(one.machine),
                "value": fact_words(one.value),
            }
            for one in said
        ],
    }
    return render(request, "register/fact.html", context)


def _refuse_later(fact: ProcedureFact, seen: str) -> None:
    """Wait for other writers, and refuse to go on where somebody said something since.

    Raises:
        ChangedMeanwhileError: somebody did.
    """
    Generation.objects.select_for_update().filter(pk=1).first()
    if seen and seen != facts.last_fact_word(fact):
        now = find_review(fact)
        verdict = names.review_name(now.verdict) if now else gettext("taken back, or read anew")
        raise ChangedMeanwhileError([Changed(str(KINDS.get(fact.kind, fact.kind)), verdict)])


def find_review(fact: ProcedureFact) -> Review | None:
    """Return what stands of what was said about a fact."""
    return Review.objects.filter(
        text=fact.version.text_id, act=None, field=facts.key_of(fact), standing=True
    ).first()


def _do(request: HttpRequest, fact: ProcedureFact, form: Any) -> None:
    deed, reason = form.cleaned_data["deed"], form.cleaned_data["reason"]
    if deed == "confirm":
        facts.confirm_fact(request.user, fact, reason=reason)
    elif deed == "reject":
        facts.reject_fact(request.user, fact, reason=reason)
    elif deed == "reopen":
        facts.reopen_fact(request.user, fact)
    else:
        facts.correct_fact(request.user, fact, form.value, reason=reason)
