"""A text's blocks divided into body, adoption line and annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cpcj.resolutions.model import Adoption, Passage
from cpcj.resolutions.passages import EMPTY, join, part
from cpcj.resolutions.source import Block, BlockKind
from cpcj.resolutions.structure import wording
from cpcj.resolutions.structure.dates import DATE, find_date

_LONGEST_LINE = 240  # an adoption line or an annex's heading is no longer
_LONGEST_VOTE = 5_000  # the names of all who voted one way


@dataclass(slots=True)
class Parts:
    """A text's blocks, divided."""

    body: list[Block]
    annexes: list[tuple[re.Match[str], list[Block]]]
    adoption: Adoption | None
    left_over: list[Block]


def divide(blocks: Sequence[Block]) -> Parts:
    """Divide a text into body, adoption line and annexes."""
    parts = Parts([], [], None, [])
    current = parts.body
    skip = bracket = False
    for index, block in enumerate(blocks):
        if skip:
            skip = False
            continue
        words = block.words
        text = words.text
        if not text:
            continue
        if bracket and parts.adoption is not None and len(text) < _LONGEST_VOTE:
            # The names of those in favour, against and abstaining, until the bracket closes.
            parts.adoption = _longer(parts.adoption, words)
            bracket = not text.endswith("]")
            continue
        if len(text) < _LONGEST_LINE:
            if (
                parts.adoption is None
                and text[0] in "A0123456789"
                and (meeting := wording.MEETING.fullmatch(text))
            ):
                following = blocks[index + 1].words if index + 1 < len(blocks) else EMPTY
                if not DATE.search(meeting["rest"]) and DATE.match(following.text[:30]):
                    words = join((words, following), "\n")
                    skip = True
                parts.adoption = Adoption(int(meeting["meeting"]), find_date(words.text), words)
                bracket = "[Adopted " in words.text and words.text.endswith(":")
                current = parts.left_over
                continue
            if parts.adoption is not None and text.startswith("[Adopted "):
                parts.adoption = _longer(parts.adoption, words)
                bracket = text.endswith(":")
                continue
            annex = wording.ANNEX.fullmatch(text)
            if annex and not wording.ends(text):
                current = []
                if annex["title"]:
                    current.append(Block(part(words, annex.start("title")), BlockKind.HEADING))
                parts.annexes.append((annex, current))
                continue
            if text in ("Annexes", "ANNEXES"):
                continue
        current.append(block)
    return parts


def _longer(adoption: Adoption, words: Passage) -> Adoption:
    return replace(adoption, words=join((adoption.words, words), "\n"))
