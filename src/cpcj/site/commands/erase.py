"""``cpcj erase``."""

from __future__ import annotations

import click

from cpcj.site.application import start


@click.command()
@click.argument("username")
@click.option(
    "--reason",
    required=True,
    help="Why, in a few words without anything personal: they stay in the log for good.",
)
@click.option("--yes", is_flag=True, help="Do not ask again.")
def command(username: str, reason: str, yes: bool) -> None:
    """Take a person's data out for good; what they did stays, under a number."""
    start()
    from cpcj.accounts import services
    from cpcj.frame.actors import SystemActor
    from cpcj.site.commands.account import person_of

    person = person_of(username)
    if not yes:
        click.confirm(f"Take out the data of {username} for good?", abort=True)
    try:
        services.erase_person(SystemActor("command-line"), person, reason=reason)
    except services.RefusedError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"Erased; the account is now erased-{person.pk}.")
