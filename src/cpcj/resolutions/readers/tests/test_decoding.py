"""Encodings are recognized, and what is no text is refused with a reason."""

import codecs

import pytest

from cpcj.resolutions.readers.decoding import MAX_BYTES, MAX_LINE, MAX_LINES, decode
from cpcj.resolutions.source import UnreadableError


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Côte".encode(), "Côte"),
        (codecs.BOM_UTF8 + "Côte".encode(), "Côte"),
        ("Côte".encode("utf-16"), "Côte"),
        (codecs.BOM_UTF16_BE + "Côte".encode("utf-16-be"), "Côte"),
    ],
)
def test_unicode(data: bytes, text: str) -> None:
    decoded = decode(data, "a.txt")
    assert decoded.text == text
    assert decoded.doubts == ()


def test_windows_1252_is_a_doubt() -> None:
    decoded = decode(b"C\xf4te d\x92Ivoire", "a.txt")
    assert decoded.text == "Côte d’Ivoire"
    assert [doubt.code for doubt in decoded.doubts] == ["encoding-guessed"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"abc\x00def", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        ("abc".encode("utf-16")[:-1], "UTF-16"),
        (b"a" * (MAX_BYTES + 1), "bytes"),
        (b"a" * (MAX_LINE + 1), "line"),
        (b"a\n" * (MAX_LINES + 1), "lines"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason) as refused:
        decode(data, "port.txt")
    assert refused.value.name == "port.txt"
