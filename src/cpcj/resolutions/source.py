"""What a reader hands to the structure: the blocks of a file, whatever its form.

A reader (plain text, PDF, Word …) knows the form of a file and nothing about resolutions; the
structure knows resolutions and nothing about files. Between them stands :class:`Source`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cpcj.resolutions.model import Doubt, Note, Passage


class BlockKind(StrEnum):
    """What the form of the file says about a block; PLAIN where it says nothing."""

    PLAIN = "plain"
    HEADING = "heading"
    ITEM = "item"  # the file itself marks it as a list item
    BREAK = "break"  # page break or rule: no words
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of words the file prints as one piece.

    Attributes:
        words: its words with marks, italics and origin.
        kind: what the file says it is.
        level: heading level or list depth, 0 where the file says none.
        label: the list label, where the file keeps it apart from the words ("1.", "(a)").
    """

    words: Passage
    kind: BlockKind = BlockKind.PLAIN
    level: int = 0
    label: str | None = None


@dataclass(frozen=True, slots=True)
class NoteRun:
    """A footnote and the index of the block after which it stood in the file.

    Footnote numbers restart in each draft resolution of a report: the place says to which text a
    note belongs.
    """

    note: Note
    after_block: int


@dataclass(frozen=True, slots=True)
class Masthead:
    """Lines of the page furniture that say what the document is, as printed, in order of print."""

    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file, read but not yet understood.

    Attributes:
        name: the file's name, for messages.
        text: the decoded file; ``Passage.source`` points into it. For forms that are not text (PDF,
            Word) it is the text layer that the reader made.
        blocks: the blocks in reading order, broken paragraphs joined, notes and furniture apart.
        notes: the footnotes in order of print.
        masthead: the furniture.
        doubts: what the reader was not sure of.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[NoteRun, ...] = ()
    masthead: Masthead = Masthead()
    doubts: tuple[Doubt, ...] = ()


class UnreadableError(Exception):
    """A file that cannot be read at all: what is wrong with it and what to do, in one sentence.

    Args:
        name: the file's name.
        reason: what is wrong, and what the person can do.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason
