"""Amendments in words on real texts: those held, and those written from pairs of texts."""

import re
from pathlib import Path

from cpcj.resolutions.amending import apply, in_words, read_amendments, write
from cpcj.resolutions.evaluation.alignments import read_alignments, text_at
from tests.corpus.place import PLACE, needs_corpus

ALIGNED = Path(__file__).parents[1] / "alignments"
REPORT = "programme/2016-report-A-71-third-committee.txt"


@needs_corpus
def test_an_oral_revision_without_its_words_is_no_amendment() -> None:
    words = (PLACE / REPORT).read_text(encoding="utf-8")
    told = [one for one in re.split(r"\n\s*\n", words) if "orally revised" in one]
    assert len(told) == 2
    for paragraph in told:
        reading = read_amendments(paragraph)
        assert not reading.amendments
        assert not reading.failed


@needs_corpus
def test_a_pair_of_real_texts_is_said_whole_and_read_back() -> None:
    pair = next(one for one in read_alignments(ALIGNED) if one.kind == "series")
    before, after = text_at(PLACE, pair.before), text_at(PLACE, pair.after)
    written = write(before, after)
    reading = read_amendments(in_words(written.amendments))
    assert written.whole
    assert reading.amendments == written.amendments
    assert apply(before, reading.amendments).whole
