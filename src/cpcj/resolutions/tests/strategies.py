"""Strategies for documents made at random, within what the model promises and no further.

The promises are those of :class:`~cpcj.resolutions.model.Passage` (marks in order of place and
inside the words, italics in order and apart) and the roles of paragraphs in their places. Words may
be anything that a Python string can hold, control characters and lone surrogates included.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from cpcj.resolutions.model import (
    Adoption,
    Annex,
    BodyItem,
    Document,
    DocumentKind,
    Heading,
    Note,
    NoteMark,
    Paragraph,
    Passage,
    Role,
    Span,
    Text,
    TextKind,
)

FACTOR = int(os.environ.get("CPCJ_LAW_FACTOR", "1"))
"""How many times the usual number of documents each law is tried on."""


def law(examples: int) -> settings:
    """Return the settings of a law that is tried on so many documents, times :data:`FACTOR`."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(deadline=None, max_examples=examples * FACTOR, suppress_health_check=slow)


_PLAIN = "The General Assembly, recalling its resolution 70/178 of 17 December 2015"
_HOSTILE = "&<>\"'\\\r\n\t\x00\x07\x1b\x7f\x85\u2028\ufffe\uffff\ud800\U0001f1fa*_[]`#|^~$(){}-+!"

words = st.one_of(
    st.text(alphabet=_PLAIN, max_size=40),
    st.text(alphabet=st.characters(), max_size=12),
    st.text(alphabet=_HOSTILE, max_size=8),
)
"""Any string, mostly words."""

marks = st.one_of(st.sampled_from(["1", "2", "3", "*", "†", "a", "10"]), words)
"""A footnote mark."""

numbers = st.one_of(
    st.sampled_from(["1", "2", "7", "12 bis", "(a)", "(iii)", "II", "A", "", ".", "1.", " 1"]),
    words,
)
"""A printed number, sensible or not."""


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """Words with marks and italics in their places."""
    text = draw(words)
    place = st.integers(0, len(text))
    found = sorted(draw(st.lists(st.tuples(place, marks), max_size=3)), key=lambda mark: mark[0])
    edges = sorted(draw(st.lists(place, max_size=4)))
    spans = zip(edges[::2], edges[1::2], strict=False)
    return Passage(
        text,
        tuple(NoteMark(at, mark) for at, mark in found),
        tuple(Span(start, end) for start, end in spans),
    )


def paragraphs(role: Role, depth: int = 2) -> st.SearchStrategy[Paragraph]:
    """Paragraphs of a role with points to a depth."""
    below = paragraphs(Role.POINT, depth - 1) if depth else st.nothing()
    return st.builds(
        Paragraph,
        role=st.just(role),
        n=numbers,
        numbered=st.booleans(),
        words=passages(),
        points=st.lists(below, max_size=2).map(tuple) if depth else st.just(()),
        closing=st.none() | passages(),
    )


headings = st.builds(Heading, level=st.integers(-1, 5), n=st.none() | numbers, words=passages())
"""A heading of any level."""


def bodies(*roles: Role) -> st.SearchStrategy[tuple[BodyItem, ...]]:
    """Bodies of paragraphs of some roles in any order, with headings between."""
    items = st.one_of(headings, *(paragraphs(role) for role in roles))
    return st.lists(items, max_size=4).map(tuple)


notes = st.lists(st.builds(Note, mark=marks, words=passages()), max_size=4).map(tuple)
"""Footnotes, some of which no mark calls for."""

adoptions = st.builds(
    Adoption,
    meeting=st.none() | st.integers(),
    date=st.none() | st.dates(),
    words=passages(),
)
"""An adoption line."""

annexes = st.builds(
    Annex,
    n=st.none() | numbers,
    title=st.none() | passages(),
    body=bodies(Role.OPERATIVE, Role.BODY, Role.PREAMBULAR),
)
"""An annex."""

texts = st.builds(
    Text,
    id=st.none() | numbers,
    kind=st.sampled_from(TextKind),
    title=passages(),
    organ_line=passages(),
    body=bodies(Role.PREAMBULAR, Role.OPERATIVE),
    symbol=st.none() | words,
    number=st.none() | numbers,
    sponsors=st.lists(words, max_size=3).map(tuple),
    annexes=st.lists(annexes, max_size=2).map(tuple),
    notes=notes,
    adoption=st.none() | adoptions,
)
"""A resolution or decision, adopted or draft."""

documents = st.builds(
    Document,
    kind=st.sampled_from(DocumentKind),
    texts=st.lists(texts, max_size=2).map(tuple),
    symbol=st.none() | words,
    organ=st.none() | st.sampled_from(["General Assembly", "Security Council"]) | words,
    committee=st.none() | st.just("Third Committee") | words,
    session=st.none() | st.integers(),
    agenda_item=st.none() | words,
    agenda_title=st.none() | words,
    distribution=st.none() | words,
    date=st.none() | st.dates(),
    title=st.none() | words,
    language=st.sampled_from(["eng", "fra", "ara"]) | words,
    original_language=st.none() | words,
    origin=st.none() | passages(),
    procedure=bodies(Role.PROCEDURAL),
    notes=notes,
)
"""A document of any kind."""
