"""A committee's report with eight drafts, made from a small table, in the forms it comes in.

Each form holds the same words: whatever is read from one must be read from all. A mark stands in
the words as ``{7}``. Pages break where they are full, in the middle of a paragraph too, with the
notes of the page below it.
"""

from __future__ import annotations

import re
import subprocess
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import pypandoc
import typst

SYMBOL = "A/74/9399"
WORDS_A_PAGE = 260
WIDTH = 84
MARK = re.compile(r"\{(\d+)\}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Kind(StrEnum):
    """What a piece of the report is."""

    FRONT = "front"
    CHAPTER = "chapter"
    HEADING = "heading"
    TITLE = "title"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the report: its kind, its number or letter, its words; the notes it may carry."""

    kind: Kind
    words: str
    label: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    part: bool = False  # whether a page may break inside it


@dataclass(frozen=True, slots=True)
class Draft:
    """A row of the table: what a draft resolution has.

    ``points``: how many levels of points the operative paragraph in the middle has.
    """

    n: str
    title: tuple[str, ...]
    about: str
    preambular: int
    operative: int
    notes: int
    points: int = 0
    annex: bool = False
    vote: bool = False


DRAFTS = (
    Draft("I", ("Lamps and the young:", "keeping the harbours lit"), "lamps", 5, 6, 3),
    Draft("II", ("Schools of navigation for justice",), "schools", 9, 12, 7, points=1),
    Draft("III", ("Bridges over the rivers of two continents, in particular their", "repair"),
          "bridges", 14, 21, 9, points=2),
    Draft("IV", ("Pirates of the northern lakes",), "boats", 4, 5, 2, vote=True),
    Draft("V", ("Preparations for the Ninth Congress of Keepers", "of Lighthouses"),
          "congresses", 7, 9, 4, annex=True),
    Draft("VI", ("Counting of what was stolen from the harbours",), "ledgers", 8, 10, 6, points=3),
    Draft("VII", ("Institute of the Rivers for the Prevention of Floods", "and the Care of Banks"),
          "banks", 11, 17, 3),
    Draft("VIII", ("Strengthening the programme of the lighthouses, in particular its",
                   "capacity to help"), "programmes", 31, 42, 25, points=3),
)  # fmt: skip

_OPENINGS = ("Recalling", "Reaffirming", "Noting with appreciation", "Deeply concerned about",
             "Recognizing", "Emphasizing", "Bearing in mind", "Welcoming", "Taking note of",
             "Convinced of", "Mindful of", "Stressing")  # fmt: skip
_VERBS = ("Urges", "Requests", "Invites", "Encourages", "Welcomes", "Calls upon", "Takes note of",
          "Reiterates", "Stresses", "Recognizes", "Expresses its appreciation for", "Decides on",
          "Underlines", "Commends", "Reaffirms")  # fmt: skip
_PLACES = ("the northern harbours", "the mouths of the rivers", "islands without roads",
           "the capitals of the coast", "ports of transit", "the inner lakes")  # fmt: skip
_DEEDS = ("the keeping of books on", "the repair of", "the exchange of news on", "the teaching of",
          "the counting of", "the safe passage of", "the joint care of")  # fmt: skip
_TAILS = (
    "as well as the part that women and the young take in it",
    "where the keepers have asked for it in good time and in writing",
    "in accordance with its resolution 72/901 of 19 December 2017 and what was said there",
    "including by way of training, of equipment and of advice given at the place itself",
    "taking into account the winters of 2016 and 2017 and the 14 storms that were counted in them",
    "with full respect for the law of the sea and for the customs of those who live by it",
)


def _sentence(of: Draft, place: int) -> str:
    """Return words that no other paragraph of the report has."""
    deed = _DEEDS[place % len(_DEEDS)]
    where = _PLACES[(place + len(of.n)) % len(_PLACES)]
    tail = _TAILS[(place * 2 + len(of.title[0])) % len(_TAILS)]
    count = 2 + place % 3
    words = f"{deed} {of.about} in {where}, as told in part {count + 40} of the almanac"
    for more in range(place % 3):
        words += f", {_TAILS[(place + more) % len(_TAILS)]}"
    return f"{words}, {tail}"


def _marked(words: str, mark: int) -> str:
    return f"{words[:-1]}{words[-1]}{{{mark}}}" if mark else words


def _notes_of(of: Draft) -> dict[str, str]:
    forms = ("See A/74/9{0}1.", "Resolution 72/90{0}, annex.",
             "United Nations, Treaty Series, vol. 900{0}, No. 9000{0}.",
             "Ibid., vol. 9{0}.", "Almanac of {0} Lamps (Port of Sails, 2015).")  # fmt: skip
    return {str(n): forms[n % len(forms)].format(n) for n in range(1, of.notes + 1)}


def draft_pieces(of: Draft) -> Iterator[Piece]:
    """Yield the pieces of a draft: heading, title, enacting words, paragraphs, annex."""
    notes = _notes_of(of)
    yield Piece(Kind.HEADING, f"Draft resolution {of.n}")
    for line in of.title:
        yield Piece(Kind.TITLE, line)
    yield Piece(Kind.WORDS, "The General Assembly,")
    total = of.preambular + of.operative
    marked = {1 + k * total // of.notes: k + 1 for k in range(of.notes)}
    for k in range(of.preambular):
        words = f"{_OPENINGS[k % len(_OPENINGS)]} {_sentence(of, k)},"
        yield Piece(Kind.WORDS, _marked(words, marked.get(k + 1, 0)), "", notes, part=True)
    for k in range(of.operative):
        end = "." if k + 1 == of.operative and not of.annex else ";"
        mark = marked.get(of.preambular + k + 1, 0)
        words = f"{_VERBS[k % len(_VERBS)]} {_sentence(of, k + 7)}"
        if of.points and k == of.operative // 2:
            yield Piece(Kind.WORDS, _marked(f"{words}:", mark), f"{k + 1}.", notes)
            yield from _points(of, end)
            continue
        if of.annex and k + 1 == of.operative:
            words, end = f"{words}, as set out in the annex to the present resolution", "."
        yield Piece(Kind.WORDS, _marked(words + end, mark), f"{k + 1}.", notes, part=True)
    if of.annex:
        yield Piece(Kind.HEADING, "Annex")
        yield Piece(Kind.TITLE, "Workshops of the Ninth Congress")
        for k in range(3):
            yield Piece(Kind.WORDS, f"Workshop on {_sentence(of, k + 40)}.", f"{k + 1}.")


def _points(of: Draft, end: str) -> Iterator[Piece]:
    """Yield two points, the second with points of its own down to the level the table has."""
    yield Piece(Kind.WORDS, f"To look at {_sentence(of, 60)};", "(a)", part=True)
    if of.points == 1:
        yield Piece(Kind.WORDS, f"To write down {_sentence(of, 61)}{end}", "(b)", part=True)
        return
    yield Piece(Kind.WORDS, "To write down, for each of them:", "(b)")
    yield Piece(Kind.WORDS, f"The names of {_sentence(of, 62)};", "(i)")
    if of.points == 2:
        yield Piece(Kind.WORDS, f"The years of {_sentence(of, 63)}{end}", "(ii)")
        return
    yield Piece(Kind.WORDS, "The years:", "(ii)")
    yield Piece(Kind.WORDS, "Of its building;", "a.")
    yield Piece(Kind.WORDS, f"Of its repair{end}", "b.")


def points_of(of: Draft) -> int:
    """Return how many points a draft has, at all levels."""
    return (0, 2, 4, 6)[of.points]


_FRONT = (
    "United Nations", SYMBOL, "General Assembly", "Distr.: General", "27 November 2019",
    "Original: English", "Seventy-fourth session", "Agenda item 107",
    "Harbours, rivers and those who keep them", "Report of the Third Committee",
    "Rapporteur: Ms. Marina Leuchtturm (Aldova)",
)  # fmt: skip
_VOTE = (
    ("In favour:", "Aldova, Brinland, Corvia, Dunmere, Estuary Republic, Fjordland"),
    ("Against:", "Gullmark, Harborough"),
    ("Abstaining:", "Islands of the Reed, Jetty Republic, Kelpland"),
)


def report() -> list[Piece]:
    """Return the pieces of the whole report."""
    notes = {"1": "See A/C.3/74/SR.9044 and A/C.3/74/SR.9046."}
    pieces = [Piece(Kind.FRONT, line) for line in _FRONT]
    number = 0

    def paragraph(words: str, *, part: bool = True) -> Piece:
        nonlocal number
        number += 1
        return Piece(Kind.WORDS, words, f"{number}.", notes, part)

    pieces += [
        Piece(Kind.CHAPTER, "I. Introduction"),
        paragraph(
            "At its 2nd plenary meeting, on 20 September 2019, the General Assembly, on the"
            " recommendation of the General Committee, decided to include in the agenda of its"
            " seventy-fourth session the item entitled “Harbours, rivers and those who keep them”"
            " and to allocate it to the Third Committee."
        ),
        paragraph("The Third Committee considered the item at its 44th and 46th meetings.{1}"),
        paragraph("For its consideration of the item, the Committee had before it the following"
                  " documents:", part=False),
        Piece(Kind.WORDS, "Report of the Secretary-General on the lamps (A/74/9121);", "(a)"),
        Piece(Kind.WORDS, "Report of the Secretary-General on the bridges (A/74/9127).", "(b)"),
        Piece(Kind.CHAPTER, "II. Consideration of proposals"),
    ]  # fmt: skip
    last = 4 + sum(3 if of.vote else 2 for of in DRAFTS)
    for place, of in enumerate(DRAFTS):
        symbol = f"A/C.3/74/L.90{place + 1:02}"
        see = f"(see para. {last}, draft resolution {of.n})"
        pieces += [
            Piece(Kind.HEADING, f"{chr(65 + place)}. Draft resolution {symbol}"),
            paragraph(
                f"At the 44th meeting, on 7 November, the representative of Corvia introduced a"
                f" draft resolution entitled “{' '.join(of.title)}” ({symbol}). Subsequently,"
                f" Dunmere and Fjordland joined in sponsoring the draft resolution."
            ),
        ]
        if not of.vote:
            words = f"At its 46th meeting, the Committee adopted draft resolution {symbol} {see}."
            pieces.append(paragraph(words))
            continue
        pieces.append(
            paragraph(
                f"At its 46th meeting, on 14 November, the Committee adopted draft resolution"
                f" {symbol} by a recorded vote of 6 to 2, with 3 abstentions {see}. The voting was"
                f" as follows:", part=False)
        )  # fmt: skip
        for head, names in _VOTE:
            pieces += [Piece(Kind.WORDS, head), Piece(Kind.WORDS, f"{names}.")]
        pieces.append(paragraph("After the vote, the representative of Gullmark made a statement."))
    pieces += [
        Piece(Kind.CHAPTER, "III. Recommendations of the Third Committee"),
        paragraph("The Third Committee recommends to the General Assembly the adoption of the"
                  " following draft resolutions:", part=False),
    ]  # fmt: skip
    for of in DRAFTS:
        pieces += draft_pieces(of)
    decided = {"1": "A/74/9121.", "2": "A/74/9127."}
    pieces += [
        paragraph("The Third Committee also recommends to the General Assembly the adoption of the"
                  " following draft decision:", part=False),
        Piece(Kind.TITLE, "Reports considered under the item on harbours"),
        Piece(Kind.WORDS, "The General Assembly takes note of the following documents:"),
        Piece(Kind.WORDS, "Report of the Secretary-General on the lamps;{1}", "(a)", decided),
        Piece(Kind.WORDS, "Report of the Secretary-General on the bridges.{2}", "(b)", decided),
    ]  # fmt: skip
    return pieces


# -- pages -------------------------------------------------------------------------------------


@dataclass(slots=True)
class Page:
    """A page: pieces, the second half of one that the page before broke first; its notes."""

    pieces: list[tuple[Piece, str, bool]] = field(default_factory=list)  # words; goes on
    notes: list[tuple[str, str]] = field(default_factory=list)


def pages(pieces: Sequence[Piece]) -> list[Page]:
    """Divide the report into pages."""
    result = [Page()]
    room = WORDS_A_PAGE
    for piece in pieces:
        rest = piece.words.split()
        goes_on = False
        if piece.kind in (Kind.HEADING, Kind.CHAPTER) and room < 25:
            result.append(Page())
            room = WORDS_A_PAGE
        while rest:
            if len(rest) > room and piece.part and room > 6 and len(rest) - room > 6:
                now, rest = rest[:room], rest[room:]
            else:
                now, rest = rest, []
            words = " ".join(now)
            result[-1].pieces.append((piece, words, goes_on))
            result[-1].notes += [(mark, piece.notes[mark]) for mark in MARK.findall(words)]
            room -= len(now)
            goes_on = True
            if room <= 6 and piece.kind is Kind.WORDS:
                result.append(Page())
                room = WORDS_A_PAGE
    return [page for page in result if page.pieces]


# -- forms -------------------------------------------------------------------------------------


def text_layer(pieces: Sequence[Piece]) -> str:
    """Return the report as the text layer of a PDF: printed lines, page heads, bare digits."""
    printed = pages(pieces)
    out: list[str] = []
    before = Kind.FRONT
    for number, page in enumerate(printed, start=1):
        if number > 1:
            out += ["", SYMBOL, " ", "19-20552", f"{number}/{len(printed)}", " "]
        for piece, words, goes_on in page.pieces:
            shown = MARK.sub(r"\1", words)
            if piece.kind is Kind.TITLE:
                below = before in (Kind.HEADING, Kind.TITLE)
                out += [*([] if below else [" ", " "]), *textwrap.wrap(shown, WIDTH)]
                before = piece.kind
                continue
            before = piece.kind
            if piece.kind in (Kind.HEADING, Kind.CHAPTER):
                out += [" ", " ", f" {shown} "]
                continue
            if not goes_on:
                out.append(" ")
                if piece.label:
                    out.append(f"{piece.label} ")
            out += [f"{line} " for line in textwrap.wrap(shown, WIDTH)]
        if page.notes:
            out += ["__________________ ", " "]
            for mark, words in page.notes:
                out += [f"{mark} {words} ", " "]
    return "\n".join(out) + "\n"


def page_layout(pieces: Sequence[Piece]) -> str:
    """Return the report with a paragraph a line, superscript digits, notes where pages end."""
    out: list[str] = []
    for page in pages(pieces):
        for piece, words, goes_on in page.pieces:
            shown = MARK.sub(lambda mark: mark[1].translate(_RAISED), words)
            out.append(shown if goes_on or not piece.label else f"{piece.label} {shown}")
        out += [f"{mark.translate(_RAISED)} {words}" for mark, words in page.notes]
    return "\n\n".join(out) + "\n"


def markdown(pieces: Sequence[Piece]) -> str:
    """Return the report as converters make Markdown from a PDF."""
    levels = {Kind.CHAPTER: "## **{}**", Kind.HEADING: "### {}", Kind.TITLE: "#### **{}**"}
    out: list[str] = []
    for page in pages(pieces):
        for piece, words, goes_on in page.pieces:
            shown = MARK.sub(r"<sup>\1</sup>", words)
            shown = levels.get(piece.kind, "{}").format(shown)
            out.append(shown if goes_on or not piece.label else f"{piece.label} {shown}")
        if page.notes:
            out += ["---", *(f"<sup>{mark}</sup> {words}" for mark, words in page.notes)]
    return "\n\n".join(out) + "\n"


def converted(words: str, form: str) -> bytes:
    """Return a report in Markdown as pandoc writes it in another form, numbers as typed."""
    words = re.sub(r"(?m)^(\d{1,2})\.", r"\1\.", words)
    command = [pypandoc.get_pandoc_path(), "--from", "gfm", "--to", form, "--standalone", "-o", "-"]
    done = subprocess.run(command, input=words.encode(), capture_output=True, check=True)
    return done.stdout


_PAGE = """
#set page(paper: "us-letter", margin: (x: 3cm, top: 2.6cm, bottom: 2.4cm),
  header: context if counter(page).get().first() > 1 [#text(9pt)[*SYMBOL*]],
  footer: context text(8pt)[
    #counter(page).display()/#counter(page).final().first() #h(1fr) 19-20552])
#set text(10pt)
#set super(typographic: false)
#set par(justify: true, leading: 0.55em, spacing: 1.2em)
#show footnote.entry: set text(size: 8.5pt)
"""
_SPECIAL = re.compile(r"([\\\\#*_$@<>`\\[\\]~/])")


def portable(pieces: Sequence[Piece]) -> bytes:
    """Return the report as a PDF with raised marks and the notes at the foot of its pages."""
    out = [_PAGE.replace("SYMBOL", SYMBOL.replace("/", "\\/"))]
    for piece in pieces:
        if piece.words.startswith(("Draft resolution", "Reports considered")):
            out.append("#counter(footnote).update(0)")
        words = _SPECIAL.sub(r"\\\1", piece.words)
        for mark, note in piece.notes.items():
            shown = _SPECIAL.sub(r"\\\1", note)
            words = words.replace(f"{{{mark}}}", f"#footnote[{shown}];")
        if piece.kind in (Kind.CHAPTER, Kind.HEADING, Kind.TITLE):
            words = f"#block(sticky: true)[*{words}*]"
        elif piece.label:
            words = f"#h(1cm);{piece.label}#h(6mm);{words}"
        elif piece.kind is Kind.WORDS:
            words = f"#h(1cm);{words}"
        out.append(words)
    return bytes(typst.compile("\n\n".join(out).encode()))
