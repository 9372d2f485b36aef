"""What can be recorded of a text's way to its adoption."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from cpcj.resolutions.model import Doubt, Span


class FactKind(StrEnum):
    """What a fact is about."""

    SPONSORED = "sponsored"  # who submitted the draft, as printed
    RECOMMENDED = "recommended"  # another body recommended it
    INTRODUCED = "introduced"
    JOINED = "joined"  # in sponsoring it, afterwards
    WITHDREW = "withdrew"  # a sponsor that is none any more
    COSTS = "costs"  # programme budget implications
    REVISED = "revised"  # orally
    STATEMENT = "statement"
    AMENDMENT = "amendment"  # an amendment introduced, decided on or withdrawn
    ADOPTED = "adopted"
    VOTE_NOTE = "vote note"  # how somebody had meant to vote
    WITHDRAWN = "withdrawn"  # the draft itself


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a list.

    Attributes:
        name: as printed, without "the".
        span: where it stands in :attr:`Fact.words`.
        code: ISO 3166-1 alpha-3 of the State meant on that day; "" where no table knows the name.
        group: key of a group of States ("g77_china"); "" for a single one.
        behalf: key of the group for which a State acts; else "".
    """

    name: str
    span: Span
    code: str = ""
    group: str = ""
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote as recorded; None and empty lists where the numbers or names are not printed."""

    in_favour: int | None = None
    against: int | None = None
    abstaining: int | None = None
    for_list: tuple[Named, ...] = ()
    against_list: tuple[Named, ...] = ()
    abstaining_list: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is recorded.

    Attributes:
        kind: what it is.
        place: identifier of the paragraph inside its document ("p20"), "note2" for a footnote,
            "sponsors" and "adoption" for those lines of the text itself.
        words: the words of that place; every span points into them.
        span: the words that say it.
        names: who: sponsors, speakers, who revised.
        meeting: number of the meeting at which it was; None where the words do not say.
        date: its day, likewise.
        after: where the words say no meeting ("Subsequently"), the one last named before.
        symbols: drafts and documents named.
        detail: by kind: of an adoption "without a vote", "consensus", "recorded vote", "vote" or ""
            (not said); of costs "none" or "statement"; of a statement its occasion; of a revision
            "revised", "corrected" or "amended"; of an amendment "introduced", "adopted",
            "rejected", "withdrawn"; of a note how they had meant to vote; of who is no State, the
            office ("Chair").
        revised: of an adoption, whether "as orally revised" or "as amended".
        vote: numbers and lists.
    """

    kind: FactKind
    place: str
    words: str
    span: Span
    names: tuple[Named, ...] = ()
    meeting: int | None = None
    date: dt.date | None = None
    after: int | None = None
    symbols: tuple[str, ...] = ()
    detail: str = ""
    revised: bool = False
    vote: Vote | None = None

    @property
    def said(self) -> str:
        """The words that say it."""
        return self.words[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Proceedings:
    """What is recorded of one draft.

    Attributes:
        text: ``Text.id`` of the text of the same document that it became; None for the single text
            of a document, and for a draft that is none of its texts.
        held: whether ``text`` names a text of the document.
        symbols: of the draft.
        facts: in the order of their words.
        doubts: names that no table knows, lists that do not agree with their numbers.
    """

    text: str | None
    held: bool
    symbols: tuple[str, ...]
    facts: tuple[Fact, ...]
    doubts: tuple[Doubt, ...] = ()

    def of(self, *kinds: FactKind) -> tuple[Fact, ...]:
        """Return the facts of some kinds."""
        return tuple(fact for fact in self.facts if fact.kind in kinds)

    @property
    def sponsors(self) -> tuple[Named, ...]:
        """All sponsors, each once: those printed first, those that joined after them."""
        gone = {_key(one) for fact in self.of(FactKind.WITHDREW) for one in fact.names}
        found: dict[str, Named] = {}
        for fact in (*self.of(FactKind.SPONSORED), *self.of(FactKind.JOINED)):
            for one in fact.names:
                if _key(one) not in gone:
                    found.setdefault(_key(one), one)
        return tuple(found.values())


def _key(one: Named) -> str:
    return one.code or one.group or one.name
