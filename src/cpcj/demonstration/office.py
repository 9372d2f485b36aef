"""The office and everybody else who has an account: roles, never names of people."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from cpcj.accounts import services as accounts
from cpcj.accounts.models import Unit, User
from cpcj.accounts.rules import Role
from cpcj.assistance.portfolio.services.documents import record_office
from cpcj.demonstration.stage import Stage, words
from cpcj.frame.demonstration import ACTOR

_PASSWORD_BYTES = 12
_SIGNED_INTO = ("officer", "head", "focal-point", "delegate", "donor", "grantee", "reader")
"""Accounts that people sign in to; the passwords are shown. The others have none."""


def set_up(stage: Stage) -> Iterator[tuple[str, str, str]]:
    """Make units, organizations, offices and accounts.

    Yields:
        What an account is, its user name and its password, of those that are shown.
    """
    told = words()
    units: dict[str, Unit] = {}
    for row in told["unit"]:
        units[row["code"]] = accounts.add_unit(
            ACTOR, code=row["code"], names={"en": row["name"]}, parent=units.get(row["below"])
        )
    for row in told["office"]:
        record_office(
            ACTOR, code=row["code"], name=row["name"], state=row["state"],
            unit=units[row["unit"]], opened_on=stage.begins,
        )  # fmt: skip
    stage.donor = accounts.add_organization(
        ACTOR, code="demo-donor", names={"en": told["donor"][0]["name"]}
    )
    grantees = [
        accounts.add_organization(ACTOR, code=f"grantee-{n}", names={"en": f"Grantee {n}"})
        for n in range(1, len(told["grantee"]) + 1)
    ]
    first, *others = told["asking"]
    roles: list[tuple[str, accounts.Grant]] = [
        ("officer", accounts.Grant(Role.OFFICER, unit=units["assistance"])),
        ("colleague", accounts.Grant(Role.OFFICER, unit=units["money"])),
        ("head", accounts.Grant(Role.UNIT_HEAD)),
        ("focal-point", accounts.Grant(Role.FOCAL_POINT, state=first)),
        *(
            (f"focal-point-{state.lower()}", accounts.Grant(Role.FOCAL_POINT, state=state))
            for state in others
        ),
        ("delegate", accounts.Grant(Role.DELEGATE, state=first)),
        ("donor", accounts.Grant(Role.DONOR, organization=stage.donor)),
        ("grantee", accounts.Grant(Role.GRANTEE, organization=grantees[0])),
        *(
            (f"grantee-{n}", accounts.Grant(Role.GRANTEE, organization=one))
            for n, one in enumerate(grantees[1:], start=2)
        ),
        ("reader", accounts.Grant(Role.EXPERT)),
        ("reader-2", accounts.Grant(Role.EXPERT)),
        ("reader-3", accounts.Grant(Role.EXPERT)),
    ]
    for name, grant in roles:
        shown = name in _SIGNED_INTO
        password = secrets.token_urlsafe(_PASSWORD_BYTES) if shown else None
        person: User = accounts.make_account(
            ACTOR, username=f"demo-{name}", password=password, roles=()
        )
        accounts.give_role(ACTOR, person, grant)
        stage.people[person.username] = person
        if grant.role is Role.FOCAL_POINT:
            stage.points[grant.state] = person
        elif grant.role is Role.EXPERT:
            stage.readers.append(person)
        elif grant.role is Role.GRANTEE and grant.organization is not None:
            stage.grantees.append((person, grant.organization))
        if password is not None:
            yield told["roles"][name], person.username, password
