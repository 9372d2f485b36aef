"""Laws: what was written from two texts makes the one the other, and is read as it was meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cpcj.resolutions.amending import apply, in_words, read_amendments, write
from cpcj.resolutions.model import Heading, Paragraph, Passage, Role, Text, TextKind
from cpcj.resolutions.tests.strategies import law

_WORDS = [
    "lamps",
    "harbour",
    "keepers",
    "oil",
    "wicks",
    "the",
    "of",
    "and",
    "to",
    "night",
    "States,",
    "Secretary-General",
    "upon",
    "request,",
    "“bright”",
    "(old)",
    "towns’",
    "70/178",
    "per",
    "cent;",
    "light’s",
    "‘dim’",
    "as",
    "appropriate,",
    "in",
    "its",
    "report",
    "–",
]


def _said(role: Role) -> st.SearchStrategy[str]:
    first = ["Noting", "Recalling"] if role is Role.PREAMBULAR else ["Requests", "Urges", "Decides"]
    return st.builds(
        lambda head, rest: " ".join((head, *rest)),
        st.sampled_from(first),
        st.lists(st.sampled_from(_WORDS), min_size=2, max_size=18),
    )


@st.composite
def _edited(draw: st.DrawFn, words: str) -> str:
    """Words with a few of them taken out, put in or changed."""
    found = words.split()
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(1, len(found)))
        kind = draw(st.integers(0, 2))
        if kind == 0:
            found.insert(at, draw(st.sampled_from(_WORDS)))
        elif at < len(found) and len(found) > 2:
            if kind == 1:
                del found[at]
            else:
                found[at] = draw(st.sampled_from(_WORDS))
    return " ".join(found)


@st.composite
def _paragraphs(draw: st.DrawFn, role: Role) -> tuple[str, tuple[str, ...]]:
    points: tuple[str, ...] = ()
    words = draw(_said(role))
    if role is Role.OPERATIVE and draw(st.booleans()):
        points = tuple(draw(st.lists(_said(role), min_size=1, max_size=4)))
        words = f"{words}:"
    return words, points


@st.composite
def _later(
    draw: st.DrawFn, items: list[tuple[str, tuple[str, ...]]], role: Role
) -> list[tuple[str, tuple[str, ...]]]:
    """Paragraphs as a later text has them: edited, gone, moved, with new ones between."""
    kept = [one for one in items if draw(st.integers(0, 5))]
    found = []
    for words, points in kept:
        edited = draw(_edited(words))
        below = tuple(draw(_edited(one)) for one in points if draw(st.integers(0, 5)))
        found.append((edited, below))
    for _ in range(draw(st.integers(0, 2))):
        found.insert(draw(st.integers(0, len(found))), draw(_paragraphs(role)))
    if len(found) > 1 and draw(st.booleans()):
        one = found.pop(draw(st.integers(0, len(found) - 1)))
        found.insert(draw(st.integers(0, len(found))), one)
    return found


def _text(
    title: str,
    preambular: list[tuple[str, tuple[str, ...]]],
    operative: list[tuple[str, tuple[str, ...]]],
    *,
    sectioned: bool,
) -> Text:
    body: list[Paragraph | Heading] = [
        Paragraph(Role.PREAMBULAR, str(n), numbered=False, words=Passage(words))
        for n, (words, _) in enumerate(preambular, start=1)
    ]
    for n, (words, points) in enumerate(operative, start=1):
        if sectioned and n == 2:
            body.append(Heading(1, "II", Passage("Harbours")))
        below = tuple(
            Paragraph(Role.POINT, f"({chr(96 + place)})", numbered=True, words=Passage(point))
            for place, point in enumerate(points, start=1)
        )
        numbered = len(operative) > 1
        body.append(Paragraph(Role.OPERATIVE, str(n), numbered, Passage(words), below))
    organ = Passage("The General Assembly,")
    return Text(None, TextKind.DRAFT_RESOLUTION, Passage(title), organ, tuple(body))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Text, Text]:
    """A text and what became of it."""
    preambular = draw(st.lists(_paragraphs(Role.PREAMBULAR), max_size=4))
    operative = draw(st.lists(_paragraphs(Role.OPERATIVE), min_size=1, max_size=5))
    sectioned = draw(st.booleans())
    titles = st.sampled_from(["Lamps of harbours", "Lamps of harbours and towns"])
    return (
        _text(draw(titles), preambular, operative, sectioned=sectioned),
        _text(
            draw(titles),
            draw(_later(preambular, Role.PREAMBULAR)),
            draw(_later(operative, Role.OPERATIVE)),
            sectioned=sectioned,
        ),
    )


def words(text: Text) -> list[str]:
    """Return the words of a text's title and provisions, as they are read."""
    found = [text.title.text]
    for item in text.body:
        if isinstance(item, Paragraph):
            found += [" ".join(one.text.split()) for one in item.passages()]
    return found


@given(pairs())
@law(40)
def test_what_was_written_makes_the_one_text_the_other(pair: tuple[Text, Text]) -> None:
    before, after = pair
    written = write(before, after)
    assert words(apply(before, written.amendments).text) == words(after)


@given(pairs())
@law(40)
def test_what_was_written_is_read_as_it_was_meant(pair: tuple[Text, Text]) -> None:
    written = write(*pair)
    reading = read_amendments(in_words(written.amendments))
    assert reading.amendments == written.amendments
    assert not reading.unread


@given(pairs())
@law(20)
def test_a_text_needs_no_amendment_to_be_itself(pair: tuple[Text, Text]) -> None:
    assert write(pair[0], pair[0]).amendments == ()


@given(st.text(max_size=300))
@law(40)
def test_any_words_are_read_without_an_error_and_nothing_is_passed_over(text: str) -> None:
    reading = read_amendments(text)
    spans = [one.span for one in reading.amendments] + [one.span for one in reading.unread]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(reading.text)
