"""Signs inside the words of plain text: italics, links, superscripts, escapes.

Two habits of writing are read: Markdown (as converters make it from PDF and Word files) and
superscript digits (as copying from a web page gives them).
"""

from __future__ import annotations

import re

from cpcj.resolutions.model import NoteMark, Passage, Span
from cpcj.resolutions.passages import Cut, edit

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
PLAIN_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")

RAISED = r"(?:<sup>|`<sup>`\{=html\})"
LOWERED = r"(?:</sup>|`</sup>`\{=html\})"
"""Where raised letters begin and end, also as pandoc's Markdown quotes what it does not know."""

_TOKEN = re.compile(
    rf"(?P<raised>{RAISED})(?P<sup>[^<>`]{{0,20}}){LOWERED}"
    rf"|(?P<super>[{SUPERSCRIPTS}]+)"
    r"|\[\^(?P<foot>[^\[\]\s]{1,20})\]"
    r"|\[(?P<link>[^\[\]]*)\]\([^()\s]*\)"
    r"|\\(?P<escape>[\\`*_{}\[\]()#+.!~|<>$^\"'@-])"
    r"|(?P<stars>\*+|(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?![\w_]))"
    r"|<!--[^<>]{0,200}-->"
    r"|</?(?:em|i|b|strong|br|u|sub|span|a|sup)\b[^<>]{0,200}>"
)
_RAISED = re.compile(rf"[{SUPERSCRIPTS}]+")
_ANY = re.compile(rf"[<{SUPERSCRIPTS}\[\\*_]")
_MARKS = re.compile(r"\d{1,3}|[a-z]\b|\*+")
_UNIT = re.compile(r"\b(?:[kcm]?m)$")


def read_signs(words: Passage) -> Passage:
    """Return the passage with its signs read: marks and italics noted, the signs left out.

    Stars that do not pair stay in the words.
    """
    text = words.text
    if not _ANY.search(text):
        return words
    cuts: list[Cut] = []
    marks: list[NoteMark] = []
    stars: list[tuple[int, int]] = []
    at = 0
    while found := _TOKEN.search(text, at):
        start, end = found.span()
        at = end
        if (sup := found["sup"]) is not None:
            numbers = _MARKS.findall(sup)
            if (
                not numbers
                or not re.fullmatch(r"[\d\s,a-z*]*", sup)
                or sup in ("th", "st", "nd", "rd")
            ):
                cuts += [Cut(start, found.end("raised")), Cut(found.end("sup"), end)]
                continue
            marks += [NoteMark(start, number) for number in numbers]
            cuts.append(_with_space(text, start, end))
        elif (digits := found["super"]) is not None:
            if _is_unit(text, found):
                continue
            marks.append(NoteMark(start, digits.translate(PLAIN_DIGITS)))
            cuts.append(_with_space(text, start, end))
        elif (foot := found["foot"]) is not None:
            marks.append(NoteMark(start, foot))
            cuts.append(_with_space(text, start, end))
        elif found["link"] is not None:
            cuts.append(Cut(start, start + 1))
            closing = found.end("link")
            cuts.append(Cut(closing, end))
            at = start + 1  # the link's own words may hold signs; its tail is skipped below
            inner = _inner_signs(text, start + 1, closing)
            cuts[-1:-1] = inner
            at = end
        elif found["escape"] is not None:
            cuts.append(Cut(start, start + 1))
        elif found["stars"] is not None:
            stars.append((start, end))
        else:
            cuts.append(Cut(start, end))
    emphasis, signs = _pair(text, stars)
    cuts = sorted([*cuts, *signs])
    return edit(words, cuts, marks, emphasis)


def read_raised(words: Passage) -> Passage:
    """Return the passage with superscript digits read as marks, and no other sign."""
    text = words.text
    found = [match for match in _RAISED.finditer(text) if not _is_unit(text, match)]
    if not found:
        return words
    return edit(
        words,
        [_with_space(text, *match.span()) for match in found],
        [NoteMark(match.start(), match.group().translate(PLAIN_DIGITS)) for match in found],
    )


def _is_unit(text: str, match: re.Match[str]) -> bool:
    """Tell whether superscript digits are the power of a unit ("km²")."""
    start = match.start()
    return match.group() in ("²", "³") and bool(_UNIT.search(text, max(0, start - 3), start))


def _inner_signs(text: str, start: int, end: int) -> list[Cut]:
    """Return the escapes and stars inside a link's words."""
    return (
        [
            Cut(found.start(), found.start() + 1)
            for found in re.finditer(r"\\(?=[_*\[\]()-])|\*", text[:end])
            if found.start() >= start
        ]
        if "\\" in text[start:end] or "*" in text[start:end]
        else []
    )


def _with_space(text: str, start: int, end: int) -> Cut:
    """Return the span of a mark with the space before it, where one more space follows."""
    if start and text[start - 1] == " " and (end == len(text) or text[end] in " ,;.:"):
        return Cut(start - 1, end)
    return Cut(start, end)


def _pair(text: str, stars: list[tuple[int, int]]) -> tuple[list[Span], list[Cut]]:
    """Return the italics that paired stars enclose, and the stars themselves."""
    emphasis: list[Span] = []
    signs: list[Cut] = []
    opened: tuple[int, int] | None = None
    for start, end in stars:
        closes = start > 0 and not text[start - 1].isspace()
        same = opened is not None and text[opened[0] : opened[1]] == text[start:end]
        if opened and closes and same:
            if end - start != 2:
                emphasis.append(Span(opened[1], start))
            signs += [Cut(*opened), Cut(start, end)]
            opened = None
        elif end < len(text) and not text[end].isspace():
            opened = (start, end)
    return emphasis, signs
