"""What the register holds.

``sources``: files as they came and the printed documents they carry. ``texts``: resolutions, drafts
and decisions with their versions, paragraphs, footnotes, citations and doubts. ``acts``: acts with
what officers settled about them. ``procedure``: sponsors, statements, votes. ``links``: series and
families. ``index``: the words that search
looks in, and the counter by which facet counts know that they are old.
"""

from cpcj.register.models.acts import Act, ActValue, Review
from cpcj.register.models.index import Generation, SearchEntry
from cpcj.register.models.links import Family, FamilyMember, Series
from cpcj.register.models.procedure import ProcedureFact, ProcedureName
from cpcj.register.models.sources import Document, Upload, UploadContent
from cpcj.register.models.texts import (
    Alias,
    Appearance,
    Citation,
    Doubt,
    Footnote,
    Heading,
    Provision,
    Text,
    TextVersion,
)

__all__ = [
    "Act",
    "ActValue",
    "Alias",
    "Appearance",
    "Citation",
    "Document",
    "Doubt",
    "Family",
    "FamilyMember",
    "Footnote",
    "Generation",
    "Heading",
    "ProcedureFact",
    "ProcedureName",
    "Provision",
    "Review",
    "SearchEntry",
    "Series",
    "Text",
    "TextVersion",
    "Upload",
    "UploadContent",
]
