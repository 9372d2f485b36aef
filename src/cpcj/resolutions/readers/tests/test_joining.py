"""Paragraphs that a page cut in two go on; others do not."""

import pytest

from cpcj.resolutions.readers.assembly import glue_between
from cpcj.resolutions.readers.joining import goes_on

LONG = "Recalling the work of the harbour masters and the keepers of the lamps of the "


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [
        (LONG + "United Nations", "Convention on Lamps, and its protocols,", True),
        (LONG + "islands of", "2030 and after, as agreed,", True),
        (LONG + "islands,", "and of the mainland,", True),
        (LONG + "islands,", "Noting the report,", False),
        (LONG + "islands,", "Gravely concerned at the dark,", False),
        (LONG + "islands, including the", "Working Group on Oil,", True),
        (LONG + "islands;", "Requests a report;", False),
        (LONG + "islands;", "2. Requests a report;", False),
        (LONG + "islands,", "(a) The first lamp;", False),
        (LONG + "islands,", "Final report", False),
        (LONG + "islands", "The General Assembly,", False),
        ("Lamps in ports", "Oil", False),
    ],
)
def test_at_a_page_break(before: str, after: str, *, answer: bool) -> None:
    assert goes_on(before, after, at_break=True) is answer


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [
        (LONG + "islands and the", "mainland,", True),
        (LONG + "islands,", "mainland,", False),
        (f"4. {LONG}islands and of the mainland of the north, and in", "Member States;", True),
        ("Lighting the harbours", "of small islands", False),
    ],
)
def test_without_a_break(before: str, after: str, *, answer: bool) -> None:
    assert goes_on(before, after, at_break=False) is answer


@pytest.mark.parametrize(
    ("before", "after", "glue"),
    [
        ("gender-", "based", ""),
        ("low-", "and middle-income", " "),
        ("2021–", "2030", ""),
        ("lamps –", "all of them", " "),
        ("A/C.3/", "79/L.9", ""),
        ("and/", "or", ""),
        ("lamps/", "lanterns", " "),
        ("lamps", "burn", " "),
    ],
)
def test_line_ends(before: str, after: str, glue: str) -> None:
    assert glue_between(before, after) == glue
