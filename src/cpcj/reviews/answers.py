"""How a review points at a set of answers to a checklist, without knowing checklists.

A review holds the set's identifier (``Review.answer_set``). The room that keeps checklists
registers what finds a set by it, as far as the user may see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """A set of answers as a review shows it.

    Attributes:
        identifier: what the review holds.
        title: in words.
        answered, questions: how many questions have an answer, of how many.
        href: its page.
    """

    identifier: str
    title: str
    answered: int
    questions: int
    href: str


class AnswerSets(Protocol):
    """What keeps answers to checklists."""

    def find(self, identifier: str, user: Actor) -> AnswerSet | None:
        """Return a set that ``user`` may see; None for an absent one and a hidden one alike."""
        ...


_registered: list[AnswerSets] = []


def register_answer_sets(sets: AnswerSets) -> None:
    """Register what keeps answers; called from a room's ``AppConfig.ready``."""
    _registered[:] = [sets]


def answer_set(identifier: str, user: Actor) -> AnswerSet | None:
    """Return the set of answers of an identifier, where one is kept and the user may see it."""
    if not identifier or not _registered:
        return None
    return _registered[0].find(identifier, user)
