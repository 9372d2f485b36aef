"""Addresses of signing in, the second factor and single sign-on, by the names allauth gives them.

Of allauth's pages only those stand here that the house uses: no sign-up, no list of e-mail
addresses. Each runs in one transaction, so that what it writes and the audit event come together.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable

from allauth.account import views as account
from allauth.mfa import urls as second_factor
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import urls as openid_connect
from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path

from cpcj.accounts.views.sign_in import SignInPage

View = Callable[..., HttpResponseBase]


def whole(view: View) -> View:
    """Run a view in one transaction."""

    @functools.wraps(view)
    def run(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return run


def where_set(name: str) -> Callable[[View], View]:
    """Return a decorator: the page is there where a setting is, and runs in one transaction."""

    def decorate(view: View) -> View:
        within = whole(view)

        @functools.wraps(view)
        def run(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not getattr(settings, name):
                raise Http404(name)
            return within(request, *args, **kwargs)

        return run

    return decorate


mailed = where_set("MAIL_IS_SET")
connected = where_set("SOCIALACCOUNT_PROVIDERS")


def _each(
    decorate: Callable[[View], View], patterns: Iterable[URLPattern | URLResolver]
) -> list[URLPattern | URLResolver]:
    made: list[URLPattern | URLResolver] = []
    for one in patterns:
        if isinstance(one, URLPattern):
            made.append(URLPattern(one.pattern, decorate(one.callback), one.default_args, one.name))
        else:
            made.append(URLResolver(one.pattern, _each(decorate, one.url_patterns)))
    return made


urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", SignInPage.as_view(), name="account_login"),
    path("sign-out/", LogoutView.as_view(), name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("own/password/", whole(account.password_change), name="account_change_password"),
    path("own/password/set/", whole(account.password_set), name="account_set_password"),
    path("second-factor/", include(_each(whole, second_factor.urlpatterns))),
    path("reset/", mailed(account.password_reset), name="account_reset_password"),
    path("reset/sent/", mailed(account.password_reset_done), name="account_reset_password_done"),
    path(
        "reset/done/",
        mailed(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        mailed(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("connected/", connected(social.connections), name="socialaccount_connections"),
    path(
        "connected/cancelled/",
        connected(social.login_cancelled),
        name="socialaccount_login_cancelled",
    ),
    path("connected/error/", connected(social.login_error), name="socialaccount_login_error"),
    path("connected/new/", connected(social.signup), name="socialaccount_signup"),
    path("", include(_each(connected, openid_connect.urlpatterns))),
]
