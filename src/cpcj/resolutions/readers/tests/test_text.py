"""The habits of writing plain texts: printed pages, Markdown, Word files saved as text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpcj.resolutions.readers import read_source
from cpcj.resolutions.source import BlockKind, Source, UnreadableError

PAGES = """\
United Nations
A/RES/91/7

General Assembly
Distr.: General
3 May 2037

37-00017 (E)    040537
*3700017*

Ninety-first session
Agenda item 12 (b)
Lamps in ports and the prevention of
theft

Resolution adopted by the General Assembly
on 2 May 2037

[on the report of the Third Committee (A/91/5, para. 9)]

91/7. Lamps in ports and the prevention of theft by night

The General Assembly,

Recalling the charter of harbour lamps of 4 June 2031,1 and the good work of the
keepers in all the ports of the northern seas, who for 20 years have lit them every
night,

Noting with concern the dark harbours of the south and the losses that merchants
__________________

1  Resolution 85/3, annex.

A/RES/91/7
Lamps in ports and the prevention of theft by
night

37-00017
2/3

report from there, and the need for lamps in the Convention on Harbours2 and in
its later protocols, which are in force since 20363 and well kept,

1.
Requests the keepers to light low- and middle-sized harbours, and non-
commercial ones, as provided in article 2 of the Convention;

2.
Decides:

(a)
To buy oil;

(b)
To ask the masters of the harbours and the keepers of the lamps in the ports
__________________

2  Treaties of the Sea, vol. 3,
No. 17.

3  Ibid., vol. 4.

Lamps in ports and the prevention of theft by
night
A/RES/91/7

3/3
37-00017

for a report by the end of the year.

12th plenary meeting
2 May 2037
"""

MARKDOWN = """\
## **Draft text**

*The General Assembly,*

*Recalling* the lamps of the northern harbours,<sup>1</sup> and the long nights of the winter in

---

<sup>1</sup> See [A/91/5](#).

the ports of the south,

1. *Requests* oil;
2. *Urges* the keepers to keep the lamps.
"""

WORD = """\
[Start1]
91/7.\tLamps in ports
\tThe General Assembly,
\tRecalling the lamps1 of the year 2036,2
\t1.\tRequests oil.

12th plenary meeting
2 May 2037

\t1\tResolution 85/3.
\t2\tA/91/5.
[Start1]<<ODS JOB NO>>N3700017<<ODS JOB NO>>
<<ODS DOC SYMBOL1>>A/RES/91/7<<ODS DOC SYMBOL1>>
3/3
"""


def texts(source: Source) -> list[str]:
    return [block.words.text for block in source.blocks]


def test_printed_pages() -> None:
    source = read_source(PAGES.encode(), "lamps.txt")
    body = texts(source)
    start = body.index("The General Assembly,")
    assert body[start + 1 :] == [
        (
            "Recalling the charter of harbour lamps of 4 June 2031, and the good"
            " work of the keepers in all the ports of the northern seas, who"
            " for 20 years have lit them every night,"
        ),
        (
            "Noting with concern the dark harbours of the south and the losses that"
            " merchants report from there, and the need for lamps in the Convention on"
            " Harbours and in its later"
            " protocols, which are in force since 2036 and well kept,"
        ),
        (
            "1. Requests the keepers to light low- and middle-sized harbours, and"
            " non-commercial ones, as provided in article 2 of the Convention;"
        ),
        "2. Decides:",
        "(a) To buy oil;",
        (
            "(b) To ask the masters of the harbours and the keepers of the lamps in the ports for a"
            " report by the end of the year."
        ),
        "12th plenary meeting 2 May 2037",
    ]
    assert [run.note.words.text for run in source.notes] == [
        "Resolution 85/3, annex.",
        "Treaties of the Sea, vol. 3, No. 17.",
        "Ibid., vol. 4.",
    ]
    marks = [mark.mark for block in source.blocks for mark in block.words.marks]
    assert marks == ["1", "2", "3"]
    assert "2/3" in source.masthead.lines


def test_lines_of_the_masthead_stand_apart() -> None:
    body = texts(read_source(PAGES.encode(), "lamps.txt"))
    assert "Ninety-first session" in body
    assert "Lamps in ports and the prevention of theft" in " ".join(body)
    assert "91/7. Lamps in ports and the prevention of theft by night" in body


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_do_not_matter(end: str) -> None:
    plain = read_source(PAGES.encode(), "lamps.txt")
    other = read_source(PAGES.replace("\n", end).encode(), "lamps.txt")
    assert texts(other) == texts(plain)


def test_a_text_layer_without_blank_lines() -> None:
    dense = "\n".join(line for line in PAGES.splitlines() if line)
    tight = texts(read_source(dense.encode(), "lamps.txt"))
    loose = texts(read_source(PAGES.encode(), "lamps.txt"))
    at = loose.index("The General Assembly,")
    assert tight[tight.index("The General Assembly,") :] == loose[at:]


def test_markdown() -> None:
    source = read_source(MARKDOWN.encode(), "lamps.md")
    assert texts(source) == [
        "Draft text",
        "The General Assembly,",
        (
            "Recalling the lamps of the northern harbours, and the long nights of the winter in the"
            " ports of the south,"
        ),
        "1. Requests oil;",
        "2. Urges the keepers to keep the lamps.",
    ]
    assert source.blocks[0].kind is BlockKind.HEADING
    (run,) = source.notes
    assert run.note.words.text == "See A/91/5."
    assert [mark.mark for mark in source.blocks[2].words.marks] == ["1"]
    verb = source.blocks[3].words
    assert [verb.text[s.start : s.end] for s in verb.emphasis] == ["Requests"]


def test_a_word_file_saved_as_text() -> None:
    source = read_source(WORD.encode(), "lamps.txt")
    assert texts(source) == [
        "91/7. Lamps in ports",
        "The General Assembly,",
        "Recalling the lamps of the year 2036,",
        "1. Requests oil.",
        "12th plenary meeting",
        "2 May 2037",
    ]
    assert [run.note.mark for run in source.notes] == ["1", "2"]
    assert [mark.mark for mark in source.blocks[2].words.marks] == ["1", "2"]
    assert "A/RES/91/7" in source.masthead.lines


def test_soft_hyphens_go_where_the_file_has_the_whole_word() -> None:
    text = """\
The General Assembly,

Recalling the multilateral charter of lamps, and noting that many multi-
lateral charters are gender-
based in their wording and in their use by the keepers of harbours,
"""
    words = texts(read_source(text.encode(), "lamps.txt"))[1]
    assert "many multilateral charters" in words
    assert "gender-based" in words


def test_slashed_marks_of_older_texts() -> None:
    text = (
        "\tThe General Assembly,\n\tNoting the right to lamps; 8/ and to oil,\n___________\n"
        "\t8/\tResolution 12/3.\n"
    )
    source = read_source(text.encode(), "old.txt")
    assert texts(source)[1] == "Noting the right to lamps; and to oil,"
    assert [mark.mark for mark in source.blocks[1].words.marks] == ["8"]


def test_every_piece_points_at_its_words() -> None:
    for text in (PAGES, MARKDOWN, WORD):
        source = read_source(text.encode(), "lamps.txt")
        for words in (
            *(block.words for block in source.blocks),
            *(run.note.words for run in source.notes),
        ):
            for piece in words.source:
                there = source.text[piece.source_start : piece.source_end]
                assert words.text[piece.start : piece.end] == there


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, b"", b"\x00\x01\x02"]
)
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_source(data, "old.doc")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PAGES.splitlines() + MARKDOWN.splitlines()), max_size=40))
def test_any_lines_are_borne(lines: list[str]) -> None:
    data = "\n".join(lines).encode()
    if data.strip():
        read_source(data, "shuffled.txt")
