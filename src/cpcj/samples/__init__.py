"""Sample texts that the project writes itself; see README.md beside this file."""

from __future__ import annotations

import re

_INVENTED = re.compile(r"[A-Z]+(?:/[A-Z][\w.]*)*/\d{1,4}/(?:L\.)?9\d{3}(?:/Rev\.\d+)?(?:![\w.]+)?")


def is_invented(symbol: str) -> bool:
    """Tell whether a symbol is that of an invented text: no such document was ever published.

    The number after the session or the year has four digits and begins with nine
    ("A/RES/68/9001", "A/C.3/68/L.9001/Rev.1", "A/68/9490"), which no body has reached. Symbols of
    before 1976 had no session in them ("A/9490") and are real.

    Args:
        symbol: of a document, or the identifier of a text in it ("A/68/9490!II").
    """
    return _INVENTED.fullmatch(symbol) is not None
