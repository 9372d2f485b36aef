"""The citations of every passage of a document, for whoever writes its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cpcj.resolutions.citation import Citation
from cpcj.resolutions.citations.walk import citations_in_procedure, citations_in_text
from cpcj.resolutions.model import Document, Passage


def citer(document: Document) -> Callable[[Passage], Iterable[Citation]]:
    """Return a function that gives the citations of any passage of a document.

    The document is walked once, so that short names and "Ibid." are resolved by what came before.
    """
    found: dict[int, list[Citation]] = {}
    for placed in citations_in_procedure(document):
        found.setdefault(id(placed.passage), []).append(placed.citation)
    for text in document.texts:
        for placed in citations_in_text(text, document):
            found.setdefault(id(placed.passage), []).append(placed.citation)
    return lambda passage: found.get(id(passage), ())
