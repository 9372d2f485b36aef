"""The pages of a printed text: where they break, and the furniture that stands on each.

Furniture is what belongs to the page and not to the text: the running head (symbol and short
title), the page number, the job number, the bar code, the recycling note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cpcj.resolutions.readers.lines import Line, heads_notes

SYMBOL = re.compile(
    r"(?:[AES]|ST|TD|CTOC|CAC|UNEP|CCPR|CEDAW|CRC|CERD|CAT|DP|HSP|IDB|LOS|WGFS)"
    r"(?:/[A-Z0-9][A-Za-z0-9.\-]*(?: ?\([A-Z0-9.\- ]+\))?)+\*{0,2}"
)
_JOB = r"(?:[A-Z]{1,2}\.)?[A-Z]?\d{2}-\d{5,6}\*?(?: ?\([A-Z]\))?(?:\s+\d{6})*(?:\s+\*\d{6,9}\*)?"
_PAGE = r"(\d{1,3})\s?/\s?(\d{1,3})"
_FURNITURE = re.compile(
    rf"(?P<page>{_PAGE})|(?P<both>{_JOB}\s+{_PAGE}|{_PAGE}\s+{_JOB})|(?P<foot>\d{{1,3}}\s+{_JOB}|{_JOB}\s+\d{{1,3}})|(?P<job>{_JOB})"
    rf"|(?P<bar>\*[A-Z]?\d{{6,9}}[A-Z]?\*)|(?P<symbol>{SYMBOL.pattern})"
    r"|(?P<recycle>Please recycle.{0,4})"
)
_SYMBOL_END = re.compile(rf"^{SYMBOL.pattern}\s|\s{SYMBOL.pattern}$")
_JOB_DATE = re.compile(r"\d{6}")
_RULE = re.compile(r"[_⎯─—]{5,}|-{10,}")
_RESUMED = re.compile(r"\d{1,3}\.(?:\s+[A-Z].*)?|Draft (?:resolution|decision)(?: [IVXL]+)?")
_RULE_SIGNS = frozenset("_⎯─—-")
_REACH = 14  # lines of a running head with a long title, blank ones included
_LONGEST = 110
_FIRST_PAGE = 90  # lines of the first page, for its job number


class Page(NamedTuple):
    """A page: the indexes of its lines of text, and of those below the footnote rule."""

    body: tuple[int, ...]
    notes: tuple[int, ...]
    start: int
    end: int


class Paging(NamedTuple):
    """The pages of a file, the furniture taken off them, and whether breaks were found."""

    pages: tuple[Page, ...]
    furniture: tuple[str, ...]
    found: bool


def furniture_kind(text: str) -> str | None:
    """Return what kind of furniture a line is by its own form, None where it is none."""
    if len(text) > 60 and "   " in text:
        text = " ".join(text.split())  # the two ends of a printed line
    if not text or len(text) > 60:
        return None
    if "/" not in text and "-" not in text and text[0] not in "*P":
        return None  # every form has one of them
    match = _FURNITURE.fullmatch(text)
    return match.lastgroup if match else None


def packed(text: str) -> str:
    """Return the text without white space, to compare words whose lines break elsewhere."""
    return "".join(text.split())


def without_symbol(text: str) -> str:
    """Return a line without the document symbol at its beginning or end."""
    return _SYMBOL_END.sub("", text)


def _total(text: str) -> str | None:
    """Return the number of pages a page number names ("3/12" → "12")."""
    match = re.search(_PAGE, text)
    return match.group(2) if match else None


def paginate(lines: Sequence[Line], masthead: int) -> Paging:
    """Return the pages of a printed text.

    Args:
        lines: every line of the file.
        masthead: index of the line that ends the masthead; a running head repeats some of it.
    """
    front = " ".join(line.text for line in lines[:masthead])
    kinds = [furniture_kind(line.text) for line in lines]
    later = {
        _total(line.text)
        for line, kind in zip(lines[masthead:], kinds[masthead:], strict=True)
        if kind in ("page", "both")
    }
    for index in range(masthead):
        if kinds[index] == "page" and _total(lines[index].text) not in later:
            kinds[index] = None  # the number of a resolution ("16/18") above its title
    totals = Counter(
        total
        for line, kind in zip(lines, kinds, strict=True)
        if kind in ("page", "both") and (total := _total(line.text))
    )
    total = totals.most_common(1)[0][0] if totals else None
    front_packed = packed(front)
    removed: set[int] = set()
    starts: set[int] = set()
    feeds = {index for index, line in enumerate(lines) if line.new_page}
    for index, kind in enumerate(kinds):
        if kind in ("bar", "recycle", "foot"):
            removed.add(index)
        if kind in ("job", "bar") and (kind == "bar" or index < _FIRST_PAGE):
            removed.add(index)
            removed.update(_job_date(lines, index))
        if kind not in ("page", "both") or _total(lines[index].text) != total:
            continue
        first, last = _cluster(lines, kinds, index, front_packed)
        removed.update(range(first, last + 1))
        if not feeds:
            starts.add(first)
    for index in feeds:
        starts.add(index)
        removed.update(_head(lines, kinds, index, front_packed))
    if feeds:
        removed.update(_foot(lines, kinds, len(lines)))
    return _divide(lines, removed, starts)


def _job_date(lines: Sequence[Line], index: int) -> list[int]:
    """Return the line with the date of a job, where it stands by itself below the job number."""
    for below in range(index + 1, min(len(lines), index + 4)):
        if _JOB_DATE.fullmatch(lines[below].text):
            return [below]
    return []


def _belongs(line: Line, kind: str | None, front: str) -> bool:
    """Tell whether a line near a page number is furniture."""
    if kind is not None or not line.text:
        return True
    if len(line.text) > _LONGEST:
        return False
    words = packed(without_symbol(line.text))
    return len(words) > 3 and words in front


def _cluster(
    lines: Sequence[Line], kinds: Sequence[str | None], index: int, front: str
) -> tuple[int, int]:
    """Return the first and last line of the furniture around a page number."""
    first = index
    for above in range(index - 1, max(-1, index - _REACH), -1):
        line = lines[above]
        if lines[above + 1].new_page:
            break
        if line.bare and any(kinds[k] == "symbol" for k in range(above, index)):
            break
        if not _belongs(line, kinds[above], front):
            break
        if line.text:
            first = above
    last = index
    for below in range(index + 1, min(len(lines), index + _REACH)):
        if kinds[below] not in ("job", "symbol", "bar", "both"):
            if lines[below].text:
                break
            continue
        last = below
    return first, last


def _head(lines: Sequence[Line], kinds: Sequence[str | None], index: int, front: str) -> list[int]:
    """Return the running head below a form feed and the foot above it."""
    found = []
    for below in range(index, min(len(lines), index + _REACH)):
        if not _belongs(lines[below], kinds[below], front):
            break
        if lines[below].text:
            found.append(below)
    return [*found, *_foot(lines, kinds, index)]


def _foot(lines: Sequence[Line], kinds: Sequence[str | None], index: int) -> list[int]:
    """Return the foot of the page that ends before a line."""
    found = []
    for above in range(index - 1, max(-1, index - _REACH), -1):
        text = lines[above].text
        if text and kinds[above] is None and not re.fullmatch(r"\d{1,3}", text):
            break
        if text:
            found.append(above)
    return found


def _divide(lines: Sequence[Line], removed: set[int], starts: set[int]) -> Paging:
    """Return the pages between the breaks, each divided at its footnote rule."""
    pages: list[Page] = []
    body: list[int] = []
    notes: list[int] = []
    below_rule = False
    start = 0

    def close(end: int) -> None:
        nonlocal body, notes, below_rule, start
        pages.append(Page(tuple(body), tuple(notes), start, end))
        body, notes, below_rule, start = [], [], False, end

    for index, line in enumerate(lines):
        if (index in starts and index) or (notes and _resumes(lines, index)):
            close(line.start)
        if index in removed:
            continue
        ruled = line.text[:1] in _RULE_SIGNS and _RULE.fullmatch(line.text)
        if ruled or heads_notes(lines, index):
            below_rule = True
            continue
        (notes if below_rule else body).append(index)
    close(lines[-1].end + 1 if lines else 0)
    furniture = tuple(lines[index].text for index in sorted(removed) if lines[index].text)
    return Paging(tuple(pages), furniture, bool(starts))


def _resumes(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line below a footnote rule begins the text again.

    Where the text layer puts a page's notes before the end of its text, a numbered paragraph or
    the heading of a draft follows them, with a blank line between. A note has no full stop after
    its number.
    """
    return not lines[index - 1].text and bool(_RESUMED.fullmatch(lines[index].text))
