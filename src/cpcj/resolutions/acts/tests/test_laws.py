"""Laws that hold for any words: nothing raises, spans are their words, work is in proportion."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpcj.resolutions.acts import acts_in, find_acts
from cpcj.resolutions.acts.find import FoundAct
from cpcj.resolutions.model import (
    Document,
    DocumentKind,
    Paragraph,
    Passage,
    Role,
    SourcePiece,
    Span,
    Text,
    TextKind,
)

WORDS = [
    "Requests",
    "requests",
    "Urges",
    "and",
    "also",
    ",",
    ";",
    ":",
    ".",
    "that",
    "which",
    "to",
    "the",
    "Office",
    "Secretary-General",
    "Member",
    "States",
    "States",
    "parties",
    "Convention",
    "report",
    "submit",
    "General",
    "Assembly",
    "at",
    "its",
    "eightieth",
    "session",
    "upon",
    "request",
    "as",
    "appropriate",
    "within",
    "existing",
    "resources",
    "including",
    "in",
    "cooperation",
    "with",
    "who",
    "supports",
    "We",
    "urge",
    "notes",
    "“",
    "”",
    "(",
    ")",
    "\n",
    "calls",
    "upon",
    "for",
    "expresses",
    "its",
    "deep",
    "concern",
    "reiterates",
    "request",
    "them",
    "it",
    "civil",
    "society",
    "by",
    "é",
    "ß",
    "İ",
]

sentences = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


def spans_of(act: FoundAct) -> list[Span]:
    evidence = [*act.addressees, *act.qualifiers]
    return [
        *act.phrase_pieces,
        *act.act_pieces,
        *act.action_pieces,
        *act.reiterated_pieces,
        *act.deliverable_pieces,
        *(piece for one in evidence for piece in one.pieces),
    ]


def check(full: str) -> None:
    acts = acts_in(full)
    for act in acts:
        for start, end in spans_of(act):
            assert 0 <= start < end <= len(full)
        for one in act.qualifiers:
            assert any(
                start <= piece.start and piece.end <= end
                for piece in one.pieces
                for start, end in act.words
            )
        assert [one.value for one in act.qualifiers] == sorted({q.value for q in act.qualifiers})
        assert len({one.value for one in act.addressees}) == len(act.addressees)
        assert act.deliverable is None or act.deliverable.what
    starts = [act.phrase_pieces[0].start for act in acts]
    assert starts == sorted(starts)


@given(st.text())
def test_any_text_is_read(full: str) -> None:
    check(full)


@settings(max_examples=400)
@given(sentences)
def test_any_words_of_resolutions_are_read(full: str) -> None:
    check(full)


@given(sentences, st.lists(sentences, max_size=3))
def test_acts_of_a_text_carry_their_words(lead: str, points: list[str]) -> None:
    def passage(words: str) -> Passage:
        plain = words.replace("\n", " ")
        return Passage(plain, source=(SourcePiece(0, len(plain), 7, 7 + len(plain)),))

    paragraph = Paragraph(
        Role.OPERATIVE,
        "1",
        numbered=True,
        words=passage(lead),
        points=tuple(
            Paragraph(Role.POINT, f"({'abc'[place]})", numbered=True, words=passage(words))
            for place, words in enumerate(points)
        ),
    )
    text = Text(None, TextKind.RESOLUTION, Passage(""), Passage(""), (paragraph,))
    document = Document(DocumentKind.RESOLUTION, (text,), symbol="A/RES/1/1", session=80)
    for position, act in enumerate(find_acts(text, document), start=1):
        assert act.id == f"A/RES/1/1#op1.{position}"
        assert act.full == paragraph.full
        pieces = " ".join(act.full[start:end] for start, end in act.phrase_pieces)
        assert act.phrase == pieces.lower()
        assert act.action == " ".join(act.full[start:end] for start, end in act.action_pieces)
        assert all(piece.source_start >= 7 for piece in act.source)


@pytest.mark.parametrize(
    "full",
    [
        "Requests the Office to act " + "word " * 40_000,
        "Requests " + "and urges " * 6_000,
        "Notes x, " + "in this regard, " * 12_000 + "requests the Office to act",
        "Requests the Office " + "to report to the Assembly and " * 6_000,
        "Invites " + "the Office of X, and " * 8_000 + "States to act",
        "Urges States (" * 12_000,
        "Requests the Office to act, consistent with " + "national law " * 10_000,
        "Requests:\n" + "To report to the General Assembly at its eightieth session;\n" * 2_000,
    ],
)
def test_long_paragraphs_take_time_in_proportion(full: str) -> None:
    started = time.process_time()
    acts_in(full)
    spent = time.process_time() - started
    assert spent < 30, f"{spent:.1f} s for {len(full)} characters"
