"""Program run on one PDF: its pages as runs of glyphs, with their places and fonts.

Read by :mod:`cpcj.resolutions.readers.pdf`, which starts this file as a process of its own (see
:mod:`~cpcj.resolutions.readers.confined`). The PDF comes on standard input; each page goes to
standard output as one line of JSON::

    {"height": 792.0, "width": 612.0, "runs": [[text, x0, x1, y, size, style], …]}

Lengths are points (1/72 inch) from the lower left corner of the page, ``y`` is the base line,
``style`` a sum of :data:`ITALIC`, :data:`BOLD` and :data:`BARCODE`. A run ends where font, size or
base line change or a gap wider than :data:`GAP` times the size follows. What is wrong with a file
is the single line ``{"error": "…"}``.

Nothing of this package is imported here: the process must start fast.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Run = tuple[str, float, float, float, float, int]

ITALIC, BOLD, BARCODE = 1, 2, 4
GAP = 1.5
MAX_PAGES = 2_000
MAX_GLYPHS = 20_000_000
MEMORY = 1_200_000_000  # bytes of address space

# Of the size. In files seen, kerning goes to 0.146 and spaces begin at 0.157.
_SPACE_GAP = 0.15
_ITALIC_FLAG, _BOLD_FLAG, _BOLD_WEIGHT = 1 << 6, 1 << 18, 600
_HYPHEN = 2  # the sign by which PDFium tells a hyphen at a line end
_ERRORS = {
    3: "it is no PDF, or is damaged: save it again from the program it was written with",
    4: "it is protected with a password: save it without one",
    5: "its encryption is of a kind that is not read: save it without protection",
}


class TooLargeError(Exception):
    """The file has more pages or glyphs than are read."""


def pages(data: bytes) -> Iterator[dict[str, Any]]:
    """Yield the pages of a PDF.

    Raises:
        ValueError: it cannot be opened; the message says why.
        TooLargeError: it has more pages or glyphs than are read.
    """
    import pypdfium2.raw as pdfium

    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        code = pdfium.FPDF_GetLastError()
        raise ValueError(_ERRORS.get(code, _ERRORS[3]))
    count = pdfium.FPDF_GetPageCount(document)
    if count > MAX_PAGES:
        message = (
            f"it has {count:,} pages, more than the {MAX_PAGES:,} that are read at once: split it "
            "into its documents"
        )
        raise TooLargeError(message)
    glyphs = 0
    for index in range(count):
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            continue
        layer = pdfium.FPDFText_LoadPage(page)
        glyphs += max(pdfium.FPDFText_CountChars(layer), 0)
        if glyphs > MAX_GLYPHS:
            message = (
                f"it has more than the {MAX_GLYPHS:,} letters that are read at once: split it into "
                "its documents"
            )
            raise TooLargeError(message)
        yield {
            "width": pdfium.FPDF_GetPageWidthF(page),
            "height": pdfium.FPDF_GetPageHeightF(page),
            "runs": list(_runs(pdfium, layer)),
        }
        pdfium.FPDFText_ClosePage(layer)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)


def _runs(pdfium: Any, layer: Any) -> Iterator[Run]:
    """Yield the runs of one page in the order in which the file draws them."""
    made_up, letter_of = pdfium.FPDFText_IsGenerated, pdfium.FPDFText_GetUnicode
    origin_of, box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
    object_of = pdfium.FPDFText_GetTextObject
    object_of.restype = ctypes.c_void_p  # a number is all that is asked: is it the same one?
    origin = ctypes.c_double(), ctypes.c_double()
    x, y = ctypes.byref(origin[0]), ctypes.byref(origin[1])
    box = pdfium.FS_RECTF()
    size, style = 0.0, 0
    drawn: int | None = None
    letters: list[str] = []
    base = left = right = 0.0
    for index in range(pdfium.FPDFText_CountChars(layer)):
        if made_up(layer, index) == 1:
            continue
        thing = object_of(layer, index)
        origin_of(layer, index, x, y)
        box_of(layer, index, box)
        start = box.left
        gap = start - right
        if (
            thing != drawn
            or gap > GAP * size
            or start < left - 1
            or abs(origin[1].value - base) > 0.05
        ):
            font = _font(pdfium, layer, index) if thing is None or thing != drawn else (size, style)
            now = origin[1].value
            same = font == (size, style) and abs(now - base) <= 0.05
            if letters and not (same and left - 1 <= start and gap <= GAP * size):
                yield "".join(letters), round(left, 1), round(right, 1), round(base, 1), size, style
                letters, left = [], start
            elif not letters:
                left = start
            drawn, base = thing, now
            size, style = font
        if letters and gap > _SPACE_GAP * size and not _holds(letters):
            letters.append(" ")
        letters.append(_letter(letter_of(layer, index)))
        right = box.right
    if letters:
        yield "".join(letters), round(left, 1), round(right, 1), round(base, 1), size, style


def _holds(letters: list[str]) -> bool:
    """Tell whether no gap is a space here: after a space, and inside "2014–2024"."""
    return letters[-1] == " " or (letters[-1] == "–" and letters[-2:-1] != [" "])


def _letter(code: int) -> str:
    """Return the letter of a code point; nothing for what is none."""
    if code == _HYPHEN:
        return "-"
    if code < 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code == 0xFFFE:
        return " " if code in (9, 10, 13) else ""
    return chr(code)


def _font(pdfium: Any, layer: Any, index: int) -> tuple[float, int]:
    """Return size and style of the font a glyph is drawn with."""
    name = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    size = pdfium.FPDFText_GetFontInfo(layer, index, name, 256, flags)
    called = name.raw[: max(min(size, 256) - 1, 0)].decode("latin-1").lower()
    style = 0
    if "italic" in called or "oblique" in called or flags.value & _ITALIC_FLAG:
        style |= ITALIC
    if (
        "bold" in called
        or flags.value & _BOLD_FLAG
        or pdfium.FPDFText_GetFontWeight(layer, index) >= _BOLD_WEIGHT
    ):
        style |= BOLD
    if "barcode" in called or "3 of 9" in called:
        style |= BARCODE
    return round(_height(pdfium, layer, index), 1), style


def _height(pdfium: Any, layer: Any, index: int) -> float:
    """Return the size a glyph is printed in: the font's size as the page scales it."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(layer, index))
    if pdfium.FPDFText_GetMatrix(layer, index, matrix):
        scale = math.hypot(matrix.c, matrix.d)
        if 0.01 < scale < 100:
            return size * scale
    return size


def main() -> int:
    """Read a PDF from standard input and write its pages; return the exit code."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    data = sys.stdin.buffer.read()
    try:
        for page in pages(data):
            sys.stdout.write(json.dumps(page))
            sys.stdout.write("\n")
    except (ValueError, TooLargeError) as error:
        sys.stdout.write(json.dumps({"error": str(error)}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
