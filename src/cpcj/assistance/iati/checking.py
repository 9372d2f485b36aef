"""All that can be said against a record or a file: the ruleset, the codelists, its own identifiers.

The schema is not asked here: what is not valid is refused when it is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from cpcj.assistance.iati.codelists import check_codes
from cpcj.assistance.iati.messages import MESSAGES, REPEATED, UNLISTED, UNLISTED_OPEN
from cpcj.assistance.iati.reading import line_of, read_elements, record_of
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
        RefusedFileError: the file is not read; problems of records before the fault were yielded.
    """
    seen: set[str] = set()
    for element in read_elements(source, name):
        if not str(element.tag).startswith("iati-"):
            continue
        identifier = record_of(element).identifier
        if identifier in seen:
            yield Problem(
                _REPEATED, ERROR, line_of(element), str(element.tag), REPEATED,
                identifier=identifier,
            )  # fmt: skip
        seen.add(identifier)
        yield from problems(element, today=today, registered=registered, identifier=identifier)
