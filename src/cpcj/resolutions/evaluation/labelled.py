"""A labelled list made back into a text, so that acts annotated in it can be read.

Some texts are at hand as labelled lists alone. What the list says of a piece (that it is a title,
a paragraph, its number) is printed the way a text prints it; nothing else of the labels is used.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from cpcj.resolutions.evaluation.paragraphs import LabelsError

_SYMBOL = re.compile(r"^([AES])_RES_(.+)$")


def symbol_of(stem: str) -> str:
    """Return the symbol that a file's stem stands for ("A_RES_78_229", "S_RES_2481(2019)")."""
    match = _SYMBOL.match(stem)
    return f"{match[1]}/RES/{match[2].replace('_', '/')}" if match else stem


def compose(path: Path) -> str:
    """Return the text of a labelled list, one piece a paragraph.

    Raises:
        LabelsError: when the file is no labelled list.
    """
    try:
        pieces = json.loads(path.read_text(encoding="utf-8"))
        printed = [
            f"{(piece.get('prefix') or '').strip()} {piece['text'].strip()}".strip()
            for piece in pieces
            if piece["type"] != "footer" and piece["text"]
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path}: no labelled list can be read from it ({error})"
        raise LabelsError(message) from error
    return "\n\n".join([symbol_of(path.stem), *printed]) + "\n"
