"""What the interface's tests stand on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from cpcj.frame.permissions import Permission
from cpcj.tokens.services import issue

if TYPE_CHECKING:
    from cpcj.accounts.models import User


@pytest.fixture
def token_of() -> Callable[..., dict[str, str]]:
    """Return a function that issues a token and returns the headers that carry it."""

    def make(person: User, *scopes: Permission) -> dict[str, str]:
        _token, secret = issue(person, name="test", scopes=scopes, days=7)
        return {"Authorization": f"Bearer {secret}"}

    return make
