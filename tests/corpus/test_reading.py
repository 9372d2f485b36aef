"""The programme's four texts and the page texts of the corpus, read whole."""

from collections.abc import Iterator

import pytest

from cpcj.resolutions.model import Document, Heading, Passage
from cpcj.resolutions.reading import read_document
from tests.corpus.place import PLACE, needs_corpus

# (text id, operative, preambular, footnotes) of each text
PROGRAMME = {
    "2012-draft-A-C.3-67-revised.txt": [(None, 41, 31, 15)],
    "2015-draft-A-C.3-70.txt": [(None, 49, 44, 16)],
    "2015-resolution-A-RES-70-178.txt": [(None, 50, 47, 26)],
    "2016-report-A-71-third-committee.txt": [
        ("I", 6, 10, 4),
        ("II", 21, 17, 3),
        ("III", 67, 46, 13),
        ("IV", 54, 53, 31),
        ("dec1", 1, 0, 3),
    ],
}
PAGES = sorted(path.name for path in (PLACE / "pages" / "text").glob("*.txt"))


def passages(document: Document) -> Iterator[Passage]:
    """Yield every passage of the document's bodies, annexes and notes."""
    bodies = [document.procedure]
    for text in document.texts:
        yield text.title
        yield text.organ_line
        yield from (note.words for note in text.notes)
        bodies += [text.body, *(annex.body for annex in text.annexes)]
    for body in bodies:
        for item in body:
            if isinstance(item, Heading):
                yield item.words
            else:
                yield from item.passages()


@needs_corpus
@pytest.mark.parametrize("name", sorted(PROGRAMME))
def test_counts_of_the_programme_texts(name: str) -> None:
    document = read_document(PLACE / "programme" / name)
    counts = [
        (text.id, len(text.operative), len(text.preambular), len(text.notes))
        for text in document.texts
    ]
    assert counts == PROGRAMME[name]
    assert document.doubts == ()
    for text in document.texts:
        assert [note.mark for note in text.notes] == [
            str(number) for number in range(1, len(text.notes) + 1)
        ]
        numbers = [paragraph.n for paragraph in text.operative]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


@needs_corpus
@pytest.mark.parametrize("name", sorted(PROGRAMME))
def test_every_word_of_the_programme_texts_stands_where_it_says(name: str) -> None:
    file = (PLACE / "programme" / name).read_text(encoding="utf-8")
    document = read_document(PLACE / "programme" / name)
    for words in passages(document):
        for piece in words.source:
            there = file[piece.source_start : piece.source_end]
            assert words.text[piece.start : piece.end] == there


@needs_corpus
@pytest.mark.parametrize("name", PAGES)
def test_page_texts_are_read_without_a_doubt(name: str) -> None:
    document = read_document(PLACE / "pages" / "text" / name)
    assert document.doubts == ()
    (text,) = document.texts
    assert document.symbol == "A/RES/" + (text.number or "")
    assert document.session == 78
    assert text.adoption is not None
    assert text.adoption.date is not None
    assert [note.mark for note in text.notes] == [
        str(number) for number in range(1, len(text.notes) + 1)
    ]
