"""What a person is told a text, a place or a session is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override

from cpcj.register.presentation.called import drawn_name, local_name, place_name, text_name
from cpcj.register.presentation.citing import by_family, counted
from cpcj.register.presentation.days import session_days
from cpcj.register.presentation.values import value_words


@pytest.mark.parametrize(
    ("identifier", "called"),
    [
        ("A/RES/70/178", "A/RES/70/178"),
        ("A/71/482!VIII", "A/71/482, text VIII"),
        ("A/71/482!dec1", "A/71/482, decision 1"),
        ("A/71/482!procedure", "A/71/482"),
        ("made:ga-c3-70-106-2015-10-16-draft", "Draft resolution, 16 October 2015"),
        ("made:ga-c3-67-103-2012-11-21-rev-draft", "Revised draft resolution, 21 November 2012"),
        ("made:resolution-0a1b2c3d", "Resolution"),
        ("made:ga-71-108-2016-11-29-report!II", "Committee report, 29 November 2016, text II"),
        (
            "CCPCJ/RES/22/7",
            "Commission on Crime Prevention and Criminal Justice, resolution 22/7",
        ),
        ("A/DEC/74/564", "General Assembly, decision 74/564"),
        ("UNTS:2225:39574", "United Nations Treaty Series, vol. 2225, No. 39574"),
        ("made:", "Text without a symbol"),
    ],
)
def test_a_made_identifier_is_said_in_words(identifier: str, called: str) -> None:
    assert text_name(identifier) == called


def test_a_made_identifier_is_only_a_detail() -> None:
    drawn = drawn_name("made:ga-c3-70-106-2015-10-16-draft")
    assert 'title="' in drawn
    assert "made:" not in drawn.partition(">")[2]
    assert "symbol" not in drawn.partition("title=")[0]


@pytest.mark.parametrize(
    ("local", "called"),
    [
        ("pp2", "preambular para. 2"),
        ("op46.2", "para. 46"),
        ("op46(a)(ii)", "para. 46 (a)(ii)"),
        ("annex1/op3", "annex 1, para. 3"),
        ("sectII/op3~2", "section II, para. 3"),
        ("art6", "article 6"),
        ("title", "title"),
    ],
)
def test_places_are_said_in_words(local: str, called: str) -> None:
    assert local_name(local) == called
    assert place_name(f"A/RES/70/178#{local}") == f"A/RES/70/178, {called}"


def test_the_days_of_a_session() -> None:
    autumn, year = (dt.date(2014, 9, 16), dt.date(2015, 9, 14)), dt.date(2015, 1, 1)
    said = session_days("general_assembly", 69, *autumn)
    assert said == "69th session (16 September 2014 – 14 September 2015)"
    assert session_days("ccpcj", 24, year, dt.date(2015, 12, 31)) == "24th session (in 2015)"
    assert session_days("ecosoc", 2015, year, dt.date(2015, 12, 31)) == "2015 session"
    assert session_days("ccpcj", 24, None, None) == "24th session"


def test_a_deliverable_is_said_in_one_line() -> None:
    due = {
        "body": "general_assembly", "session": 69, "from": "2014-09-16", "to": "2015-09-14",
    }  # fmt: skip
    said = value_words("deliverable", {"what": "a report", "to": None, "when": None, "due": due})
    assert said == "a report; due: 69th session (16 September 2014 – 14 September 2015)"


def test_a_symbol_does_not_turn_arabic_words_around() -> None:
    with override("ar"):
        assert text_name("A/71/482!VIII").startswith("\u2068A/71/482\u2069")
        assert text_name("A/71/482") == "A/71/482"


def test_stages_of_one_text_are_one_that_cites() -> None:
    groups = by_family(["a", "b", "c", "d"], str, {"a": 1, "c": 1, "d": 2})
    assert groups == [["a", "c"], ["b"], ["d"]]
    assert counted(3, 4) == "Cited by 3 families of texts, 4 texts in all"
    assert counted(1, 4) == "Cited by 1 family of texts, 4 texts in all"
    assert counted(1, 1) == "Cited by 1 text"
