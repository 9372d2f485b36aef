"""The words that divide a section's list: subprogrammes, years, citations that share a cell."""

from __future__ import annotations

import re

from cpcj.resolutions.budget.listing import plain

LIST = "legislative mandates"
BACKGROUND = "mandates and background"

_SUBPROGRAMME = re.compile(
    r"Subprogramme\s+(?P<number>\d{1,2})(?:,\s*component\s+(?P<component>\d{1,2}))?"
    r"(?:\s*[\u2013\u2014:.-]\s*(?P<title>.+))?\Z",
    re.IGNORECASE | re.DOTALL,
)
_BUDGET_OF = re.compile(r"programme budget for (?:the year )?(20\d\d)\b", re.IGNORECASE)
_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SECTION_SYMBOL = re.compile(r"\bA/\d{2,3}/6 \(Sect\. ?\d{1,2}[A-Z]?\)")
_DATE = re.compile(
    r"(?<!\d)\d{1,2} (?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December) \d{4}\Z"
)
_TREATIES = re.compile(
    r"\b(?:conventions?|treaties|legal instruments?|protocols?)\b", re.IGNORECASE
)
_TEXTS = re.compile(r"\b(?:resolutions?|decisions?|statements?|declarations?)\b", re.IGNORECASE)
_BULLET = re.compile(r"\A[\s\u2022\u00b7\u25cf*\u2013-]+")
_NUMBER = r"(?:(?:Decision|Resolution)\s+)?[\dA-Z()/ -]{1,24}\d[\dA-Z()/ -]{0,24}"
_SEVERAL = re.compile(rf"{_NUMBER}(?:\s*;\s*{_NUMBER})+\Z")
_LINKED = re.compile(
    r"https?://(?:www\.)?(?:undocs|docs\.un)\.org/(?:[a-z]{2}/)?([A-Z][^\s?#]{2,80})\Z"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
MOST_CITATIONS = 50  # in one cell; a list has four at most


def subprogramme(words: str) -> tuple[str, str, str] | None:
    """Return number, component and title of a subprogramme's heading; None where it is none.

    "Subprogramme 9, component 1 \N{EN DASH} Title" gives ("9", "1", "Title"). Component and title
    are "" where the heading has none.
    """
    found = _SUBPROGRAMME.match(words)
    if found is None:
        return None
    return found["number"], found["component"] or "", plain(found["title"])


def budget_year(words: str) -> int | None:
    """Return the year that "programme budget for 2027" names."""
    found = _BUDGET_OF.search(words)
    return int(found[1]) if found else None


def year_in_name(name: str) -> int | None:
    """Return the year that a file's name holds; None where it holds none or several."""
    years = {int(year) for year in _YEAR_IN_NAME.findall(name)}
    return years.pop() if len(years) == 1 else None


def section_symbol(words: str) -> str:
    """Return the document symbol of a budget section in ``words``, else ""."""
    found = _SECTION_SYMBOL.search(words)
    return found[0] if found else ""


def printed_date(words: str) -> str:
    """Return ``words`` where they are a date alone, else ""."""
    return words if _DATE.match(words) else ""


def names_texts(words: str) -> bool:
    """Tell whether a heading announces resolutions, decisions, statements or declarations."""
    return bool(_TEXTS.search(words))


def names_treaties(words: str) -> bool:
    """Tell whether a heading announces treaties, and not the texts of a conference on one."""
    return bool(_TREATIES.search(words)) and not names_texts(words)


def without_bullet(words: str) -> str:
    """Return an item of a list without its bullet."""
    return plain(_BULLET.sub("", words))


def is_bullet(words: str) -> bool:
    """Tell whether a paragraph begins with a bullet."""
    return words.lstrip().startswith(("\u2022", "\u00b7", "\u25cf"))


def citations_of(cell: str) -> tuple[str, ...]:
    """Return the citations that share a cell: "1/1; 2/1" gives two, a title is one."""
    cell = plain(cell)
    if ";" in cell and len(cell) <= MOST_CITATIONS * 50 and _SEVERAL.match(cell):
        return tuple(plain(one) for one in cell.split(";"))[:MOST_CITATIONS]
    return (cell,) if cell else ()


def symbol_of_link(target: str) -> str:
    """Return the document symbol that a link of the documents service leads to, else ""."""
    found = _LINKED.match(target.replace("%20", "").replace("%28", "(").replace("%29", ")"))
    return found[1] if found else ""


def sentence_with(words: str, place: int) -> str:
    """Return the sentence of ``words`` in which character ``place`` stands, without its number."""
    start = 0
    end = len(words)
    for gap in _SENTENCE.finditer(words):
        if gap.end() <= place:
            start = gap.end()
        elif gap.start() >= place:
            end = gap.start()
            break
    return plain(words[start:end])
