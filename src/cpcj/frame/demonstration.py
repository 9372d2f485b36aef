"""Demonstration mode: invented States count among the States, every page says so, nothing goes out.

A process is in it where ``CPCJ_DEMONSTRATION`` says so, or where the store holds the demonstration
programme (:func:`cpcj.audit.demonstration.settle`); it does not come out of it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cpcj.frame.actors import SystemActor
from cpcj.resolutions.vocabulary.states import accept_invented

ACTOR: Final = SystemActor("demonstration")
"""Who sets the demonstration up, as the audit log names it."""


@dataclass(slots=True)
class _Mode:
    on: bool = False


_mode = _Mode()


def is_on() -> bool:
    """Tell whether this process is in demonstration mode."""
    return _mode.on


def turn(*, on: bool) -> None:
    """Put this process into demonstration mode; out of it again for tests alone."""
    _mode.on = on
    accept_invented(yes=on)
