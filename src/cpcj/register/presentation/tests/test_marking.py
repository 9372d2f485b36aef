"""What a person sees of marked words."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from cpcj.register.presentation.marking import Link, Mark, Sign, marked, note_signs, within
from cpcj.resolutions.model import NoteMark, Passage, Span

WORDS = "Requests the harbour master to light the lamps"


def test_overlapping_marks_share_the_words_between_them() -> None:
    drawn = marked(WORDS, marks=[Mark(0, 12, "verb"), Mark(9, 27, "asked")])
    assert drawn == (
        '<span class="verb">Requests </span><span class="verb asked">the</span>'
        '<span class="asked"> harbour master</span> to light the lamps'
    )


def test_italics_and_signs_of_markup_in_the_words() -> None:
    assert marked("a < b & c", emphasis=[Span(0, 1)]) == "<em>a</em> &lt; b &amp; c"


def test_of_two_links_over_the_same_words_the_first_stands() -> None:
    drawn = marked(WORDS, links=[Link(13, 27, "/a/"), Link(20, 30, "/b/")])
    assert drawn.count("<a ") == 1
    assert '<a href="/a/">harbour master</a>' in drawn


def test_a_footnote_mark_never_stands_inside_another_link() -> None:
    signs = note_signs([NoteMark(20, "3")], "note-", "Footnote %s")
    drawn = marked(WORDS, signs=signs, links=[Link(13, 27, "/a/")])
    assert re.search(r"</a><sup><a [^>]*>3</a></sup><a ", drawn)


def test_a_mark_after_the_last_word_is_kept() -> None:
    drawn = marked("end;", signs=note_signs([NoteMark(4, "1")], "n", "Footnote %s"))
    assert drawn == 'end;<sup><a href="#n1" aria-label="Footnote 1" class="note-mark">1</a></sup>'


def test_only_the_first_mark_of_a_note_can_be_come_back_to() -> None:
    met: set[str] = set()
    signs = note_signs([NoteMark(0, "1"), NoteMark(2, "1")], "n", "Footnote %s", first=met)
    assert 'id="nref-1"' in signs[0].drawn
    assert "id=" not in signs[1].drawn


def test_spans_of_a_paragraph_are_shared_among_its_points() -> None:
    passages = [Passage("To list:"), Passage("Oil;"), Passage("Glass;")]
    assert within(passages, [Span(3, 11), Span(14, 19)]) == [
        [Span(3, 8)],
        [Span(0, 2)],
        [Span(0, 5)],
    ]


stretches = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)


@given(
    st.text(max_size=40),
    st.lists(stretches, max_size=4),
    st.lists(stretches, max_size=4),
    st.lists(st.integers(0, 40), max_size=3),
)
def test_the_words_come_out_as_they_went_in(
    text: str, marks: list[list[int]], links: list[list[int]], signs: list[int]
) -> None:
    drawn = marked(
        text,
        marks=[Mark(a, b, "x y") for a, b in marks],
        links=[Link(a, b, "/") for a, b in links],
        signs=[Sign(at, note_signs([NoteMark(at, "*")], "n", "%s")[0].drawn) for at in signs],
    )
    without_signs = re.sub(r"<sup>.*?</sup>", "", drawn)
    assert html.unescape(re.sub(r"<[^>]*>", "", without_signs)) == text
    assert drawn.count("<sup>") == len(signs)
