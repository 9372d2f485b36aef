"""Any memberships with any days: what the database answers is what the table's union says."""

from __future__ import annotations

import datetime as dt
import secrets

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpcj.accounts.models import Membership, User
from cpcj.accounts.rules import ANYBODY, GRANTS, SIGNED_IN, Role
from cpcj.frame.permissions import Permission, allows
from cpcj.frame.records import writing_allowed

held = st.tuples(
    st.sampled_from(Role),
    st.integers(-400, 400),  # first day, from today
    st.none() | st.integers(-400, 400),  # last day
)


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(memberships=st.lists(held, max_size=5), active=st.booleans())
def test_memberships_grant_the_union_of_what_is_in_force(
    memberships: list[tuple[Role, int, int | None]], active: object
) -> None:
    today = timezone.localdate()
    person = User(username=secrets.token_hex(8), is_active=bool(active))
    with writing_allowed():
        person.save()
        Membership.objects.bulk_create(
            Membership(
                user=person,
                role=role,
                since=today + dt.timedelta(days=first),
                until=None if last is None else today + dt.timedelta(days=last),
            )
            for role, first, last in memberships
        )
    in_force = {
        role for role, first, last in memberships if first <= 0 and (last is None or last >= 0)
    }
    expected = ANYBODY | SIGNED_IN | frozenset().union(*(GRANTS[role] for role in in_force))
    granted = {permission for permission in Permission if allows(person, permission)}
    assert granted == (expected if active else set())
