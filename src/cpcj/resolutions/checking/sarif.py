"""Reports in SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import cpcj
from cpcj.resolutions.checking.finding import Finding, Level, Report
from cpcj.resolutions.checking.rules import Rule
from cpcj.resolutions.checking.showing import source_span
from cpcj.resolutions.model import Span

VERSION = "2.1.0"
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFORMATION: "note"}
_TEXT_FILES = (".txt", ".md", ".text")


def to_sarif(reports: Sequence[tuple[str, Report]], rules: Sequence[Rule]) -> dict[str, Any]:
    """Return reports as a SARIF log.

    Places are paragraphs (logical locations); in text files also characters of the file, counted in
    Unicode code points.

    Args:
        reports: file names with their reports.
        rules: the rules that were applied.
    """
    index = {rule.id: place for place, rule in enumerate(rules)}
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "cpcj check",
                        "version": cpcj.__version__,
                        "rules": [_rule(rule) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "artifacts": [{"location": {"uri": quote(file)}} for file, _ in reports],
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": [
                            {
                                "level": "note",
                                "message": {"text": f"not applied: {one.rule}: {one.reason}"},
                                "associatedRule": {"id": one.rule, "index": index[one.rule]},
                            }
                            for _, report in reports
                            for one in report.not_run
                        ],
                    }
                ],
                "results": [
                    _result(one, file, place, index)
                    for place, (file, report) in enumerate(reports)
                    for one in report.findings
                ],
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    properties: dict[str, Any] = {"wished": rule.wished.value, "group": rule.group}
    if rule.rate is not None:
        properties |= {"baseRate": round(rule.rate.share, 4), "texts": rule.rate.texts}
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.source},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": properties,
    }


def _result(one: Finding, file: str, place: int, index: dict[str, int]) -> dict[str, Any]:
    artifact = {"uri": quote(file), "index": place}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    span = source_span(one) if file.lower().endswith(_TEXT_FILES) else None
    if span is not None:
        physical["region"] = _region(span)
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": index[one.rule],
        "level": _LEVELS[one.level],
        "message": {"text": one.message},
        "locations": [
            {
                "physicalLocation": physical,
                "logicalLocations": [
                    {"name": one.at.place, "fullyQualifiedName": one.place, "kind": "element"}
                ],
            }
        ],
        "properties": {"start": one.span.start, "end": one.span.end, "words": one.words},
    }
    if one.witnesses:
        result["relatedLocations"] = [
            {
                "logicalLocations": [{"fullyQualifiedName": witness.identifier}],
                "message": {"text": witness.words},
            }
            for witness in one.witnesses
        ]
    if one.corrected is not None and span is not None:
        result["fixes"] = [
            {
                "description": {"text": "The words that should stand here"},
                "artifactChanges": [
                    {
                        "artifactLocation": artifact,
                        "replacements": [
                            {
                                "deletedRegion": _region(span),
                                "insertedContent": {"text": one.corrected},
                            }
                        ],
                    }
                ],
            }
        ]
    return result


def _region(span: Span) -> dict[str, int]:
    return {"charOffset": span.start, "charLength": span.end - span.start}
