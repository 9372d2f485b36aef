"""What the room's tests stand on."""

from __future__ import annotations

from cpcj.register.tests.conftest import _facets_forgotten

__all__ = ["_facets_forgotten"]
