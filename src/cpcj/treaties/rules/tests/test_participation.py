"""Who is bound since when; by rules read in final clauses, on invented and on real tables."""

from __future__ import annotations

import csv
import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.vocabulary.states import find_state
from cpcj.treaties.rules.effect import Period, computed_entry, effect_of_denunciation, rules
from cpcj.treaties.rules.participation import Action, bonds, consenting, parties
from cpcj.treaties.rules.tables import (
    CONSENT,
    COUNTED,
    RELEASE,
    Kind,
    UnreadableTableError,
    read_table,
)

TREATIES = Path(os.environ.get("CPCJ_DATA", "../shared/data")) / "treaties"
with_tables = pytest.mark.skipif(
    not TREATIES.is_dir(), reason=f"the depositary's tables are not at {TREATIES}"
)


def _day(words: str) -> dt.date:
    return dt.date.fromisoformat(words)


def _action(instrument: str, kind: Kind, day: str, participant: str = "XAA") -> Action:
    return Action(participant, instrument, kind, _day(day))


@pytest.mark.parametrize(
    ("period", "day", "then"),
    [
        (Period(days=30), "2003-10-04", "2003-11-03"),
        (Period(months=6), "2010-08-31", "2011-02-28"),
        (Period(years=1), "2012-02-29", "2013-02-28"),
        (Period(first_of_month=2), "2017-12-31", "2018-02-01"),
        (Period(new_year=True), "2011-07-01", "2012-01-01"),
        (Period(new_year=True), "2011-07-02", "2013-01-01"),
    ],
)
def test_what_follows_a_day(period: Period, day: str, then: str) -> None:
    assert period.after(_day(day)) == _day(then)


def test_a_party_to_a_protocol_alone_is_not_bound_by_it() -> None:
    held = bonds([_action("TIP_PROTOCOL", Kind.ACCESSION, "2010-05-05")])
    assert parties(held, "TIP_PROTOCOL", _day("2015-01-01")) == {}
    assert set(consenting(held, "TIP_PROTOCOL", _day("2015-01-01"))) == {"XAA"}


def test_a_protocol_binds_from_the_day_its_convention_does() -> None:
    held = bonds(
        [
            _action("TIP_PROTOCOL", Kind.ACCESSION, "2010-05-05"),
            _action("UNTOC", Kind.RATIFICATION, "2010-06-01"),
        ]
    )
    assert held["XAA", "TIP_PROTOCOL"][0].since == _day("2010-07-01")


def test_who_leaves_the_convention_leaves_its_protocols_the_same_day() -> None:
    held = bonds(
        [
            _action("UNTOC", Kind.RATIFICATION, "2005-01-01"),
            _action("FIREARMS_PROTOCOL", Kind.ACCEPTANCE, "2006-01-01"),
            _action("UNTOC", Kind.DENUNCIATION, "2011-03-01"),
        ]
    )
    assert held["XAA", "FIREARMS_PROTOCOL"][0].released == _day("2012-03-01")
    assert "XAA" in parties(held, "FIREARMS_PROTOCOL", _day("2012-02-29"))
    assert "XAA" not in parties(held, "FIREARMS_PROTOCOL", _day("2012-03-01"))


def test_who_comes_back_is_bound_again() -> None:
    held = bonds(
        [
            _action("SINGLE_CONVENTION_AMENDED", Kind.ACCESSION, "1980-01-01"),
            _action("SINGLE_CONVENTION_AMENDED", Kind.DENUNCIATION, "2011-06-29"),
            _action("SINGLE_CONVENTION_AMENDED", Kind.ACCESSION, "2013-01-11"),
        ]
    )
    bound = [
        day
        for day in ("2011-12-31", "2012-01-01", "2013-02-09", "2013-02-10")
        if parties(held, "SINGLE_CONVENTION_AMENDED", _day(day))
    ]
    assert bound == ["2011-12-31", "2013-02-10"]


def test_where_no_text_is_held_no_date_is_given() -> None:
    held = bonds([_action("PROTECTED_PERSONS_CONVENTION", Kind.ACCESSION, "1990-01-01")])
    assert held["XAA", "PROTECTED_PERSONS_CONVENTION"][0].since is None


_kinds = st.sampled_from(sorted(CONSENT | RELEASE | {Kind.SIGNATURE}))
_days = st.dates(dt.date(1962, 1, 1), dt.date(2030, 12, 31))
_histories = st.lists(
    st.builds(
        Action,
        participant=st.sampled_from(["XAA", "XAB", "XAC"]),
        instrument=st.sampled_from(["UNTOC", "TIP_PROTOCOL", "UNCAC", "SINGLE_CONVENTION_1961"]),
        kind=_kinds,
        on=_days,
    ),
    max_size=14,
)


@given(_histories, _days)
def test_nobody_is_bound_without_having_consented(history: list[Action], day: dt.date) -> None:
    held = bonds(history)
    for instrument in ("UNTOC", "TIP_PROTOCOL", "UNCAC", "SINGLE_CONVENTION_1961"):
        assert set(parties(held, instrument, day)) <= set(consenting(held, instrument, day))


@given(_histories, _days, _days)
def test_without_denunciations_counts_only_grow(
    history: list[Action], one: dt.date, other: dt.date
) -> None:
    held = bonds([action for action in history if action.kind not in RELEASE])
    early, late = sorted((one, other))
    for instrument in ("UNTOC", "TIP_PROTOCOL", "UNCAC"):
        assert set(parties(held, instrument, early)) <= set(parties(held, instrument, late))


@given(_histories)
def test_the_order_in_which_actions_are_told_does_not_matter(history: list[Action]) -> None:
    told = {(action.participant, action.instrument, action.on): action for action in history}
    once = list(told.values())
    assert bonds(once) == bonds(list(reversed(once)))


TABLE = (
    'Participant,Signature,"Ratification, Accession(a), Succession(d)"\n'
    "Norway 3,5 Feb 2001,7 Mar 2002\n"
    "St. Lucia,,9 Apr 2003 a\n"
    "Atlantis,,31 Feb 2003 d\n"
)


def test_a_table_is_read_by_its_letters_and_headings() -> None:
    norway, lucia, unknown = read_table(TABLE.encode(), "invented.csv")
    assert (norway.printed, norway.code, norway.notes) == ("Norway", "NOR", "3")
    assert [(one.kind, one.date.isoformat()) for one in norway.entries] == [
        (Kind.SIGNATURE, "2001-02-05"),
        (Kind.RATIFICATION, "2002-03-07"),
    ]
    assert (lucia.code, lucia.entries[0].kind) == ("LCA", Kind.ACCESSION)
    assert unknown.code is None
    assert len(unknown.doubts) == 3


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "first column"),
        (b"State,Date\nNorway,1 Jan 2000\n", "first column"),
        (b"Participant,Signature\n\xff\xfe,\n", "not UTF-8"),
        (b'Participant,Signature\n"Norway,1 Jan 2000\n', "unexpected end"),
    ],
)
def test_what_is_no_table_is_refused_with_its_name(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableTableError, match=f"wrong.csv: .*{why}"):
        read_table(content, "wrong.csv")


def _held_tables() -> list[Action]:
    numbers = {rule.number: rule.instrument for rule in rules().values() if rule.number}
    actions = []
    for path in sorted((TREATIES / "untreaties_2015").glob("[0-9]*.csv")):
        chapter, _, rest = path.stem.partition("-")
        number = f"{ {'6': 'VI', '18': 'XVIII'}[chapter] }-{rest}"
        for row in read_table(path.read_bytes(), path.name):
            assert row.doubts == (), (path.name, row)
            actions += [
                Action(str(row.code), numbers.get(number, number), entry.kind, entry.date)
                for entry in row.entries
            ]
    return actions


@with_tables
def test_every_row_of_the_fifteen_tables_is_understood_and_dates_of_effect_come_out() -> None:
    held = bonds(_held_tables())
    with (TREATIES / "oracles" / "untoc_party_entry_into_force.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= 34
    for row in rows:
        state = find_state(row["participant"])
        assert state is not None
        since = held[state.code, "UNTOC"][0].since
        assert str(since) == row["entry_into_force_verdragenbank"], row
    switzerland = held["CHE", "PSYCHOTROPIC_CONVENTION_1971"][0]
    assert switzerland.since == _day("1996-07-21")


@with_tables
def test_the_participants_of_the_convention_when_a_draft_counted_its_states() -> None:
    counted = consenting(bonds(_held_tables()), "UNTOC", _day("2012-11-21"))
    assert len(counted) == 173
    union = find_state("European Union")
    assert union is not None
    assert union.code in counted


@with_tables
def test_entries_into_force_computed_from_the_tables_disagree_where_states_are_gone() -> None:
    actions = _held_tables()
    disagreeing = []
    for rule in rules().values():
        days = [a.on for a in actions if a.instrument == rule.instrument and a.kind in COUNTED]
        parent = rules()[rule.not_before].in_force if rule.not_before else None
        entry = computed_entry(rule, days, parent)
        if entry is not None and entry != rule.in_force:
            disagreeing.append(rule.instrument)
    assert disagreeing == [
        "SINGLE_CONVENTION_1961",
        "PSYCHOTROPIC_CONVENTION_1971",
        "DRUG_CONVENTION_1988",
    ]


def test_a_denunciation_of_the_drug_conventions_waits_for_the_new_year() -> None:
    rule = rules()["PSYCHOTROPIC_CONVENTION_1971"]
    assert effect_of_denunciation(rule, _day("2020-12-24")) == _day("2022-01-01")
