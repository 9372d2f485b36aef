"""The blocks of one text made into its body, annexes and adoption line.

One pass over the blocks. What a block is follows from its number or letter, from the words it
opens and ends with, and from what stands open before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cpcj.resolutions.model import (
    Adoption,
    Annex,
    BodyItem,
    Doubt,
    Heading,
    Passage,
    Role,
)
from cpcj.resolutions.passages import EMPTY, join
from cpcj.resolutions.source import Block, BlockKind
from cpcj.resolutions.structure import wording
from cpcj.resolutions.structure.headings import formed_heading, numbered_heading
from cpcj.resolutions.structure.labels import (
    Label,
    Nesting,
    as_numbers,
    own_words,
    read_label,
    without_preambular_label,
)
from cpcj.resolutions.structure.nodes import Open, place_of
from cpcj.resolutions.structure.parts import divide

_QUOTED_TEXT = re.compile(
    r"\b(?:following|annexed) draft (?:resolution|decision)s?\b.*:$", re.DOTALL
)
_QUOTE_MARKS = '“"‘'
_TOTAL_GAP = 30  # a number this far on is not the next paragraph but a number in the words


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text's blocks, understood."""

    body: tuple[BodyItem, ...]
    annexes: tuple[Annex, ...]
    adoption: Adoption | None
    doubts: tuple[Doubt, ...]


def parse(
    blocks: Sequence[Block], text_id: str | None = None, *, bare_organ: bool = False
) -> Parsed:
    """Return body, annexes and adoption line of one text.

    Args:
        blocks: the blocks after the organ line.
        text_id: the text's identifier, for doubts.
        bare_organ: whether the enacting words have no comma ("The General Assembly / Adopts …").
    """
    parts = divide(blocks)
    reader = _Body(text_id, bare_organ=bare_organ)
    body = reader.read(parts.body)
    doubts = [*reader.doubts]
    annexes = []
    for place, (heading, annex_blocks) in enumerate(parts.annexes, start=1):
        annex, found = _annex(heading, annex_blocks, text_id, place)
        annexes.append(annex)
        doubts += found
    doubts += [
        Doubt(
            "left-over-words",
            f"words after the end of the text were not placed: “{_short(block.words.text)}”",
            text_id,
            source=place_of(block.words),
        )
        for block in parts.left_over
    ]
    return Parsed(body, tuple(annexes), parts.adoption, tuple(doubts))


def parse_procedure(blocks: Sequence[Block]) -> tuple[tuple[BodyItem, ...], tuple[Doubt, ...]]:
    """Return the headings and numbered paragraphs of a committee's report before its texts."""
    reader = _Body(None, procedural=True)
    return reader.read(blocks), tuple(reader.doubts)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _annex(
    heading: re.Match[str], blocks: Sequence[Block], text_id: str | None, place: int
) -> tuple[Annex, list[Doubt]]:
    """Return an annex: its title is the first heading in it."""
    rest = list(blocks)
    title: Passage | None = None
    if rest and (rest[0].kind is BlockKind.HEADING or wording.is_heading(rest[0].words.text)):
        first = rest[0].words
        if not numbered_heading(rest[0], first.text) and not read_label(first.text):
            title = first
            rest = rest[1:]
    reader = _Body(text_id, annex=place)
    body = reader.read(rest)
    return Annex(heading["n"], title, body), reader.doubts


class _Body:
    """The reading of one run of blocks, from the first to the last."""

    def __init__(
        self,
        text_id: str | None,
        *,
        procedural: bool = False,
        annex: int | None = None,
        bare_organ: bool = False,
    ) -> None:
        """Begin a reading.

        Args:
            text_id: the text's identifier, for doubts.
            procedural: whether the blocks are a committee's report on its proceedings.
            annex: place of the annex that is read, None for a body.
            bare_organ: whether the enacting words have no comma, so that an act follows at once.
        """
        self._bare_organ = bare_organ
        self.doubts: list[Doubt] = []
        self._text_id = text_id
        self._procedural = procedural
        self._annex = annex
        self._items: list[Open | Heading] = []
        self._current: Open | None = None
        self._last_number = 0
        self._bare = 0
        self._preamble = 0
        self._operative_begun = False
        self._has_numbers = False
        self._quoting = False
        self._sections = False

    # -- the pass ------------------------------------------------------------------------------

    def read(self, blocks: Sequence[Block]) -> tuple[BodyItem, ...]:
        """Return the items that the blocks are."""
        blocks = [_with_label(block) for block in blocks if block.words.text or block.label]
        labels = [
            None if block.kind is BlockKind.HEADING else read_label(block.words.text)
            for block in blocks
        ]
        if self._annex is None and not self._procedural:
            labels = as_numbers(labels, [block.words.text for block in blocks])
        self._has_numbers = any(label and label.number is not None for label in labels)
        following: list[Label | None] = [None] * len(blocks)
        ahead: Label | None = None
        for index in range(len(blocks) - 1, -1, -1):
            following[index] = ahead
            ahead = labels[index] or ahead
        for index, block in enumerate(blocks):
            label = labels[index]
            if label is not None and label.number is not None:
                self._numbered(block, label)
            elif label is not None:
                self._point(block, label, following[index])
            else:
                self._plain(block)
        self._doubt_numbers()
        return tuple(item if isinstance(item, Heading) else item.close() for item in self._items)

    def _doubt_numbers(self) -> None:
        """Doubt a text of several acts without any number: a word processor may have made them."""
        acts = [i for i in self._items if not isinstance(i, Heading) and i.role is Role.OPERATIVE]
        stated = bool(acts) and wording.STATED.match(acts[0].words.text)
        if not self._has_numbers and self._annex is None and len(acts) > 1 and not stated:
            self._doubt(
                "numbers-missing",
                f"none of the {len(acts)} operative paragraphs has a number: they were counted",
                acts[0].words,
                acts[0].n,
            )

    # -- numbered paragraphs -------------------------------------------------------------------

    def _numbered(self, block: Block, label: Label) -> None:
        number = label.number or 0
        words = own_words(block.words, label)
        current = self._current
        expected = self._last_number + 1
        bis = not label.n.isdigit()
        same = bis and number == self._last_number
        if current is not None and not same and self._is_listed(current, number, words.text):
            self._listed(current, number, words, label)
            return
        if not same and number != expected and not (number == 1 and self._may_restart()):
            code = "numbering-gap" if number > expected else "numbering-repeat"
            if self._last_number or number > expected:
                self._doubt(
                    code,
                    f"paragraph {label.n} follows paragraph {self._last_number}"
                    if self._last_number
                    else f"the first numbered paragraph is {label.n}",
                    words,
                    label.n,
                )
        role = Role.PROCEDURAL if self._procedural else Role.OPERATIVE
        self._open(Open(role, label.n, numbered=True, words=words))
        self._last_number = number
        self._operative_begun = True

    def _may_restart(self) -> bool:
        """Tell whether numbers may begin again: right after a heading or a section's preamble."""
        for item in reversed(self._items):
            if isinstance(item, Heading):
                return True
            if item.role is not Role.PREAMBULAR:
                # After the enacting words of a further part ("B") they do.
                return bool(wording.ORGAN_LINE.fullmatch(item.words.text))
        return True

    def _is_listed(self, current: Open, number: int, text: str) -> bool:
        """Tell whether a number belongs to a list quoted inside the current paragraph."""
        if self._quoting:
            return True
        if current.role is Role.PREAMBULAR:
            return False
        if number == self._last_number + 1 and not (
            current.listed and number == current.listed + 1 and not wording.is_finite(text)
        ):
            return False
        if current.listed:
            return number == current.listed + 1
        return number <= self._last_number and current.last().ends_with(":")

    def _listed(self, current: Open, number: int, words: Passage, label: Label) -> None:
        current.points.append(Open(Role.POINT, f"{label.n}.", numbered=True, words=words))
        current.listed = number
        current.nesting = Nesting()

    # -- points --------------------------------------------------------------------------------

    def _point(self, block: Block, label: Label, following: Label | None) -> None:
        words = own_words(block.words, label)
        current = self._current
        if current is None:
            last = self._items[-1] if self._items else None
            current = self._lead() if last is None or isinstance(last, Heading) else last
        if current.closing:
            # Words that seemed to close the paragraph lead a further list in.
            lead = join(current.closing)
            current.points.append(Open(Role.POINT, "", numbered=False, words=lead))
            current.closing = []
            current.nesting = Nesting()
        host = current
        if current.listed and current.points:
            host = current.points[-1]
        placed = host.nesting.place(
            label, after_colon=host.last().ends_with(":"), following=following
        )
        point = Open(Role.POINT, label.n, numbered=bool(label.n), words=words)
        host.at(placed.depth).points.append(point)
        if placed.gap:
            self._doubt(
                "numbering-gap",
                f"point {label.n} of paragraph {current.n} does not follow the point before it",
                words,
                current.n,
            )
        elif placed.repeat:
            self._doubt(
                "numbering-repeat",
                f"point {label.n} of paragraph {current.n} stands after a later one",
                words,
                current.n,
            )

    def _lead(self) -> Open:
        """Return a paragraph without words of its own, to hold points that have no lead-in."""
        role = Role.PROCEDURAL if self._procedural else Role.OPERATIVE
        if self._annex is not None:
            role = Role.BODY
        self._bare += 1
        return self._open(Open(role, str(self._bare), numbered=False, words=EMPTY))

    # -- blocks without a label ----------------------------------------------------------------

    def _plain(self, block: Block) -> None:
        words = block.words
        text = words.text
        if self._quoting and self._current is not None:
            self._current.points.append(Open(Role.POINT, "", numbered=False, words=words))
            return
        if self._annex is None and not self._procedural and wording.ORGAN_LINE.fullmatch(text):
            # A further part of the resolution ("B") with enacting words of its own.
            self._operative_begun = False
            self._open(Open(Role.BODY, str(self._next_bare()), numbered=False, words=words))
            return
        if self._leads_in(text):
            if text.endswith(":"):
                self._head(Heading(1, None, words))
            else:
                # No operative paragraph: the numbers begin with 1 below it.
                self._open(Open(Role.BODY, str(self._next_bare()), numbered=False, words=words))
            self._operative_begun = True
            return
        heading = self._heading_of(block, text)
        if heading is not None:
            self._head(heading)
            return
        if self._annex is not None or self._procedural:
            self._body_words(words, text)
            return
        if self._in_preamble(text):
            self._preamble += 1
            self._open(Open(Role.PREAMBULAR, str(self._preamble), numbered=False, words=words))
            return
        if self._unnumbered_operative(text):
            role = Role.OPERATIVE if self._is_act(text) else Role.BODY
            self._operative_begun = True
            self._open(Open(role, str(self._next_bare()), numbered=False, words=words))
            return
        self._attach(words, text)

    def _leads_in(self, text: str) -> bool:
        """Tell whether words end the preamble of a declaration: "Solemnly proclaims …;"."""
        if self._annex is not None or self._procedural or self._last_number:
            return False
        if not self._has_numbers or not self._preamble:
            return False
        return bool(wording.ENACTING.fullmatch(text)) or (
            text.startswith("Solemnly ") and wording.is_finite(text)
        )

    def _heading_of(self, block: Block, text: str) -> Heading | None:
        numbered = numbered_heading(block, text)
        if numbered is not None:
            return numbered
        heading = formed_heading(block, text)
        if heading is None or block.kind is BlockKind.HEADING:
            return heading
        if self._annex is None and not self._procedural:
            if not self._operative_begun and wording.OPENING.match(text) and len(text) > 90:
                return None  # a preambular paragraph that lost its comma
            current = self._current
            if current is not None and current.numbered and current.last().ends_with(":"):
                return None
            if not self._has_numbers and wording.is_finite(text):
                return None
        return heading

    def _head(self, heading: Heading) -> None:
        self._current = None
        last = self._items[-1] if self._items else None
        untitled = isinstance(last, Heading) and last.n is not None and not last.words.text
        if isinstance(last, Heading) and untitled and heading.n is None:
            self._items[-1] = Heading(last.level, last.n, heading.words)
            return
        if heading.n is None and self._sections and heading.level == 1:
            heading = Heading(2, None, heading.words)
        self._sections = self._sections or (heading.n is not None and heading.level == 1)
        self._items.append(heading)

    def _in_preamble(self, text: str) -> bool:
        """Tell whether a block is a preambular paragraph."""
        if not self._operative_begun:
            if not self._items and self._bare_organ:
                return not wording.is_finite(text)  # "The General Assembly / Adopts …:"
            return self._has_numbers or not wording.is_finite(text)
        last = self._items[-1] if self._items else None
        if isinstance(last, Heading) or (last is not None and last.role is Role.PREAMBULAR):
            return bool(wording.OPENING.match(text)) and text.endswith((",", ";"))
        return False

    def _unnumbered_operative(self, text: str) -> bool:
        if self._has_numbers and not (self._items and isinstance(self._items[-1], Heading)):
            return False
        current = self._current
        if current is not None and current.role is Role.OPERATIVE and self._operative_begun:
            return wording.is_finite(text) and not current.last().ends_with(":")
        return True

    def _is_act(self, text: str) -> bool:
        """Tell whether words without a number are a paragraph of the body's own acts."""
        return wording.is_finite(text) or not self._items

    def _next_bare(self) -> int:
        self._bare += 1
        return self._bare

    def _attach(self, words: Passage, text: str) -> None:
        """Put words without a label where they belong in the paragraph before them."""
        current = self._current
        if current is None:
            self._items.append(
                Heading(2, None, words)
                if len(text) <= wording.LONGEST_HEADING
                else self._unplaced(words)
            )
            return
        last = current.last()
        leads = last.ends_with(":") or (
            current.points and not current.points[-1].n and text[0] in _QUOTE_MARKS
        )
        if (
            leads
            or text[0] in _QUOTE_MARKS
            or (current.points and not current.points[-1].n and not text[0].islower())
        ):
            current.points.append(Open(Role.POINT, "", numbered=False, words=words))
            current.nesting = Nesting()
        elif not current.points:
            current.more.append(words)
        else:
            current.closing.append(words)
        if not text[0].islower() and not leads and text[0] not in _QUOTE_MARKS:
            self._doubt(
                "unnumbered-paragraph",
                f"words without a number were read with paragraph {current.n}: “{_short(text)}”",
                words,
                current.n,
            )

    def _unplaced(self, words: Passage) -> Open:
        self._bare += 1
        return Open(Role.OPERATIVE, str(self._bare), numbered=False, words=words)

    def _body_words(self, words: Passage, text: str) -> None:
        """Take a paragraph without number in an annex, or in a report's procedure."""
        current = self._current
        if current is not None and text[0].islower():
            (current.closing if current.points else current.more).append(words)
            return
        if self._procedural and current is not None and current.numbered:
            # "In favour:" and the names below it belong to the paragraph that tells of the vote.
            current.points.append(Open(Role.POINT, "", numbered=False, words=words))
            return
        self._bare += 1
        role = Role.PROCEDURAL if self._procedural else Role.BODY
        self._open(Open(role, str(self._bare), numbered=False, words=words))

    # -- small things --------------------------------------------------------------------------

    def _open(self, node: Open) -> Open:
        self._items.append(node)
        self._current = node
        text = node.words.text
        self._quoting = (
            node.role is Role.OPERATIVE and text.endswith(":") and bool(_QUOTED_TEXT.search(text))
        )
        return node

    def _doubt(self, code: str, message: str, words: Passage, n: str | None) -> None:
        provision = None
        if n is not None:
            prefix = "p" if self._procedural else "op"
            annex = f"annex{self._annex}/" if self._annex is not None else ""
            provision = f"{annex}{prefix}{n}"
            message = f"{message} (annex {self._annex})" if annex else message
        self.doubts.append(Doubt(code, message, self._text_id, provision, place_of(words)))


def _with_label(block: Block) -> Block:
    """Return a block whose label, where the file keeps it apart, stands before its words."""
    if not block.label:
        words = without_preambular_label(block.words)
        return block if words is block.words else Block(words, block.kind, block.level)
    words = join((Passage(block.label), block.words))
    return Block(words, block.kind, block.level)
