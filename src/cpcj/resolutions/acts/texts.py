"""The acts of a whole document, with what each cites and the themes it touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from cpcj.resolutions.act import Act
from cpcj.resolutions.acts.find import find_acts
from cpcj.resolutions.citation import Citation
from cpcj.resolutions.citations import PlacedCitation, citations_in_text
from cpcj.resolutions.model import Document, Heading, Span, Text
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

    Returns:
        Nothing of a text that is not in English, the language whose verbs are read.
    """
    if document.language != "eng":
        return ()
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
    for item in chain(text.body, *(annex.body for annex in text.annexes)):
        if isinstance(item, Heading):
            continue
        found: list[Citation] = []
        start = 0
        for passage in item.passages():
            cited = by_passage.get(id(passage), ())
            found += (
                [replace(c, span=Span(c.span.start + start, c.span.end + start)) for c in cited]
                if start
                else cited
            )
            start += len(passage.text) + 1
        if found:
            result[item.full] = tuple(found)
    return result
