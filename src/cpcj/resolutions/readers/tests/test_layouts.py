"""One resolution in many layouts: what is read of it stays."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from cpcj.resolutions import read_document

PRINTED = """United Nations A/RES/98/14

General Assembly Distr.: General
3 January 2044

Ninety-eighth session
Agenda item 44

Resolution adopted by the General Assembly on 20 December 2043

[on the report of the Third Committee (A/98/500)]

98/14. Bridges and ferries

The General Assembly,

Recalling its resolution 97/3 of 12 December 2042 and all that was said in it of bridges and of
the ferries that “went before them”, and of the roads that lead to both,

Noting with concern that many bridges are older than the roads that lead to them, and that no
one knows who built them,

1. Urges Member States to mend their bridges before the winter of 2045, and to count them when
they have been mended;

2. Requests the Secretary-General, within existing resources:

(a) To list the bridges that were mended, with the names of those who mended them and of those
who paid;

(b) To report on them to the General Assembly at its ninety-ninth session;

3. Decides to remain seized of the matter.

73rd plenary meeting
20 December 2043
"""
WHOLE = re.sub(r"(?<=[a-z,”])\n(?=[a-z])", " ", PRINTED)
"""The same with each paragraph on one line."""

_LABEL = re.compile(r"^(\d{1,2}\.|\([a-z]\)) ", re.MULTILINE)
_VERB = re.compile(r"^((?:\d\. )?)(Recalling|Noting|Urges|Requests|Decides)", re.MULTILINE)
_NUMBER = re.compile(r"^(\d)\. ", re.MULTILINE)
_PREAMBLE = re.compile(r"^(?=(?:Recalling|Noting) )", re.MULTILINE)


def _split(words: str) -> str:
    return _LABEL.sub(lambda found: found[1] + "\n\n", words)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "double spacing": lambda words: words.replace("\n", "\n\n"),
    "tabs": lambda words: re.sub(r"^(?=\S)", "\t", words, flags=re.MULTILINE),
    "indented": lambda words: re.sub(r"^(?=\S)", " " * 8, words, flags=re.MULTILINE),
    "carriage returns and line feeds": lambda words: words.replace("\n", "\r\n"),
    "carriage returns": lambda words: words.replace("\n", "\r"),
    "non-breaking spaces": lambda words: words.replace(" ", "\u00a0"),
    "non-breaking space after the number": lambda words: _LABEL.sub("\\1\u00a0", words),
    "wide space after the number": lambda words: _LABEL.sub("\\1\u2003", words),
    "soft hyphens": lambda words: re.sub(r"([a-z]{4})(?=[a-z]{3})", "\\1\u00ad", words),
    "spaces without width": lambda words: words.replace("The ", "\u200bThe "),
    "straight quotation marks": lambda words: words.replace("“", '"').replace("”", '"'),
    "quoted": lambda words: re.sub(r"^", "> ", words, flags=re.MULTILINE),
    "bold numbers": lambda words: _LABEL.sub(r"**\1** ", words),
    "OP7. and PP7.": lambda words: _PREAMBLE.sub("PP1. ", _NUMBER.sub(r"OP\1. ", words)),
    "OP7 and PP7": lambda words: _PREAMBLE.sub("PP1 ", _NUMBER.sub(r"OP\1 ", words)),
    "7)": lambda words: _NUMBER.sub(r"\1) ", words),
    "capital enacting words": lambda words: words.replace("The General A", "THE GENERAL A").replace(
        "THE GENERAL Assembly,\n", "THE GENERAL ASSEMBLY,\n"
    ),
    "italic verbs": lambda words: _VERB.sub(r"\1*\2*", words),
}  # fmt: skip


@pytest.mark.parametrize("words", [PRINTED, WHOLE], ids=["printed lines", "whole paragraphs"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_read_stays(layout: str, words: str) -> None:
    document = read_document(LAYOUTS[layout](words).encode(), f"{layout}.txt")
    (text,) = document.texts
    assert (document.symbol, document.session) == ("A/RES/98/14", 98)
    assert text.title.text == "Bridges and ferries"
    assert [p.words.text.split(" ")[0] for p in text.preambular] == ["Recalling", "Noting"]
    assert [p.n for p in text.operative] == ["1", "2", "3"]
    assert text.operative[0].words.text.endswith("count them when they have been mended;")
    assert [point.n for point in text.operative[1].points] == ["(a)", "(b)"]
    assert text.adoption is not None


def test_numbers_alone_on_their_lines() -> None:
    (text,) = read_document(_split(WHOLE).encode(), "split.txt").texts
    assert [p.n for p in text.operative] == ["1", "2", "3"]
    assert [point.n for point in text.operative[1].points] == ["(a)", "(b)"]


def test_a_closed_number_is_a_point_where_paragraphs_have_numbers_of_their_own() -> None:
    words = WHOLE.replace("(a) To", "1) To").replace("(b) To", "2) To")
    (text,) = read_document(words.encode(), "closed.txt").texts
    assert [p.n for p in text.operative] == ["1", "2", "3"]
    assert [point.n for point in text.operative[1].points] == ["1)", "2)"]
