"""Drafts of our own words, as text, and a way to check one rule on one."""

from __future__ import annotations

import datetime as dt

from cpcj.resolutions.checking import Finding, HeldText, HeldTexts, check
from cpcj.resolutions.checking.held import Cited, DueAlready
from cpcj.resolutions.checking.wording import Wording
from cpcj.resolutions.model import Document
from cpcj.resolutions.reading import read_document

MASTHEAD = """General Assembly

Distr.: Limited
3 November 2021

Original: English

Seventy-sixth session

Third Committee

Agenda item 107

Crime prevention and criminal justice

Freedonia: draft resolution

Keeping lanterns lit in harbour towns

The General Assembly,
"""

PREAMBLE = (
    "Recalling its resolution 74/177 of 18 December 2019 on the keeping of lanterns,",
    "Aware of the part that harbour towns play in the safety of travellers,",
)

OPERATIVE = (
    "Welcomes the work of the harbour towns;",
    "Requests the Secretary-General, within existing resources, to keep a list of the lanterns;",
    "Decides to continue its consideration of the question at its seventy-eighth session.",
)


def draft(
    preamble: tuple[str, ...] = PREAMBLE,
    operative: tuple[str, ...] = OPERATIVE,
    notes: tuple[str, ...] = (),
    masthead: str = MASTHEAD,
    numbers: tuple[str, ...] | None = None,
) -> str:
    """Return a draft as text; footnotes follow the last paragraph."""
    signs = numbers or tuple(f"{n}." for n in range(1, len(operative) + 1))
    numbered = [f"{n} {words}".strip() for n, words in zip(signs, operative, strict=True)]
    return "\n\n".join([masthead.strip(), *preamble, *numbered, *notes]) + "\n"


def read(words: str) -> Document:
    """Return a draft as a document."""
    return read_document(words.encode(), "draft.txt")


def findings(words: str | Document, rule: str, held: HeldTexts | None = None) -> list[Finding]:
    """Return what a rule finds in a draft."""
    document = read(words) if isinstance(words, str) else words
    return list(check(document, held, only=[rule]).findings)


def pp(words: str) -> str:
    """Return the clean draft with one more preambular paragraph."""
    return draft(preamble=(*PREAMBLE, words))


def op(words: str) -> str:
    """Return the clean draft with one more operative paragraph, the third."""
    return draft(operative=(*OPERATIVE[:2], words, OPERATIVE[-1]))


def held(*texts: HeldText) -> HeldTexts:
    """Return texts as held."""
    return HeldTexts(texts)


def text(
    identifier: str = "A/RES/74/177",
    title: str = "Keeping lanterns lit in harbour towns",
    date: dt.date | None = dt.date(2019, 12, 18),
    passages: tuple[tuple[str, str], ...] = (),
    cited: tuple[Cited, ...] = (),
    due: tuple[DueAlready, ...] = (),
) -> HeldText:
    """Return an adopted text that is held."""
    return HeldText(
        identifier, title, date, adopted=True, session=74, passages=passages, operative=2,
        cited=cited, due=due,
    )  # fmt: skip


__all__ = ["Cited", "DueAlready", "Wording"]
