"""Which unit answers for a request: asked of whichever room knows, nothing where none does.

The room that assigns mandates to units registers itself when it is loaded::

    register_units(UnitsOfFollowup())
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


class Units(Protocol):
    """What is asked of the room that knows units."""

    def of(self, identifiers: Iterable[str], user: Actor) -> Mapping[str, str]:
        """Return the name of the responsible unit by identifier of the act.

        Acts without a unit, and those whose unit ``user`` may not see, are left out. It is asked
        once a page, with all identifiers of the page.
        """
        ...


class _Nobody:
    def of(self, identifiers: Iterable[str], user: Actor) -> Mapping[str, str]:  # noqa: ARG002
        return {}


@dataclass(slots=True)
class _Registered:
    units: Units


_registered = _Registered(_Nobody())


def register_units(units: Units) -> None:
    """Say which room knows the units; called from its ``AppConfig.ready``."""
    _registered.units = units


def knows_units() -> bool:
    """Tell whether a room has registered itself."""
    return not isinstance(_registered.units, _Nobody)


def units_of(identifiers: Iterable[str], user: Actor) -> Mapping[str, str]:
    """Return the responsible units that ``user`` may see, by identifier of the act."""
    return _registered.units.of(identifiers, user)
