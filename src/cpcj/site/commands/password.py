"""``cpcj password``."""

from __future__ import annotations

import click

from cpcj.site.application import start


@click.command()
@click.argument("username")
@click.password_option()
def command(username: str, password: str) -> None:
    """Set a person's password."""
    start()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from cpcj.accounts.models import User
    from cpcj.accounts.services import set_password
    from cpcj.frame.actors import SystemActor

    person = User.objects.filter(username=username).first()
    if person is None:
        message = f"there is no account {username!r}"
        raise click.UsageError(message)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise click.UsageError(" ".join(error.messages)) from error
    set_password(SystemActor("command-line"), person, password=password)
    click.echo("The password was set.")
