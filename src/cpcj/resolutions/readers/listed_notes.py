"""Notes typed as paragraphs of their own: which paragraph is one, and where its mark may stand.

A file that was made from printed pages has the notes of each page in the middle of its text, after
a rule or after nothing at all. Their order tells them: number *n* + 1 follows number *n*, any
number may follow a rule, and number 1 may follow the beginning of another text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cpcj.resolutions.readers.assembly import FoundNote, Piece

_LISTED = re.compile(r"(\d{1,3})(?P<slash>/?)(?: *\t\s*| +(?=[A-Z])|(?<=/)\s*)(?=\S)")
_STARRED = re.compile(r"(\*{1,3})/\s+(?=\S)")
_SLASHED_MARK = re.compile(r"(?<=[\w,;.:)”\"])\s?(\d{1,3})/(?=[\s,;.:)]|$)")
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_NUMBERED = re.compile(r"\d{1,3}\.\s")
_BEGINS = re.compile(
    r"[*_#\s]*(?:Draft (?:resolution|decision)\b|The [A-Z][^.;:]{3,120},[*_]*$"
    r"|The (?:General Assembly|[A-Z][a-z]+ and Social Council|Commission|Conference)\b)"
)
"""The heading or the enacting words of a text: numbers of notes begin again there."""

_ENDS = ".)”"


class ListedNote(NamedTuple):
    """How a paragraph begins that is a note: its mark, where its words begin, its older form."""

    mark: str
    offset: int
    slashed: bool


class NoteOrder:
    """The order of the notes met so far."""

    def __init__(self) -> None:
        """Begin at the top of a file, where no note can stand yet."""
        self._may_begin = False
        self._expected = 0  # number of the next note; 0 where any may come
        self._again = False  # another text has begun since note 1
        self._last = 0  # number of the note before, 0 without one
        self._ruled = False  # a rule stands right above
        self._marks: set[str] = set()  # marks of the older form met so far: "48/"

    def rule(self) -> None:
        """Take a rule, which announces notes of any number."""
        self._may_begin, self._expected, self._ruled = True, 0, True

    def took(self, mark: str) -> None:
        """Take a note of that mark."""
        self._again = self._again and mark != "1"
        if mark.isdigit():
            self._last, self._expected = int(mark), int(mark) + 1

    def passed(self, text: str) -> None:
        """Take a paragraph that is no note."""
        self._again = self._again or bool(_BEGINS.match(text))
        self._ruled = False
        if "/" in text:
            self._marks.update(_SLASHED_MARK.findall(text))
        if not self._expected:
            self._may_begin, self._expected = True, 1

    def read(self, text: str, closing: str = "") -> ListedNote | None:
        """Return how a paragraph begins that is the next note; None where it is none.

        A mark of the older form ("48/") announces its note whatever its number.

        Args:
            text: the paragraph, or its first line.
            closing: its last line, where it has several.
        """
        if starred := _STARRED.match(text):
            return ListedNote(starred[1], starred.end(), slashed=True)
        if not self._may_begin and _NUMBERED.match(text):
            self._may_begin, self._expected = True, 1
        start = _LISTED.match(text)
        if not start or not self._may_begin or _MONTH.match(text, start.end()):
            return None
        number = int(start[1])
        slashed = bool(start["slash"])
        in_turn = not self._expected or number == self._expected or (self._again and number == 1)
        if not in_turn and not (slashed and start[1] in self._marks):
            return None
        announced = self._ruled and number in (1, self._last + 1)
        if not (slashed or announced or "\t" in start.group() or (closing or text)[-1] in _ENDS):
            return None
        return ListedNote(start[1], start.end(), slashed)


def paged(items: Sequence[Piece | FoundNote], whole: int) -> list[Piece | FoundNote]:
    """Return the items, each note with the stretch of the file in which its mark may stand.

    The notes of one page stand together; their marks stand after the notes of the page before.
    Where all notes stand together at the end, a mark may stand anywhere.

    Args:
        items: the pieces and notes in order of the file.
        whole: the length of the file.
    """
    groups: list[tuple[int, int]] = []  # of each page's notes: where they begin and end
    of_group: list[int] = []
    after_piece = True
    for item in items:
        if not isinstance(item, FoundNote):
            after_piece = True
            continue
        source = item.note.words.source
        start = source[0].source_start if source else item.page_start
        end = source[-1].source_end if source else start
        if after_piece:
            groups.append((start, end))
        else:
            groups[-1] = (groups[-1][0], end)
        of_group.append(len(groups) - 1)
        after_piece = False
    if len(groups) < 2:
        return list(items)
    starts = [0, *(end for _, end in groups)]
    ends = [*(start for start, _ in groups[1:]), whole]
    place = iter(of_group)
    result: list[Piece | FoundNote] = []
    for item in items:
        if isinstance(item, FoundNote):
            group = next(place)
            item = item._replace(  # noqa: PLW2901 - the note with its page
                page_start=starts[group],
                page_end=ends[group],
                earlier_start=starts[max(group - 1, 0)],
            )
        result.append(item)
    return result
