"""What the register's operations are asked: the filters of the pages, described."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from ninja import Field, Schema

from cpcj.frame.api.answers import LARGEST_KEY, PageQuery
from cpcj.register.queries.mandates import FACETS as MANDATE_FACETS
from cpcj.register.queries.mandates import MandateFilters
from cpcj.register.queries.texts import FACETS as TEXT_FACETS
from cpcj.register.queries.texts import TextFilters

LONGEST_WORDS = 1_000
Standing = Literal["proposed", "recommended", "adopted"]
Review = Literal["unreviewed", "confirmed", "corrected", "rejected"]
Values = Annotated[list[str], Field(default_factory=list, max_length=50)]
Due = Annotated[str, Field(pattern=r"^[a-z0-9_:]{1,80}:-?[0-9]{1,9}$")]
Number = Annotated[int, Field(ge=-9_999, le=9_999)]
Key = Annotated[int, Field(ge=1, le=10**18 - 1)]


class MandateQuery(PageQuery):
    """Filters of mandates: alternatives within a filter, conditions between filters."""

    q: str = Field("", max_length=LONGEST_WORDS, description="Words, as in the search.")
    addressee: Values = Field(description="Who is asked: “unodc”, “member_states”.")
    act: Values = Field(description="Kind of act: “request”, “invite”.")
    topic: Values = Field(description="Crime area or theme.")
    qualifier: Values = Field(description="Condition: “upon_request”, “existing_resources”.")
    due: list[Due] = Field(
        default_factory=list,
        max_length=50,
        description="Session it is due at: “general_assembly:82”.",
    )
    to: Values = Field(description="Body that is reported to.")
    organ: Values = Field(description="Adopting body: “ga”, “ecosoc”.")
    session: list[Number] = Field(default_factory=list, max_length=50)
    year: list[Number] = Field(default_factory=list, max_length=50)
    standing: list[Standing] = Field(
        default_factory=list, max_length=3, description="Without it, adopted: mandates alone."
    )
    review: list[Review] = Field(
        default_factory=list, max_length=4, description="Without it, all but the rejected."
    )
    reiterated: list[Literal["yes"]] = Field(default_factory=list, max_length=1)
    text: str = Field("", max_length=255, description="Identifier of the text.")
    series: Key | None = Field(None, description="Key of the series.")
    cites: str = Field("", max_length=320, description="Identifier that the act cites.")
    due_after: dt.date | None = Field(None, description="First day of the time it is due in.")
    due_before: dt.date | None = Field(None, description="Last day of it.")
    proposals: bool = Field(default=False, description="Acts of drafts and reports too.")
    sort: Literal[
        "-date", "date", "-due", "due", "-text", "text", "-act", "act", "-review", "review"
    ] = Field("-date", description="Order; “-” for the greatest first.")

    def filters(self) -> MandateFilters:
        """Return them as the pages know them."""
        return MandateFilters.from_params(
            {
                **{name: [str(value) for value in getattr(self, name)] for name in MANDATE_FACETS},
                "q": [self.q],
                "text": [self.text],
                "series": [] if self.series is None else [str(self.series)],
                "cites": [self.cites],
                "due_after": _day(self.due_after),
                "due_before": _day(self.due_before),
                "proposals": ["1" if self.proposals else ""],
                "sort": [self.sort],
            }
        )


class TextQuery(PageQuery):
    """Filters of texts."""

    q: str = Field("", max_length=LONGEST_WORDS, description="Words of the title or identifier.")
    organ: Values = Field(description="Adopting body: “ga”, “ecosoc”.")
    session: list[Number] = Field(default_factory=list, max_length=50)
    year: list[Number] = Field(default_factory=list, max_length=50)
    kind: Values = Field(description="“resolution”, “draft resolution”, “committee report”.")
    topic: Values = Field(description="Crime area or theme of its acts.")
    standing: list[Standing] = Field(default_factory=list, max_length=3)
    language: Values = Field(description="ISO 639-3 code: “eng”.")
    series: Key | None = Field(None, description="Key of the series.")
    sort: Literal["-date", "date", "-symbol", "symbol", "-title", "title", "-acts", "acts"] = Field(
        "-date", description="Order; “-” for the greatest first."
    )

    def filters(self) -> TextFilters:
        """Return them as the pages know them."""
        return TextFilters.from_params(
            {
                **{name: [str(value) for value in getattr(self, name)] for name in TEXT_FACETS},
                "q": [self.q],
                "series": [] if self.series is None else [str(self.series)],
                "sort": [self.sort],
            }
        )


class LanguageQuery(Schema):
    """In which language something is wanted."""

    language: str = Field(
        "",
        pattern=r"^([a-z]{3})?$",
        description="ISO 639-2 code, “fra”; without it the best of Accept-Language that is held.",
    )


class VersionQuery(LanguageQuery):
    """Which version of a text is wanted."""

    version: int | None = Field(
        None, ge=1, le=999_999, description="Its number; without it, the current one."
    )


class ProvisionQuery(PageQuery):
    """Filters of provisions."""

    text: str = Field("", max_length=255, description="Identifier of the text.")
    role: list[Literal["preambular", "operative", "point", "procedural", "body"]] = Field(
        default_factory=list, max_length=5
    )


class CitationQuery(PageQuery):
    """Filters of citations."""

    text: str = Field("", max_length=255, description="Identifier of the text that cites.")
    cites: str = Field(
        "",
        max_length=320,
        description="What is cited: “A/RES/70/178”, “UNTOC”; with “#” a provision.",
    )


class SearchQuery(Schema):
    """What is searched for."""

    q: str = Field(min_length=1, max_length=LONGEST_WORDS, description="Words and fields.")
    limit: int = Field(20, ge=1, le=100, description="Hits of a page.")
    cursor: str = Field("", max_length=400, description="“next” of the page before.")


class ChangeQuery(Schema):
    """From where on changes are wanted."""

    since: int = Field(0, ge=0, le=LARGEST_KEY, description="“position” of the answer before.")
    limit: int = Field(100, ge=1, le=500, description="Events that are looked at, at most.")


def _day(day: dt.date | None) -> list[str]:
    return [] if day is None else [day.isoformat()]
