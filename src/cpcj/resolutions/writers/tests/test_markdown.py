"""Markdown: pandoc reads out of it the words, italics and footnotes that went in."""

from __future__ import annotations

import json
from typing import Any

import pypandoc
import pytest
from hypothesis import given

from cpcj.resolutions.model import Document, DocumentKind, Paragraph, Passage, Role, Text, TextKind
from cpcj.resolutions.tests import strategies
from cpcj.resolutions.tests.documents import ALL, REPORT, RESOLUTION
from cpcj.resolutions.writers.markdown import to_markdown


def found(node: object, kind: str) -> list[Any]:
    """Return every element of a kind in a pandoc tree, in order."""
    if isinstance(node, list):
        return [one for child in node for one in found(child, kind)]
    if isinstance(node, dict):
        own = [node] if node.get("t") == kind else []
        return own + found(list(node.values()), kind)
    return []


def pandoc(text: str, form: str = "markdown") -> object:
    return json.loads(pypandoc.convert_text(text, "json", form))["blocks"]


def plain(text: str, form: str = "markdown") -> str:
    return str(pypandoc.convert_text(text, "plain", form, extra_args=["--wrap=none"]))


@pytest.mark.parametrize("form", ["markdown", "gfm"])
def test_footnotes_are_footnotes(form: str) -> None:
    tree = pandoc(to_markdown(RESOLUTION), form)
    # The second note is called for three times, and one note by nothing.
    assert len(found(tree, "Note")) == 1 + 1 + 3 + 1 + 1


def test_footnotes_of_several_texts_are_told_apart() -> None:
    text = to_markdown(REPORT)
    assert "[^1]: See A/C.3/91/SR.1." in text
    assert "[^I-1]: First note of the first draft." in text
    assert "[^II-1]: First note of the second draft." in text


def test_note_that_no_mark_calls_for_stays_in_print() -> None:
    assert "A note that no mark calls for." in plain(to_markdown(RESOLUTION))


@pytest.mark.parametrize("form", ["markdown", "gfm", "commonmark"])
def test_numbers_of_paragraphs_stay_words(form: str) -> None:
    tree = pandoc(to_markdown(RESOLUTION), form)
    assert found(tree, "OrderedList") == []
    shown = plain(to_markdown(RESOLUTION), form)
    for line in ("2. Requests the Secretary-General:", "2 bis. Invites", "a. Anchored;"):
        assert line in shown


def test_points_are_nested_lists() -> None:
    lists = found(pandoc(to_markdown(RESOLUTION)), "BulletList")
    assert any("Anchored;" in json.dumps(one) and "On" not in json.dumps(one) for one in lists)


SIGNS = (
    "# no heading",
    "- no list",
    "1) no list",
    "(a) no list",
    "> no quotation",
    "a_b_c *d* `e` [f](g) <b>h</b> &amp; $i$ ~j~ ^k^ |l| \\m @n {o}",
    "[^1] no footnote",
    ": no definition",
    "==",
    "% no title",
)


@pytest.mark.parametrize("form", ["markdown-smart", "gfm"])
def test_signs_of_markdown_in_the_words_stay_words(form: str) -> None:
    body = tuple(
        Paragraph(Role.PREAMBULAR, str(place), numbered=False, words=Passage(words))
        for place, words in enumerate(SIGNS, start=1)
    )
    text = Text(None, TextKind.RESOLUTION, Passage(""), Passage(""), body)
    shown = plain(to_markdown(Document(DocumentKind.RESOLUTION, (text,))), form)
    assert list(shown.split("\n\n")[1:]) == [*SIGNS[:-1], SIGNS[-1] + "\n"]


@strategies.law(25)
@given(strategies.documents)
def test_any_document_can_be_written(document: Document) -> None:
    to_markdown(document).encode("utf-8")


@pytest.mark.parametrize("name", ALL)
def test_words_survive(name: str) -> None:
    shown = "".join(plain(to_markdown(ALL[name])).split())
    for text in ALL[name].texts:
        for paragraph in (*text.preambular, *text.operative):
            for passage in paragraph.passages():
                longest = max(passage.text.split(), key=len)
                assert longest in shown
