"""Citations: what a text names of other texts, treaties and documents, and of itself.

``find_citations`` reads one string; ``citations_in_text`` walks a text with its notes and
``citations_in_procedure`` the paragraphs of a report, so that "Ibid.", "the Convention" and
"Commission resolution 22/7" can be resolved by what came before; ``citer`` gives the citations of
any passage of a document; ``official_url`` the address of a document by its symbol.
"""

from cpcj.resolutions.citations.address import official_url
from cpcj.resolutions.citations.context import CitationContext
from cpcj.resolutions.citations.find import find_citations
from cpcj.resolutions.citations.passages import citer
from cpcj.resolutions.citations.walk import (
    PlacedCitation,
    citations_in_procedure,
    citations_in_text,
)

__all__ = [
    "CitationContext",
    "PlacedCitation",
    "citations_in_procedure",
    "citations_in_text",
    "citer",
    "find_citations",
    "official_url",
]
