"""What an operation asks of the token that a request carries."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpRequest

from cpcj.frame.api.problems import ProblemError, unauthorized
from cpcj.frame.permissions import Actor, Permission, allows


def need(actor: Actor, permission: Permission) -> None:
    """Raise the right problem unless the actor may do something.

    Raises:
        ProblemError: 401 to nobody in particular, 403 to a person whose token does not reach.
    """
    if allows(actor, permission):
        return
    if not actor.is_authenticated:
        raise unauthorized(f"This needs a token with the scope {permission.value}.")
    challenge = f'Bearer realm="cpcj", error="insufficient_scope", scope="{permission.value}"'
    raise ProblemError(
        403,
        f"The token does not carry the scope {permission.value}, or its owner may no longer do it.",
        headers={"WWW-Authenticate": challenge},
    )


class Token:
    """What an operation that writes asks, before anything else of the request is read.

    ::

        @router.post("/reviews", auth=Token(Permission.MANDATE_REVIEW))

    Attributes:
        permission: the scope that the token must carry.
        media: the media type that the request must have.
    """

    openapi_security_schema: ClassVar[dict[str, str]] = {
        "type": "http",
        "scheme": "bearer",
        "description": "A token that a person issued on the page “Tokens”, with limited scopes.",
    }

    def __init__(self, permission: Permission, media: str = "application/json") -> None:
        self.permission = permission
        self.media = media

    def __call__(self, request: HttpRequest) -> Actor:
        """Return who acts.

        Raises:
            ProblemError: 401, 403, or 415 where the request is of another media type.
        """
        need(request.user, self.permission)
        if request.method == "POST" and request.content_type != self.media:
            raise ProblemError(415, f"Send {self.media}.", headers={"Accept-Post": self.media})
        return request.user
