"""The sample texts are whole, read without doubt, and hang together."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpcj.resolutions.model import Document, DocumentKind
from cpcj.resolutions.reading import read_document
from cpcj.samples import is_invented, make

_TEXTS = make.HERE / "texts"


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {path.stem: read_document(path) for path in sorted(_TEXTS.iterdir())}


def test_each_is_what_the_readme_says(documents: dict[str, Document]) -> None:
    readme = (make.HERE / "README.md").read_text(encoding="utf-8")
    assert all(f"`{path.name}`" in readme for path in _TEXTS.iterdir())
    counts = {
        stem: [(len(text.preambular), len(text.operative), len(text.notes)) for text in read.texts]
        for stem, read in documents.items()
        if read.language == "eng"
    }
    assert counts == {
        "A_C.3_68_L.9001": [(12, 17, 7)],
        "A_C.3_68_L.9001_Rev.1": [(13, 17, 7)],
        "A_68_9490": [(13, 18, 7), (5, 9, 5), (0, 1, 2)],
        "A_RES_68_9001": [(13, 18, 7)],
        "A_RES_68_9002": [(5, 9, 5)],
        "E_RES_2014_9001": [(4, 6, 3)],
        "A_C.3_69_L.9001": [(13, 19, 6)],
        "A_RES_69_9001": [(13, 19, 6)],
    }


def test_only_what_is_not_in_english_is_read_with_a_doubt(
    documents: dict[str, Document],
) -> None:
    doubts = {stem: [d.code for d in read.doubts] for stem, read in documents.items()}
    others = {stem for stem, read in documents.items() if read.language != "eng"}
    assert len(others) == 6
    assert {stem: codes for stem, codes in doubts.items() if codes} == {
        stem: ["not-read"] for stem in others
    }


@pytest.mark.parametrize("tag", ["ar", "es", "fr", "ru", "zh"])
def test_a_translation_has_the_paragraphs_of_its_original(
    documents: dict[str, Document], tag: str
) -> None:
    original, other = documents["E_RES_2014_9001"], documents[f"E_RES_2014_9001_{tag}"]
    assert (other.symbol, other.date) == (original.symbol, original.date)
    one, two = original.texts[0], other.texts[0]
    assert (two.number, len(two.notes)) == (one.number, len(one.notes))
    assert two.adoption is not None
    assert one.adoption is not None
    assert (two.adoption.meeting, two.adoption.date) == (one.adoption.meeting, one.adoption.date)
    assert len(two.preambular) == len(one.preambular)
    marks = [[mark.mark for words in p.passages() for mark in words.marks] for p in two.operative]
    assert [(p.n, len(p.points)) for p in two.operative] == [
        (p.n, len(p.points)) for p in one.operative
    ]
    assert marks == [
        [mark.mark for words in p.passages() for mark in words.marks] for p in one.operative
    ]


def test_the_texts_of_a_family_share_title_session_and_item(
    documents: dict[str, Document],
) -> None:
    family = ["A_C.3_68_L.9001", "A_C.3_68_L.9001_Rev.1", "A_68_9490", "A_RES_68_9001"]
    shared = {(documents[stem].texts[0].title.text, documents[stem].session) for stem in family}
    assert len(shared) == 1
    kinds = [documents[stem].kind for stem in family]
    assert kinds == [
        DocumentKind.DRAFT_RESOLUTION,
        DocumentKind.REVISED_DRAFT_RESOLUTION,
        DocumentKind.COMMITTEE_REPORT,
        DocumentKind.RESOLUTION,
    ]


def test_made_again_they_read_the_same(tmp_path: Path, documents: dict[str, Document]) -> None:
    make.main(tmp_path)
    for path in tmp_path.iterdir():
        assert read_document(path) == documents[path.stem]


@pytest.mark.parametrize(
    "symbol",
    [
        "A/RES/68/9001",
        "A/C.3/68/L.9001",
        "A/C.3/68/L.9001/Rev.1",
        "A/68/9490!II",
        "E/RES/2014/9001",
    ],
)
def test_an_invented_text_is_told_by_its_symbol(symbol: str) -> None:
    assert is_invented(symbol)


@pytest.mark.parametrize(
    "symbol", ["A/RES/68/186", "A/9490", "S/PV.9001", "A/68/490!II", "A/C.3/68/L.19", "", "UNTOC"]
)
def test_a_real_symbol_is_not_taken_for_invented(symbol: str) -> None:
    assert not is_invented(symbol)
