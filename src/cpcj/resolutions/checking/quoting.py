"""Words in quotation marks, and the titles that follow a citation."""

from __future__ import annotations

import re

from cpcj.resolutions.model import Span

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_TITLE = re.compile(
    r"(?: of \d{1,2} [A-Z][a-z]+ \d{4})?,? +(?:also +)?entitled +[“\"]([^”\"]{4,300})[”\"]"
)


def quoted(text: str) -> list[Span]:
    """Return the stretches of a string that stand in quotation marks, the marks included."""
    return [Span(*match.span()) for match in _QUOTED.finditer(text)]


def inside(place: int, spans: list[Span]) -> bool:
    """Tell whether a place stands in one of some stretches."""
    return any(start <= place < end for start, end in spans)


def title_span_after(text: str, end: int) -> Span | None:
    """Return where the title stands that is printed for the citation that ends at a place."""
    match = _TITLE.match(text, end)
    return None if match is None else Span(*match.span(1))


def titles_after(text: str, end: int) -> str | None:
    """Return the title printed for the citation that ends at a place, None where there is none."""
    span = title_span_after(text, end)
    return None if span is None else text[span.start : span.end]
