"""Names that the writer and the reader of Akoma Ntoso share."""

from __future__ import annotations

from cpcj.resolutions.model import DocumentKind, TextKind

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
"""Namespace of Akoma Ntoso 1.0 (its schema calls itself 3.0)."""

OWN = "urn:cpcj:document:1"
"""Namespace of the few attributes for which Akoma Ntoso has no place.

The strict schema takes attributes of other namespaces on every element. They stand only where the
value does not follow from the words: the number of an unnumbered paragraph that is not its place
(``n``), a role other than its context's (``role``), a heading's level that is not its depth
(``level``), the meeting and date of an adoption (``meeting``, ``date``).
"""

UNKNOWN_DATE = "0001-01-01"
"""Stands where Akoma Ntoso demands a date and none is known.

The schema has no value for "unknown" (``FRBRdate`` must be an ``xsd:date``) and IRIs of the naming
convention have a date in them. No text of the United Nations bears this day, so nothing is
invented; ``FRBRdate`` says ``name="unknown"`` beside it.
"""

STATEMENT_NAMES = {
    TextKind.RESOLUTION: "resolution",
    TextKind.DRAFT_RESOLUTION: "resolutionDraft",
    TextKind.DECISION: "decision",
    TextKind.DRAFT_DECISION: "decisionDraft",
}

TEXT_KINDS = {name: kind for kind, name in STATEMENT_NAMES.items()}

DOCUMENT_KINDS = {kind.value: kind for kind in DocumentKind}

FIELD_INLINES = (
    ("agenda_item", "agendaItem"),
    ("agenda_title", "agendaTitle"),
    ("distribution", "distribution"),
    ("original_language", "originalLanguage"),
)
"""Fields of a document without an element of their own: ``<inline name="agendaItem">``."""

FIELD_ELEMENTS = (
    ("symbol", "docNumber"),
    ("organ", "docAuthority"),
    ("committee", "docCommittee"),
    ("title", "docTitle"),
)
"""Fields of a document that are an element of the preface."""
