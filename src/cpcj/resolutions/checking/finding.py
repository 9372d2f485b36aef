"""What a check finds: a place in a draft, what is wrong there and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from cpcj.resolutions.model import Document, Passage, Span

_NO_VALUES: Mapping[str, str] = MappingProxyType({})


class Level(StrEnum):
    """How grave a finding is; the order is that of :data:`LEVELS`."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


LEVELS = (Level.ERROR, Level.WARNING, Level.INFORMATION)
"""The levels, the gravest first."""


def lower(one: Level, other: Level) -> Level:
    """Return the less grave of two levels."""
    return max(one, other, key=LEVELS.index)


class Part(StrEnum):
    """Which part of a text a passage is."""

    TITLE = "title"
    SPONSORS = "sponsors"
    ORGAN = "organ line"
    BODY = "body"
    ADOPTION = "adoption"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage of a text with its place.

    Attributes:
        place: the provision ("op7(a)", "pp3", "annex1/op2"), "title", "organ line", "sponsors",
            "adoption", or "note 5" for the footnote with that mark.
        part: which part of the text it is.
        passage: the words.
    """

    place: str
    part: Part
    passage: Passage

    @property
    def text(self) -> str:
        """Return the words."""
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Witness:
    """Words that speak against those of the draft: the identifier of their place, and they."""

    identifier: str
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the function of a rule finds, before it is put into words.

    Attributes:
        at: where.
        span: the words in question, in ``at.text``.
        values: what the rule's sentence has places for.
        corrected: what should stand there instead of the words in question, else None.
        witnesses: what speaks against the words.
        level: a less grave level than the rule's, where this one finding deserves it.
    """

    at: Placed
    span: Span
    values: Mapping[str, str] = field(default_factory=lambda: _NO_VALUES)
    corrected: str | None = None
    witnesses: tuple[Witness, ...] = ()
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as it is shown.

    Attributes:
        rule: identifier of the rule ("C08").
        level: how grave it is.
        text: ``Text.id`` of the text of a report, None for a document's single text.
        at: the passage.
        span: the words in question, in ``at.text``.
        message: what is wrong, a sentence.
        why: the source of the rule.
        corrected: what should stand instead of the words in question, else None.
        witnesses: the words that speak against the draft's.
        lowered: whether this one deserves a less grave level than its rule.
    """

    rule: str
    level: Level
    text: str | None
    at: Placed
    span: Span
    message: str
    why: str
    corrected: str | None = None
    witnesses: tuple[Witness, ...] = ()
    lowered: bool = False

    @property
    def place(self) -> str:
        """Return the place as people read it ("IV op66")."""
        return self.at.place if self.text is None else f"{self.text} {self.at.place}"

    @property
    def words(self) -> str:
        """Return the words in question."""
        return self.at.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class NotRun:
    """A rule that could not be applied: which, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks say of a document.

    Attributes:
        document: what was checked.
        findings: in the order of the texts, of place, then of rule.
        not_run: rules that were not applied.
        has_text: whether the document holds a resolution or decision at all; where it holds none,
            nothing is said against it.
    """

    document: Document
    findings: tuple[Finding, ...]
    not_run: tuple[NotRun, ...]

    has_text: bool = True

    def count(self, level: Level) -> int:
        """Return how many findings have a level."""
        return sum(1 for one in self.findings if one.level is level)
