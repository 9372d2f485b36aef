"""Cutting and joining passages keeps their words, marks and places in the file."""

from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.model import NoteMark, Passage, SourcePiece, Span
from cpcj.resolutions.passages import Cut, edit, from_source, join, part

WORDS = st.text("ab, \t\n\u00a0\u200b", max_size=60)


def points_into(words: Passage, file: str) -> bool:
    """Tell whether every piece of the passage holds the words that stand there in the file."""
    return all(
        words.text[piece.start : piece.end] == file[piece.source_start : piece.source_end]
        for piece in words.source
        if piece.end - piece.start == piece.source_end - piece.source_start
    )


@given(WORDS)
def test_words_from_a_file_have_single_spaces_and_point_back(file: str) -> None:
    words = from_source(file, 0, len(file))
    assert words.text == " ".join(file.replace("\u200b", "").split())
    assert points_into(words, file)
    covered = sum(piece.end - piece.start for piece in words.source)
    assert covered >= len(words.text.replace(" ", ""))


@given(WORDS, st.integers(0, 60), st.integers(0, 60))
def test_a_part_points_back_too(file: str, one: int, two: int) -> None:
    words = from_source(file, 0, len(file))
    start, end = sorted((min(one, len(words.text)), min(two, len(words.text))))
    piece = part(words, start, end)
    assert piece.text == words.text[start:end].strip()
    assert points_into(piece, file)


def test_a_mark_stays_with_the_words_it_follows() -> None:
    words = Passage("one, two", (NoteMark(4, "1"), NoteMark(8, "2")))
    assert part(words, 0, 4).marks == (NoteMark(4, "1"),)
    assert part(words, 4).marks == (NoteMark(3, "2"),)


@given(WORDS, WORDS)
def test_joined_words_keep_their_places(one: str, two: str) -> None:
    file = f"{one}|{two}"
    first = from_source(file, 0, len(one))
    second = from_source(file, len(one) + 1, len(file))
    words = join((first, second))
    assert words.text == " ".join(text for text in (first.text, second.text) if text)
    assert points_into(words, file)


def test_editing_moves_marks_and_italics() -> None:
    words = Passage("a *b*1 c", source=(SourcePiece(0, 8, 10, 18),))
    edited = edit(words, [Cut(2, 3), Cut(4, 5), Cut(5, 6)], [NoteMark(5, "1")], [Span(3, 4)])
    assert edited.text == "a b c"
    assert edited.marks == (NoteMark(3, "1"),)
    assert edited.emphasis == (Span(2, 3),)
    assert edited.source == (
        SourcePiece(0, 2, 10, 12),
        SourcePiece(2, 3, 13, 14),
        SourcePiece(3, 5, 16, 18),
    )
