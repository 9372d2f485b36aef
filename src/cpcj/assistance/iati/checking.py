"""All that can be said against a record or a file: the ruleset, the codelists, its own identifiers.

What is not valid against the schema is refused when it is read. Whoever has to mend a file wants to
know the rest, too: the rules are tried on the records of such a file all the same, and then it is
refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from lxml import etree

from cpcj.assistance.iati.codelists import check_codes
from cpcj.assistance.iati.messages import MESSAGES, REPEATED, UNLISTED, UNLISTED_OPEN
from cpcj.assistance.iati.reading import (
    RECORDS,
    RefusedFileError,
    identifier_of,
    line_of,
    read_elements,
)
from cpcj.assistance.iati.ruleset import Registered, check

ERROR: Final = "error"
WARNING: Final = "warning"

_REPEATED: Final = "1.1.2"  # a rule on the file, which no ruleset can hold


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place.

    Attributes:
        id: the standard's identifier of the rule ("6.11.1"); empty where it gives none.
        severity: "error" or "warning".
        line: the line of the element in the file that was read; 0 for none.
        element: its name.
        message: what is wrong, in English, as the catalogue of translations has it.
        values: what stands in the message ("%(code)s").
        identifier: of the record.
    """

    id: str
    severity: str
    line: int
    element: str
    message: str
    values: Mapping[str, str] = field(default_factory=dict)
    identifier: str = ""

    @property
    def words(self) -> str:
        """Return the message in English, filled in."""
        return self.message % self.values if self.values else self.message


def problems(
    record: etree._Element,
    *,
    today: dt.date,
    registered: Registered | None = None,
    identifier: str = "",
) -> Iterator[Problem]:
    """Yield what is wrong with a record, rules before codes.

    Args:
        record: an ``iati-activity`` or ``iati-organisation`` element.
        today: the date that rules about the future look at.
        registered: what the registry knows; by default nothing.
        identifier: of the record, for the problems.
    """
    for found in check(record, today=today, registered=registered):
        rule = found.rule
        yield Problem(
            rule.id, rule.severity, found.line, found.element, MESSAGES[rule.id],
            identifier=identifier,
        )  # fmt: skip
    for code in check_codes(record):
        yield Problem(
            code.id, code.severity, code.line, code.element,
            UNLISTED if code.list.complete else UNLISTED_OPEN,
            {"code": code.code, "list": code.list.name}, identifier,
        )  # fmt: skip


def file_problems(
    source: Path | bytes, name: str, *, today: dt.date, registered: Registered | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with the records of a file, read one by one.

    Args:
        source: the file or its content.
        name: its name, for the refusal.
        today: the date that rules about the future look at.
        registered: what the registry knows; by default nothing.

    Raises:
        RefusedFileError: the file is not read; where it is only not valid, the problems of all its
            records were yielded, else those of records before the fault.
    """
    seen: set[str] = set()
    for element in _elements(source, name):
        if element.tag not in RECORDS.values():
            continue
        identifier = identifier_of(element)
        if identifier in seen:
            yield Problem(
                _REPEATED, ERROR, line_of(element), str(element.tag), REPEATED,
                identifier=identifier,
            )  # fmt: skip
        seen.add(identifier)
        yield from problems(element, today=today, registered=registered, identifier=identifier)


def _elements(source: Path | bytes, name: str) -> Iterator[etree._Element]:
    """Yield what stands in the root of a file; all of one that is not valid, then refuse it."""
    count = 0
    try:
        for element in read_elements(source, name):
            count += 1
            yield element
    except RefusedFileError as refused:
        if refused.invalid:
            yield from islice(read_elements(source, name, valid=False), count, None)
        raise
