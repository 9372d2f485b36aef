"""Acronyms, abbreviations, and how States are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from cpcj.resolutions.checking.draft import Draft, found
from cpcj.resolutions.checking.finding import Found
from cpcj.resolutions.checking.quoting import inside, quoted
from cpcj.resolutions.checking.rules import read_data

_DATA = read_data("words.toml")
_ALLOWED = frozenset(_DATA["acronyms"]["allowed"])
_ACRONYM = re.compile(r"(?<![\w/.:-])[A-Z]{2,}s?(?![\w/.:$-]|\(\d)(?! [A-Z(]| \d)")
_ROMAN = re.compile(r"[IVXLC]+")
_ALWAYS = re.compile(
    rf"(?<![\w/.:-])(?!(?:{'|'.join(_DATA['acronyms']['names'])})\b)"
    rf"(?:{'|'.join(_DATA['acronyms']['always'])})s?(?= [A-Z(])"
)


def acronyms(draft: Draft) -> Iterator[Found]:
    """W01: no initials in running text."""
    for at in draft.body:
        if at.text.isupper() or at.place.startswith("annex"):
            continue  # a heading; a declaration as it was negotiated elsewhere
        within = quoted(at.text)
        for match in _ACRONYM.finditer(at.text):
            if (
                match[0].rstrip("s") not in _ALLOWED
                and not _ROMAN.fullmatch(match[0])
                and not inside(match.start(), within)
            ):
                yield found(at, *match.span())
        for match in _ALWAYS.finditer(at.text):
            if not inside(match.start(), within):
                yield found(at, *match.span())


_ABBREVIATIONS: Mapping[str, str] = _DATA["abbreviations"]
_ABBREVIATION = re.compile(
    r"(?<![\w.])(?:"
    + "|".join(re.escape(word) for word in sorted(_ABBREVIATIONS, key=len, reverse=True))
    + r")(?=[\s,;)]|$)"
)


def abbreviations(draft: Draft) -> Iterator[Found]:
    """W02: "for example", not "e.g."."""
    for at in draft.running:
        if at.place.startswith("annex"):
            continue
        within = quoted(at.text)
        for match in _ABBREVIATION.finditer(at.text):
            if match[0] == "St." and not _saint(draft, at.text, match.end()):
                continue
            if not inside(match.start(), within) and not _in_reference(at.text, match.start()):
                yield found(at, *match.span(), corrected=_ABBREVIATIONS[match[0]] or None)


def _saint(draft: Draft, text: str, end: int) -> bool:
    """Tell whether the draft prints the same name elsewhere with "Saint"."""
    name = re.match(r" [A-Z][\w’-]+", text[end : end + 40])
    return name is not None and any(f"Saint{name[0]}" in at.text for at in draft.running)


_NUMBERED = re.compile(r"\d")


def _in_reference(text: str, place: int) -> bool:
    """Tell whether a place stands in brackets that hold a reference.

    "(A/70/1, para. 5)", "(rules 6, para. 1; and 60, para. 1)".
    """
    opened = text.rfind("(", 0, place)
    return opened > text.rfind(")", 0, place) and _NUMBERED.search(text, opened, place) is not None


_STATES = tuple(
    (
        re.compile(
            rf"(?<![\w]){row['wrong']}" if row["wrong"][-2:] == "\\b" else rf"\b{row['wrong']}\b"
        ),
        re.compile(row["unless_before"] + "$") if "unless_before" in row else None,
        row["right"],
        row.get("word"),
    )
    for row in _DATA["states"]
)
_TITLE_BEFORE = re.compile(r"[A-Z][\w-]+ (?:of|for|between|among|by|to) (?:the |All )?$")


def states(draft: Draft) -> Iterator[Found]:
    """W03: "Member States", "States parties", "States Members of the United Nations"."""
    for at in draft.body:
        if at.place.startswith("annex"):
            continue  # a treaty says "each State Party"
        within = quoted(at.text)
        taken: list[tuple[int, int]] = []
        for pattern, unless, right, word in _STATES:
            for match in pattern.finditer(at.text):
                start, end = match.span()
                if word is not None:
                    start = end - len(word)
                before = at.text[max(0, start - 60) : start]
                if (
                    inside(start, within)
                    or (unless is not None and unless.search(before))
                    or _TITLE_BEFORE.search(before)
                    or any(first < end and start < last for first, last in taken)
                    or match[0] == right
                ):
                    continue
                taken.append((start, end))
                put = right
                if right == "States parties" and match[0].endswith("party"):
                    put = "State party"
                yield found(at, start, end, corrected=put)


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {
    "W01": acronyms,
    "W02": abbreviations,
    "W03": states,
}
