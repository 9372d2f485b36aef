"""A draft before it is tabled: what it repeats, what it adds, and the words that say so."""

from __future__ import annotations

import csv
import io

from cpcj.resolutions.checking.resources import ResourceClass
from cpcj.resolutions.checking.tests.drafts import MASTHEAD, OPERATIVE, draft, op, read
from cpcj.resolutions.identifier import text_id
from cpcj.resolutions.overlap import BeforeTabling, TextsHeld, before_tabling
from cpcj.resolutions.overlap.holding import document_held
from cpcj.resolutions.overlap.showing import tabling_record, to_csv, to_markdown

LEDGER = (
    "Requests the United Nations Office on Drugs and Crime, subject to the availability of "
    "extrabudgetary resources, to keep a public ledger of the lamps of all harbour towns and to "
    "publish it each year in the spring;"
)
REPORT = (
    "Requests the Secretary-General to submit to the General Assembly at its seventy-eighth "
    "session a report on the lighting of remote harbour towns;"
)


def _held(*operative: str, title: str = "Keeping ledgers of lamps") -> TextsHeld:
    mast = MASTHEAD.replace("Keeping lanterns lit in harbour towns", title).replace(
        "3 November 2021", "3 October 2021"
    )
    document = read(draft(masthead=mast, operative=(*operative, OPERATIVE[-1])))
    return TextsHeld([document_held(document)])


def _before(words: str, held: TextsHeld) -> BeforeTabling:
    document = read(words)
    own = [text_id(document, text) for text in document.texts]
    (found,) = before_tabling(document, held, held.texts.without(own))
    return found


def test_a_paragraph_much_like_a_held_one_is_shown_with_what_differs() -> None:
    found = _before(op(LEDGER.replace("spring", "autumn")), _held(LEDGER))
    one = next(one for one in found.paragraphs if one.place == "op3")
    assert one.provision.endswith("#op1")
    assert not one.series
    assert [(c.before, c.after) for c in one.changes if c.kind != "same"] == [("spring", "autumn")]
    assert found.requests == ()


def test_the_same_body_asked_much_the_same_in_another_paragraph_is_shown() -> None:
    longer = LEDGER.replace(
        "Requests the",
        "Recognizes the dangers that travellers by sea meet in winter, the courage of those who "
        "guide them and the worth of old and new lamps alike, and requests the",
    )
    (one,) = _before(op(longer), _held(LEDGER)).requests
    assert (one.place, one.asked) == ("op3", ("unodc",))
    assert one.provision.endswith("#op1.1")
    other = longer.replace("United Nations Office on Drugs and Crime", "Secretary-General")
    assert _before(op(other), _held(LEDGER)).requests == ()


def test_the_drafts_own_text_is_not_laid_beside_it() -> None:
    words = op(LEDGER)
    found = _before(words, TextsHeld([document_held(read(words))]))
    assert found.paragraphs == ()
    assert found.compared == 0


def test_a_text_of_the_same_series_is_said_to_be_one() -> None:
    held = _held(LEDGER, title="Keeping lanterns lit in harbour towns")
    found = _before(op(LEDGER.replace("spring", "autumn")), held)
    assert all(one.series for one in found.paragraphs)


def test_a_report_is_told_with_its_session_and_those_alike_that_are_due() -> None:
    found = _before(op(REPORT), _held(LEDGER))
    (report,) = found.reports
    assert (report.place, report.body, report.session) == ("op3", "general_assembly", 78)
    assert report.alike == ()


def test_each_request_to_the_secretariat_says_its_resources_or_that_it_says_none() -> None:
    found = _before(op(LEDGER), _held(REPORT))
    said = {one.place: [(kind, words) for kind, words, _ in one.said] for one in found.resources}
    assert said == {
        "op2": [(ResourceClass.EXISTING, "existing resources")],
        "op3": [(ResourceClass.EXTRABUDGETARY, "extrabudgetary")],
    }
    found = _before(op(REPORT), _held(LEDGER))
    assert found.unclassed == 1


def test_what_ends_or_reviews_it_is_shown_with_its_words() -> None:
    found = _before(draft(), _held(LEDGER))
    assert [one.place for one in found.review] == ["op3"]
    assert "session" in found.review[0].words


def test_everything_is_written_as_a_record_a_table_and_markdown() -> None:
    found = _before(op(LEDGER.replace("spring", "autumn")), _held(LEDGER))
    record = tabling_record(found)
    drafts = [one["draft"] for one in record["paragraphs"] if one["place"] == "op3"]
    assert drafts[0].endswith("autumn;")
    rows = list(csv.DictReader(io.StringIO(to_csv((found,)))))
    assert {row["kind"] for row in rows} >= {"paragraph", "resources", "review", "length"}
    assert "~~spring~~ **autumn**" in to_markdown(found)
