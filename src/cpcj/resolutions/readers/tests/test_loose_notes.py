"""Notes that stand in the middle of a text without a rule, and notes of the older form."""

from __future__ import annotations

from cpcj.resolutions import read_document


def test_notes_of_several_lines_in_the_middle() -> None:
    words = "\n\n".join(  # noqa: FLY002 - a paragraph a line
        [
            "99/12. Bridges",
            "The General Assembly,",
            "Recalling all that was said of bridges,1",
            "Noting that roads lead to bridges and that bridges lead to roads in turn,",
            "1 Including resolution 60/180 and 65/7,\nresolution 70/262 and those of\n2044.",
            "Taking note of the report of 25 November 20442 and of the letters, and acknowledging",
            "2 A/99/552.",
            "the letter of the engineers,3",
            "1. Decides to mend the bridges.",
            "3 A/99/553, annex.",
        ]
    )
    (text,) = read_document(words.encode(), "loose.txt").texts
    assert [note.mark for note in text.notes] == ["1", "2", "3"]
    assert text.notes[0].words.text.endswith("those of 2044.")
    assert len(text.preambular) == 3
    assert text.preambular[2].words.text.endswith("acknowledging the letter of the engineers,")
    assert [mark.mark for mark in text.preambular[2].words.marks] == ["2", "3"]


def test_a_mark_of_the_older_form_announces_its_note() -> None:
    words = (
        "1984/12. Bridges*/\n\nThe Economic and Social Council,\n\n"
        "Having considered the report on bridges 48/ and the older report, 49/\n\n"
        "1. Decides to mend the bridges.\n\n947th plenary meeting,\n2 August 1984\n\n"
        "48/ See the first report.\n\n49/ E/1984/3.\n\n*/ Adopted as recommended.\n"
    )
    (text,) = read_document(words.encode(), "older.txt").texts
    assert [note.mark for note in text.notes] == ["48", "49", "*"]
    assert text.title.text == "Bridges"
    assert text.preambular[0].words.text.endswith("on bridges and the older report,")


def test_a_mark_moved_before_the_next_word() -> None:
    words = "\n\n".join(  # noqa: FLY002 - a paragraph a line
        [
            "99/12. Bridges",
            "The General Assembly,",
            "Taking note of the report of the Secretary-General, 1and expressing its thanks,",
            "1. Decides to mend the bridges.",
            "---",
            "[^1]: A/99/552.",
        ]
    )
    (text,) = read_document(words.encode(), "moved.md").texts
    assert [mark.mark for mark in text.preambular[0].words.marks] == ["1"]
    assert "Secretary-General, and expressing" in text.preambular[0].words.text
