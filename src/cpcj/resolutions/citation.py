"""What a citation is: words that name another text, treaty, document or paragraph."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from cpcj.resolutions.model import Span


class CitationKind(StrEnum):
    """What a citation names."""

    RESOLUTION = "resolution"
    DECISION = "decision"
    DOCUMENT = "document"  # by document symbol
    TREATY = "treaty"  # an instrument by its name
    TREATY_PROVISION = "treaty provision"  # an article or paragraph of an instrument
    TREATY_SERIES = "treaty series"  # volume and registration number
    OFFICIAL_RECORDS = "official records"  # a supplement
    SDG = "sdg"  # goal or target
    PARAGRAPH = "paragraph"  # of the same text ("#op40") or of another ("A/RES/77/279#op15")


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation in one string.

    Attributes:
        span: its words in the string searched. Members of a list ("69/193 and 69/196") have one
            citation each, over their own words.
        kind: what it names.
        id: the identifier it resolves to ("A/RES/70/178", "CCPCJ/RES/22/7", "UNTOC#art18(15)",
            "E/CN.15/2015/16", "UNTS:2225:39574", "SDG:16.4", "#op40"); None where the words do not
            say enough, never a guess.
        body: key of the body in the vocabulary ("ga", "ecosoc", "ccpcj", "cop_untoc"), else None.
        date: the date printed for it, also when one date serves a list; else None.
        pinpoint: the part named within it as printed ("annex", "chap. I, sect. A", "para. 24").
        made: whether ``id`` is an identifier made here, never to be shown as a document symbol.
    """

    span: Span
    kind: CitationKind
    id: str | None
    body: str | None = None
    date: dt.date | None = None
    pinpoint: str | None = None
    made: bool = False
