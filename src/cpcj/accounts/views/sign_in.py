"""The way in."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.urls import reverse


class SignInPage(LoginView):  # type: ignore[misc]
    """User name and password, a passkey, or single sign-on where it is set."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the ways that settings open."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["may_reset"] = settings.MAIL_IS_SET
        provider = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect")
        if provider:
            app = provider["APPS"][0]
            context["single_sign_on"] = {
                "name": app["name"],
                "href": reverse("openid_connect_login", args=[app["provider_id"]]),
            }
        return context
