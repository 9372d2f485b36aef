"""Duties, declarations and whom a mandate means, by rules; on invented and on real texts."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties.facts.legal_systems import SYSTEMS, legal_systems
from cpcj.treaties.rules.addressed import Named, treaties_addressed
from cpcj.treaties.rules.declarations import declaration_plan, read_declarations
from cpcj.treaties.rules.duties import Answered, Notified, duties, matter_of, owed
from cpcj.treaties.rules.effect import not_held, rules
from cpcj.treaties.rules.matters import Matter, Sort
from cpcj.treaties.rules.participation import Action, Bond, bonds, consenting, parties
from cpcj.treaties.rules.provisions import provisions_named
from cpcj.treaties.rules.tables import CONSENT, RELEASE, Kind

TREATIES = Path(os.environ.get("CPCJ_DATA", "../shared/data")) / "treaties"
with_data = pytest.mark.skipif(
    not TREATIES.is_dir(), reason=f"the depositary's files are not at {TREATIES}"
)
DAY = dt.date(2015, 1, 1)
JOINED = Bond(dt.date(2010, 3, 1), dt.date(2010, 3, 31))


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("does not feel bound by article 32, paragraph 2.", ["32(2)"]),
        ("reserves as to paragraphs 2 and 3 of article 12, and article 14, paragraph 1",
         ["12(2)", "12(3)", "14(1)"]),
        ("see article 49 (1) (a), (d) and (e)", ["49(1)(a)", "49(1)(d)", "49(1)(e)"]),
        ("on articles 27 and 31 and the second paragraph of article 40", ["27", "31", "40(2)"]),
        ("understands Art. 22 so", ["22"]),
        ("keeps article 9 of the Convention on Lost Lamps", []),
        ("under article 7 of the Convention the lamps of 1936", ["7"]),
        ("nothing named", []),
    ],
)  # fmt: skip
def test_the_articles_that_words_name(words: str, named: list[str]) -> None:
    found = [one.id for one in provisions_named(words, "UNCAC") if one.id]
    assert found == [f"UNCAC#art{local}" for local in named]


@given(st.text(alphabet="article prgph0123,()of and.", max_size=80))
def test_any_words_are_read(words: str) -> None:
    for one in provisions_named(words, "UNTOC"):
        assert 0 <= one.start < one.end <= len(words)


ROWS = (
    "#Norway 2\nNorway is not bound by article 66, paragraph 2.\n\n#Benin\nUnder article 46, "
    "paragraph 13, Benin designates its keeper of lamps.\n\n#Togo\n\n#Lemuria\nWe object to it.\n"
)


def test_each_row_of_a_file_says_what_was_understood() -> None:
    norway, benin, togo, lemuria = read_declarations(ROWS.encode(), "d.txt", "UNCAC")
    assert (norway.sort, norway.provisions) == (Sort.RESERVATION, ("UNCAC#art66(2)",))
    assert (benin.sort, benin.matter) == (Sort.NOTIFICATION, Matter.CENTRAL_AUTHORITY)
    assert togo.doubts == ("no_words",)
    assert (lemuria.sort, lemuria.doubts) == (Sort.OBJECTION, ("no_state", "no_article"))


def test_what_a_file_would_change_is_a_plan_and_nothing_is_lost() -> None:
    rows = read_declarations(ROWS.encode(), "d.txt", "UNCAC")
    plan = declaration_plan(rows, [("NOR", "Otherwise."), ("TGO", "Lamps."), rows_key(rows[1])])
    assert [(words, one.code) for words, one in plan.changed] == [("Otherwise.", "NOR")]
    assert plan.missing == (("TGO", "Lamps."),)
    assert (plan.added, plan.same, plan.needs_yes) == ((), 1, True)
    assert [one.printed for one in plan.doubtful] == ["Togo", "Lemuria"]


def rows_key(one: object) -> tuple[str, str]:
    """Return a row as it is held."""
    return str(getattr(one, "code", "")), str(getattr(one, "words", ""))


def test_duties_are_of_instruments_whose_rule_is_held() -> None:
    known = set(rules()) - not_held()
    assert {one.instrument for one in duties()} <= known
    assert len({one.key for one in duties()}) == len(duties())
    assert matter_of(["UNTOC#art18(13)"]) is Matter.CENTRAL_AUTHORITY


def _notified(matter: Matter, on: dt.date | None, *named: str) -> Notified:
    return Notified(1, "UNTOC", matter.value, frozenset(named), on)


@pytest.mark.parametrize(
    ("by", "answered"),
    [
        (_notified(Matter.CENTRAL_AUTHORITY, dt.date(2014, 1, 1)), Answered.ANSWERED),
        (_notified(Matter.CENTRAL_AUTHORITY, None, "UNTOC#art18"), Answered.ANSWERED),
        (_notified(Matter.CENTRAL_AUTHORITY, dt.date(2016, 1, 1)), Answered.NO_ANSWER_KNOWN),
        (_notified(Matter.CENTRAL_AUTHORITY, None, "UNTOC#art5(3)"), Answered.NO_ANSWER_KNOWN),
        (_notified(Matter.LANGUAGE, None), Answered.NO_ANSWER_KNOWN),
    ],
)
def test_a_notification_of_its_matter_and_article_answers_a_duty(
    by: Notified, answered: Answered
) -> None:
    found = {one.duty.key: one for one in owed({"UNTOC": [JOINED]}, [by], DAY)}
    one = found["untoc-central-authority"]
    assert (one.answered, one.since) == (answered, dt.date(2010, 3, 31))
    assert found["untoc-information"].answered is Answered.CANNOT_KNOW


@given(st.dates(dt.date(2005, 1, 1), dt.date(2025, 1, 1)), st.booleans())
def test_no_duty_before_the_bond_nor_after_it(day: dt.date, left: bool) -> None:  # noqa: FBT001
    bond = Bond(JOINED.deposited, JOINED.since, dt.date(2020, 1, 1) if left else None)
    found = owed({"UNTOC": [bond]}, [], day)
    assert bool(found) == bond.binds(day)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Urges States parties to the First to act;", ("UNTOC",)),
        ("Urges States parties to the First and the Second to act;", ("UNTOC", "UNCAC")),
        ("Urges States parties to the First and the Protocols thereto to act;",
         ("UNTOC", "TIP_PROTOCOL", "SOM_PROTOCOL", "FIREARMS_PROTOCOL")),
        ("Recalls the First, and urges States parties to act;", ("UNTOC",)),
        ("Recalls the First, and lamps of the Second, and urges States parties to act;",
         ("UNCAC",)),
        ("Recalls the First, lamps of the Second, and urges States parties to those conventions;",
         ("UNTOC", "UNCAC")),
        ("Urges States parties, in accordance with article 7 of the Second, to act;", ("UNCAC",)),
        ("Urges States parties to act;", ()),
    ],
)  # fmt: skip
def test_whose_parties_are_asked(words: str, meant: tuple[str, ...]) -> None:
    start = words.index("States parties")
    named = [
        Named(at, at + len(name), key)
        for name, key in (("the First", "UNTOC"), ("the Second", "UNCAC"))
        if (at := words.find(name)) >= 0
    ]
    assert treaties_addressed(words, [(start, start + len("States parties"))], named) == meant


_WHO = ("XAA", "XAB", "XAC")
_WHAT = ("UNTOC", "TIP_PROTOCOL", "UNCAC", "SINGLE_CONVENTION_1961")
_days = st.dates(dt.date(1995, 1, 1), dt.date(2030, 12, 31))
_histories = st.lists(
    st.builds(
        Action,
        participant=st.sampled_from(_WHO),
        instrument=st.sampled_from(_WHAT),
        kind=st.sampled_from(sorted(CONSENT | RELEASE | {Kind.SIGNATURE})),
        on=_days,
    ),
    max_size=14,
)


@given(_histories, _days, _days)
def test_counts_fall_only_when_somebody_leaves_and_rise_only_when_somebody_joins(
    history: list[Action], one: dt.date, other: dt.date
) -> None:
    early, late = sorted((one, other))
    held = bonds(history)
    for instrument in _WHAT:
        for counted in (parties, consenting):
            lost = set(counted(held, instrument, early)) - set(counted(held, instrument, late))
            won = set(counted(held, instrument, late)) - set(counted(held, instrument, early))
            for who in lost:
                assert any(
                    bond.released is not None and early < bond.released <= late
                    for bond in held[who, instrument]
                )
            for who in won:
                assert any(
                    early < day <= late
                    for bond in held[who, instrument]
                    for day in (bond.deposited, bond.since)
                    if day is not None
                )


@given(_histories, _days)
def test_a_succession_counts_as_any_other_consent(history: list[Action], day: dt.date) -> None:
    succeeded = [
        Action(one.participant, one.instrument, Kind.SUCCESSION, one.on)
        if one.kind in CONSENT
        else one
        for one in history
    ]
    for instrument in _WHAT:
        before, after = bonds(history), bonds(succeeded)
        assert set(parties(before, instrument, day)) == set(parties(after, instrument, day))


@with_data
@pytest.mark.parametrize(
    ("file", "instrument", "rows"),
    [("6-15", "SINGLE_CONVENTION_1961", 26), ("6-16", "PSYCHOTROPIC_CONVENTION_1971", 38),
     ("6-18", "SINGLE_CONVENTION_AMENDED", 7), ("6-19", "DRUG_CONVENTION_1988", 46)],
)  # fmt: skip
def test_every_row_of_the_declarations_of_2015_is_reported(
    file: str, instrument: str, rows: int
) -> None:
    path = TREATIES / "untreaties_2015" / f"declarations-{file}.txt"
    found = read_declarations(path.read_bytes(), path.name, instrument)
    assert len(found) == rows
    assert all(one.code for one in found)
    assert all(one.provisions or one.doubts for one in found)


def test_legal_systems_are_of_known_states_and_several_where_law_has_several_sources() -> None:
    for code in states():
        assert set(legal_systems(code, DAY)) <= SYSTEMS
    assert legal_systems("ZAF", DAY) == ("civil", "common", "customary")
    assert legal_systems("QZZ", DAY) == ()
