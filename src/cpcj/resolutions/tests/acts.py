"""An act made by hand on :data:`~cpcj.resolutions.tests.documents.RESOLUTION`."""

from __future__ import annotations

import datetime as dt

from cpcj.resolutions.act import Act, Deliverable, Due, Evidence
from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.model import SourcePiece, Span, Standing
from cpcj.resolutions.tests.documents import RESOLUTION

_FULL = RESOLUTION.texts[0].operative[1].full


def _place(words: str) -> Span:
    start = _FULL.index(words)
    return Span(start, start + len(words))


REQUEST = Act(
    id="A/RES/91/204#op2.1",
    document="A/RES/91/204",
    text=None,
    paragraph="2",
    point=None,
    position=1,
    standing=Standing.ADOPTED,
    phrase="requests",
    act="request",
    reiterated=False,
    addressees=(Evidence("secretary_general", (_place("the Secretary-General"),)),),
    deliverable=Deliverable(
        "report thereon",
        "general_assembly",
        "ninety-second session",
        Due("general_assembly", 92, dt.date(2037, 9, 15), None),
    ),
    qualifiers=(Evidence("existing_resources", (_place("within existing resources"),)),),
    action="To report thereon;",
    full=_FULL,
    phrase_pieces=(_place("Requests"),),
    act_pieces=(_place("Requests"),),
    action_pieces=(_place("To report thereon;"),),
    deliverable_pieces=(_place("report thereon"),),
    topics=(Evidence("piracy", (_place("ships"),)),),
    citations=(
        Citation(_place("lamps"), CitationKind.RESOLUTION, "A/RES/90/12", "ga"),
        Citation(_place("rocks"), CitationKind.RESOLUTION, None),
    ),
    source=(SourcePiece(0, 8, 100, 108),),
)
"""A request to the Secretary-General over the lead-in, a point and the closing words."""
