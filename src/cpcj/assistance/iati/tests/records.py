"""Small valid records that tests change: an activity and an organisation, element by element."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

XML: Final = "http://www.w3.org/XML/1998/namespace"

Change = Mapping[str, str]
"""By name of a child what stands for all children of that name; by "@name" an attribute's value,
empty for none."""

WORDS: Final = '<narrative xml:lang="en">Words</narrative>'
SILENT: Final = "<narrative>Words</narrative>"


def period(start: str = "2025-01-01", end: str = "2025-12-31") -> str:
    """Return the two ends of a period."""
    return f'<period-start iso-date="{start}"/><period-end iso-date="{end}"/>'


def value(date: str = "2025-01-01", currency: str = ' currency="EUR"') -> str:
    """Return an amount."""
    return f'<value{currency} value-date="{date}">10</value>'


def date(kind: int, day: str) -> str:
    """Return an activity date."""
    return f'<activity-date type="{kind}" iso-date="{day}"/>'


def coded(name: str, code: str, vocabulary: str = "", share: str = "", inner: str = "") -> str:
    """Return an element with a code of a vocabulary."""
    said = f' vocabulary="{vocabulary}"' if vocabulary else ""
    part = f' percentage="{share}"' if share else ""
    return f'<{name} code="{code}"{said}{part}>{inner}</{name}>'


def transaction(before: str = "", day: str = "2025-02-01", after: str = "") -> str:
    """Return a transaction; ``before`` stands before its sectors and places, ``after`` behind."""
    return (
        f'<transaction><transaction-type code="3"/><transaction-date iso-date="{day}"/>'
        f"{value()}{before}{after}</transaction>"
    )


def planned(inner: str = "", ends: str = "") -> str:
    """Return a planned disbursement."""
    return f"<planned-disbursement>{ends or period()}{value()}{inner}</planned-disbursement>"


def budget(ends: str = "", amount: str = "") -> str:
    """Return a budget."""
    return f"<budget>{ends or period()}{amount or value()}</budget>"


def result(
    measure: str = "1", baseline: str = 'value="1"', target: str = 'value="2"',
    actual: str = 'value="3"', ends: str = "", references: tuple[str, str] = ("", ""),
) -> str:  # fmt: skip
    """Return a result with one indicator; references of the result and of the indicator."""
    return (
        f'<result type="1"><title>{WORDS}</title>{references[0]}<indicator measure="{measure}">'
        f'<title>{WORDS}</title>{references[1]}<baseline year="2024" {baseline}/>'
        f"<period>{ends or period()}<target {target}/><actual {actual}/></period>"
        "</indicator></result>"
    )


ACTIVITY: Final[Change] = {
    "@xml:lang": "en",
    "@default-currency": "USD",
    "@last-updated-datetime": "2026-03-01T10:00:00Z",
    "iati-identifier": "<iati-identifier>QM-REG-7-A1</iati-identifier>",
    "reporting-org": f'<reporting-org ref="QM-REG-7" type="40">{WORDS}</reporting-org>',
    "title": f"<title>{WORDS}</title>",
    "description": f"<description>{WORDS}</description>",
    "participating-org": f'<participating-org role="4">{WORDS}</participating-org>',
    "other-identifier": "",
    "activity-status": '<activity-status code="2"/>',
    "activity-date": date(1, "2025-01-01"),
    "recipient-country": '<recipient-country code="KE"/>',
    "recipient-region": "",
    "sector": '<sector code="15137"/>',
    "country-budget-items": "",
    "policy-marker": "",
    "default-aid-type": "",
    "budget": budget(),
    "planned-disbursement": planned(),
    "capital-spend": "",
    "transaction": transaction(),
    "related-activity": "",
    "result": result(),
}
"""A valid activity that breaks no rule, its children in the order of the schema."""


def spending(name: str, party: str = "", ends: str = "", line: str = "") -> str:
    """Return a budget or expenditure of an organisation."""
    lines = f"<budget-line>{value(line)}{WORDS}</budget-line>" if line else ""
    return f"<{name}>{party}{ends or period()}{value()}{lines}</{name}>"


ORGANISATION: Final[Change] = {
    "@xml:lang": "en",
    "@default-currency": "USD",
    "@last-updated-datetime": "2026-03-01T10:00:00Z",
    "organisation-identifier": "<organisation-identifier>QM-REG-7</organisation-identifier>",
    "name": f"<name>{WORDS}</name>",
    "reporting-org": f'<reporting-org ref="QM-REG-7" type="40">{WORDS}</reporting-org>',
    "total-budget": spending("total-budget"),
    "recipient-org-budget": spending(
        "recipient-org-budget", f'<recipient-org ref="QM-REG-8">{WORDS}</recipient-org>'
    ),
    "recipient-region-budget": spending(
        "recipient-region-budget", '<recipient-region code="298" vocabulary="1"/>'
    ),
    "recipient-country-budget": spending(
        "recipient-country-budget", '<recipient-country code="KE"/>', line="2025-12-31"
    ),
    "total-expenditure": spending("total-expenditure"),
}
"""A valid organisation that breaks no rule, its children in the order of the schema."""


def record(base: Change, change: Change) -> etree._Element:
    """Return a base record with a change, within the root of a file.

    Raises:
        KeyError: the change names what the base does not know.
    """
    unknown = change.keys() - base.keys()
    if unknown:
        raise KeyError(*unknown)
    parts = {**base, **change}
    name, root = (
        ("iati-activity", "iati-activities")
        if "iati-identifier" in base
        else ("iati-organisation", "iati-organisations")
    )
    attributes = "".join(
        f' {key[1:]}="{words}"' for key, words in parts.items() if key[0] == "@" and words
    )
    children = "".join(words for key, words in parts.items() if key[0] != "@")
    whole = f'<{root} version="2.03"><{name}{attributes}>{children}</{name}></{root}>'
    return etree.fromstring(whole)[0]
