"""An activity as the programme publishes it, in the terms of the standard.

Codes are those of the standard's codelists. Texts are by language (ISO 639-1); amounts are decimal
with an ISO 4217 currency; days are dates. Fields stand in the order of the schema. What the
standard knows beyond this has no source in the programme's records and is not written; in files of
others it is kept (:mod:`cpcj.assistance.iati.reading`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

Words = Mapping[str, str]
"""A text by language code; the activity's default language may be written as ""."""


class Coded(NamedTuple):
    """A code of a vocabulary, with its share in per cent and its words where the vocabulary is own.

    ``vocabulary`` is empty for the element's default; ``uri`` names an own vocabulary's address.
    """

    code: str
    vocabulary: str = ""
    percentage: Decimal | None = None
    words: Words = {}
    uri: str = ""


class Organisation(NamedTuple):
    """An organisation: its identifier, type (codelist OrganisationType) and name."""

    ref: str = ""
    type: str = ""
    words: Words = {}
    activity: str = ""  # identifier of its own activity


class Participant(NamedTuple):
    """An organisation with its part in the activity (codelist OrganisationRole)."""

    organisation: Organisation
    role: str


class Value(NamedTuple):
    """An amount, the day its rate of exchange is of, and its currency (empty for the default)."""

    amount: Decimal
    date: dt.date
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place where it happens: its name and where known its point (latitude, longitude)."""

    words: Words
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """A policy marker (codelist PolicyMarker) with its significance.

    ``words`` and ``uri`` say what a code of an own vocabulary (99) is.
    """

    code: str
    significance: str
    vocabulary: str = "1"
    words: Words = field(default_factory=dict)
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """What is planned for a period of at most a year; type and status by their codelists."""

    start: dt.date
    end: dt.date
    value: Value
    type: str = "1"
    status: str = "1"


@dataclass(frozen=True, slots=True)
class Transaction:
    """Money that moved or was promised (codelist TransactionType)."""

    type: str
    date: dt.date
    value: Value
    ref: str = ""
    words: Words = field(default_factory=dict)
    provider: Organisation | None = None
    receiver: Organisation | None = None
    country: str = ""
    aid_types: tuple[Coded, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document on the web; format is its media type, category by codelist DocumentCategory."""

    url: str
    format: str
    title: Words
    category: str
    language: str = ""
    date: dt.date | None = None


class Measured(NamedTuple):
    """A target or an actual value, by dimension ("sex", "female"), with a comment."""

    value: str
    dimensions: tuple[tuple[str, str], ...] = ()
    comment: Words = {}


@dataclass(frozen=True, slots=True)
class Period:
    """A period of an indicator with what was to be reached in it and what was."""

    start: dt.date
    end: dt.date
    targets: tuple[Measured, ...] = ()
    actuals: tuple[Measured, ...] = ()


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where an indicator stood before."""

    year: int
    measured: Measured
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a result is measured by (codelist IndicatorMeasure).

    ``aggregated`` says whether its values may be added to those of other activities.
    """

    measure: str
    title: Words
    ascending: bool = True
    aggregated: bool = False
    description: Words = field(default_factory=dict)
    baselines: tuple[Baseline, ...] = ()
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A result (codelist ResultType) with its indicators, at least one."""

    type: str
    title: Words
    indicators: tuple[Indicator, ...]
    description: Words = field(default_factory=dict)
    aggregated: bool = False


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity.

    Attributes:
        identifier: its own, beginning with that of the reporting organisation and a hyphen.
        reporting: who reports, with ``secondary`` where it is not its own activity.
        title: its title.
        descriptions: by codelist DescriptionType ("1" general), each a text.
        participants: who takes part, at least one.
        status: by codelist ActivityStatus.
        dates: by codelist ActivityDateType, the days.
        updated: when its record was last changed.
        language, currency: the defaults of its texts and amounts.
        hierarchy: 1 for a programme, 2 for a project, 3 for an activity below it.
        humanitarian: whether it is.
        scope: by codelist ActivityScope; empty for none.
        contact: e-mail address of a function, never of a person; empty for none.
        countries, regions: who receives, with shares; of both together 100 per cent.
        places: where it happens.
        sectors: what it is for, with shares, 100 per cent in each vocabulary.
        tags: own vocabularies: mandates, treaty articles, crime areas; and goals and targets.
        markers: policy markers.
        collaboration, flow, finance, tied: defaults by their codelists; empty for none.
        aid_types: default aid types, one a vocabulary.
        budgets, transactions, documents: as they say.
        related: identifiers of related activities with their codelist RelatedActivityType.
        results: what was reached.
    """

    identifier: str
    reporting: Organisation
    title: Words
    descriptions: Mapping[str, Words]
    participants: tuple[Participant, ...]
    status: str
    dates: Mapping[str, dt.date]
    updated: dt.datetime
    secondary: bool = False
    language: str = "en"
    currency: str = "USD"
    hierarchy: int | None = None
    humanitarian: bool = False
    scope: str = ""
    contact: str = ""
    countries: tuple[Coded, ...] = ()
    regions: tuple[Coded, ...] = ()
    places: tuple[Place, ...] = ()
    sectors: tuple[Coded, ...] = ()
    tags: tuple[Coded, ...] = ()
    markers: tuple[Marker, ...] = ()
    collaboration: str = ""
    flow: str = ""
    finance: str = ""
    aid_types: tuple[Coded, ...] = ()
    tied: str = ""
    budgets: tuple[Budget, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    documents: tuple[Document, ...] = ()
    related: Mapping[str, str] = field(default_factory=dict)
    results: tuple[Result, ...] = ()
