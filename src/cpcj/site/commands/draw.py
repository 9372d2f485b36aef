"""``cpcj draw``: draw lots from published inputs, or replay and check a draw."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click


@click.command("draw")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A published result: say whether the inputs give the same.",
)
def command(path: Path, against: Path | None) -> None:
    """Draw from a file of inputs and print the result as JSON.

    Ends with 1 where there is no solution, or where the published result is another one.
    """
    from cpcj.reviews.rules.draw import DrawInputError, check, draw, read_inputs

    try:
        given = read_inputs(path.read_bytes(), str(path))
    except DrawInputError as error:
        raise click.UsageError(str(error)) from error
    result = draw(given)
    broken = check(given, result)
    if broken:  # a fault of the program: nothing that it drew is given out
        for breach in broken:
            click.echo(f"{breach.constraint} {breach.state}: {breach.words}", err=True)
        sys.exit(1)
    if against is None:
        click.echo(result.written())
        sys.exit(0 if result.drawn else 1)
    try:
        published = json.loads(against.read_bytes())
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{against}: no JSON ({error})") from error
    drawn = json.loads(result.written())
    same = published == drawn
    click.echo("the same" if same else f"another result than {against}")
    if not same and isinstance(published, dict) and published.get("solver") != result.solver:
        click.echo(f"drawn with {published.get('solver')}, here with {result.solver}", err=True)
    sys.exit(0 if same else 1)
