"""Opening files that are zip archives of XML parts (.docx, .odt), when they may be hostile.

A converter is never given the archive itself. Each part is unpacked with a bound on what comes out,
parsed without entities and without network, and only the parts that hold words go into a new,
uncompressed archive. So an archive that unpacks to terabytes, a part that stands in it twice, an
entity that reads a file of the machine or grows a billion times is refused before any reading.

Limits: :data:`MAX_BYTES`, :data:`MAX_PARTS`, :data:`MAX_UNPACKED`, :data:`MAX_DEPTH`.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.parsers import expat

from cpcj.resolutions.source import UnreadableError

MAX_BYTES = 200_000_000
MAX_PARTS = 5_000
MAX_UNPACKED = 64_000_000  # bytes of XML: thirty times the longest known text of the Organization
MAX_DEPTH = 200  # elements inside one another

_CHUNK = 1 << 16
_WORD_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|(?:word|docProps)/(?:_rels/)?[^/]+\.(?:xml|rels)"
    r"|word/theme/[^/]+\.xml"
)
_ODT_PARTS = re.compile(r"mimetype|(?:content|styles|meta)\.xml|META-INF/manifest\.xml")
_SPOILT = "it is damaged: save it again from the program it was written with"
_OTHERS = (
    ("xl/", "a spreadsheet"),
    ("ppt/", "a presentation"),
    ("OEBPS/", "an electronic book"),
)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a file that hold its words, checked.

    Attributes:
        form: the converter's name of the form, "docx" or "odt".
        parts: content by name.
    """

    form: str
    parts: dict[str, bytes]

    def archive(self) -> bytes:
        """Return an archive of the checked parts alone, uncompressed."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), content)
        return out.getvalue()


def open_package(data: bytes, name: str) -> Package:
    """Return the checked parts of a Word or OpenDocument file.

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        UnreadableError: it is no such file, is damaged, protected, too large, or made to harm.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError(
            name,
            f"the file has {len(data):,} bytes, more than the {MAX_BYTES:,} that are read at "
            "once; take the pictures out of it",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableError(name, _SPOILT) from error
    except (OSError, RuntimeError, MemoryError, OverflowError) as error:
        raise UnreadableError(name, _SPOILT) from error


def _package(archive: zipfile.ZipFile, name: str) -> Package:
    members = archive.infolist()
    if len(members) > MAX_PARTS:
        raise UnreadableError(name, f"it has more than {MAX_PARTS:,} parts, which no document has")
    form, wanted = _form(archive, name)
    parts: dict[str, bytes] = {}
    room = MAX_UNPACKED
    for member in members:
        if not wanted.fullmatch(member.filename):
            continue
        if member.filename in parts:
            raise UnreadableError(name, f"its part {member.filename} stands in it twice; {_SPOILT}")
        if member.flag_bits & 1:
            raise UnreadableError(name, "it is protected with a password: save it without one")
        content = _unpack(archive, member, room, name)
        room -= len(content)
        if member.filename.endswith((".xml", ".rels")):
            check_xml(content, member.filename, name)
        parts[member.filename] = content
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise UnreadableError(name, "it is protected with a password: save it without one")
    return Package(form, parts)


def _form(archive: zipfile.ZipFile, name: str) -> tuple[str, re.Pattern[str]]:
    """Return the form of an archive and which of its parts hold words."""
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "docx", _WORD_PARTS
    if "content.xml" in names and "mimetype" in names:
        member = archive.getinfo("mimetype")
        kind = b"" if member.flag_bits & 1 else _unpack(archive, member, 200, name)
        if b"opendocument.text" in kind:
            return "odt", _ODT_PARTS
    other = next(
        (what for start, what in _OTHERS if any(part.startswith(start) for part in names)),
        "a zip archive",
    )
    raise UnreadableError(
        name, f"it is {other}, not a text: give a Word, OpenDocument, PDF or text file"
    )


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int, name: str) -> bytes:
    """Return the content of a part; what the archive says of its size is not believed."""
    out = bytearray()
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            out += chunk
            if len(out) > room:
                raise UnreadableError(
                    name,
                    f"it unpacks to more than {MAX_UNPACKED:,} bytes of text, which no document "
                    "does; it is damaged or made to harm its reader",
                )
    return bytes(out)


def check_xml(content: bytes, part: str, name: str) -> None:
    """Check that a part is XML that declares no entities and is not nested beyond measure.

    Raises:
        UnreadableError: it is not.
    """
    parser = expat.ParserCreate()
    depth = 0

    def doctype(*_: object) -> None:
        message = (
            f"its part {part} declares a document type, as no word processor writes it and files "
            "made to harm their reader do"
        )
        raise UnreadableError(name, message)

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            message = f"its part {part} is nested more than {MAX_DEPTH} deep; {_SPOILT}"
            raise UnreadableError(name, message)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the parameter has no name
    except expat.ExpatError as error:
        raise UnreadableError(
            name, f"its part {part} is not well-formed XML ({error}); {_SPOILT}"
        ) from error


def word_furniture(package: Package) -> tuple[str, ...]:
    """Return the paragraphs of the headers and footers of a Word file, each once.

    The Organization's templates print the masthead (symbol, distribution, date) in the header of
    the first page.
    """
    lines: dict[str, None] = {}
    for part, content in sorted(package.parts.items()):
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", part):
            lines.update(dict.fromkeys(_paragraphs(content)))
    return tuple(lines)


def _paragraphs(content: bytes) -> list[str]:
    """Return the words of each paragraph of a WordprocessingML part."""
    parser = expat.ParserCreate()
    found: list[str] = []
    open_paragraphs: list[list[str]] = []
    in_words = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal in_words
        kind = tag.rpartition(":")[2]
        if kind == "p":
            open_paragraphs.append([])
        elif kind in ("tab", "br", "cr") and open_paragraphs:
            open_paragraphs[-1].append("\n")
        in_words = kind == "t"

    def end(tag: str) -> None:
        nonlocal in_words
        in_words = False
        if tag.rpartition(":")[2] == "p" and open_paragraphs:
            words = "".join(open_paragraphs.pop())
            found.extend(" ".join(line.split()) for line in words.split("\n") if line.strip())

    def characters(text: str) -> None:
        if in_words and open_paragraphs:
            open_paragraphs[-1].append(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.Parse(content, True)  # noqa: FBT003 - the parameter has no name
    return found
