"""Follow-ups stay with their acts through new readings, merges, splits and withdrawals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cpcj.audit.chain import verify
from cpcj.frame.actors import SystemActor
from cpcj.register.followup.models import Entry, FollowUp, Holding
from cpcj.register.followup.rules import Worded, pair
from cpcj.register.followup.services.recording import of_act
from cpcj.register.followup.services.statuses import set_status
from cpcj.register.followup.tests.conftest import FIRST, SECOND
from cpcj.register.models import Act, Upload
from cpcj.register.services.dividing import merge_acts, split_act, undo_division
from cpcj.register.services.ingest import undo_upload
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, document, hold, text

if TYPE_CHECKING:
    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

SYSTEM = SystemActor("test")
URGE = "Urges Member States to keep every lamp of the coast lit through the night"


def _act(identifier: str) -> Act:
    found: Act = Act.objects.get(identifier=identifier, current=True)
    return found


def _say(identifier: str, status: str = "in_progress") -> FollowUp:
    return set_status(SYSTEM, of_act(_act(identifier)), status, reason="said")


def test_a_renumbered_act_keeps_its_follow_up(act: Act) -> None:
    said = _say(FIRST)
    hold(document(text(URGE, REQUEST, ENCOURAGE)), "newer.txt")
    said.refresh_from_db()
    assert (said.act, said.holding) == (SECOND, Holding.HELD)
    assert said.row == _act(SECOND)
    entry = Entry.objects.filter(deed="kept").get()
    assert entry.changes == {"act": [FIRST, SECOND]}
    # The act that has the former number now is another one.
    assert of_act(_act(FIRST)).pk is None


def test_an_act_that_is_gone_keeps_what_was_said(act: Act) -> None:
    said = _say(SECOND, "not_applicable")
    hold(document(text(REQUEST, URGE)), "newer.txt")
    said.refresh_from_db()
    assert (said.holding, said.row, said.status) == (Holding.GONE, None, "not_applicable")
    other = _say(SECOND)  # of the act that has the identifier now
    assert other.pk != said.pk
    undo_upload(SYSTEM, Upload.objects.get(name="newer.txt"), reason="wrong file")
    said.refresh_from_db()
    other.refresh_from_db()
    assert (said.holding, other.holding) == (Holding.HELD, Holding.GONE)
    assert list(verify()) == []


def test_a_withdrawn_text_loses_nothing(act: Act) -> None:
    said = _say(FIRST)
    undo_upload(SYSTEM, Upload.objects.get(), reason="wrong file")
    said.refresh_from_db()
    assert said.holding == Holding.GONE
    hold(
        document(text(REQUEST, ENCOURAGE)),
        "again.txt",
    )
    said.refresh_from_db()
    assert (said.holding, said.row) == (Holding.HELD, _act(FIRST))


def _two_of_one_paragraph() -> tuple[Act, Act]:
    """Return two acts that stand in one paragraph, split from one."""
    first = _act(SECOND)
    at = first.paragraph.full_text.index("invites")
    one, other = split_act(SYSTEM, first, at, reason="two verbs")
    return one, other


def test_a_split_leaves_it_with_the_first_and_undoing_too(act: Act) -> None:
    said = _say(SECOND)
    first, other = _two_of_one_paragraph()
    said.refresh_from_db()
    assert said.row == first
    second = _say(other.identifier, "not_implemented")
    undo_division(SYSTEM, other, reason="one after all")
    said.refresh_from_db()
    second.refresh_from_db()
    assert said.row == _act(SECOND)
    assert (second.holding, second.replaced_by) == (Holding.REPLACED, SECOND)


def test_a_merge_keeps_both_and_undoing_brings_both_back(act: Act) -> None:
    one, other = _two_of_one_paragraph()
    first, second = _say(one.identifier), _say(other.identifier, "not_implemented")
    merged = merge_acts(SYSTEM, one, other, reason="one act")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.row, first.holding) == (merged, Holding.HELD)
    assert (second.holding, second.replaced_by) == (Holding.REPLACED, merged.identifier)
    undo_division(SYSTEM, merged, reason="two after all")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.row, second.row) == (one, other)
    assert second.status == "not_implemented"


def test_a_text_without_follow_up_costs_one_question(officer: User) -> None:
    hold(document(text(REQUEST)))
    assert not Entry.objects.exists()


class Reread(TestCase):
    """Whatever a newer reading finds, in whatever order, nothing said is lost or mixed up."""

    @settings(max_examples=12)
    @given(order=st.permutations(range(3)), left=st.sets(st.integers(0, 2), max_size=2))
    def test_each_stays_with_its_words(self, order: list[int], left: set[int]) -> None:
        """Three mandates, read again in another order, some of them gone."""
        words = (REQUEST, ENCOURAGE, URGE)
        hold(document(text(*words)))
        said = {}
        for place in range(3):
            one = _say(f"A/RES/79/901#op{place + 1}.1")
            said[place] = one.pk
        kept = [place for place in order if place not in left]
        hold(document(text(*(words[place] for place in kept))), "newer.txt")
        for place, key in said.items():
            one = FollowUp.objects.get(pk=key)
            if place in left:
                assert one.row is None
            else:
                assert one.row is not None
                assert f"{one.row.phrase} {one.row.action}".lower() == words[place].lower()
                assert one.act == one.row.identifier
        for upload in Upload.objects.filter(name="newer.txt"):
            undo_upload(SYSTEM, upload, reason="wrong file")
        assert FollowUp.objects.filter(row__current=True).count() == 3


def test_words_come_before_identifiers() -> None:
    known = [Worded(1, "X#op1.1", "urges", "States to light lamps")]
    acts = [
        Worded(7, "X#op1.1", "requests", "the keeper to write a report on every ship"),
        Worded(8, "X#op2.1", "urges", "States to light lamps"),
    ]
    assert pair(known, acts) == {1: 8}
