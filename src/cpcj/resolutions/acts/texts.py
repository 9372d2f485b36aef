"""The acts of a whole document, with what each cites and the themes it touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cpcj.resolutions.act import Act
from cpcj.resolutions.acts.find import find_acts
from cpcj.resolutions.citation import Citation
from cpcj.resolutions.citations import PlacedCitation, citations_in_text
from cpcj.resolutions.model import Document, Role, Span, Text, text_provisions
from cpcj.resolutions.topics import find_topics


def acts_of(document: Document) -> tuple[Act, ...]:
    """Return the acts of every text of a document, in the order of print."""
    return tuple(
        act
        for text in document.texts
        for act in acts_of_text(text, document, citations_in_text(text, document))
    )


def acts_of_text(
    text: Text, document: Document, citations: tuple[PlacedCitation, ...]
) -> tuple[Act, ...]:
    """Return the acts of one text.

    Args:
        text: a text of the document.
        document: the document.
        citations: what the text cites, as :func:`citations_in_text` finds it.
    """
    cited = cited_by_paragraph(text, citations)
    return find_acts(text, document, citations=lambda full: cited.get(full, ()), topics=find_topics)


def cited_by_paragraph(
    text: Text, citations: tuple[PlacedCitation, ...]
) -> Mapping[str, tuple[Citation, ...]]:
    """Return what each paragraph cites, by its full text, with spans in that full text."""
    by_passage: dict[int, list[Citation]] = {}
    for placed in citations:
        by_passage.setdefault(id(placed.passage), []).append(placed.citation)
    result: dict[str, tuple[Citation, ...]] = {}
    for _, paragraph in text_provisions(text):
        if paragraph.role is Role.POINT:
            continue
        found: list[Citation] = []
        start = 0
        for passage in paragraph.passages():
            found += [
                replace(c, span=Span(c.span.start + start, c.span.end + start))
                for c in by_passage.get(id(passage), ())
            ]
            start += len(passage.text) + 1
        result[paragraph.full] = tuple(found)
    return result
