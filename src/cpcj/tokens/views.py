"""One's own tokens: a page that issues, shows and revokes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cpcj.frame.forms import dress
from cpcj.frame.permissions import Permission, require
from cpcj.tokens.forms import TokenForm
from cpcj.tokens.models import Token
from cpcj.tokens.rules import SCOPES, scopes_of
from cpcj.tokens.services import WrongTokenError, issue, revoke

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Show a person's tokens; issue one and show it, this once."""
    require(request.user, Permission.TOKEN_ISSUE)
    scopes = scopes_of(request.user, AnonymousUser())
    form = TokenForm(request.POST or None, scopes=scopes)
    issued, secret = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            issued, secret = issue(
                request.user,
                name=form.cleaned_data["name"],
                scopes=[Permission(value) for value in form.cleaned_data.get("scopes", ())],
                days=form.cleaned_data["days"],
            )
        except WrongTokenError as error:
            form.add_error(None, str(error))
        else:
            form = TokenForm(scopes=scopes)
    dress(form)
    held = Token.objects.filter(owner=request.user.pk).select_related("use")
    context = {
        "form": form,
        "issued": issued,
        "secret": secret,
        "tokens": [(token, [_named(scope) for scope in token.scopes]) for token in held],
    }
    response = render(request, "tokens/own.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _named(scope: str) -> str:
    return next((str(words) for known, words in SCOPES.items() if known == scope), scope)


@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Revoke a token."""
    require(request.user, Permission.TOKEN_ISSUE)
    token = get_object_or_404(Token.objects.visible_to(request.user), pk=key)
    revoke(request.user, token)
    messages.success(request, gettext("The token no longer works."))
    return redirect("tokens:own")
