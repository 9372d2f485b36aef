"""A long committee report comes out whole in every form: eight drafts, their words and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from cpcj.resolutions.model import Document, DocumentKind, Heading, Paragraph, TextKind
from cpcj.resolutions.procedure import FactKind, proceedings
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.structure.tests import reports
from cpcj.resolutions.structure.tests.reports import DRAFTS, Draft, Kind, Piece

_PIECES = reports.report()
_FORMS: dict[str, Callable[[Sequence[Piece]], bytes]] = {
    "layer.txt": lambda pieces: reports.text_layer(pieces).encode(),
    "layout.txt": lambda pieces: reports.page_layout(pieces).encode(),
    "report.md": lambda pieces: reports.markdown(pieces).encode(),
    "report.pdf": reports.portable,
    "report.docx": lambda pieces: reports.converted(reports.markdown(pieces), "docx"),
    "filled.txt": lambda pieces: reports.converted(reports.markdown(pieces), "plain"),
}


@pytest.fixture(scope="module", params=list(_FORMS))
def document(request: pytest.FixtureRequest) -> Document:
    return read_document(_FORMS[request.param](_PIECES), request.param)


def _points(items: tuple[Paragraph, ...]) -> int:
    return sum(1 + _points(item.points) for item in items)


def _printed(of: Draft) -> list[str]:
    """Return the words of a draft's paragraphs and points, in order, without marks."""
    words = [piece.words for piece in reports.draft_pieces(of) if piece.kind is Kind.WORDS]
    return [reports.MARK.sub("", one) for one in words][1 : None if not of.annex else -3]


def _read(items: tuple[Paragraph | Heading, ...]) -> list[str]:
    return [p.text for item in items if isinstance(item, Paragraph) for p in item.passages()]


def test_the_masthead(document: Document) -> None:
    assert document.kind is DocumentKind.COMMITTEE_REPORT
    assert (document.symbol, document.session, document.agenda_item) == ("A/74/9399", 74, "107")
    assert document.committee == "Third Committee"
    assert str(document.date) == "2019-11-27"
    assert document.doubts == ()


def test_all_eight_drafts_and_the_decision(document: Document) -> None:
    assert [text.id for text in document.texts] == [*(of.n for of in DRAFTS), "dec1"]
    for of, text in zip(DRAFTS, document.texts, strict=False):
        assert text.title.text == " ".join(of.title)
        assert len(text.preambular) == of.preambular
        assert [item.n for item in text.operative] == [str(n + 1) for n in range(of.operative)]
        assert sum(_points(item.points) for item in text.operative) == reports.points_of(of)
        assert [note.mark for note in text.notes] == [str(n + 1) for n in range(of.notes)]
        assert len(text.annexes) == int(of.annex)
        assert _read(text.body) == _printed(of)
    decision = document.texts[-1]
    assert decision.kind is TextKind.DRAFT_DECISION
    assert [point.n for point in decision.operative[0].points] == ["(a)", "(b)"]
    assert [note.words.text for note in decision.notes] == ["A/74/9121.", "A/74/9127."]


def test_the_annex_and_its_paragraphs(document: Document) -> None:
    (annex,) = document.texts[4].annexes
    assert annex.title is not None
    assert annex.title.text == "Workshops of the Ninth Congress"
    assert [item.n for item in annex.body if isinstance(item, Paragraph)] == ["1", "2", "3"]


def test_the_marks_stand_where_they_were_printed(document: Document) -> None:
    for of, text in zip(DRAFTS, document.texts, strict=False):
        printed = [piece.words for piece in reports.draft_pieces(of) if piece.notes]
        marked = [one for one in printed if "{" in one]
        found = [
            words for item in text.body if isinstance(item, Paragraph)
            for words in item.passages() if words.marks
        ]  # fmt: skip
        assert [
            words.text[: mark.at] + f"{{{mark.mark}}}" + words.text[mark.at :]
            for words in found
            for mark in words.marks
        ] == marked


def test_what_the_proceedings_record(document: Document) -> None:
    paragraphs = [item for item in document.procedure if isinstance(item, Paragraph)]
    assert [p.n for p in paragraphs if p.numbered] == [str(n) for n in range(1, 23)]
    recorded = proceedings(document)
    adopted = [fact for one in recorded for fact in one.of(FactKind.ADOPTED)]
    assert len(adopted) == len(DRAFTS)
    (vote,) = [one for one in adopted if one.detail == "recorded vote"]
    assert vote.symbols == ("A/C.3/74/L.9004",)
    assert vote.vote is not None
    assert (vote.vote.in_favour, vote.vote.against, vote.vote.abstaining) == (6, 2, 3)
    assert [one.name for one in vote.vote.against_list] == ["Gullmark", "Harborough"]
    (voted,) = [p for p in paragraphs if "The voting was as follows:" in p.words.text]
    assert "Gullmark, Harborough." in voted.full
    assert document.texts[3].sponsors == ("Dunmere", "Fjordland")
