"""Citations: what a text names of other texts, treaties and documents, and of itself.

``find_citations`` reads one string; ``citations_in_text`` walks a text with its notes, so that
"Ibid.", "the Convention" and "Commission resolution 22/7" can be resolved by what came before;
``official_url`` gives the address of a document by its symbol.
"""

from cpcj.resolutions.citations.address import official_url
from cpcj.resolutions.citations.context import CitationContext
from cpcj.resolutions.citations.find import find_citations
from cpcj.resolutions.citations.walk import PlacedCitation, citations_in_text

__all__ = [
    "CitationContext",
    "PlacedCitation",
    "citations_in_text",
    "find_citations",
    "official_url",
]
