"""Words of many paragraphs at once, as numbers.

A word is a run of letters and digits in small letters; all signs divide words. Its print is a
number of 64 bits made of its first eight bytes, its last eight and its length: two words share one
only if they are alike in all three, or by a chance of one in 10**19. The bytes of some thousand
paragraphs are worked on together by numpy; a word costs no Python object.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

_END: Final = 0xFF  # stands between paragraphs: no byte of UTF-8
_GAP: Final = 0x20
_PAD: Final = bytes([_GAP] * 8)  # so that eight bytes can be read around every word

_TABLE: Final = bytes(
    byte
    if byte >= 0x80 or chr(byte).isdigit() or "a" <= chr(byte) <= "z"
    else ord(chr(byte).lower())
    if "A" <= chr(byte) <= "Z"
    else _GAP
    for byte in range(256)
)
_MASKS: Final = np.array([(1 << 8 * size) - 1 for size in range(9)], dtype=np.uint64)
_MIX: Final = tuple(
    np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
)
"""Odd constants of the mixing function splitmix64."""


def wordprints(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the prints of the words of some texts, one text after the other.

    Returns:
        the prints, and where each text begins among them, with the end of the last.
    """
    joined = bytes([_END]).join(
        [(text if text.isascii() else text.lower()).encode("utf-8", "replace") for text in texts]
    )
    raw = bytearray(_PAD + joined.translate(_TABLE) + bytes([_END]) + _PAD)
    letters = np.frombuffer(raw, dtype=np.uint8)
    _without_signs(letters)
    ends_of_texts = np.flatnonzero(letters == _END)
    letters[ends_of_texts] = _GAP
    inside = letters != _GAP
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, ends = edges[0::2], edges[1::2]
    eight: NDArray[np.uint64] = np.ndarray(
        (len(raw) - 7,), dtype="<u8", buffer=letters.data, strides=(1,)
    )
    size = ends - starts
    first = eight[starts] & _MASKS[np.minimum(size, 8)]
    last = np.where(size > 8, eight[ends - 8], first)
    prints = mixed(first * _MIX[0] + (last ^ (size.astype(np.uint64) << np.uint64(56))))
    offsets = np.zeros(len(texts) + 1, dtype=np.int64)
    if texts:
        offsets[1:] = np.searchsorted(starts, ends_of_texts)
    return prints, offsets


def mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return numbers in which every bit depends on every bit of those given (splitmix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _MIX[1]
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _MIX[2]
    return numbers ^ (numbers >> np.uint64(31))


def _without_signs(letters: NDArray[np.uint8]) -> None:
    """Blank the signs beyond ASCII: U+0080 to U+00BF and U+2000 to U+2FFF, as UTF-8 has them."""
    three = np.flatnonzero(letters == 0xE2)
    for place in range(3):
        letters[three + place] = _GAP
    two = np.flatnonzero(letters == 0xC2)
    for place in range(2):
        letters[two + place] = _GAP
