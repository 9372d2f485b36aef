"""Where a phrase has stood before: its uses, and what was said almost like it.

A phrase has a precedent where its words stand, one after the other, in a paragraph that is held;
case and punctuation do not count. What differs in a word or two is a variant: the likest stretch of
words of the paragraph, at least :data:`LIKE` alike. What is less alike is no precedent, and the
nearest is named as such.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Opcode

from cpcj.resolutions.agreed.passages import Holdings, Passage, by_number
from cpcj.resolutions.comparing.coding import JOINTS, WORD, Coder, plain
from cpcj.resolutions.comparing.words import Change, word_changes

LIKE: Final = 0.75
"""Likeness from which a stretch of words is a variant of a phrase."""

NEAR: Final = 0.4
"""Likeness below which not even the nearest is worth naming."""

LONGEST: Final = 400
"""Words of a phrase that are looked for; a paragraph of more is cut there."""

_LATEST: Final = dt.date.max


class Verdict(StrEnum):
    """What is known of a phrase."""

    PRECEDENT = "precedent"  # it stands in a text that is held, word for word
    VARIANTS = "variants"  # only in other words
    NONE = "no precedent"


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a phrase or a variant stands.

    Attributes:
        passage: the paragraph.
        start, end: the stretch in its words.
        likeness: from 0 to 1; 1 where the words are the phrase's own.
    """

    passage: Passage
    start: int
    end: int
    likeness: float

    @property
    def words(self) -> str:
        """Return the stretch as printed."""
        return self.passage.words[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording with its uses, the earliest first.

    Attributes:
        words: as printed in the earliest use.
        likeness: to the phrase.
        uses: by date; undated ones last; on one day by symbol.
        changes: from the phrase to these words; of the phrase itself one stretch that is the same.
    """

    words: str
    likeness: float
    uses: tuple[Use, ...]
    changes: tuple[Change, ...]

    @property
    def earliest(self) -> Use:
        """Return the first use."""
        return self.uses[0]

    @property
    def latest(self) -> Use:
        """Return the last dated use, or the last where none is dated."""
        dated = [use for use in self.uses if use.passage.date]
        return dated[-1] if dated else self.uses[-1]


@dataclass(frozen=True, slots=True)
class Precedents:
    """What was found of a phrase.

    Attributes:
        phrase: as asked for.
        verdict: whether there is a precedent.
        exact: its uses word for word; None where there is none.
        variants: other wordings, the likest first, then the oldest.
        nearest: the likest use of all where there is no precedent and something is near.
        cut: whether the phrase was longer than what is looked for.
    """

    phrase: str
    verdict: Verdict
    exact: Variant | None
    variants: tuple[Variant, ...]
    nearest: Use | None
    cut: bool = False


class _Stretch(NamedTuple):
    start: int
    end: int
    likeness: float


def precedents(phrase: str, holdings: Holdings) -> Precedents:
    """Return where a phrase has stood before.

    Args:
        phrase: some words, up to a paragraph.
        holdings: the texts that are held.
    """
    coder = Coder()
    looked_for = bare(phrase)
    words = list(WORD.finditer(looked_for))
    cut = len(words) > LONGEST
    if cut:
        looked_for = looked_for[: words[LONGEST - 1].end()]
    coded = coder.words(looked_for)
    if not coded:
        return Precedents(phrase, Verdict.NONE, None, (), None)
    word_for_word = stands(looked_for)
    exact, stretches = [], []
    for passage in holdings.passages(looked_for):
        # Most of what is found has the phrase itself, and is long; of the others alone is each
        # word looked at.
        if (found := word_for_word(plain(passage.words))) is not None:
            exact.append(Use(passage, *found, 1.0))
        elif (like := _stretch(coded, coder.words(passage.words))) is not None:
            stretches.append((passage, like))
    exact.sort(key=lambda use: _age(use.passage))
    stretches.sort(key=lambda one: _age(one[0]))
    others = [_use(*one) for one in stretches if one[1].likeness >= LIKE]
    nearest = max(stretches, key=lambda one: one[1].likeness, default=None) if not exact else None
    verdict = Verdict.PRECEDENT if exact else Verdict.VARIANTS if others else Verdict.NONE
    return Precedents(
        phrase=phrase,
        verdict=verdict,
        exact=_variant(looked_for, exact) if exact else None,
        variants=_variants(looked_for, others, coder),
        nearest=None if nearest is None else _use(*nearest),
        cut=cut,
    )


def stands(phrase: str) -> Callable[[str], tuple[int, int] | None]:
    """Return what tells where a phrase's words stand one after the other in ``plain`` words.

    Between two words stands anything but one sign that joins them ("well-being" is one word). The
    pattern begins with letters, not with what must not stand before them: so it is looked for as
    fast as letters are.
    """
    between = rf"(?:[^\w{JOINTS}]|[^\w][^\w]+)"
    each = between.join(map(re.escape, WORD.findall(plain(phrase))))
    pattern = re.compile(rf"{each}(?![{JOINTS}]?\w)")

    def where(words: str) -> tuple[int, int] | None:
        at = 0
        while (found := pattern.search(words, at)) is not None:
            if _WITHIN.search(words, max(0, found.start() - 2), found.start()) is None:
                return found.span()
            at = found.start() + 1
        return None

    return where


_WITHIN: Final = re.compile(rf"\w[{JOINTS}]?\Z")
"""The end of what stands before a place within a word."""

_PASTED: Final = (
    (re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]"), ""),  # signs that are not seen
    (re.compile(r"(?<=\w)-[ \t]*\n\s*(?=[a-z])"), ""),  # a word parted at the end of a line
    (re.compile(r"</?sup>|\[\^?\d{1,3}\]|[¹²³⁰⁴-⁹]+"), ""),
    (re.compile(r"(?<=[A-Za-z]{3})\d{1,3}\b(?![-/.\w])"), ""),  # "Corruption5"
    (re.compile(r"(?<=[A-Za-z\d][,;.:”\"])\d{1,3}(?=\s|$)"), ""),  # "Corruption,5"
    (re.compile(r"\s+/\s+"), "/"),
)


def bare(phrase: str) -> str:
    """Return a phrase without what clings to it when it is copied from a printed page.

    The marks of footnotes, soft hyphens, and the hyphen of a word that was parted.
    """
    for pattern, put in _PASTED:
        phrase = pattern.sub(put, phrase)
    return phrase


def _age(passage: Passage) -> tuple[dt.date, tuple[tuple[int, int | str], ...]]:
    return passage.date or _LATEST, by_number(passage.identifier)


def _use(passage: Passage, found: _Stretch) -> Use:
    every = islice(WORD.finditer(plain(passage.words)), found.start, found.end)
    places = [word.span() for word in every]
    return Use(passage, places[0][0], places[-1][1], found.likeness)


def _stretch(coded: str, theirs: str) -> _Stretch | None:
    """Return the stretch of a paragraph's words that is most like a phrase's; None if none is."""
    if not theirs:
        return None
    if len(theirs) <= len(coded):
        start, end = 0, len(theirs)
    else:
        window = fuzz.partial_ratio_alignment(coded, theirs, score_cutoff=100 * NEAR)
        if window is None:
            return None
        # Words put in push the last ones out of a window as long as the phrase: look a bit around.
        more = max(2, len(coded) // 3)
        start, end = max(0, window.dest_start - more), min(len(theirs), window.dest_end + more)
    blocks = [code for code in Indel.opcodes(coded, theirs[start:end]) if code.tag == "equal"]
    if not blocks:
        return None
    kept = _trimmed(blocks, len(coded))
    first, last = start + kept[0].dest_start, start + kept[-1].dest_end
    likeness = Indel.normalized_similarity(coded, theirs[first:last])
    if likeness < NEAR:
        return None
    # A word that differs at either end belongs to what differs: "at dusk" for "at night".
    before, after = kept[0].src_start, len(coded) - kept[-1].src_end
    return _Stretch(
        max(0, first - min(before, _AT_AN_END)),
        min(len(theirs), last + min(after, _AT_AN_END)),
        likeness,
    )


_AT_AN_END: Final = 2


def _trimmed(blocks: list[Opcode], size: int) -> list[Opcode]:
    """Return the blocks of a stretch once stray words far from the rest are left out."""
    kept = list(blocks)
    while len(kept) > 1 and kept[1].dest_start - kept[0].dest_end > max(
        2, 2 * (kept[0].dest_end - kept[0].dest_start), size // 3
    ):
        kept.pop(0)
    while len(kept) > 1 and kept[-1].dest_start - kept[-2].dest_end > max(
        2, 2 * (kept[-1].dest_end - kept[-1].dest_start), size // 3
    ):
        kept.pop()
    return kept


def _variants(phrase: str, uses: Iterable[Use], coder: Coder) -> tuple[Variant, ...]:
    grouped: defaultdict[str, list[Use]] = defaultdict(list)
    for use in uses:
        grouped[coder.words(use.words)].append(use)
    found = [_variant(phrase, each) for each in grouped.values()]
    found.sort(key=lambda variant: (-variant.likeness, _age(variant.earliest.passage)))
    return tuple(found)


def _variant(phrase: str, uses: list[Use]) -> Variant:
    words = uses[0].words
    changes = word_changes(phrase, words) if uses[0].likeness < 1.0 else word_changes(words, words)
    return Variant(words, uses[0].likeness, tuple(uses), changes)
