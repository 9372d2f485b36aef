"""Files made to harm their reader are refused, each with its reason."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from cpcj.resolutions.readers import archives, confined, pandoc, read_source
from cpcj.resolutions.source import UnreadableError
from tests.hostile.files import paragraphs_xml, word_file

_WORDS = paragraphs_xml("Words.")


def _refused(data: bytes, reason: str, name: str = "file.docx") -> None:
    with pytest.raises(UnreadableError, match=reason) as caught:
        read_source(data, name)
    assert str(caught.value).startswith(f"{name}: ")


def test_the_harmless_file_these_are_made_from_is_read() -> None:
    source = read_source(word_file(_WORDS), "file.docx")
    assert [block.words.text for block in source.blocks] == ["Words."]


def test_an_archive_that_unpacks_beyond_measure() -> None:
    _refused(word_file(b"\x00" * 70_000_000), "it unpacks to more than 64,000,000 bytes")


def test_an_archive_that_lies_about_its_sizes() -> None:
    data = bytearray(word_file(b"a" * 70_000_000))
    entry = data.index(b"PK\x01\x02", data.rindex(b"word/document.xml") - 60)
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)  # the declared size, unpacked
    with pytest.raises(UnreadableError):
        read_source(bytes(data), "file.docx")


def test_too_many_parts() -> None:
    parts = {f"word/a{number}.xml": b"<a/>" for number in range(archives.MAX_PARTS + 1)}
    _refused(word_file(_WORDS, **parts), "more than 5,000 parts")


def test_a_part_that_stands_in_it_twice() -> None:
    out = io.BytesIO(word_file(_WORDS))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/document.xml", _WORDS)
    _refused(out.getvalue(), "word/document.xml stands in it twice")


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/never.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_declared(declared: str, encoding: str) -> None:
    xml = paragraphs_xml("words", declared).decode()
    xml = xml.replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
    _refused(word_file(xml.encode(encoding)), "declares a document type")


def test_entities_of_a_web_page_are_not_followed() -> None:
    page = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>A &x; B</p>'
    text = read_source(page, "page.html").text
    assert "&x;" in text or text.split() == ["A", "B"]


def test_elements_nested_beyond_measure() -> None:
    deep = paragraphs_xml("</w:t></w:r></w:p>" + "<w:tbl>" * 300)
    _refused(word_file(deep), "nested more than 200 deep")


def test_xml_that_breaks_off() -> None:
    _refused(word_file(_WORDS[:-20]), "is not well-formed XML")


def test_an_archive_cut_short() -> None:
    _refused(word_file(_WORDS)[:-40], "it is damaged")


@pytest.mark.parametrize(
    ("part", "what"),
    [("xl/workbook.xml", "a spreadsheet"), ("ppt/slides.xml", "a presentation"), ("a", "a zip")],
)
def test_other_archives_are_named(part: str, what: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, b"<a/>")
    _refused(out.getvalue(), f"it is {what}")


def test_a_protected_open_document_is_named() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<a/>")
        archive.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
    _refused(out.getvalue(), "protected with a password", "file.odt")


def test_the_masthead_in_the_header_of_a_template_is_read() -> None:
    header = paragraphs_xml("A/RES/68/9009").replace(b"w:document", b"w:hdr")
    source = read_source(word_file(_WORDS, **{"word/header1.xml": header}), "file.docx")
    assert source.masthead.lines == ("A/RES/68/9009",)


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(UnreadableError, match=r"slow\.html: reading it takes more than 0\.2 sec"):
        confined.run(["sleep", "5"], b"", "slow.html", seconds=0.2)


def test_a_converter_that_is_missing_is_named() -> None:
    with pytest.raises(UnreadableError, match="cannot be started"):
        confined.run(["no-such-converter"], b"", "page.html", seconds=1)


def test_tags_nested_beyond_measure() -> None:
    with pytest.raises(UnreadableError, match=r"deep\.html: "):
        pandoc.read(b"<html>" + b"<div>" * 5_000 + b"x", "deep.html")
