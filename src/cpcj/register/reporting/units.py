"""Which unit answers for a request: asked of whichever room knows, nothing where none does.

The room that assigns mandates to units registers itself when it is loaded::

    register_units(UnitsOfFollowup())
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.db.models import CharField, Value

if TYPE_CHECKING:
    from django.db.models import Expression, Subquery

    from cpcj.frame.permissions import Actor


class Units(Protocol):
    """What is asked of the room that knows units."""

    def of(self, identifiers: Iterable[str], user: Actor) -> Mapping[str, str]:
        """Return the name of the responsible unit by identifier of the act.

        Acts without a unit, and those whose unit ``user`` may not see, are left out. It is asked
        once a page, with all identifiers of the page.
        """
        ...

    def code(self, act: str, user: Actor) -> Expression | Subquery:
        """Return the responsible unit's code as an expression of the store, null for none.

        Args:
            act: name of the field that holds the identifier of the act, from the records asked.
            user: a unit that this user may not see is none.
        """
        ...

    def names(self, user: Actor) -> Mapping[str, str]:
        """Return the names of the units by their codes."""
        ...


class _Nobody:
    def of(self, identifiers: Iterable[str], user: Actor) -> Mapping[str, str]:  # noqa: ARG002
        return {}

    def code(self, act: str, user: Actor) -> Expression | Subquery:  # noqa: ARG002
        return Value(None, output_field=CharField())

    def names(self, user: Actor) -> Mapping[str, str]:  # noqa: ARG002
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


def unit_code(act: str, user: Actor) -> Expression | Subquery:
    """Return the code of the responsible unit as an expression; see :meth:`Units.code`."""
    return _registered.units.code(act, user)


def unit_names(user: Actor) -> Mapping[str, str]:
    """Return the names of the units by their codes."""
    return _registered.units.names(user)
