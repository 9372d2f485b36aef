"""Accepting every change gives the later file, rejecting every change the earlier one."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from cpcj.resolutions import read_document, to_docx
from cpcj.resolutions.model import (
    Document,
    DocumentKind,
    Note,
    NoteMark,
    Paragraph,
    Passage,
    Role,
    Text,
    TextKind,
)
from cpcj.resolutions.source import UnreadableError
from cpcj.resolutions.tracked import accepted, is_tracked, rejected, tracked_docx
from cpcj.resolutions.tracked.lists import NUMBERING, numbered
from cpcj.resolutions.tracked.package import BODY, FOOTNOTES, opened, packed, parsed, q

LAMPS = "Encourages coastal States to light their harbours at night, as appropriate"
BOATS = "Requests the Secretary-General to count the boats and to publish the figures"
OARS = "Invites donors to give oars, upon request, to ferries that have none"
RAFTS = "Urges Member States to number their rafts"


def _document(*operative: str, notes: tuple[str, ...] = ()) -> Document:
    """Return a resolution; each note is called for at the beginning of a paragraph."""
    marks = [(NoteMark(0, str(n)),) if n <= len(notes) else () for n in range(1, 50)]
    body = tuple(
        Paragraph(Role.OPERATIVE, str(n), True, Passage(words, marks[n - 1]))  # noqa: FBT003
        for n, words in enumerate(operative, start=1)
    )
    text = Text(
        id=None,
        kind=TextKind.RESOLUTION,
        title=Passage("Care of harbours"),
        organ_line=Passage("The General Assembly,"),
        body=body,
        symbol="A/RES/79/901",
        notes=tuple(Note(str(n), Passage(words)) for n, words in enumerate(notes, start=1)),
    )
    return Document(DocumentKind.RESOLUTION, (text,), symbol="A/RES/79/901")


def said(data: bytes) -> list[str]:
    """Return what a Word file says, paragraph by paragraph, footnotes where they are called for."""
    parts = opened(data, "a.docx")
    notes = {}
    if FOOTNOTES in parts:
        for note in parsed(parts, FOOTNOTES, "a.docx").iter(q("footnote")):
            notes[note.get(q("id"))] = "".join(one.text or "" for one in note.iter(q("t")))
    found = []
    for paragraph in parsed(parts, BODY, "a.docx").iter(q("p")):
        words = ""
        for one in paragraph.iter(q("t"), q("tab"), q("footnoteReference")):
            if one.tag == q("t"):
                words += one.text or ""
            elif one.tag == q("tab"):
                parent = one.getparent()
                words += "\t" if parent is not None and parent.tag == q("r") else ""
            else:
                words += f"[{notes[one.get(q('id'))]}]"
        found.append(words)
    return found


def test_words_paragraphs_and_numbers_are_both_files() -> None:
    before = to_docx(_document(LAMPS, BOATS, OARS))
    after = to_docx(_document(LAMPS.replace("night", "dusk"), OARS, RAFTS))
    tracked = tracked_docx(before, after)
    assert is_tracked(tracked)
    assert said(accepted(tracked)) == said(after)
    assert said(rejected(tracked)) == said(before)
    changed = parsed(opened(tracked, "t"), BODY, "t")
    taken_out = ["".join(map(str, run.itertext())) for run in changed.iter(q("del"))]
    assert "night" in taken_out
    assert any(BOATS in words for words in taken_out)


def test_footnotes_of_both_files_are_there() -> None:
    before = to_docx(_document(LAMPS, BOATS, notes=("See the almanac.", "Harbour book.")))
    after = to_docx(_document(BOATS, notes=("See the new almanac.",)))
    tracked = tracked_docx(before, after)
    assert said(accepted(tracked)) == said(after)
    assert said(rejected(tracked)) == said(before)
    without = to_docx(_document(LAMPS))
    gone = tracked_docx(before, without)
    assert said(accepted(gone)) == said(without)
    assert said(rejected(gone)) == said(before)


def test_a_draft_with_tracked_changes_is_read_as_two_texts() -> None:
    tracked = tracked_docx(to_docx(_document(LAMPS, BOATS)), to_docx(_document(LAMPS, OARS, BOATS)))
    (before,) = read_document(rejected(tracked), "draft.docx").texts
    (after,) = read_document(accepted(tracked), "draft.docx").texts
    assert [one.words.text for one in before.operative] == [LAMPS, BOATS]
    assert [one.words.text for one in after.operative] == [LAMPS, OARS, BOATS]


def _listed(*lines: tuple[str, int | None]) -> bytes:
    """Return a Word file of paragraphs, each in a list with automatic numbers or in none."""
    file, written = docx.Document(), io.BytesIO()
    for words, number in lines:
        paragraph = file.add_paragraph(words)
        if number is not None:
            properties: Any = paragraph._p.get_or_add_pPr()
            named = properties.get_or_add_numPr()
            named.get_or_add_ilvl().val = 0
            named.get_or_add_numId().val = number
    file.save(written)
    return written.getvalue()


def numbers(data: bytes) -> list[tuple[str, str]]:
    """Return the paragraphs of a Word file with the numbers that their lists give them."""
    parts = opened(data, "a.docx")
    known = {one.get(q("numId")) for one in parsed(parts, NUMBERING, "a.docx").iter(q("num"))}
    counts: dict[str, int] = {}
    found = []
    for paragraph in parsed(parts, BODY, "a.docx").iter(q("p")):
        words = "".join(one.text or "" for one in paragraph.iter(q("t")))
        named = numbered(paragraph)
        if named is None:
            found.append((words, ""))
            continue
        assert named[0] in known
        counts[named[0]] = counts.get(named[0], 0) + 1
        found.append((words, f"{counts[named[0]]}."))
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # One list, called otherwise by each file; paragraphs come and go.
        ([(LAMPS, 1), (BOATS, 1), (OARS, 1)], [(LAMPS, 2), (OARS, 2), (RAFTS, 2)]),
        # A number is taken away, another one given.
        ([(LAMPS, 1), (BOATS, None)], [(LAMPS, None), (BOATS, 1)]),
        # The later file has no such list.
        ([(LAMPS, 1), (BOATS, 1), (OARS, 2)], [(RAFTS, None)]),
        ([(RAFTS, None)], [(LAMPS, 1), (BOATS, 1)]),
    ],
)
def test_automatic_numbers_are_both_files(
    before: list[tuple[str, int | None]], after: list[tuple[str, int | None]]
) -> None:
    old, new = _listed(*before), _listed(*after)
    tracked = tracked_docx(old, new)
    assert numbers(accepted(tracked)) == numbers(new)
    assert numbers(rejected(tracked)) == numbers(old)


def test_text_in_a_content_control_is_text() -> None:
    parts = opened(to_docx(_document(LAMPS, BOATS)), "a.docx")
    root = parsed(parts, BODY, "a.docx")
    (body,) = root.iter(q("body"))
    held = next(one for one in body if "".join(map(str, one.itertext())).strip())
    control = etree.Element(q("sdt"))
    body.replace(held, control)
    etree.SubElement(control, q("sdtContent")).append(held)
    controlled = packed({**parts, BODY: etree.tostring(root)})
    other = to_docx(_document(LAMPS, OARS))
    for one, two in ((controlled, other), (other, controlled)):
        tracked = tracked_docx(one, two)
        assert said(accepted(tracked)) == said(two)
        assert said(rejected(tracked)) == said(one)


def test_what_only_the_earlier_files_package_holds_is_not_referred_to() -> None:
    parts = opened(to_docx(_document(LAMPS, BOATS)), "a.docx")
    root = parsed(parts, BODY, "a.docx")
    for run in list(root.iter(q("r"))):
        picture = etree.SubElement(run, q("drawing"))
        picture.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "r9")
        etree.SubElement(run, q("commentReference"), {q("id"): "7"})
    pictured = packed({**parts, BODY: etree.tostring(root)})
    tracked = tracked_docx(pictured, to_docx(_document(OARS)))
    written = opened(tracked, "t")[BODY]
    assert b"r9" not in written
    assert b"commentReference" not in written
    assert said(rejected(tracked)) == said(pictured)


def test_equal_files_have_no_change() -> None:
    same = to_docx(_document(LAMPS, BOATS, notes=("See the almanac.",)))
    assert not is_tracked(tracked_docx(same, same))


def test_tables_are_taken_out_and_put_in_by_rows() -> None:
    def with_table(*cells: str) -> bytes:
        file, written = docx.Document(), io.BytesIO()
        file.add_paragraph(LAMPS)
        if cells:
            table = file.add_table(rows=len(cells), cols=1)
            for row, words in zip(table.rows, cells, strict=True):
                row.cells[0].text = words
        file.add_paragraph(BOATS)
        file.save(written)
        return written.getvalue()

    before, after = with_table("oars", "rafts"), with_table()
    for one, other in ((before, after), (after, before), (before, with_table("oars"))):
        tracked = tracked_docx(one, other)
        assert said(accepted(tracked)) == said(other)
        assert said(rejected(tracked)) == said(one)


_paragraphs = st.lists(
    st.lists(st.sampled_from(f"{LAMPS} {OARS} e.g. 5 (a)".split()), max_size=12).map(" ".join),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=40)
@given(_paragraphs, _paragraphs, st.integers(0, 2), st.integers(0, 2))
def test_random_edits(before: list[str], after: list[str], old: int, new: int) -> None:
    one = to_docx(_document(*before, notes=("Almanac.", "Book.")[: min(old, len(before))]))
    other = to_docx(_document(*after, notes=("Almanac.", "Ledger.")[: min(new, len(after))]))
    tracked = tracked_docx(one, other)
    assert said(accepted(tracked)) == said(other)
    assert said(rejected(tracked)) == said(one)
    docx.Document(io.BytesIO(tracked))


def test_marks_and_numbers_of_changes_are_unique() -> None:
    tracked = tracked_docx(to_docx(_document(LAMPS, OARS)), to_docx(_document(BOATS, RAFTS, OARS)))
    root = parsed(opened(tracked, "t"), BODY, "t")
    numbers = [one.get(q("id")) for one in root.iter(q("ins"), q("del"))]
    assert len(numbers) == len(set(numbers)) > 2


def test_what_is_no_word_file_is_refused_by_name() -> None:
    good = to_docx(_document(LAMPS))
    for broken in (b"", b"PK\x03\x04 nothing", good[: len(good) // 2]):
        with pytest.raises(UnreadableError, match=r"last-year\.docx"):
            tracked_docx(broken, good, names=("last-year.docx", "draft.docx"))


def test_entities_and_bombs_are_refused() -> None:
    parts = opened(to_docx(_document(LAMPS)), "a.docx")
    evil = dict(parts)
    evil[BODY] = (
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(UnreadableError):
        accepted(packed(evil), "evil.docx")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(BODY, b" " * (80 * 1024 * 1024))
    with pytest.raises(UnreadableError, match="64 MB"):
        accepted(file.getvalue(), "bomb.docx")


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_it_and_counts_the_changes(tmp_path: Path) -> None:
    tracked = tracked_docx(
        to_docx(_document(LAMPS, BOATS, notes=("See the almanac.",))),
        to_docx(_document(LAMPS.replace("night", "dusk"), OARS, notes=("See the new almanac.",))),
    )
    (tmp_path / "tracked.docx").write_bytes(tracked)
    subprocess.run(
        [str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "fodt", "--outdir", str(tmp_path), str(tmp_path / "tracked.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    root = etree.parse(tmp_path / "tracked.fodt").getroot()
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    assert len(list(root.iter(f"{text}insertion"))) >= 2
    assert len(list(root.iter(f"{text}deletion"))) >= 2


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_libreoffice_prints_the_numbers_of_both_files(tmp_path: Path) -> None:
    old = _listed((LAMPS, 1), (BOATS, 1), (OARS, None), (RAFTS, 1))
    new = _listed((LAMPS, 2), (OARS, 2), (RAFTS, 2))
    tracked = tracked_docx(old, new)
    files = {"old": old, "rejected": rejected(tracked), "new": new, "accepted": accepted(tracked)}
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path),
         *(str(tmp_path / f"{name}.docx") for name in files)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    printed = {name: (tmp_path / f"{name}.txt").read_text("utf-8-sig") for name in files}
    assert printed["rejected"] == printed["old"]
    assert printed["accepted"] == printed["new"]
    assert LAMPS in printed["old"]
