"""Who may do what: days, reach, and that nothing is granted by accident."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.accounts.rules import (
    GRANTS,
    REACH,
    REACHES_FURTHER,
    Held,
    Reach,
    Role,
    below,
    in_force,
    permitted,
)
from cpcj.frame.permissions import NOBODYS, Permission, Scope

DAY = dt.date(2026, 3, 1)
ANY = Permission.FOLLOWUP_VIEW
EVERYBODY = {role: frozenset({ANY}) for role in Role}


def test_every_role_has_a_line_in_each_table() -> None:
    assert set(GRANTS) == set(REACH) == set(Role)


@pytest.mark.parametrize(
    ("since", "until", "granted"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (DAY - dt.timedelta(9), DAY - dt.timedelta(1), False),
        (DAY + dt.timedelta(1), None, False),
    ],
)
def test_a_membership_grants_from_its_first_day_to_its_last(
    since: dt.date, until: dt.date | None, granted: object
) -> None:
    held = in_force([Held(Role.OFFICER, since, until)], DAY)
    assert permitted(held, Permission.TEXT_UPLOAD) is granted


UNITS = Held(Role.UNIT_HEAD, DAY, units=frozenset({1, 2}))
WHOLE_OFFICE = Held(Role.UNIT_HEAD, DAY)


@pytest.mark.parametrize(
    ("held", "scope", "granted"),
    [
        (UNITS, Scope(units=frozenset({2})), True),
        (UNITS, Scope(units=frozenset({3})), False),
        (UNITS, Scope(units=frozenset({2, 3})), True),
        (UNITS, NOBODYS, True),
        (WHOLE_OFFICE, Scope(units=frozenset({3})), True),
        (Held(Role.FOCAL_POINT, DAY, state="QMA"), Scope(states=frozenset({"QMA"})), True),
        (Held(Role.FOCAL_POINT, DAY, state="QMA"), Scope(states=frozenset({"QMB"})), False),
        (Held(Role.FOCAL_POINT, DAY, state="QMA"), NOBODYS, False),
        (Held(Role.FOCAL_POINT, DAY), Scope(states=frozenset({""})), False),
        (Held(Role.DONOR, DAY, organization=5), Scope(organizations=frozenset({5})), True),
        (Held(Role.DONOR, DAY, organization=5), Scope(organizations=frozenset({6})), False),
        (Held(Role.GRANTEE, DAY), NOBODYS, False),
    ],
)
def test_a_role_reaches_as_far_as_its_membership(held: Held, scope: Scope, granted: object) -> None:
    only = {held.role: frozenset({Permission.FOLLOWUP_ASSIGN})}
    assert permitted([held], Permission.FOLLOWUP_ASSIGN, scope, grants=only) is granted
    assert permitted([held], Permission.FOLLOWUP_ASSIGN, None, grants=only)


def test_a_head_is_an_officer_beyond_the_own_unit() -> None:
    elsewhere = Scope(units=frozenset({3}))
    assert permitted([UNITS], Permission.FOLLOWUP_RECORD, elsewhere)
    assert not permitted([UNITS], Permission.FOLLOWUP_COMPLETE, elsewhere)


def test_a_role_that_demands_a_second_factor_grants_nothing_without() -> None:
    held = [Held(Role.ADMINISTRATOR, DAY), Held(Role.RESEARCHER, DAY)]
    without = in_force(held, DAY, second_factor=False, demanding={Role.ADMINISTRATOR})
    assert [one.role for one in without] == [Role.RESEARCHER]
    assert len(in_force(held, DAY, second_factor=True, demanding={Role.ADMINISTRATOR})) == 2


days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
held_ones = st.builds(
    Held,
    role=st.sampled_from(Role),
    since=days,
    until=st.none() | days,
    units=st.none() | st.frozensets(st.integers(1, 4), min_size=1),
    state=st.sampled_from(["", "QMA", "QMB"]),
    organization=st.none() | st.integers(1, 3),
)
scopes = st.builds(
    Scope,
    units=st.frozensets(st.integers(1, 4), max_size=2),
    states=st.frozensets(st.sampled_from(["QMA", "QMB"]), max_size=1),
    organizations=st.frozensets(st.integers(1, 3), max_size=1),
)


@given(st.lists(held_ones, max_size=6), days, st.sampled_from(Permission), st.none() | scopes)
def test_what_many_memberships_grant_is_what_each_grants(
    held: list[Held], day: dt.date, permission: Permission, scope: Scope | None
) -> None:
    together = permitted(in_force(held, day), permission, scope)
    assert together == any(permitted(in_force([one], day), permission, scope) for one in held)


@given(held_ones, days, st.sampled_from(Permission), scopes)
def test_an_object_never_grants_more_than_the_table(
    held: Held, day: dt.date, permission: Permission, scope: Scope
) -> None:
    granted = permitted(in_force([held], day), permission, scope)
    within = day >= held.since and (held.until is None or day <= held.until)
    if granted:
        assert within
        assert permission in GRANTS[held.role]
    elif within and permission in GRANTS[held.role]:
        assert REACH[held.role] != Reach.EVERYWHERE
        assert permission not in REACHES_FURTHER.get(held.role, ())


@given(st.dictionaries(st.integers(0, 12), st.none() | st.integers(0, 12)))
def test_units_below_a_unit_are_those_whose_way_up_passes_it(
    parents: dict[int, int | None],
) -> None:
    for unit in parents:
        found = below(unit, parents)
        assert unit in found
        for other, above in parents.items():
            way, at = set(), above
            while at is not None and at not in way:
                way.add(at)
                at = parents.get(at)
            assert (other in found) == (other == unit or unit in way)
