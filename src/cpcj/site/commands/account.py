"""``cpcj account``: people from the command line."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

import click

from cpcj.site.application import start

if TYPE_CHECKING:
    from cpcj.accounts.models import User
    from cpcj.accounts.services import Grant


@click.group()
def command() -> None:
    """Invite and list people, give roles, lock and unlock accounts."""
    start()


def person_of(username: str) -> User:
    """Return the person of that name.

    Raises:
        UsageError: there is none.
    """
    from cpcj.accounts.models import User

    found: User | None = User.objects.filter(username=username).first()
    if found is None:
        message = f"there is no account {username!r}"
        raise click.UsageError(message)
    return found


def _body(kind: Any, code: str | None) -> Any:
    if code is None:
        return None
    found = kind.objects.filter(code=code).first()
    if found is None:
        message = f"there is no {kind._meta.verbose_name} {code!r}"
        raise click.UsageError(message)
    return found


def _grant(role: str, **named: Any) -> Grant:
    from cpcj.accounts.models import Organization, Unit
    from cpcj.accounts.rules import Role
    from cpcj.accounts.services import Grant

    try:
        held = Role(role)
    except ValueError:
        message = f"there is no role {role!r}; roles are {', '.join(Role)}"
        raise click.UsageError(message) from None
    until = named["until"]
    return Grant(
        role=held,
        state=(named["state"] or "").upper(),
        function=named["function"] or "",
        unit=_body(Unit, named["unit"]),
        organization=_body(Organization, named["organization"]),
        until=until.date() if until else None,
    )


def _for_whom(function: Any) -> Any:
    day = click.DateTime(["%Y-%m-%d"])
    for option in (
        click.option("--until", type=day, help="Last day of the role."),
        click.option("--organization", help="Code of the organization the role is held for."),
        click.option("--unit", help="Code of the unit the role is held in."),
        click.option("--function", help="What the role is held for."),
        click.option("--state", help="ISO 3166-1 alpha-3 code of the State the role is held for."),
    ):
        function = option(function)
    return function


@command.command()
@click.argument("role")
@click.option("--name", default="", help="Name of the person.")
@click.option("--email", default="", help="E-mail address of the person; the link is shown here.")
@click.option("--site", default="http://127.0.0.1:8000", show_default=True, help="Site's address.")
@_for_whom
def invite(role: str, name: str, email: str, site: str, **named: Any) -> None:
    """Make a link by which somebody takes up a ROLE, and print it."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.urls import reverse

    from cpcj.accounts import services
    from cpcj.frame.actors import SystemActor

    try:
        if email:
            validate_email(email)
        invitation, secret = services.invite(
            SystemActor("command-line"), _grant(role, **named), email=email, name=name
        )
    except (services.RefusedError, ValidationError) as error:
        words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise click.UsageError(words) from error
    click.echo(site.rstrip("/") + reverse("accounts:invitation_link", args=[secret]))
    click.echo(f"It works once, until {invitation.expires_at:%Y-%m-%d %H:%M} UTC.", err=True)


@command.command("list")
@click.option("--role", help="Only people who hold this role today.")
def list_people(role: str | None) -> None:
    """List people with the roles they hold today, as CSV."""
    from cpcj.accounts.models import User
    from cpcj.accounts.names import for_whom
    from cpcj.accounts.second_factor import annotate_factor

    people = annotate_factor(User.objects.order_by("username")).prefetch_related(
        "memberships__unit", "memberships__organization"
    )
    written = csv.writer(sys.stdout)
    written.writerow(["username", "name", "active", "second_factor", "roles"])
    for person in people:
        today = person.today()
        if role is not None and role not in {one.role for one in today}:
            continue
        roles = [f"{one.role} ({whom})" if (whom := for_whom(one)) else one.role for one in today]
        factor = bool(getattr(person, "has_factor", False))
        written.writerow([person.username, person.name, person.is_active, factor, "; ".join(roles)])


@command.command()
@click.argument("username")
@click.option("--give", metavar="ROLE", help="Give this role from today on.")
@click.option("--end", metavar="ROLE", help="Let this role end today.")
@_for_whom
def roles(username: str, give: str | None, end: str | None, **named: Any) -> None:
    """Show, give or end the roles of a person."""
    from cpcj.accounts import services
    from cpcj.accounts.names import for_whom
    from cpcj.frame.actors import SystemActor
    from cpcj.frame.forms import seen

    person, actor = person_of(username), SystemActor("command-line")
    try:
        if give:
            services.give_role(actor, person, _grant(give, **named))
        for one in person.today() if end else ():
            if one.role == end:
                today = dt.datetime.now(tz=dt.UTC).date()
                services.end_membership(actor, one, until=today, seen=seen(one, ("until",)))
    except services.RefusedError as error:
        raise click.UsageError(str(error)) from error
    memberships = person.memberships.select_related("unit", "organization").order_by("since", "pk")
    for one in memberships:
        days = f"{one.since} to {one.until}" if one.until else f"since {one.since}"
        click.echo(", ".join(part for part in (one.role, for_whom(one), days) if part))


@command.command()
@click.argument("username")
@click.option("--reason", default="", help="A few words for the log, without anything personal.")
def lock(username: str, reason: str) -> None:
    """Let a person sign in no more, and end all sessions."""
    from cpcj.accounts import services
    from cpcj.frame.actors import SystemActor

    try:
        services.deactivate(SystemActor("command-line"), person_of(username), reason=reason)
    except services.RefusedError as error:
        raise click.UsageError(str(error)) from error
    click.echo("The account is locked.")


@command.command()
@click.argument("username")
@click.option("--second-factor", is_flag=True, help="Reset the second factor too.")
def unlock(username: str, second_factor: bool) -> None:
    """Let a person sign in again, and forget failures to sign in."""
    from cpcj.accounts import services
    from cpcj.frame.actors import SystemActor

    person, actor = person_of(username), SystemActor("command-line")
    services.activate(actor, person)
    if second_factor:
        services.reset_second_factor(actor, person)
    click.echo("The account is unlocked.")
