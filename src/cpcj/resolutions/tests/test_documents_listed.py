"""Documents that texts list: in a report, in a decision with footnotes, in a resolution."""

from __future__ import annotations

import pytest

from cpcj.resolutions.documents_listed import (
    DocumentListed,
    Listing,
    documents_listed,
    sessions_of_symbol,
    symbols_in,
)
from cpcj.resolutions.model import (
    Document,
    DocumentKind,
    Note,
    NoteMark,
    Paragraph,
    Passage,
    Role,
    Text,
    TextKind,
)


def point(n: str, words: str, *marks: NoteMark) -> Paragraph:
    """Return a point."""
    return Paragraph(Role.POINT, n, True, Passage(words, marks))  # noqa: FBT003


def paragraph(role: Role, n: str, words: str, *points: Paragraph, marks: tuple[NoteMark, ...] = ()
              ) -> Paragraph:  # fmt: skip
    """Return a paragraph."""
    return Paragraph(role, n, True, Passage(words, marks), points)  # noqa: FBT003


def resolution(*body: Paragraph, notes: tuple[Note, ...] = (), kind: TextKind) -> Document:
    """Return a document with one text."""
    of = Text("dec1", kind, Passage(""), Passage(""), body, notes=notes)
    return Document(DocumentKind.RESOLUTION, (of,))


def test_what_a_committee_had_before_it() -> None:
    report = Document(
        DocumentKind.COMMITTEE_REPORT,
        (),
        procedure=(
            paragraph(
                Role.PROCEDURAL, "3", "The Committee had before it the following documents:",
                point("(a)", "Report of the Secretary-General on lamps (A/79/88 and Corr.1);"),
                point("(b)", "Note by the Secretariat on wicks (A/C.3/79/4)."),
            ),
            paragraph(
                Role.PROCEDURAL, "4",
                "At its 5th meeting, it had before it a draft resolution (A/C.3/79/L.9).",
            ),
        ),
    )  # fmt: skip
    assert documents_listed(report) == (
        DocumentListed(
            "A/79/88", "Report of the Secretary-General on lamps", Listing.CONSIDERED, None, True,  # noqa: FBT003
            "p3(a)",
        ),
        DocumentListed(
            "A/C.3/79/4", "Note by the Secretariat on wicks", Listing.CONSIDERED, None, True,  # noqa: FBT003
            "p3(b)",
        ),
    )  # fmt: skip


def test_a_decision_with_its_symbols_in_footnotes() -> None:
    words = "Report of the Secretary-General on lamps."
    decision = resolution(
        paragraph(
            Role.OPERATIVE, "1", "decides to take note of the following documents:",
            point("(a)", words, NoteMark(len(words), "1")),
        ),
        notes=(Note("1", Passage("A/79/88.")),), kind=TextKind.DECISION,
    )  # fmt: skip
    (one,) = documents_listed(decision)
    assert (one.symbol, one.listing, one.provision) == ("A/79/88", Listing.NOTED, "op1(a)")
    assert one.title == "Report of the Secretary-General on lamps"


def test_a_resolution_that_takes_note_of_a_report() -> None:
    words = "Takes note of the report of the Secretary-General, and recalls the text of A/RES/1/2;"
    at = words.index(",")
    found = documents_listed(
        resolution(
            paragraph(Role.OPERATIVE, "4", words, marks=(NoteMark(at, "7"),)),
            paragraph(Role.OPERATIVE, "5", "Takes note of the efforts made (A/79/1);"),
            notes=(Note("7", Passage("A/79/88.")),), kind=TextKind.RESOLUTION,
        )
    )  # fmt: skip
    assert [(one.symbol, one.provision) for one in found] == [("A/79/88", "op4")]


@pytest.mark.parametrize(
    ("words", "symbols"),
    [
        ("A/79/88-E/2024/55 and A/79/89", ("A/79/88-E/2024/55", "A/79/89")),
        ("resolution A/RES/79/1, draft A/C.3/79/L.5 and record A/C.3/79/SR.4", ()),
        ("see A/HRC/55/3/Add.1.", ("A/HRC/55/3/Add.1",)),
        ("and/or either/or", ()),
    ],
)
def test_symbols(words: str, symbols: tuple[str, ...]) -> None:
    assert symbols_in(words) == symbols


@pytest.mark.parametrize(
    ("symbol", "places"),
    [
        ("A/71/94", [("general_assembly", 71)]),
        ("E/CN.15/2016/11", [("ccpcj", 25)]),
        ("CTOC/COP/2018/13", [("cop_untoc", 9)]),
        ("A/78/62-E/2023/49", [("general_assembly", 78), ("ecosoc", 2023)]),
        ("A/CONF.222/17", []),
        ("nothing", []),
    ],
)
def test_sessions_of_a_symbol(symbol: str, places: list[tuple[str, int]]) -> None:
    assert [tuple(one) for one in sessions_of_symbol(symbol)] == places
