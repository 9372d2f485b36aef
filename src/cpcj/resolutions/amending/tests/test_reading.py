"""What is read of amendments in words: the families of phrases, in words of our own."""

# ruff: noqa: ISC004 - rows of a table, a string over several lines in each

from __future__ import annotations

import pytest

from cpcj.resolutions.amending import At, Deed, Kind, Part, Reading, Why, read_amendments
from cpcj.resolutions.amending.phrasing import named


def _read(words: str) -> Reading:
    return read_amendments(words)


def _short(words: str) -> list[str]:
    """Return amendments as short lines: deed, place, side, words."""
    found = []
    for one in _read(words).amendments:
        parts = [one.deed.value, named(one.place) if one.place else "anywhere"]
        if one.at is not At.WITHIN:
            parts.append(one.at.value + (f" {one.anchor.words}" if one.anchor else ""))
        parts += [f"-{one.old.words}"] if one.old else []
        parts += [f"+{one.new.words}"] if one.new else []
        parts += [f"to {named(one.to)}"] if one.to else []
        found.append(" | ".join(parts))
    return found


FAMILIES = (
    ("In operative paragraph 4, after the words “the lamps”, insert the words “and wicks”.",
     ["insert | operative paragraph 4 | after the lamps | +and wicks"]),
    ("Insert “and wicks” after “the lamps” in OP4.",
     ["insert | operative paragraph 4 | after the lamps | +and wicks"]),
    ('The words "and wicks" should be added at the end of the first preambular paragraph.',
     ["insert | the first preambular paragraph | end | +and wicks"]),
    ("In paragraph 7, subparagraph (c), add ‘oil’ before ‘lamp’; delete the words ‘and wicks’.",
     ["insert | paragraph 7 (c) | before lamp | +oil", "delete | paragraph 7 (c) | -and wicks"]),
    ("In the second preambular paragraph, replace «dim» by «bright» and «old» with «new».",
     ["replace | the second preambular paragraph | -dim | +bright",
      "replace | the second preambular paragraph | -old | +new"]),
    ("Substitute the word “with” for “through” in paragraph 5.",
     ["replace | paragraph 5 | -through | +with"]),
    ("In paragraph 3 of section II, for “lit” read “bright”.",
     ["replace | paragraph 3 of section II | -lit | +bright"]),
    ("In operative paragraph 2, the word “dimly” was deleted, and the words “upon request” were "
     "inserted after the words “Member States”.",
     ["delete | operative paragraph 2 | -dimly",
      "insert | operative paragraph 2 | after Member States | +upon request"]),
    ("Delete operative paragraphs 3 to 5 and the last preambular paragraph.",
     ["remove | operative paragraph 3", "remove | operative paragraph 4",
      "remove | operative paragraph 5", "remove | the last preambular paragraph"]),
    ("Delete paragraph 2 (c) and paragraph 6 (a) and (b).",
     ["remove | paragraph 2 (c)", "remove | paragraph 6 (a)", "remove | paragraph 6 (b)"]),
    ("Delete the first and second paragraphs of the preamble and substitute therefor the "
     "following:\n\n“Noting oil,”",
     ["revise | the first preambular paragraph | +Noting oil,",
      "remove | the second preambular paragraph"]),
    ("The fifth preambular paragraph, which read: “Noting lamps,” was replaced by: “Noting oil,”.",
     ["revise | the fifth preambular paragraph | +Noting oil,"]),
    ("Operative paragraph 8 was revised to read: “8. Asks keepers:\n(a) To watch;\n(b) To wait;”",
     ["revise | operative paragraph 8 | +8. Asks keepers:\n(a) To watch;\n(b) To wait;"]),
    ("After the third preambular paragraph, a new preambular paragraph was inserted, reading: "
     "“Noting oil,”",
     ["add | the third preambular paragraph | after | +Noting oil,"]),
    ("Add between operative paragraphs 2 and 3 the following new paragraph: “Asks keepers;”",
     ["add | operative paragraph 2 | after | +Asks keepers;"]),
    ("At the end of the preamble insert the following paragraph:\n\n“Noting oil,”",
     ["add | the preamble | end | +Noting oil,"]),
    ("After subparagraph (b) of operative paragraph 3, insert a new subparagraph reading “(c) To "
     "wait;”.",
     ["add | operative paragraph 3 (b) | after | +(c) To wait;"]),
    ("Move operative paragraph 3 to after operative paragraph 7.",
     ["move | operative paragraph 3 | after | to operative paragraph 7"]),
    ("Operative paragraph 10 becomes operative paragraph 11.",
     ["renumber | operative paragraph 10 | to operative paragraph 11"]),
    ("A new operative paragraph 9 was added, reading: “Decides to stay;”, and the subsequent "
     "paragraphs were renumbered accordingly.",
     ["add | operative paragraph 9 | before | +Decides to stay;", "renumber | anywhere"]),
    ("The title should read “Lamps of towns”.", ["revise | the title | +Lamps of towns"]),
    ("Delete the word “dim” and insert in its place the word “bright”.",
     ["replace | anywhere | -dim | +bright"]),
    ("Replace operative paragraph 4 with the following new paragraph: “Asks keepers;”",
     ["revise | operative paragraph 4 | +Asks keepers;"]),
    ("Adds an operative clause that reads “5. Asks keepers;”",
     ["add | operative paragraph 5 | before | +5. Asks keepers;"]),
    ("Add operative clause 5: Asks keepers to watch;",
     ["add | operative paragraph 5 | before | +Asks keepers to watch;"]),
    ("Insert operative paragraph 4 bis: “Asks keepers;”",
     ["add | operative paragraph 4 | after | +Asks keepers;"]),
    ("After paragraph 5, insert a new paragraph. The new paragraph would read: “Asks keepers;”",
     ["add | paragraph 5 | after | +Asks keepers;"]),
    ("Add at the end of the draft resolution a new paragraph reading: “Decides to stay.”",
     ["add | the operative part | end | +Decides to stay."]),
    ("The third preambular paragraph should read\nNoting oil and wicks,",
     ["revise | the third preambular paragraph | +Noting oil and wicks,"]),
    ("Preambular paragraph 3\n\nAmend to read as follows:\n\nNoting oil and wicks,",
     ["revise | the third preambular paragraph | +Noting oil and wicks,"]),
    ("In paragraph 4, delete all words after “the lamps”"
     " and replace with the following: “at dusk”.",
     ["replace | paragraph 4 | after the lamps | +at dusk"]),
    ("A) Insertion of article “a” after “light” in first preambular para, i.e. “light a lamp”;",
     ["insert | the first preambular paragraph | after light | +a"]),
    ("Substitution of “wick” for first “lamp” in para 1 (b).",
     ["replace | paragraph 1 (b) | -lamp | +wick"]),
    ("Re para 4, suggest “dim” be deleted.", ["delete | paragraph 4 | -dim"]),
    ("The words “oil” in paragraph A.1 might be deleted.",
     ["delete | paragraph 1 of section A | -oil"]),
    ("1. Strike operative clause 3. 2. Renumber accordingly.",
     ["remove | operative paragraph 3", "renumber | anywhere"]),
    ("In footnote 3, replace “ibid.” with “vol. 2”.",
     ["replace | footnote 3 | -ibid. | +vol. 2"]),
)  # fmt: skip


@pytest.mark.parametrize(("words", "read"), FAMILIES, ids=[one[0][:40] for one in FAMILIES])
def test_families_of_phrases(words: str, read: list[str]) -> None:
    assert _short(words) == read
    assert not _read(words).unread


def test_a_record_of_revisions_is_read_item_by_item() -> None:
    found = _read(
        "The representative of Freedonia orally revised the draft resolution as follows:\n\n"
        "(a) In operative paragraph 5:\n\n(i) Delete “a”;\n\n(ii) After “b”, insert “c”;\n\n"
        "(b) Delete “d” in paragraph 6 (a) and (b)."
    )
    assert [(one.label, named(one.place)) for one in found.amendments if one.place] == [
        ("(i)", "operative paragraph 5"),
        ("(ii)", "operative paragraph 5"),
        ("(b)", "paragraph 6 (a)"),
        ("(b)", "paragraph 6 (b)"),
    ]
    assert [one.why for one in found.unread] == [Why.NO_CHANGE]


def test_a_list_of_amendments_may_be_quoted_as_a_whole() -> None:
    assert _short(
        "The delegation proposed the following amendments:\n\n“1. Delete paragraph 2.\n\n"
        "2. In paragraph 3, delete “dim”.\n\n3. Replace paragraph 4 by the following:\n\n"
        "Asks keepers to watch;”"
    ) == [
        "remove | paragraph 2",
        "delete | paragraph 3 | -dim",
        "revise | paragraph 4 | +Asks keepers to watch;",
    ]


def test_words_of_a_new_paragraph_may_stand_without_marks() -> None:
    found = _read(
        "1. After the first preambular paragraph insert the following paragraph:\n\n"
        "Recalling the oil that was burnt,\n\n"
        "2. Paragraph 2 should read\n\n2. Asks keepers:\n\n(a) To watch;\n\n(b) To wait;\n\n"
        "3. Delete paragraph 4."
    )
    assert [one.new.words for one in found.amendments if one.new] == [
        "Recalling the oil that was burnt,",
        "2. Asks keepers:\n(a) To watch;\n(b) To wait;",
    ]
    assert found.amendments[-1].deed is Deed.REMOVE


def test_everything_keeps_the_place_of_its_words() -> None:
    words = "2. In operative paragraph 4, after “the lamps”, insert “and wicks”."
    reading = _read(words)
    one = reading.amendments[0]
    assert one.place
    assert one.anchor
    assert one.new
    shown = [reading.text[a.span.start : a.span.end] for a in (one.place, one.anchor, one.new)]
    assert shown == ["operative paragraph 4", "“the lamps”", "“and wicks”"]
    assert one.label == "2."


def test_what_the_place_should_read_in_the_end_is_kept() -> None:
    found = _read("In paragraph 8, delete “dim” so that it would read: “the lamps of towns”.")
    assert found.amendments[0].reads
    assert found.amendments[0].reads.words == "the lamps of towns"


def test_the_rest_of_a_paragraph_and_occurrences() -> None:
    found = _read(
        "In paragraph 1, after “towns” delete the rest of the paragraph. In paragraph 2, delete "
        "the second occurrence of the word “dim”. Replace “lampz” with “lamps” throughout the text."
    ).amendments
    assert found[0].rest
    assert found[1].which == 2
    assert found[2].every


def test_parts_of_a_paragraph() -> None:
    found = _read("In the chapeau of paragraph 4, delete “dim”.").amendments[0]
    assert found.place
    assert (found.place.kind, found.place.part) == (Kind.PARAGRAPH, Part.LEAD)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("In paragraph 3, the word “lamp” should be in the singular.", Why.NO_CHANGE),
        ("Insert the word “oil” in paragraph 3.", Why.NO_PLACE),
        ("Change the first line of paragraph 3 to read: “Asks keepers”.", Why.NO_PLACE),
        ("Delete the gist of paragraph 3.", Why.UNKNOWN_WORDS),
        ("In paragraph 3, replace “oil”.", Why.NO_WORDS),
        ("orally revised operative paragraph 16 of the draft resolution.", Why.NO_CHANGE),
        ("In paragraph 3, delete “oil and wicks.", Why.UNCLEAR),
        ("The new paragraph should read: “Asks keepers;”", Why.NO_PLACE),
    ],
)
def test_what_cannot_be_read_is_said_with_its_reason(words: str, why: Why) -> None:
    found = _read(words)
    assert found.amendments == ()
    assert why in [one.why for one in found.unread]


def test_quotations_in_quotations_and_several_paragraphs() -> None:
    found = _read(
        "Replace paragraph 2 with:\n\n“2. Asks for “bright lamps” and ‘oil’:\n\n“(a) Soon;\n\n"
        "“(b) Daily;”"
    ).amendments
    assert found[0].new
    assert found[0].new.words == "2. Asks for “bright lamps” and ‘oil’:\n(a) Soon;\n(b) Daily;"


def test_too_many_words_are_refused_and_long_ones_read_in_time() -> None:
    with pytest.raises(ValueError, match="400,000"):
        _read("x" * 400_001)
    assert _read("delete paragraph 3, " * 3_000).unread
    assert _read("“" * 50_000).failed
