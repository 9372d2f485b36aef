"""Texts aligned by program against those aligned by hand, in the part kept for reporting."""

from pathlib import Path

from cpcj.resolutions.comparing import align
from cpcj.resolutions.evaluation.alignments import (
    compare_alignment,
    provisions_at,
    read_alignments,
)
from cpcj.resolutions.evaluation.scores import Score
from tests.corpus.place import PLACE, needs_corpus

ALIGNED = Path(__file__).parents[1] / "alignments"


def test_thirty_pairs_are_aligned_by_hand_each_in_one_part() -> None:
    parts = [read_alignments(ALIGNED / part) for part in ("development", "report")]
    names = [pair.name for part in parts for pair in part]
    assert len(names) == len(set(names)) >= 30


@needs_corpus
def test_provisions_are_paired_as_by_hand() -> None:
    score = Score()
    for pair in read_alignments(ALIGNED / "report"):
        before, after = (provisions_at(PLACE, place) for place in (pair.before, pair.after))
        known = {unit.id for unit in before}, {unit.id for unit in after}
        assert all(old in known[0] and new in known[1] for old, new in pair.links), pair.name
        score += compare_alignment(pair, align(before, after).links()).score
    assert score.f1 >= 0.95, score.record()
