"""Reading takes time in proportion to the size of the file, whatever stands in it."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpcj.resolutions.reading import read_document
from cpcj.resolutions.source import UnreadableError

_ASSEMBLY = "General Assembly\n\nThe General Assembly,\n\n1. Requests:\n\n"
_RECOMMENDS = (
    "1. The Committee recommends to the General Assembly the adoption of the following draft"
    " resolutions:\n\n"
)
_HARMFUL = {
    "broken words": ("", "a-\n"),
    "annexes": ("", "Annex\n\n"),
    "points in points": (_ASSEMBLY, "(i) (a)\n\n"),
    "short lines": ("", "ab\n"),
    "marks in one line": ("", "a<sup>1</sup> "),
    "italics in one line": ("", "_a_ "),
    "names": ("Chad: draft resolution submitted by ", "Albania, "),
    "names of sponsors": ("1. Subsequently joined in sponsoring ", "A, "),
    "drafts": (_RECOMMENDS, "Draft resolution I\n\nThe General Assembly,\n\n"),
    "numbers": (_ASSEMBLY, "1. a\n\n"),
    "notes": ("words1\n_____________\n", "1 a\n"),
    "texts": ("", "Resolution 7/1\n\nThe General Assembly,\n\n"),
    "long lines": ("", "a" * 30_000 + "\n"),
}
_SMALL, _GROWTH = 20_000, 4


def _seconds(text: str) -> float:
    began = time.process_time()
    with suppress(UnreadableError):
        read_document(text.encode(), "harmful.txt")
    return time.process_time() - began


@pytest.mark.parametrize("way", _HARMFUL)
def test_four_times_the_size_takes_about_four_times_as_long(way: str) -> None:
    """Quadratic work would take sixteen times as long; the bound leaves room for a busy machine."""
    head, tail = _HARMFUL[way]
    small = head + tail * (_SMALL // len(tail))
    large = head + tail * (_SMALL * _GROWTH // len(tail))
    least = min(_seconds(small) for _ in range(3))
    # The best of several for both sizes: what other work of the machine adds is no growth.
    assert min(_seconds(large) for _ in range(3)) < max(0.5, least * _GROWTH * 2.5)


@given(st.one_of(st.text(max_size=3_000).map(str.encode), st.binary(max_size=3_000)))
@settings(max_examples=150, deadline=None)
def test_whatever_is_given_is_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableError):
        assert read_document(data, "anything.txt").texts


_LINES = st.sampled_from(
    [
        "The General Assembly,", "1.", "2. Requests", "(a)", "(i) To act;", "Annex I", "Annex",
        "A", "I. Title", "Draft resolution I", "Resolution 7/1", "Decision 7/1", "_____________",
        "1/ See.", "1 See.", "---", "# Head", "[3. Decides.]", "1 bis. Invites;", "", "", "",
        "50th plenary meeting", "3 May 2019", "A/RES/70/1", "3/12", "Recalling its work,1", "-",
        _RECOMMENDS.strip(), "Albania and Chad: revised", "draft resolution", "multi-", "*a*",
        "Adopted by the Security Council at its 8th meeting, on", "Distr.: General", "“Words”",
        "Albania, Chad and Yemen joined in sponsoring (see para. 2, draft resolution I).", "\f",
    ]
)  # fmt: skip


@given(st.lists(_LINES, max_size=60), st.sampled_from(["\n", "\r\n", "\n\n", "\n\t"]))
@settings(max_examples=200, deadline=None)
def test_lines_of_resolutions_in_any_order_are_read(lines: list[str], end: str) -> None:
    with suppress(UnreadableError):
        assert read_document(end.join(lines).encode(), "shuffled.txt").texts
