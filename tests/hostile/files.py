"""A generator of hostile and broken files, the same for the same seed.

Each file comes from one of the ways in which files go wrong or are made to harm: see :data:`WAYS`.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import cpcj.samples

SAMPLES = Path(cpcj.samples.__file__).parent / "texts"
_SUFFIXES = (".txt", ".md", ".pdf", ".docx", ".odt", ".html", ".rtf", ".doc", "")
_MAGIC = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"<!DOCTYPE html>",
    b"{\\rtf1 ",
    b"\xff\xfe",
    b"\x7fELF",
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


class Hostile(NamedTuple):
    """A hostile file: in which way it is, its name and its bytes."""

    way: str
    name: str
    data: bytes


def word_file(document: bytes, **others: bytes) -> bytes:
    """Return a Word file around the XML of its document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
        for name, content in others.items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraphs_xml(words: str, before: str = "") -> bytes:
    """Return the XML of a Word document of one paragraph."""
    return (
        f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_WORD}"><w:body>'
        f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"
    ).encode()


def pdf_file(*objects: bytes) -> bytes:
    """Return a PDF of numbered objects; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """Return a compressed stream object."""
    packed = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream" % (
        len(packed),
        extra,
        packed,
    )


def fuzzed(rng: random.Random) -> Hostile:
    """Return a sample with bytes changed, taken out and put in."""
    path = _sample(rng)
    data = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 8, 64, 512))):
        place = rng.randrange(len(data))
        match rng.randrange(4):
            case 0:
                data[place] = rng.randrange(256)
            case 1:
                del data[place : place + rng.randrange(1, 40)]
            case 2:
                data[place:place] = rng.randbytes(rng.randrange(1, 40))
            case _:
                other = rng.randrange(len(data))
                data[place:place] = data[other : other + rng.randrange(1, 400)]
        data = data or bytearray(b" ")
    return Hostile("fuzzed", path.name, bytes(data))


def truncated(rng: random.Random) -> Hostile:
    """Return a sample that ends somewhere."""
    path = _sample(rng)
    data = path.read_bytes()
    return Hostile("truncated", path.name, data[: rng.randrange(len(data))])


def binary(rng: random.Random) -> Hostile:
    """Return noise that may begin as a form that is read."""
    data = rng.choice(_MAGIC) + rng.randbytes(rng.choice((0, 1, 100, 10_000, 300_000)))
    return Hostile("binary", "noise" + rng.choice(_SUFFIXES), data)


def bomb(rng: random.Random) -> Hostile:
    """Return a small file that grows beyond measure when it is read."""
    match rng.randrange(5):
        case 0:
            return Hostile("bomb", "zeros.docx", word_file(b"\x00" * 70_000_000))
        case 1:
            words = "a" * rng.randrange(64_000_000, 66_000_000)
            return Hostile("bomb", "long.docx", word_file(paragraphs_xml(words)))
        case 2:
            return Hostile("bomb", "forms.pdf", _nested_forms(rng.randrange(8, 12), 10))
        case 3:
            content = b"BT /F1 8 Tf (word) Tj ET\n" * 2_000_000
            return Hostile("bomb", "stream.pdf", _one_page(stream(content)))
        case _:
            many = {f"word/part{number}.xml": b"<a/>" for number in range(6_000)}
            return Hostile("bomb", "parts.docx", word_file(paragraphs_xml("word"), **many))


def entities(rng: random.Random) -> Hostile:
    """Return XML with entities that grow or that read a file of the machine."""
    grow = "".join(
        f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, rng.randrange(6, 12))
    )
    kind = rng.choice(
        (
            f'<!DOCTYPE d [<!ENTITY a0 "ha">{grow}]>',
            '<!DOCTYPE d [<!ENTITY a5 SYSTEM "file:///etc/hostname">]>',
            '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/never.dtd">',
        )
    )
    xml = paragraphs_xml("&a5;", kind)
    match rng.randrange(3):
        case 0:
            return Hostile("entities", "entities.docx", word_file(xml))
        case 1:
            wide = xml.decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
            return Hostile("entities", "wide.docx", word_file(wide.encode("utf-16")))
        case _:
            return Hostile("entities", "entities.html", b"<html>" + kind.encode() + b"<p>&a5;</p>")


def nested(rng: random.Random) -> Hostile:
    """Return signs opened again and again."""
    count = rng.choice((50, 1_000, 20_000))
    opening, closing = rng.choice(
        (
            ("(", ")"),
            ("[", "]"),
            ("[a](", ")"),
            ("*a ", "*"),
            ("**", "**"),
            ("<sup>", "</sup>"),
            ("“", "”"),
            ("(a) ", ";\n"),
            ("1. Requests (", ")\n"),
            ("<div>", "</div>"),
            ("<ol><li>", "</li></ol>"),
            ("<table><tr><td>", "</td></tr></table>"),
            ("<i>", ""),
            ("{\\b ", "}"),
            ("The General Assembly, ", ""),
            ("Annex I\n", ""),
        )
    )
    head = {"<": "<html><body>", "{": "{\\rtf1 "}.get(opening[0], "")
    words = f"{head}{opening * count}word{closing * count}"
    return Hostile("nested", "nested" + rng.choice((".txt", ".md", ".html")), words.encode())


def repeated(rng: random.Random) -> Hostile:
    """Return lines that lead a reader into looking at everything again and again."""
    line = rng.choice(
        (
            "1. Requests the Secretary-General to report;\n",
            "Recalling its resolution 70/1,1 2 3 4 5 6 7 8 9\n\n",
            "1 See A/70/1.\n",
            "__________________\n1  Ibid.\n",
            "(i) (a) (i) (1)\n",
            "1234567890 " * 9 + "\n",
            "¹²³ word¹ word² word³,\n",
            "\f\n",
            "a-\n",
            "Draft resolution I\n\nThe General Assembly,\n\n1. Decides;\n\n",
            "Annex\n\nI. Title\n\n1. Words.\n\n",
            "\u202e\u200b\u0301\u0301\u0301 word\n",
        )
    )
    size = rng.choice((2_000, 200_000, 1_000_000))
    return Hostile("repeated", "repeated.txt", (line * (size // len(line) + 1)).encode())


def one_line(rng: random.Random) -> Hostile:
    """Return a line of up to 50 MB."""
    word = rng.choice((b"a", b"word ", b"1. ", "é,".encode(), b"70/1 of 25 September 2015, "))
    size = rng.choice((600_000, 5_000_000, 50_000_000))
    return Hostile("one line", "line.txt", word * (size // len(word)))


def encoded(rng: random.Random) -> Hostile:
    """Return a sample in another encoding than it says, or than one would think."""
    path = rng.choice([path for path in _samples() if path.suffix in (".txt", ".md", ".html")])
    text = path.read_text(encoding="utf-8")
    encoding = rng.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "cp037", "utf-7",
         "shift_jis", "koi8-r")
    )  # fmt: skip
    return Hostile("encoded", path.name, text.encode(encoding, "replace"))


def empty(rng: random.Random) -> Hostile:
    """Return a file without words."""
    data = rng.choice(
        (
            b"",
            b" \n\t\n",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\x00" * rng.randrange(1, 5_000),
            b"<html></html>",
            word_file(paragraphs_xml("")),
            _one_page(stream(b" ")),
            b"%PDF-1.4\n%%EOF",
            b"PK\x05\x06" + b"\x00" * 18,
            b"{\\rtf1}",
        )
    )
    return Hostile("empty", "empty" + rng.choice(_SUFFIXES), data)


WAYS: tuple[tuple[int, Callable[[random.Random], Hostile]], ...] = (
    (30, fuzzed),
    (20, truncated),
    (10, binary),
    (2, bomb),
    (4, entities),
    (12, nested),
    (8, repeated),
    (2, one_line),
    (8, encoded),
    (4, empty),
)
"""The ways with their share in a hundred."""


def hostile_files(count: int, seed: int) -> Iterator[Hostile]:
    """Yield hostile files.

    Args:
        count: how many.
        seed: the same seed gives the same files.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret is made
    weights = [share for share, _ in WAYS]
    for _ in range(count):
        ((_, make),) = rng.choices(WAYS, weights)
        yield make(rng)


def _samples() -> list[Path]:
    return sorted(path for path in SAMPLES.iterdir() if path.is_file())


def _sample(rng: random.Random) -> Path:
    return rng.choice(_samples())


_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"


def _one_page(content: bytes) -> bytes:
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>"
    )
    return pdf_file(_CATALOGUE, _PAGES, page, content, _FONT)


def _nested_forms(depth: int, breadth: int) -> bytes:
    """Return a PDF in which each form draws the next one many times."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</XObject<</X 6 0 R>>>>>>"
    )
    draws = b"/X Do\n" * breadth
    forms = []
    for level in range(depth):
        following = b"/XObject<</X %d 0 R>>" % (7 + level) if level < depth - 1 else b""
        content = draws if following else b"BT /F1 8 Tf (word) Tj ET"
        extra = (
            b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>%s>>"
            % following
        )
        forms.append(stream(content, extra))
    return pdf_file(_CATALOGUE, _PAGES, page, stream(draws), _FONT, *forms)
