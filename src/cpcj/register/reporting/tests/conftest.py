"""What the calendar's tests stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cpcj.register.queries import mandates, search, texts


@pytest.fixture(autouse=True)
def _facets_forgotten() -> Iterator[None]:
    """Forget the facets of another test's database."""
    mandates.store().forget()
    texts.store().forget()
    search.forget()
    yield
    mandates.store().forget()
    texts.store().forget()
