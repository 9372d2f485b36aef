"""The programme's office as the organisation file tells of it: budgets ahead, what was spent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from cpcj.assistance.iati.activity import Coded, Document, Organisation, Value, Words
from cpcj.assistance.iati.markup import (
    attribute_list,
    coded_element,
    document_element,
    escaped,
    flag,
    narratives,
    quoted,
    text_element,
    value_element,
)


class Line(NamedTuple):
    """A line of a budget or of expenditure, with the publisher's reference."""

    value: Value
    words: Words
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """What is planned for a period of at most a year, or was spent in it.

    ``status`` is of the codelist BudgetStatus and is not said of expenditure.
    """

    start: dt.date
    end: dt.date
    value: Value
    lines: tuple[Line, ...] = ()
    status: str = "1"


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """An organisation, in the order of the schema.

    Attributes:
        identifier: its own.
        name: its name.
        reporting: who reports, with ``secondary`` where it is not the organisation itself.
        updated: when the record was last changed.
        total_budgets: for the whole of it.
        organisation_budgets: for organisations it gives to; each with a name.
        region_budgets, country_budgets: for regions and countries.
        expenditures: what it spent in all.
        documents: each with the codes of the countries it is about.
        language, currency: the defaults of its texts and amounts.
    """

    identifier: str
    name: Words
    reporting: Organisation
    updated: dt.datetime
    total_budgets: tuple[Amount, ...] = ()
    organisation_budgets: tuple[tuple[Organisation, Amount], ...] = ()
    region_budgets: tuple[tuple[Coded, Amount], ...] = ()
    country_budgets: tuple[tuple[Coded, Amount], ...] = ()
    expenditures: tuple[Amount, ...] = ()
    documents: tuple[tuple[Document, tuple[str, ...]], ...] = ()
    secondary: bool = False
    language: str = "en"
    currency: str = "USD"


def organisation_xml(record: OrganisationRecord) -> str:
    """Return an organisation as XML."""
    language = record.language
    head = attribute_list(
        {
            "last-updated-datetime": record.updated.isoformat(timespec="seconds"),
            "default-currency": record.currency,
        }
    )
    reporting = attribute_list(
        {
            "ref": record.reporting.ref,
            "type": record.reporting.type,
            "secondary-reporter": flag(record.secondary),
        }
    )
    parts = [
        f"<iati-organisation{head} xml:lang={quoted(language)}>",
        f"<organisation-identifier>{escaped(record.identifier)}</organisation-identifier>",
        text_element("name", record.name, language),
        text_element("reporting-org", record.reporting.words, language, reporting),
    ]
    parts += [_amount("total-budget", "", one, language) for one in record.total_budgets]
    for organisation, one in record.organisation_budgets:
        ref = attribute_list({"ref": organisation.ref})
        whom = text_element("recipient-org", organisation.words, language, ref)
        parts.append(_amount("recipient-org-budget", whom, one, language))
    for where, one in record.region_budgets:
        whom = coded_element("recipient-region", where, language)
        parts.append(_amount("recipient-region-budget", whom, one, language))
    for where, one in record.country_budgets:
        whom = coded_element("recipient-country", where, language)
        parts.append(_amount("recipient-country-budget", whom, one, language))
    parts += [_amount("total-expenditure", "", one, language) for one in record.expenditures]
    for document, countries in record.documents:
        about = "".join(f"<recipient-country code={quoted(code)}/>" for code in countries)
        parts.append(document_element(document, language, about))
    parts.append("</iati-organisation>")
    return "".join(parts)


def _amount(name: str, whom: str, one: Amount, language: str) -> str:
    spent = name == "total-expenditure"
    status = "" if spent else attribute_list({"status": one.status})
    lines = _lines("expense-line" if spent else "budget-line", one.lines, language)
    return (
        f"<{name}{status}>{whom}"
        f'<period-start iso-date="{one.start}"/><period-end iso-date="{one.end}"/>'
        f"{value_element(one.value)}{lines}</{name}>"
    )


def _lines(name: str, lines: Iterable[Line], language: str) -> str:
    return "".join(
        f"<{name}{attribute_list({'ref': line.ref})}>{value_element(line.value)}"
        f"{narratives(line.words, language)}</{name}>"
        for line in lines
    )
