"""``cpcj check``: what a draft breaks of the rules of the field."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cpcj.site.commands.files import format_option, out_option, output

if TYPE_CHECKING:
    from cpcj.resolutions.checking import HeldTexts, Report, Rule

FORMATS = ("text", "json", "csv", "sarif", "docx")
BROKEN, UNREADABLE = 1, 2
_folder = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command("check")
@click.argument("draft", required=False, type=click.Path(path_type=Path))
@click.option("--texts", "folder", type=_folder, help="Folder of texts to compare the draft with.")
@click.option("--only", multiple=True, metavar="RULE", help="Apply this rule; may be repeated.")
@click.option("--off", multiple=True, metavar="RULE", help="Leave this rule out; may be repeated.")
@format_option(list(FORMATS), "text")
@out_option
@click.option("--rules", "listing", is_flag=True, help="List the rules with their base rates.")
@click.option(
    "--calibrate", "adopted", type=_folder, metavar="FOLDER",
    help="Measure how many adopted texts of a folder break each rule.",
)  # fmt: skip
def command(
    draft: Path | None, folder: Path | None, only: tuple[str, ...], off: tuple[str, ...],
    form: str, out: Path | None, *, listing: bool, adopted: Path | None,
) -> None:  # fmt: skip
    """Say what an editor or a delegate would object to in a draft.

    Exit code 1 where a finding is an error, 2 where a file cannot be read.
    """
    from cpcj.resolutions.checking import UnknownRuleError, chosen

    try:
        rules = chosen(only, off)
    except UnknownRuleError as error:
        raise click.UsageError(str(error)) from error
    if listing:
        _list(rules, form, out)
    elif adopted is not None:
        _calibrate(adopted, out)
    elif draft is None:
        message = "name a draft, or ask for --rules"
        raise click.UsageError(message)
    else:
        sys.exit(_check(draft, folder, rules, form, out))


def _check(
    draft: Path, folder: Path | None, rules: tuple[Rule, ...], form: str, out: Path | None
) -> int:
    from cpcj.resolutions.checking import Level, check
    from cpcj.resolutions.checking.recognizing import no_draft
    from cpcj.resolutions.reading import read_document
    from cpcj.resolutions.source import UnreadableError

    try:
        document = read_document(draft)
    except UnreadableError as error:
        click.echo(f"cpcj: {draft}: {error}", err=True)
        return UNREADABLE
    held = _held(folder)
    if held is not None:
        from cpcj.resolutions.identifier import text_id

        held = held.without(text_id(document, text) for text in document.texts)
    report = check(document, held, only=[rule.id for rule in rules])
    if not report.has_text:
        click.echo(f"cpcj: {draft}: {no_draft(document)}", err=True)
        return UNREADABLE
    with output(out) as file:
        file.write(written(report, draft.name, rules, form, draft))
    return BROKEN if report.count(Level.ERROR) else 0


def _held(folder: Path | None) -> HeldTexts | None:
    if folder is None:
        return None
    from cpcj.resolutions.checking import held_in

    held, unread = held_in(folder)
    for error in unread:
        click.echo(f"cpcj: {error}", err=True)
    return held


def written(report: Report, name: str, rules: tuple[Rule, ...], form: str, path: Path) -> bytes:
    """Return a report as a file of a format, one of :data:`FORMATS`."""
    from cpcj.resolutions.checking import showing

    if form == "docx":
        from cpcj.resolutions.checking.comments import with_comments

        return with_comments(report, path.read_bytes())
    if form == "csv":
        return showing.to_csv(report, name).encode("utf-8-sig")
    if form == "text":
        return ("\n".join(showing.lines(report, name)) + "\n").encode()
    if form == "sarif":
        from cpcj.resolutions.checking.sarif import to_sarif

        record = to_sarif([(name, report)], rules)
    else:
        record = showing.report_record(report, name)
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _list(rules: tuple[Rule, ...], form: str, out: Path | None) -> None:
    from cpcj.resolutions.checking import showing

    if form == "json":
        records = [
            {"id": rule.id, "title": rule.title, "wished": rule.wished, "level": rule.level,
             "base_rate": None if rule.rate is None else round(rule.rate.share, 4),
             "source": rule.source, "needs": rule.needs}
            for rule in rules
        ]  # fmt: skip
        content = json.dumps(records, ensure_ascii=False, indent=1)
    else:
        content = "\n".join(showing.rule_lines(rules))
    with output(out) as file:
        file.write(f"{content}\n".encode())


def _calibrate(folder: Path, out: Path | None) -> None:
    from cpcj.resolutions.batch import find_inputs
    from cpcj.resolutions.checking.calibration import calibrate, calibration_file
    from cpcj.resolutions.reading import read_document
    from cpcj.resolutions.source import UnreadableError

    documents = []
    unread = False
    for item in find_inputs([folder]):
        try:
            documents.append(read_document(item.path))
        except UnreadableError as error:
            click.echo(f"cpcj: {item.path}: {error}", err=True)
            unread = True
    measured = calibrate(documents, dt.datetime.now(tz=dt.UTC).date())
    with output(out) as file:
        file.write(calibration_file(measured).encode())
    sys.exit(UNREADABLE if unread else 0)
