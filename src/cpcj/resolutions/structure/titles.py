"""The title of a document's text, with its number or its sponsors."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cpcj.resolutions.model import Passage
from cpcj.resolutions.passages import EMPTY, join, part
from cpcj.resolutions.structure import wording
from cpcj.resolutions.structure.dates import DATE
from cpcj.resolutions.structure.sponsors import split_names

RESOLUTION_LINE = re.compile(
    r"(?P<kind>Resolution|Decision|RESOLUTION|DECISION) "
    r"(?P<n>(?:S-)?\d{1,4}/\d{1,4}(?: [A-Z])?|\d{1,4} \(\d{4}\))"
    r"(?:\s*[.:–—-]?\s+(?P<title>\S.*))?",
    re.DOTALL,
)
"""A line with the number of an adopted text, with or without its title: "Resolution 22/7"."""

DRAFT_LINE = re.compile(
    r"(?P<kind>(?:(?:further |second |third )?revised )?draft (?:resolution|decision)"
    r"|amendments?\b.*)"
    r"(?: submitted by .*)?",
    re.IGNORECASE,
)
"""A line that says what is proposed: "revised draft resolution"."""

_SPONSORED = re.compile(
    r"(?P<names>.+?)\s*:\s*(?P<kind>(?:(?:further )?revised )?draft (?:resolution|decision)"
    r"|(?:proposed )?amendments?\b.{0,120})\.?",
    re.IGNORECASE | re.DOTALL,
)
_BROKEN = re.compile(
    r"(?P<names>.+?)\s*:(?:\s*(?P<kind>(?:further |second |third )?revised))?", re.DOTALL
)
"""Sponsors whose line broke before "draft resolution"."""

_SUBMITTED = re.compile(
    r"(?P<kind>(?:revised )?draft (?:resolution|decision)) submitted by (?P<names>.+)",
    re.IGNORECASE | re.DOTALL,
)
_CHANGED = re.compile(
    r"(?:\W|\d|(?:New |The )?(?:[Pp]reamb|[Oo]perative|[Pp]aragraph|[Ss]ub-?paragraph|Title\b"
    r"|Section|Part\b|Annex|After|Before|Delete|Replace|Insert|Add\b|In the|At the|Amend"
    r"|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Penultimate|Last|[IVX]+\.?\b|[A-Z]\.))"
)
"""How an amendment names the place that it changes."""

_SHORTEST = 6  # characters of a title below a number
_ITEM = re.compile(r"(?:Provisional )?[Aa]genda items? \d")


@dataclass(frozen=True, slots=True)
class Title:
    """A title and what stands around it.

    Attributes:
        title: its words.
        at: index of the first block of it all.
        number: the resolution's number ("70/178"), else None.
        sponsors: who submitted the draft, as printed.
        draft: what is proposed, as printed ("revised draft resolution"), else None.
        decision: whether it is the title of a decision.
        entered: whether a library entered it as adopted.
    """

    title: Passage
    at: int
    number: str | None = None
    sponsors: tuple[str, ...] = ()
    draft: str | None = None
    decision: bool = False
    entered: bool = False


def find_title(blocks: Sequence[Passage], is_masthead: Callable[[str], bool]) -> Title:
    """Return the title: after a number, after the sponsors, or the last words before the text.

    Args:
        blocks: the blocks before the organ line.
        is_masthead: tells whether a block is a line of the masthead by its own form.
    """
    found = _numbered(blocks, is_masthead) or _proposed(blocks) or _listed(blocks)
    if found:
        return found
    index = len(blocks)
    while index > 0 and not is_masthead(blocks[index - 1].text):
        index -= 1
    if index and _ITEM.match(blocks[index - 1].text) and len(blocks) - index > 1:
        index += 1  # the first words after the agenda item are the item's title
    return Title(join(blocks[index:]), index)


def _numbered(blocks: Sequence[Passage], is_masthead: Callable[[str], bool]) -> Title | None:
    """Return the title that follows a number ("70/178. Strengthening …", "Resolution 22/7").

    A resolution of the Security Council has none: its title is empty.
    """
    for index, words in enumerate(blocks):
        match = wording.NUMBERED_TITLE.fullmatch(words.text)
        line = match or RESOLUTION_LINE.fullmatch(words.text)
        if line is None:
            below = blocks[index + 1].text if index + 1 < len(blocks) else ""
            alone = wording.NUMBER_ALONE.fullmatch(words.text)
            if alone is None or len(below) < _SHORTEST or is_masthead(below):
                continue
            match = line = alone
        own = part(words, line.start("title")) if line.groupdict().get("title") else EMPTY
        rest: list[Passage] = []
        for following in blocks[index + 1 :]:
            if following.text.startswith(("[", "Adopted ")) or DATE.fullmatch(following.text):
                continue
            if is_masthead(following.text) and not following.text.startswith("on "):
                break  # the masthead goes on below the title
            rest.append(following)
        decision = match is None and line["kind"].lower() == "decision"
        number = wording.number(line["n"])
        return Title(join([own, *rest]), index, number=number, decision=decision)
    return None


def _listed(blocks: Sequence[Passage]) -> Title | None:
    """Return the title that stands as registers, lawyers or libraries write it; None without one.

    The same title may follow once more, right above the words.
    """
    for index, words in enumerate(blocks):
        for form in (wording.SYMBOL_TITLE, wording.CITED_TITLE, wording.CATALOGUED_TITLE):
            if not (found := form.fullmatch(words.text)):
                continue
            entered = found.groupdict()
            number = wording.number(entered["n"]) if entered.get("n") else None
            title = part(words, *found.span("title"))
            return Title(
                title,
                index,
                number=number,
                decision=entered.get("kind") == "decision",
                entered=entered.get("kind") is not None and " / adopted by " in words.text,
            )
    return None


def _proposed(blocks: Sequence[Passage]) -> Title | None:
    """Return the title that follows "Names: draft resolution", or "draft resolution" alone."""
    index = proposal_at(blocks)
    if index is None:
        return None
    text = blocks[index].text
    if DRAFT_LINE.fullmatch(text):
        names = blocks[index - 1].text if index else ""
        if lead := _BROKEN.fullmatch(names):
            kind = " ".join(filter(None, (lead["kind"], text)))
            return _draft(kind, lead["names"], blocks, index - 1, index + 1)
        return _draft(text, "", blocks, index, index + 1)
    match = _SPONSORED.fullmatch(text) or _SUBMITTED.fullmatch(text)
    if match is None:
        return None
    found = _draft(match["kind"], match["names"], blocks, index, index + 1)
    if found.title.text or "amendment" not in match["kind"].lower():
        return found
    return replace(found, title=part(blocks[index], *match.span("kind")))


def proposal_at(blocks: Sequence[Passage]) -> int | None:
    """Return the index of the block that says what is proposed; None where none does."""
    for pattern in (_SPONSORED, _SUBMITTED, DRAFT_LINE):
        for index, words in enumerate(blocks):
            if pattern.fullmatch(words.text):
                return index
    return None


def is_amended_title(text: str) -> bool:
    """Tell whether words below an amendment's proposal are the title of the draft it amends.

    What it changes stands under headings of their own ("Operative paragraph 3") or in sentences
    ("Replace the words …").
    """
    return bool(text) and wording.is_heading(text) and not _CHANGED.match(text)


def _draft(kind: str, names: str, blocks: Sequence[Passage], at: int, title_at: int) -> Title:
    return Title(
        join(blocks[title_at:]),
        at,
        sponsors=split_names(names),
        draft=kind,
        decision="decision" in kind.lower(),
    )
