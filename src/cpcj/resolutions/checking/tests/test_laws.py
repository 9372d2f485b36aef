"""What holds for every draft: places, speed, odd input; and what the checks know of themselves."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpcj.resolutions.checking import Level, UnknownRuleError, check, chosen, rules
from cpcj.resolutions.checking.applying import functions
from cpcj.resolutions.checking.calibration import calibrate, calibration_file
from cpcj.resolutions.checking.rules import HIGHEST_ERROR_RATE, BaseRate, Rule, calibration
from cpcj.resolutions.checking.showing import report_record, source_span
from cpcj.resolutions.checking.tests.drafts import OPERATIVE, PREAMBLE, draft, op, read
from cpcj.resolutions.readers import read_source

CORPUS = Path(os.environ.get("CPCJ_CORPUS", Path(__file__).parents[6] / "shared" / "corpus"))
WORDS = (
    "Recalling", "Requests", "also", "its", "resolution", "resolutions", "70/1", "A/RES/70/1", "of",
    "25 September 2015", "(2001)", "1373", "and", ",", ";", "the", "Secretary-General", "[", "]",
    "5 towns", "12%", "78th session", "e.g.", "UNODC", "Turkey", "member States",
    "paragraph 9 above",
    "United Nations Office of Drugs and Crime", "entitled “Oil”", "Ibid., vol. 3", "(a)", "bis",
    "—", "\N{COMBINING ACUTE ACCENT}",
    "fifty-eighth session of the Commission on the Status of Women, held in 2013",
)  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(SENTENCES, max_size=4), st.lists(SENTENCES, min_size=1, max_size=4))
def test_no_finding_lies_outside_the_text(preamble: list[str], operative: list[str]) -> None:
    report = check(read(draft(tuple(preamble), tuple(operative))))
    for one in report.findings:
        assert 0 <= one.span.start <= one.span.end <= len(one.at.text)
        assert one.words == one.at.text[one.span.start : one.span.end]
        assert "{" not in one.message
    json.dumps(report_record(report, "draft.txt"))


@settings(max_examples=40, deadline=None)
# A file with many control characters is refused as binary before anything is checked.
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_any_words_are_checked(words: str) -> None:
    check(read(draft(operative=(*OPERATIVE, words))))


def test_the_place_in_the_file_is_that_of_the_words() -> None:
    words = op("Invites the UNODC to help;")
    source = read_source(words.encode(), "draft.txt")
    report = check(read(words), only=["W01"])
    span = source_span(report.findings[0])
    assert span is not None
    assert source.text[span.start : span.end] == "UNODC"


def test_a_resolution_of_sixty_kilobytes_takes_less_than_a_second() -> None:
    words = "to keep lamps lit in every harbour town, in accordance with resolution 74/177, " * 5
    long = draft(
        PREAMBLE * 20, (*(f"Requests the towns {words};" for _ in range(130)), OPERATIVE[-1])
    )
    document = read(long)
    assert len(long) > 55_000
    check(document)
    taken = []
    for _ in range(3):
        start = time.process_time()
        check(document)
        taken.append(time.process_time() - start)
    assert min(taken) < 1.0


def test_every_rule_has_a_function_and_a_source() -> None:
    assert functions().keys() == rules().keys()
    assert all(rule.title and rule.source and rule.message for rule in rules().values())


def test_a_rule_that_adopted_texts_break_often_is_no_error() -> None:
    rule = Rule("X01", "words", "t", Level.ERROR, "m", "s", rate=BaseRate(6, 100))
    assert rule.level is Level.WARNING
    assert (
        Rule("X01", "words", "t", Level.ERROR, "m", "s", rate=BaseRate(5, 100)).level is Level.ERROR
    )
    assert Rule("X02", "words", "t", Level.INFORMATION, "m", "s",
                rate=BaseRate(50, 100)).level is Level.INFORMATION  # fmt: skip


def test_the_rates_carried_are_those_of_adopted_texts() -> None:
    measured = calibration()
    assert measured.texts >= 100
    for rule in rules().values():
        if rule.level is Level.ERROR:
            assert rule.rate is not None
            assert rule.rate.share <= HIGHEST_ERROR_RATE


def test_rules_are_chosen_by_name() -> None:
    assert [rule.id for rule in chosen(["W01", "C01"])] == ["C01", "W01"]
    assert "W01" not in {rule.id for rule in chosen(off=["W01"])}
    with pytest.raises(UnknownRuleError, match="W99"):
        chosen(["W99"])


def test_a_rule_without_what_it_needs_says_so() -> None:
    report = check(read(draft()))
    assert {one.rule for one in report.not_run} == {"P03", "U05", "U07"}


def test_drafts_are_no_measure() -> None:
    import datetime as dt

    measured = calibrate([read(draft())], dt.date(2026, 1, 1))
    assert measured.texts == 0
    assert "texts = 0" in calibration_file(measured)


_PROGRAMME = CORPUS / "programme"


@pytest.mark.skipif(not _PROGRAMME.is_dir(), reason="the corpus is not at hand")
def test_the_trap_of_the_shared_date_is_no_error() -> None:
    from cpcj.resolutions.reading import read_document

    report = check(read_document(_PROGRAMME / "2016-report-A-71-third-committee.txt"))
    here = [one for one in report.findings if one.text == "IV" and one.at.place == "op1"]
    assert {one.rule for one in here} <= {"C07"}
    errors = {(one.text, one.at.place, one.rule) for one in report.findings
              if one.level is Level.ERROR}  # fmt: skip
    assert errors >= {
        ("III", "pp9", "W10"), ("III", "op66", "W10"), ("IV", "op4", "W10"),
        ("IV", "op20", "W10"), ("IV", "op27", "P02"), ("III", "pp25", "S03"),
    }  # fmt: skip
