"""What an officer may say that words cite, and the citations of an act with it.

A target is checked by the reader of citations: words as a text prints them ("paragraph 46 of
General Assembly resolution 70/178", "article 12 of the Convention against Corruption") or an
identifier ("A/RES/70/178#op46", "UNCAC#art12(1)").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations import CitationContext, find_citations
from cpcj.resolutions.identifier import is_made
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.instruments import instruments

Entry = Mapping[str, Any]
"""A citation as an act keeps it: "span" in the paragraph's full text, "id", "kind" …"""

_ARTICLE: Final = re.compile(r"art\d{1,4}[a-z]*(?:\([^\s()#]{1,8}\)){0,4}")
_PROVISION: Final = re.compile(
    r"(?:(?:annex|sect)[0-9IVXLC]{1,8}/){0,3}(?:pp|op|para|p)\d{1,4}[a-z~\d]{0,6}"
    r"(?:\([^\s()#]{1,8}\)){0,4}"
)
_GOES_ON: Final = re.compile(r"[/.]?[0-9A-Za-z]")
"""What follows a citation that was read to less than its end ("SDG 16" of "SDG 16.4")."""
_BARE: Final = re.compile(r"[0-9S][0-9A-Z./ ()-]*")
"""A number of a resolution without the word before it ("70/178", "1373 (2001)")."""


class NoTargetError(ValueError):
    """Words that name no text, treaty, document or paragraph, or more than one."""


def target_of(words: str, body: str = "") -> Citation:
    """Return what some words cite.

    Args:
        words: a citation as printed, or an identifier.
        body: key of the body that adopts the text: whose "resolution 70/178" is.

    Raises:
        NoTargetError: the reader of citations finds nothing in them, or several things.
    """
    words = " ".join(words.split())
    whole, sharp, local = words.partition("#")
    if sharp:
        return _provision(words, whole, local, body)
    if words in instruments():
        return Citation(Span(0, len(words)), CitationKind.TREATY, words)
    found = _read(words, body)
    if not found and _BARE.fullmatch(words):
        found = _read(f"resolution {words}", body)
    # "Paragraph 46 of resolution 70/178" is the paragraph, and names its resolution.
    inner = [one for one in found if one.id and "#" in one.id]
    whole_ones = {one.id for one in found} - {one.id for one in inner}
    if len(inner) == 1 and whole_ones <= {str(inner[0].id).partition("#")[0]}:
        found = inner
    if len(found) != 1 or not found[0].id:
        raise NoTargetError(words)
    return replace(found[0], made=is_made(found[0].id))


def _read(words: str, body: str) -> list[Citation]:
    found = [
        one for one in find_citations(words, context=CitationContext(body=body or None)) if one.id
    ]
    if any(_GOES_ON.match(words, one.span.end) for one in found):
        raise NoTargetError(words)
    return found


def _provision(words: str, whole: str, local: str, body: str) -> Citation:
    if whole in instruments():
        if _ARTICLE.fullmatch(local):
            return Citation(Span(0, len(words)), CitationKind.TREATY_PROVISION, words)
        raise NoTargetError(words)
    if not _PROVISION.fullmatch(local):
        raise NoTargetError(words)
    if not whole:
        return Citation(Span(0, len(words)), CitationKind.PARAGRAPH, words)
    of = target_of(whole, body)
    identifier = f"{of.id}#{local}"
    return Citation(
        Span(0, len(words)), CitationKind.PARAGRAPH, identifier, of.body, made=is_made(identifier)
    )


def holds(spans: Mapping[str, Any], at: int) -> bool:
    """Tell whether a place in the paragraph stands in the words of an act."""
    edges = [
        edge for name in ("phrase", "action") for piece in spans.get(name, ()) for edge in piece
    ]
    return bool(edges) and min(edges) <= at < max(edges)


def begins(spans: Mapping[str, Any]) -> int:
    """Return where the words of an act begin in its paragraph."""
    return min((piece[0] for piece in spans.get("phrase", ())), default=0)


def with_entry(
    entries: Sequence[Entry], entry: Entry | None, span: tuple[int, int], former: set[str | None]
) -> list[Entry]:
    """Return the citations of an act with one put in the place of what was cited there.

    Args:
        entries: those of the act.
        entry: the one that is in force; None where nothing is cited there.
        span: its words in the paragraph's full text.
        former: identifiers that the same words were said to cite; what else is cited there (the
            members of a range share their words) stays.
    """
    kept = [
        one
        for one in entries
        if not (one["span"][0] < span[1] and one["span"][1] > span[0] and one["id"] in former)
    ]
    if entry is not None:
        kept.append(entry)
    return sorted(kept, key=lambda one: (one["span"][0], one["span"][1]))
