"""Texts that a converter has put into another form: what it left of pages, notes and line ends."""

from __future__ import annotations

import re
import subprocess

import pypandoc
import pytest

from cpcj.resolutions.model import Document, Paragraph, Text
from cpcj.resolutions.reading import read_document

_HEAD = """Seventy-second session
Agenda item 107

## **Harbours and rivers**

### **Report of the Third Committee**

#### **I. Introduction**

1. At its 2nd plenary meeting, on 15 September 2017, the General Assembly decided to include in the
agenda of its seventy-second session the item entitled “Harbours and rivers”.<sup>1</sup>

---

<sup>1</sup> See A/C.3/72/SR.5.

2. The Committee heard the keepers of the lamps at its 3rd meeting, on 4 October.

#### **II. Recommendations of the Third Committee**

3. The Third Committee recommends to the General Assembly the adoption of the following draft
resolutions:

"""
_FIRST = """## **Draft resolution I Lamps of the harbours**

*The General Assembly,*

*Recalling* its resolution 70/901 of 17 December 2015 on the lamps of all harbours,<sup>1</sup> by
which it asked the keepers to write down each night what they had

---

<sup>1</sup> Resolution 70/901, annex.

seen from their towers and to keep the books in dry places,

*Noting* the report of the keepers,<sup>2</sup>

1. *Requests* the Secretary-General to count the lamps that burned in each harbour on
3 May 2016, where the keepers agree;<sup>3</sup>
2. *Invites* Member States to send oil.

---

<sup>2</sup> A/72/901.

<sup>3</sup> See A/72/902.

"""
_SECOND = """## **Draft resolution II**

### **Bridges over the rivers**

*The General Assembly,*

*Recalling* the Convention on Bridges,<sup>1</sup> and its resolutions on rivers —

<sup>1</sup> United Nations, *Treaty Series*, vol. 9001, No. 90001.

the Danube, the Nile and the Mekong among them,

1. *Urges* States parties to the Convention<sup>1</sup> to act:

(a) In time;

(b) Together;

2. *Decides* to look at the bridges again at its seventy-fourth session.
"""
# Converters of PDF files put a paragraph on one line.
_REPORT = re.sub(r"(?<=[a-z,]) *\n(?=[a-z0-9])(?!\d\.)", " ", _HEAD + _FIRST + _SECOND).replace(
    "harbour on\n3 May", "harbour on 3 May"
)


def _converted(markdown: str, form: str, read: str = "gfm") -> Document:
    command = [pypandoc.get_pandoc_path(), "--from", read, "--to", form, "--standalone", "-o", "-"]
    made = subprocess.run(
        command,
        input=markdown.encode(),
        capture_output=True,
        check=True,
    ).stdout
    suffix = {"plain": "txt", "gfm": "md", "markdown-smart": "md"}.get(form, form)
    return read_document(made, f"report.{suffix}")


def _words(text: Text) -> list[str]:
    return [item.full for item in text.body if isinstance(item, Paragraph)]


@pytest.mark.parametrize("form", ["docx", "odt", "html", "plain", "markdown-smart", "gfm", "rtf"])
def test_the_notes_of_pages_part_no_paragraph_in_any_form(form: str) -> None:
    printed = read_document(_REPORT.encode(), "report.md")
    document = _converted(_REPORT, form)
    assert [text.id for text in document.texts] == ["I", "II"]
    for found, text in zip(document.texts, printed.texts, strict=True):
        assert _words(found) == _words(text)
        assert [note.mark for note in found.notes] == [note.mark for note in text.notes]
    first, second = document.texts
    assert (len(first.preambular), len(first.operative)) == (2, 2)
    assert first.preambular[0].words.text.endswith(
        "each night what they had seen from their towers and to keep the books in dry places,"
    )
    assert [note.words.text for note in first.notes] == [
        "Resolution 70/901, annex.", "A/72/901.", "See A/72/902."
    ]  # fmt: skip
    assert [mark.mark for mark in first.operative[0].words.marks] == ["3"]
    assert [mark.mark for mark in second.preambular[0].words.marks] == ["1"]
    assert [note.mark for note in document.notes] == ["1"]


_OWN = """General Assembly

**Draft resolution**

*The General Assembly*,

*Recalling* its resolution 70/901 of 17 December 2015 on the lamps of all harbours,[^1] which the
keepers of the lamps have kept in their towers for many winters and summers, as they were asked,

*Noting* that lamps were lit on 3 May 2016 in the ports of nine States on the shores of two seas,

1\\. *Requests* the Secretary-General to count the lamps of each harbour[^2] on that day;

2\\. *Invites* Member States to send oil to the keepers who have asked for it, and for wicks too.

[^1]: Resolution 70/901, annex.

[^2]: The harbours stand in the list of the keepers.
"""


def test_marks_in_square_brackets_with_their_notes_at_the_end() -> None:
    document = _converted(_OWN, "plain", "markdown")
    (text,) = document.texts
    assert len(text.preambular) == 2
    assert len(text.operative) == 2
    assert [note.mark for note in text.notes] == ["1", "2"]
    assert [mark.mark for mark in text.operative[0].words.marks] == ["2"]
    assert "[" not in text.operative[0].words.text


def test_superscript_digits_in_a_web_page_are_marks() -> None:
    page = (
        "<html><body><p>The General Assembly,</p><p>Recalling the Treaty,¹ and 3 km² of sea,</p>"
        "<p>¹ Treaty on Lamps.</p><p>1. Requests States to act.</p></body></html>"
    )
    (text,) = read_document(page.encode(), "page.html").texts
    assert text.preambular[0].words.text == "Recalling the Treaty, and 3 km² of sea,"
    assert [mark.mark for mark in text.preambular[0].words.marks] == ["1"]
    assert [note.words.text for note in text.notes] == ["Treaty on Lamps."]
