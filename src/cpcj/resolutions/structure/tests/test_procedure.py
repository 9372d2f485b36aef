"""What a report's paragraphs record."""

import pytest

from cpcj.resolutions.model import Paragraph, Passage, Role
from cpcj.resolutions.structure.procedure import RecordKind, records


def paragraph(text: str, *points: str) -> Paragraph:
    below = tuple(
        Paragraph(Role.POINT, f"({chr(97 + place)})", numbered=True, words=Passage(words))
        for place, words in enumerate(points)
    )
    return Paragraph(Role.PROCEDURAL, "7", numbered=True, words=Passage(text), points=below)


@pytest.mark.parametrize(
    ("text", "kind", "meeting", "date", "names", "symbols", "detail"),
    [
        (
            (
                "At the 47th meeting, on 10 November, the representative of Chad introduced a "
                "draft resolution on lamps (A/C.3/79/L.4)."
            ),
            RecordKind.TABLED,
            47,
            "10 November",
            ("Chad",),
            ("A/C.3/79/L.4",),
            None,
        ),
        (
            (
                "Subsequently, Albania, the Congo and Trinidad and Tobago joined in sponsoring the "
                "draft resolution."
            ),
            RecordKind.JOINED_SPONSORING,
            None,
            None,
            ("Albania", "Congo", "Trinidad and Tobago"),
            (),
            None,
        ),
        (
            (
                "At the same meeting, the Committee was advised that the draft resolution "
                "contained no programme budget implications."
            ),
            RecordKind.PROGRAMME_BUDGET_IMPLICATIONS,
            None,
            None,
            (),
            (),
            "none",
        ),
        (
            "Also at its 55th meeting, the representatives of Peru and of Chad made statements.",
            RecordKind.STATEMENT,
            55,
            None,
            ("Peru", "Chad"),
            (),
            None,
        ),
        (
            "After the adoption, a statement was made by the representative of Peru.",
            RecordKind.STATEMENT,
            None,
            None,
            ("Peru",),
            (),
            None,
        ),
        (
            (
                "At its 55th meeting, on 22 November, the Committee adopted draft resolution "
                "A/C.3/79/L.4 by a recorded vote of 110 to 3, with 40 abstentions."
            ),
            RecordKind.ADOPTED,
            55,
            "22 November",
            (),
            ("A/C.3/79/L.4",),
            "by a recorded vote of 110 to 3, with 40 abstentions",
        ),
    ],
)
def test_records(
    text: str,
    kind: RecordKind,
    meeting: int | None,
    date: str | None,
    names: tuple[str, ...],
    symbols: tuple[str, ...],
    detail: str | None,
) -> None:
    (record,) = records(paragraph(text))
    assert (record.kind, record.meeting, record.date) == (kind, meeting, date)
    assert (record.names, record.symbols, record.detail) == (names, symbols, detail)
    assert text[record.span.start : record.span.end].strip()


def test_revision_from_the_floor_and_adoption() -> None:
    found = records(
        paragraph(
            "The representative of Peru made a statement and orally revised paragraph 4 of the "
            "draft; the Committee adopted draft resolution A/C.3/79/L.4 as orally revised (see "
            "para. 9, draft resolution II)."
        )
    )
    kinds = {record.kind: record for record in found}
    assert kinds[RecordKind.ORALLY_REVISED].detail == "paragraph 4 of the draft"
    assert kinds[RecordKind.ADOPTED].revised
    assert kinds[RecordKind.ADOPTED].detail == "see para. 9, draft resolution II"


def test_documents_before_the_committee() -> None:
    (record,) = records(
        paragraph(
            "The Committee had before it the following documents:",
            "Report on lamps (A/79/94);",
            "Report on oil (A/79/96).",
        )
    )
    assert record.kind is RecordKind.DOCUMENTS_BEFORE
    assert record.symbols == ("A/79/94", "A/79/96")


def test_other_paragraphs_record_nothing() -> None:
    assert records(paragraph("The Committee held a general discussion on the item.")) == ()
