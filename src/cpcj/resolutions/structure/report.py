"""Where the texts of a document begin: one text, or the drafts of a committee's report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cpcj.resolutions.model import Passage, TextKind
from cpcj.resolutions.passages import EMPTY, join, part
from cpcj.resolutions.source import Block
from cpcj.resolutions.structure import wording
from cpcj.resolutions.structure.headings import read_heading
from cpcj.resolutions.structure.labels import read_label
from cpcj.resolutions.structure.titles import RESOLUTION_LINE

DRAFT_HEADING = re.compile(
    r"(?P<kind>Draft (?:resolution|decision))(?:\s+(?P<n>[IVXLC]+|[A-Z]|\d{1,2}))?"
    r"(?:[.:]?\s+(?P<title>[^a-z\s].*))?",
    re.DOTALL,
)
_RECOMMENDS = re.compile(
    r"recommends? (?:also )?(?:to|that) the (?P<organ>[A-Z].{3,120}?)(?:,.{0,120}?)?"
    r" (?:(?:the )?(?:adoption|approval)(?: by .{3,120}?)? of"
    r"|(?:that it )?(?:approve|adopt|endorse))"
    r" the following draft (?P<kind>resolution|decision)(?P<s>s?)",
    re.DOTALL | re.IGNORECASE,
)
_CHAPTER = re.compile(r"(?:Chapter|CHAPTER) (?:[IVX]+|\d{1,2})\b.*", re.DOTALL)
"""The heading of a chapter: a commission's report has its texts in the first."""


_ALLOCATED = re.compile(
    r"At its .{5,80}? meetings?,.{5,300}? decided to include in the agenda of its"
    r" (?P<session>[a-z-]+(?: [a-z-]+){0,3}) session.{1,400}?[“\"](?P<item>.{3,300}?)[”\"].{0,200}?"
    r" allocate (?:it|them|the item|the sub-item) to the"
    r" (?P<committee>[A-Z][A-Za-z ]{3,60}? Committee(?: \(Fourth Committee\))?)",
    re.DOTALL,
)
"""The paragraph with which a Main Committee's report on an item begins."""

_BROUGHT = re.compile(r"following .{3,200} brought to the attention of the [A-Z]", re.DOTALL)
_LONGEST_RECOMMENDATION = 1500
_TITLE_REACH = 8  # blocks between a number with its title and the enacting words
_FEWEST_RESOLUTIONS = 2
_INTRODUCED_WITHIN = 40  # blocks in which the words stand that recommend a single draft


@dataclass(frozen=True, slots=True)
class Stretch:
    """The blocks of one text of a report: ``[start, end)``, and what its heading says.

    Attributes:
        start: index of its first block (the heading).
        end: index after its last block.
        body: index of its first block after the organ line.
        kind: draft resolution or draft decision; resolution or decision where the body that
            reports has adopted it itself.
        n: the printed number ("IV", "28/1"), else None.
        title, organ_line: its words.
        first: the paragraph that stands in the same block as the organ line, else empty.
    """

    start: int
    end: int
    body: int
    kind: TextKind
    n: str | None
    title: Passage
    organ_line: Passage
    first: Passage


def find_organ_line(
    blocks: Sequence[Block], start: int, end: int
) -> tuple[int, Passage, Passage] | None:
    """Return index, enacting words and the words after them in the same block; None if absent.

    A decision told in one sentence has no enacting words: those returned are empty, the sentence
    is what follows them.
    """
    for index in range(start, end):
        words = blocks[index].words
        text = words.text
        if text.startswith("At its ") and wording.DECISION.fullmatch(text):
            return index, EMPTY, words
        if text.startswith("At ") and wording.STATEMENT.fullmatch(text):
            return index, words, EMPTY
        if not text.startswith(("The ", "THE ")):
            continue
        if wording.ORGAN_LINE.fullmatch(text):
            return index, words, EMPTY
        match = wording.ORGAN_START.fullmatch(text)
        if match and (wording.is_finite(match["rest"]) or wording.OPENING.match(match["rest"])):
            cut = match.start("rest")
            return index, part(words, 0, cut), part(words, cut)
    return None


@dataclass(frozen=True, slots=True)
class Introduced:
    """A single draft that one body recommends to another: where its parts begin.

    Attributes:
        front_end: index after the blocks of the masthead.
        title: index of the first block after the words that recommend it.
        words: the words that recommend it.
        recommending: the body that recommends it as printed ("The Commission on …"), "" where the
            words do not begin with it.
    """

    front_end: int
    title: int
    words: Passage
    recommending: str


def find_introduction(blocks: Sequence[Block]) -> Introduced | None:
    """Return how a draft of a commission, or one that a note transmits, is led in.

    The words that recommend it have no number, as they have in a report.
    """
    for index, block in enumerate(blocks[:_INTRODUCED_WITHIN]):
        text = block.words.text
        if block.label or read_label(text) or text.startswith("Report of the "):
            return None
        if len(text) > _LONGEST_RECOMMENDATION or "ecommend" not in text:
            continue
        if not (match := wording.INTRODUCTION.fullmatch(text)):
            continue
        if match["organ"]:
            if match["organ"].endswith("Committee"):
                return None  # a report of one that lost its numbers
            return Introduced(index, index + 1, block.words, f"The {match['organ']}")
        above = blocks[index - 1].words if index else EMPTY
        if text.startswith("Recommends") and wording.ORGAN_LINE.fullmatch(above.text):
            return Introduced(index - 1, index + 1, join((above, block.words)), above.text)
        if text.startswith("In its resolution"):
            return Introduced(index, index + 1, block.words, "")
    return None


def find_declarants(blocks: Sequence[Block]) -> tuple[int, Passage, Passage] | None:
    """Return where those are named in whose name a declaration speaks, as for an organ line."""
    for index, block in enumerate(blocks[:_INTRODUCED_WITHIN]):
        if read_label(block.words.text):
            return None
        if wording.DECLARANTS.fullmatch(block.words.text):
            return index, block.words, EMPTY
    return None


def find_texts(blocks: Sequence[Block]) -> list[Stretch]:
    """Return the texts of a report in order.

    They are the draft resolutions and decisions that it recommends, and in a commission's report
    the resolutions and decisions of its own that it brings to the attention of the council.
    """
    starts: list[tuple[int, TextKind, str | None, Passage, int]] = []
    recommended = brought = False
    for index, block in enumerate(blocks):
        words = block.words
        text = words.text
        if not brought and "attention" in text and _brings(text):
            brought = True
            continue
        if brought and (own := RESOLUTION_LINE.fullmatch(text)) and not wording.ends(text):
            kind = TextKind.DECISION if own["kind"].lower() == "decision" else TextKind.RESOLUTION
            title = part(words, own.start("title")) if own["title"] else EMPTY
            starts.append((index, kind, own["n"], title, index + 1))
            continue
        recommends = _recommends(text)
        if recommends:
            recommended = True
            following = blocks[index + 1].words.text if index + 1 < len(blocks) else ""
            if not recommends["s"] and not DRAFT_HEADING.fullmatch(following):
                kind = _kind(recommends["kind"])
                starts.append((index + 1, kind, None, EMPTY, index + 1))
            continue
        if not recommended or len(text) > 600:
            continue
        match = DRAFT_HEADING.fullmatch(text)
        if match and not wording.ends(text):
            title = part(words, match.start("title")) if match["title"] else EMPTY
            starts.append((index, _kind(match["kind"]), match["n"], title, index + 1))
    stretches = []
    in_chapters = starts and any(_is_chapter(block) for block in blocks[: starts[0][0]])
    for place, (start, kind, n, title, after) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(blocks)
        end = _before_next_recommendation(blocks, after, end)
        if in_chapters:
            end = next((k for k in range(after, end) if _is_chapter(blocks[k])), end)
        found = find_organ_line(blocks, after, end)
        if found is None:
            stretches.append(Stretch(start, end, after, kind, n, title, EMPTY, EMPTY))
            continue
        organ_at, organ_line, first = found
        whole = join([title, *(block.words for block in blocks[after:organ_at])])
        stretches.append(Stretch(start, end, organ_at + 1, kind, n, whole, organ_line, first))
    return stretches


@dataclass(frozen=True, slots=True)
class Allocation:
    """What the first paragraph of a Main Committee's report says.

    Attributes:
        committee: the committee to which the item was allocated.
        session: the session in words ("seventy-fourth").
        item: the title of the agenda item; of the last where there are several.
    """

    committee: str
    session: str
    item: str


def find_allocation(blocks: Sequence[Block]) -> Allocation | None:
    """Return what the first paragraph of a Main Committee's report says; None without one."""
    for block in blocks[:_INTRODUCED_WITHIN]:
        text = block.words.text
        if "allocate" not in text or len(text) >= _LONGEST_RECOMMENDATION:
            continue
        if found := _ALLOCATED.search(text):
            return Allocation(found["committee"], found["session"], found["item"])
    return None


def _brings(text: str) -> bool:
    """Tell whether words bring texts that a body has adopted to the attention of another."""
    return len(text) < _LONGEST_RECOMMENDATION and bool(_BROUGHT.search(text))


def _is_chapter(block: Block) -> bool:
    return len(block.words.text) <= wording.LONGEST_HEADING and bool(
        _CHAPTER.fullmatch(block.words.text)
    )


def chapter_at(blocks: Sequence[Block], end: int) -> int | None:
    """Return the index of the first heading of a chapter before ``end``; None without one."""
    return next((k for k in range(end) if _is_chapter(blocks[k])), None)


def _recommends(text: str) -> re.Match[str] | None:
    """Return the words that recommend the adoption of drafts, None where there are none."""
    if len(text) >= _LONGEST_RECOMMENDATION or "recommend" not in text.lower():
        return None
    if text.startswith("Recommends"):
        return None  # an act of a draft that recommends another one
    return _RECOMMENDS.search(text)


def recommended_to(blocks: Sequence[Block]) -> str | None:
    """Return the organ to which a report recommends its texts, None where it names none."""
    for block in blocks:
        if match := _recommends(block.words.text):
            return match["organ"]
    return None


def first_part(blocks: Sequence[Block], organ_at: int) -> int:
    """Return where the first part of a text ("A") begins before its organ line.

    Returns:
        The index of the heading "A", or that of the organ line where there is none.
    """
    for index in range(max(0, organ_at - _TITLE_REACH), organ_at):
        if blocks[index].words.text in ("A", "A."):
            return index
    return organ_at


def find_resolutions(blocks: Sequence[Block]) -> list[Stretch]:
    """Return the numbered resolutions of a compilation; empty where there is but one text.

    A page of the Official Records prints several, each with its number and title before its own
    enacting words.
    """
    heads: list[tuple[int, str, TextKind, Passage, int, Passage, Passage]] = []
    at = 0
    while found := find_organ_line(blocks, at, len(blocks)):
        organ_at, organ_line, first = found
        for index in range(organ_at - 1, max(at, organ_at - _TITLE_REACH) - 1, -1):
            words = blocks[index].words
            match = wording.NUMBERED_TITLE.fullmatch(words.text)
            line = match or RESOLUTION_LINE.fullmatch(words.text)
            if line:
                title = join(
                    [
                        part(words, line.start("title")) if line["title"] else EMPTY,
                        *(
                            block.words
                            for block in blocks[index + 1 : organ_at]
                            if not block.words.text.startswith("[")
                        ),
                    ]
                )
                decision = not organ_line.text or (
                    match is None and line["kind"].lower() == "decision"
                )
                kind = TextKind.DECISION if decision else TextKind.RESOLUTION
                head = (index, wording.number(line["n"]), kind, title)
                heads.append((*head, organ_at, organ_line, first))
                break
        at = organ_at + 1
    if len({head[1] for head in heads}) < _FEWEST_RESOLUTIONS:
        return []
    ends = [head[0] for head in heads[1:]] + [len(blocks)]
    return [
        Stretch(start, end, organ_at + 1, kind, n, title, organ_line, first)
        for (start, n, kind, title, organ_at, organ_line, first), end in zip(
            heads, ends, strict=True
        )
    ]


def _before_next_recommendation(blocks: Sequence[Block], start: int, end: int) -> int:
    """Return where a text ends: before the report's next numbered paragraph that recommends."""
    for index in range(start, end):
        text = blocks[index].words.text
        if not read_label(text) or not (_recommends(text) or _brings(text)):
            continue
        while index > start and read_heading(blocks[index - 1], blocks[index - 1].words.text):
            index -= 1  # noqa: PLW2901 - the headings above the paragraph belong to it
        return index
    return end


def _kind(words: str) -> TextKind:
    decision = words.lower().endswith("decision")
    return TextKind.DRAFT_DECISION if decision else TextKind.DRAFT_RESOLUTION
