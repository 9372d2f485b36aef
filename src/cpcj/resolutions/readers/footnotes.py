"""Footnote marks that a text layer shows as bare digits: which digits are marks.

"…the Convention,1 and resolution 70/1 of 25 September 20152" holds two marks and six other
numbers. What decides is the order of the notes: the mark of note *n* stands after that of
*n* - 1 and before that of *n* + 1, and on the page (or the page before) at whose foot note *n* is
printed. Among what is left, the place of the digits decides: glued to a word or to punctuation
they are marks, after "article" or "Goal" they hardly are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cpcj.resolutions.model import NoteMark, Passage
from cpcj.resolutions.passages import Cut, edit

_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED_WORDS = frozenset(
    [
        "article",
        "articles",
        "paragraph",
        "paragraphs",
        "para",
        "paras",
        "chapter",
        "chapters",
        "annex",
        "part",
        "section",
        "sections",
        "goal",
        "goals",
        "rule",
        "rules",
        "resolution",
        "resolutions",
        "decision",
        "decisions",
        "target",
        "targets",
        "phase",
        "table",
        "item",
        "items",
        "page",
        "level",
        "class",
        "type",
        "principle",
        "principles",
        "meeting",
        "session",
        "sessions",
        "volume",
        "agenda",
        "figure",
        "and",
        "to",
        "of",
        "in",
        "on",
        "the",
        "for",
        "than",
        "by",
        "from",
        "until",
        "between",
        "least",
        "some",
        "about",
        "over",
        "or",
        "all",
        "at",
        "last",
        "first",
        "next",
        "past",
        "every",
        "only",
        "those",
        "these",
        "its",
        "total",
        "with",
        "are",
        "is",
        "as",
        "was",
        "were",
        "approximately",
        "around",
        "under",
    ]
)
_ABBREVIATED_WORDS = frozenset(["para", "paras", "chap", "sect", "no", "nos", "vol", "vols"])
"""Words after which a number counts or names something, and is no mark."""

_COUNTED = re.compile(
    r"\s+(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|per cent|percent|million|billion|years?|days?|months?|weeks?|hours?|to \d|and \d|States"
    r"|countries|degrees|dollars|of the|posts?|members?)\b"
)
_MARK_END = ".,;:)”’\"' "

_MAY_FOLLOW = frozenset(["", *_MARK_END])
_APART = "-–—/(&+=$€#%"  # digits after these are no marks by themselves
_SEPARATORS = ' ,;()“”"'
_TOKEN_HEAD = re.compile(r"[^\s,;()“”\"]+$")

_GLUED = 10.0
_AFTER_NUMBER = 9.0
_BETWEEN = 6.0
_SPACED = 6.0
_AFTER_CAPITAL = 4.0
_LOOSE = 3.0
_UNLIKELY = 1.0
_LEAST = 0.5
_REPEATED = 9.0
_MISSING = 1.5


class Expected(NamedTuple):
    """A note whose mark is looked for: its number and where in the file the mark may stand."""

    number: int
    page_start: int
    page_end: int
    earlier_start: int


class _Candidate(NamedTuple):
    """Digits that may be a mark: where, which number, how likely."""

    passage: int
    start: int
    end: int
    number: int
    score: float
    source: int


def _score(text: str, start: int, end: int, *, spaced: bool) -> float:
    """Return how much the digits ``text[start:end]`` look like a mark; 0 for not at all.

    Args:
        text: the words.
        start: place of the first digit.
        end: place after the last one.
        spaced: whether the file prints a line end or two spaces after them.
    """
    before = text[start - 1]
    after = text[end : end + 1]
    if after.isalpha():
        # A space was lost on both sides ("Agreement4and"); "Youth4Change" is a name.
        lost = before.islower() and after.islower() and text[start - 4 : start].isalpha()
        moved = before == " " and text[start - 2 : start - 1] in ",;" and after.islower()
        return _BETWEEN if lost or moved else 0.0  # "the report, 2and expressing"
    if not _may_end(text, start, end):
        return 0.0
    if before.isalpha():
        return _GLUED if before.islower() else _AFTER_CAPITAL
    if before in ",;.:":
        return _after_sign(text, start, end)
    if before in ")”’\"']":
        return _GLUED
    return _after_space(text, start, end, spaced=spaced) if before == " " else 0.0


def _may_end(text: str, start: int, end: int) -> bool:
    """Tell whether what follows the digits can follow a mark: no decimals, no "(…, para. 9)"."""
    after = text[end : end + 1]
    if after and after not in _MARK_END and after not in "–—]":
        return False
    if after in (".", ",") and text[end + 1 : end + 2].isdigit():
        return False
    bracketed = after == ")" and "(" in text[max(0, start - 8) : start]
    return not bracketed or text[start - 1].isalpha()


def _after_sign(text: str, start: int, end: int) -> float:
    """Return the score of digits glued to a comma, semicolon, full stop or colon."""
    before = text[start - 1]
    earlier = text[start - 2 : start - 1]
    if not earlier.isdigit():
        if before == "." and "/" in text[text.rfind(" ", 0, start) + 1 : start]:
            return 0.0  # inside a symbol: "decision 1/CMA.4"
        if earlier.isupper() and before in ",;":
            return _AFTER_NUMBER  # "chapter V,1"
        return _GLUED if earlier.islower() or earlier in ')”’"' else _LEAST
    if before == ",":
        return _UNLIKELY if end - start == 3 else _AFTER_NUMBER  # thousands
    return _AFTER_NUMBER if before == ";" else _UNLIKELY


def _after_space(text: str, start: int, end: int, *, spaced: bool) -> float:
    """Return the score of digits that stand by themselves."""
    head = text[max(0, start - 24) : start]
    if _numbers(head) or _COUNTED.match(text, end):
        return _LEAST
    bonus = 2.0 if spaced else 0.0
    return bonus + (_SPACED if text[start - 2 : start - 1] in ",;.:)”’\"']" else _LOOSE)


def _numbers(head: str) -> bool:
    """Tell whether the words before a number end with one that is followed by numbers."""
    words = head.rstrip()
    dotted = words.endswith(".")
    end = len(words) - dotted
    start = end
    while start and (words[start - 1].isalnum() or words[start - 1] == "_"):
        start -= 1
    last = words[start:end].casefold()
    if dotted:
        return last in _ABBREVIATED_WORDS
    return last in _NUMBERED_WORDS or (
        last == "comment" and words[:start].casefold().endswith("general ")
    )


def _holds_alone(text: str, token: str) -> bool:
    """Tell whether the text holds the token with no letter, digit, slash or hyphen beside it."""
    at = text.find(token)
    while at >= 0:
        end = at + len(token)
        beside = text[at - 1 : at] + text[end : end + 1]
        if not any(sign.isalnum() or sign in "/-" for sign in beside):
            return True
        at = text.find(token, end)
    return False


class _Search:
    """The search for candidates: the words, and where each number may be a mark."""

    def __init__(self, passages: Sequence[Passage], notes: Sequence[Expected], file: str) -> None:
        self._passages = passages
        self._file = file
        self._windows: dict[int, list[tuple[int, int]]] = {}
        for note in notes:
            window = (note.earlier_start, note.page_end)
            self._windows.setdefault(note.number, []).append(window)
        self._longest = max(len(str(note.number)) for note in notes)
        self._alone: dict[str, bool] = {}
        self._joined: str | None = None  # all words, once they are needed

    def run(self) -> list[_Candidate]:
        """Return all digits that may be a mark, in order of place."""
        found: list[_Candidate] = []
        for index, words in enumerate(self._passages):
            text = words.text
            pieces = words.source
            piece = 0
            for match in _DIGITS.finditer(text):
                start, end = match.span()
                # Nearly all numbers are ruled out by what stands beside them.
                short = end - start <= self._longest and text[start - 1] not in _APART
                if start == 0 or not (short or text[end : end + 1] in _MAY_FOLLOW):
                    continue
                while piece + 1 < len(pieces) and pieces[piece + 1].start <= start:
                    piece += 1
                source = pieces[piece].source_start + start - pieces[piece].start
                if short and (whole := self._whole(text, match, index, source)):
                    found.append(whole)
                if end - start > 1:
                    found += self._glued(text, match, index, source)
        return found

    def _whole(self, text: str, match: re.Match[str], index: int, source: int) -> _Candidate | None:
        """Return the candidate that a whole number is, None where it can be no mark."""
        start, end = match.span()
        number = int(match.group())
        windows = self._windows.get(number)
        if not windows or source < windows[0][0]:
            return None
        place = source + end - start
        tail = self._file[place : place + 3]
        spaced = tail[:2] == "  " or tail.lstrip(" ")[:1] in ("\n", "\r")
        score = _score(text, start, end, spaced=spaced)
        return _Candidate(index, start, end, number, score, source) if score else None

    def _glued(self, text: str, match: re.Match[str], index: int, source: int) -> list[_Candidate]:
        """Return the marks that the end of a longer number may be ("20242": 2024 and mark 2).

        What is left without the mark is likely to be right where it is a year, or stands elsewhere
        in the text by itself ("resolution 77/2285", where "77/228" stands elsewhere).
        """
        start, end = match.span()
        digits = match.group()
        after = text[end : end + 1]
        if after not in _MAY_FOLLOW:
            return []
        if after in (".", ",") and text[end + 1 : end + 2].isdigit():
            return []
        found = []
        for size in range(1, min(self._longest + 1, len(digits))):
            if digits[-size] == "0":
                continue
            number = int(digits[-size:])
            windows = self._windows.get(number)
            if windows is None:
                continue
            place = source + len(digits) - size
            for first, last in windows:
                if first <= place < last:
                    break
            else:
                continue
            rest = digits[:-size]
            token = rest
            if text[start - 1] not in _SEPARATORS:
                head = _TOKEN_HEAD.search(text, max(0, start - 40), end - size)
                token = head.group() if head else rest
            likely = bool(_YEAR.fullmatch(rest)) or (
                token not in (rest, "") and self._stands_alone(token)
            )
            if not likely and token == rest and _YEAR.fullmatch(digits):
                continue  # a year by itself
            score = 8.0 if likely else 1.0
            found.append(_Candidate(index, end - size, end, number, score, place))
        return found

    def _stands_alone(self, token: str) -> bool:
        """Tell whether the words hold the token with nothing glued to it."""
        known = self._alone.get(token)
        if known is None:
            if self._joined is None:
                self._joined = "\n".join(words.text for words in self._passages)
            known = _holds_alone(self._joined, token)
            self._alone[token] = known
        return known


def place_marks(passages: Sequence[Passage], notes: Sequence[Expected], file: str) -> list[Passage]:
    """Return the passages with bare digits that are marks taken out of the words and noted.

    Args:
        passages: the words of the text, in order.
        notes: the notes in order of print.
        file: the decoded file, to see the spaces that stood after a digit.
    """
    if not notes:
        return list(passages)
    candidates = _Search(passages, notes, file).run()
    chosen = _best_order(candidates, notes)
    chosen |= _repeated(candidates, chosen)
    by_passage: dict[int, list[_Candidate]] = {}
    for place in sorted(chosen):
        candidate = candidates[place]
        by_passage.setdefault(candidate.passage, []).append(candidate)
    return [
        _take_out(words, by_passage[index]) if index in by_passage else words
        for index, words in enumerate(passages)
    ]


def _best_order(candidates: Sequence[_Candidate], notes: Sequence[Expected]) -> set[int]:
    """Return the candidates that are the notes' first marks, in the best rising order.

    ``best[i]`` is the best sum in which note ``i`` is the last one placed; each step looks at the
    notes before, of which at most a page's worth may be skipped.
    """
    by_number: dict[int, list[int]] = {}
    for index, note in enumerate(notes):
        by_number.setdefault(note.number, []).append(index)
    best: list[tuple[float, int] | None] = [None] * len(notes)
    links: list[tuple[int, int]] = []  # candidate, link before
    for place, candidate in enumerate(candidates):
        for index in reversed(by_number.get(candidate.number, ())):
            note = notes[index]
            score = candidate.score
            if not note.page_start <= candidate.source < note.page_end:
                if not note.earlier_start <= candidate.source < note.page_end:
                    continue
                score -= 2.5
            value, link = score - _MISSING * index, -1
            for before in range(index - 1, max(-1, index - 12), -1):
                last = best[before]
                if last is None:
                    continue
                reached = last[0] + score - _MISSING * (index - before - 1)
                # A candidate may not hold two marks.
                if links[last[1]][0] != place and reached > value:
                    value, link = reached, last[1]
            current = best[index]
            if current is None or value > current[0]:
                links.append((place, link))
                best[index] = (value, len(links) - 1)
    ends = [
        (value[0] - _MISSING * (len(notes) - 1 - index), value[1])
        for index, value in enumerate(best)
        if value is not None
    ]
    chosen: set[int] = set()
    if ends:
        link = max(ends)[1]
        while link >= 0:
            place, link = links[link]
            chosen.add(place)
    return chosen


def _repeated(candidates: Sequence[_Candidate], chosen: set[int]) -> set[int]:
    """Return the candidates that repeat the mark of an earlier note."""
    taken = {(candidates[place].passage, candidates[place].end) for place in chosen}
    seen: set[int] = set()
    repeated: set[int] = set()
    for place, candidate in enumerate(candidates):
        if place in chosen:
            if candidate.number == 1:
                seen.clear()  # the notes of the next text begin
            seen.add(candidate.number)
        elif (
            candidate.number in seen
            and candidate.score >= _REPEATED
            and (candidate.passage, candidate.end) not in taken
        ):
            repeated.add(place)
            taken.add((candidate.passage, candidate.end))
    return repeated


def _take_out(words: Passage, candidates: Sequence[_Candidate]) -> Passage:
    """Return the passage with the candidates as marks instead of digits."""
    text = words.text
    cuts = []
    marks = []
    for candidate in candidates:
        start, end = candidate.start, candidate.end
        after = text[end : end + 1]
        if text[start - 1] == " " and (not after or after in " ,;.:)"):
            start -= 1
        # Where the space was lost on both sides of a mark, it comes back.
        lost = after.isalpha() and text[start - 1] != " "
        cuts.append(Cut(start, end, " " if lost else ""))
        marks.append(NoteMark(start, str(candidate.number)))
    return edit(words, cuts, marks)
