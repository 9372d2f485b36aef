"""What is answered: the records that the list of rows saves as JSON."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ninja import Field, Schema

from cpcj.frame.api.answers import ListAnswer
from cpcj.register.budget.api.queries import Publisher, State


class EditionLine(Schema):
    """The list of one year."""

    year: int
    form: str = Field(description="Of the file it was read from: “table”, “tree”, “word”.")
    symbol: str | None
    dated: dt.date | None
    rows: int
    treaties: int


class Editions(Schema):
    """The lists that are held, the latest first."""

    editions: list[EditionLine]


class LaterText(Schema):
    """The later text of a row's series."""

    identifier: str
    name: str
    held: bool = Field(description="Whether its text is in the register.")
    listed: bool = Field(description="Whether a list of the budget has it.")


class RowLine(Schema):
    """A row of a list: what is printed, and what it means by rules that can be read."""

    id: int
    budget_year: int
    citation: str = Field(description="As the body prints it; as the list does where not known.")
    title: str
    subprogramme: str = Field(description="Its number; empty for the whole programme.")
    subprogramme_title: str
    source: str = Field(description="Heading it stands under.")
    printed: str
    body: str
    kind: str
    session: str
    number: str
    adopted_from: int | None = Field(description="Year of adoption, the earlier of two.")
    adopted_to: int | None
    symbol: str | None = Field(description="Null where the text has none of its own.")
    identifier: str | None
    publisher_symbol: str | None
    carries: str | None = Field(description="What the text adopts: “standards and norms”.")
    state: State
    reasons: list[str]
    corrected: bool = Field(description="Whether an officer said otherwise than the rules.")
    publisher: Publisher
    later: LaterText | None = Field(
        description="By which it is outdated; null where there is none or none can be known."
    )


class Rows(ListAnswer):
    """A page of rows."""

    mandates: list[RowLine]


class Companion(Schema):
    """Another row that means the same text, or the text of its title in another body."""

    id: int
    budget_year: int
    citation: str
    identifier: str | None


class RowRecord(RowLine):
    """A row with those beside it."""

    companions: list[Companion] = Field(description="Of its title, of other bodies.")
    others: list[Companion] = Field(description="Of the same text, in this list or others.")


class ListedTreaty(Schema):
    """A treaty that a list names."""

    budget_year: int
    position: int
    subprogramme: str
    heading: str
    name: str
    instruments: list[str] = Field(description="Keys of the instruments that are meant.")


class ListedTreaties(ListAnswer):
    """A page of treaties."""

    treaties: list[ListedTreaty]


class ChangeOfList(Schema):
    """A text that one of two lists has, or that has moved."""

    change: Literal["added", "dropped", "moved"]
    citation: str
    title: str
    symbol: str | None
    identifier: str | None
    old: list[str] = Field(description="Subprogrammes it stood in; “” is the whole programme.")
    new: list[str]


class ListChanges(Schema):
    """What changed from one year's list to another's; each text once."""

    from_: int | None = Field(None, alias="from", description="Year of the older list.")
    to: int | None
    changes: list[ChangeOfList]
    kept: int = Field(description="Texts that stand in both, in the same subprogrammes.")
    treaties_added: list[str]
    treaties_dropped: list[str]
