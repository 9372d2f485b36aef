"""Documents made by hand for the tests of what comes out of the library; all words are our own."""

from __future__ import annotations

import datetime as dt

from cpcj.resolutions.model import (
    Adoption,
    Annex,
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


def passage(marked: str) -> Passage:
    """Return a passage from words with ``*italics*`` and ``{footnote marks}``."""
    text: list[str] = []
    marks: list[NoteMark] = []
    edges: list[int] = []
    length = 0
    rest = marked
    while rest:
        if rest[0] == "*":
            edges.append(length)
            rest = rest[1:]
        elif rest[0] == "{":
            mark, _, rest = rest[1:].partition("}")
            marks.append(NoteMark(length, mark))
        else:
            text.append(rest[0])
            length += 1
            rest = rest[1:]
    spans = tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
    return Passage("".join(text), tuple(marks), spans)


def recital(n: int, marked: str, *points: Paragraph) -> Paragraph:
    """Return a preambular paragraph."""
    return Paragraph(Role.PREAMBULAR, str(n), numbered=False, words=passage(marked), points=points)


def operative(
    n: str, marked: str, *points: Paragraph, closing: str | None = None, numbered: bool = True
) -> Paragraph:
    """Return an operative paragraph."""
    end = None if closing is None else passage(closing)
    return Paragraph(Role.OPERATIVE, n, numbered, passage(marked), points, end)


def point(n: str, marked: str, *points: Paragraph, closing: str | None = None) -> Paragraph:
    """Return a point; one without a number where ``n`` is empty."""
    end = None if closing is None else passage(closing)
    return Paragraph(Role.POINT, n, bool(n), passage(marked), points, end)


RESOLUTION = Document(
    kind=DocumentKind.RESOLUTION,
    symbol="A/RES/91/204",
    organ="General Assembly",
    session=91,
    agenda_item="107 (b)",
    agenda_title="Crime prevention and criminal justice",
    distribution="General",
    date=dt.date(2036, 12, 30),
    title="Lighthouses against smuggling",
    origin=passage("[*on the report of the Third Committee* (A/91/480, para. 24){*}]"),
    notes=(Note("*", passage("Reissued for technical reasons.")),),
    texts=(
        Text(
            id=None,
            kind=TextKind.RESOLUTION,
            number="91/204",
            symbol="A/RES/91/204",
            title=passage("Lighthouses against smuggling{1}"),
            organ_line=passage("*The General Assembly*,"),
            body=(
                recital(1, "*Recalling* its resolutions 90/12 of 3 December 2035{2} and 88/7,"),
                recital(
                    2,
                    "*Deeply concerned* at the following:",
                    point("(a)", "Lamps that nobody keeps;"),
                    point("(b)", "Keepers whom nobody pays,{2}"),
                ),
                operative("1", "*Urges* Member States to keep their lamps lit;{2}"),
                operative(
                    "2",
                    "*Requests* the Secretary-General:",
                    point(
                        "(a)",
                        "To list all lamps, including:",
                        point("(i)", "Those on rocks;"),
                        point(
                            "(ii)",
                            "Those on ships:{3}",
                            point("a.", "Anchored;"),
                            point("b.", "Adrift;"),
                        ),
                    ),
                    point("(b)", "To report thereon;"),
                    closing="and to do so within existing resources;{4}",
                ),
                operative("2 bis", "*Invites* keepers & owners to use <safe> oil;"),
                operative(
                    "3",
                    "*Decides* to speak of:",
                    point("", "Oil"),
                    point("", "Glass", point("", "Clear")),
                ),
            ),
            notes=(
                Note("1", passage("See *Official Records*, Supplement No. 30, chap. I.")),
                Note("2", passage("United Nations, *Treaty Series*, vol. 9999, No. 12345.")),
                Note("3", passage("Ibid., *No. 7*; see also footnote{2}.")),
                Note("4", passage("Nobody calls for less.")),
                Note("5", passage("A note that no mark calls for.")),
            ),
            adoption=Adoption(
                61, dt.date(2036, 12, 18), passage("*61st plenary meeting* 18 December 2036")
            ),
        ),
    ),
)
"""A resolution: points three deep, closing words, repeated marks, a note without mark, "bis"."""

ANNEXED = Document(
    kind=DocumentKind.RESOLUTION,
    symbol="E/RES/2034/5",
    organ="Economic and Social Council",
    session=2034,
    date=dt.date(2034, 7, 22),
    title="Rules for the keeping of records",
    texts=(
        Text(
            id=None,
            kind=TextKind.RESOLUTION,
            number="2034/5",
            title=passage("Rules for the keeping of records"),
            organ_line=passage("*The Economic and Social Council*,"),
            body=(operative("1", "*Adopts* the rules annexed hereto.", numbered=False),),
            annexes=(
                Annex(
                    n="I",
                    title=passage("Rules{1}"),
                    body=(
                        Heading(1, "I", passage("General")),
                        Heading(2, None, passage("Scope")),
                        Paragraph(
                            Role.BODY, "1", numbered=False, words=passage("These rules are few.")
                        ),
                        operative("1", "Records shall be kept."),
                        Heading(1, "Article 5", passage("Paper{2}")),
                        operative(
                            "1", "Paper shall be:", point("(a)", "White;"), point("(b)", "Dry.")
                        ),
                    ),
                ),
                Annex(n="II", title=None, body=()),
            ),
            notes=(Note("1", passage("First note.")), Note("2", passage("Second note."))),
        ),
    ),
)
"""A council resolution with one unnumbered paragraph and two annexes, one of them empty."""

OMNIBUS = Document(
    kind=DocumentKind.REVISED_DRAFT_RESOLUTION,
    symbol="A/C.3/91/L.9/Rev.1",
    organ="General Assembly",
    committee="Third Committee",
    session=91,
    agenda_item="106",
    distribution="Limited",
    date=dt.date(2036, 11, 4),
    original_language="English",
    title="Harbours, coasts and the open sea",
    texts=(
        Text(
            id=None,
            kind=TextKind.DRAFT_RESOLUTION,
            title=passage("Harbours, coasts and the open sea"),
            sponsors=("Atlantis", "Côte d'Opale", "Utopia, Republic of"),
            organ_line=passage("*The General Assembly*,"),
            body=(
                recital(1, "*Bearing in mind* that harbours are many,"),
                Heading(1, "I", passage("*Harbours*")),
                recital(2, "*Noting with concern* harbours without walls,"),
                recital(3, "*Aware* of:", point("(a)", "Tides;"), point("(b)", "Storms,")),
                operative("1", "*Calls upon* all States to build walls;"),
                operative("2", "*Also calls upon* them to mend them;"),
                Heading(1, "II", passage("Coasts")),
                Heading(2, "A", passage("Sandy coasts{1}")),
                operative("1", "*Stresses* that sand moves;"),
                Heading(2, "B", passage("Rocky coasts")),
                recital(4, "*Recognizing* that rocks do not,"),
                operative("2", "*Takes note* of the report of the Secretary-General;{2}"),
            ),
            notes=(Note("1", passage("A/90/1.")), Note("2", passage("A/91/77."))),
        ),
    ),
)
"""A revised draft with sponsors, sections whose numbers restart, and recitals inside them."""

REPORT = Document(
    kind=DocumentKind.COMMITTEE_REPORT,
    symbol="A/91/480",
    organ="General Assembly",
    committee="Third Committee",
    session=91,
    agenda_item="106",
    agenda_title="Crime prevention and criminal justice",
    title="Report of the Third Committee",
    procedure=(
        Heading(1, "I", passage("Introduction")),
        Paragraph(
            Role.PROCEDURAL, "1", numbered=True, words=passage("The Committee met{1} twice.")
        ),
        Heading(1, "II", passage("Consideration of proposals")),
        Heading(2, "A", passage("Draft resolution A/C.3/91/L.9")),
        Paragraph(
            Role.PROCEDURAL,
            "2",
            numbered=True,
            words=passage("It had before it:"),
            points=(point("(a)", "A note;"), point("(b)", "A letter.{2}")),
        ),
    ),
    notes=(Note("1", passage("See A/C.3/91/SR.1.")), Note("2", passage("A/91/61."))),
    texts=(
        Text(
            id="I",
            kind=TextKind.DRAFT_RESOLUTION,
            title=passage("Lighthouses against smuggling"),
            organ_line=passage("*The General Assembly*,"),
            body=(
                recital(1, "*Recalling* its resolution 90/12,{1}"),
                operative("1", "*Urges* Member States to keep their lamps lit."),
            ),
            notes=(Note("1", passage("First note of the first draft.")),),
        ),
        Text(
            id="II",
            kind=TextKind.DRAFT_RESOLUTION,
            title=passage("Harbours"),
            organ_line=passage("*The General Assembly*,"),
            body=(
                recital(1, "*Recalling also* what it said,{1}"),
                operative("1", "*Welcomes* walls;"),
                operative("2", "*Invites* masons to build them, as in paragraph 1 above."),
            ),
            notes=(Note("1", passage("First note of the second draft.")),),
        ),
        Text(
            id="dec1",
            kind=TextKind.DRAFT_DECISION,
            title=passage("Documents considered"),
            organ_line=passage("The General Assembly"),
            body=(operative("1", "*Decides* to take note of two documents.", numbered=False),),
        ),
    ),
)
"""A committee report with two draft resolutions, whose notes restart, and a draft decision."""

UNREAD = Document(kind=DocumentKind.RESOLUTION, texts=(), symbol="A/RES/91/205", language="fra")
"""A text in a language that is not read."""

ALL = {
    "resolution": RESOLUTION,
    "annexed": ANNEXED,
    "omnibus": OMNIBUS,
    "report": REPORT,
    "unread": UNREAD,
}
"""Every document above by a short name, for parametrized tests."""
