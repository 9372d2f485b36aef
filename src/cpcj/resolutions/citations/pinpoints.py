"""Pinpoints: the part of a source that is meant, as printed after it ("chap. I, sect. A")."""

from __future__ import annotations

import re
from typing import Final

_VALUE: Final = r"(?:[IVXLC]+|[A-Z]|\d+)(?:\.[A-Z0-9]+)*(?: ?\([a-z0-9]{1,4}\))*"
_VALUES: Final = rf"{_VALUE}(?:(?:, +(?:and +)?| +and +| +to +|-){_VALUE}(?![A-Za-z0-9/]))*"
_PART: Final = (
    r"(?:annex(?:es)?|appendix|appendices|enclosure|part +(?:one|two|three|four)|preamble)"
    rf"(?: +{_VALUES})?"
    r"|(?:chaps?|sects?|paras?|pts?|arts?|pp?)\.,?"
    rf" +{_VALUES}"
    rf"|(?:chapters?|sections?|paragraphs?|parts?|articles?|tables?|principles?|goals?) +{_VALUES}"
    r"|(?:resolution|decision) +\d{1,3}(?![\d/]| +\()"
)
_AFTER: Final = re.compile(rf", +((?:{_PART})(?:,? +(?:and +)?(?:{_PART}))*)(?!\w)")


def pinpoint_after(text: str, plain: str, end: int) -> tuple[str | None, int]:
    """Return the pinpoint printed right after a source, and where it ends.

    Args:
        text: the string as printed.
        plain: the same, folded.
        end: where the words of the source end.

    Returns:
        The pinpoint as printed and its end; None and ``end`` where there is none.
    """
    if plain[end : end + 1] != ",":
        return None, end
    match = _AFTER.match(plain, end)
    if match is None:
        return None, end
    return text[match.start(1) : match.end(1)], match.end(1)
