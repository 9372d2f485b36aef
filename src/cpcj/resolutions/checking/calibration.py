"""Calibration: the share of adopted texts that break each rule."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from cpcj.resolutions.checking.applying import check
from cpcj.resolutions.checking.finding import Report
from cpcj.resolutions.checking.held import HeldTexts, held_text
from cpcj.resolutions.checking.rules import Calibration, rules
from cpcj.resolutions.model import Document, Standing

_HEAD = "# How many adopted texts break each rule. Written by `cpcj check --calibrate`.\n"


def calibrate(documents: Iterable[Document], date: dt.date) -> Calibration:
    """Return how many of the adopted texts of some documents break each rule.

    Each text is compared with all the others, as with texts that are held. Rules that could be
    applied to no text (none shows italics) have no count.

    Args:
        documents: documents; their drafts are left out.
        date: the day of the measuring.
    """
    read = [
        (document, [text for text in document.texts if document.standing(text) is Standing.ADOPTED])
        for document in documents
    ]
    held = HeldTexts(held_text(document, text) for document, texts in read for text in texts)
    broken: Counter[str] = Counter()
    applied: set[str] = set()
    texts = 0
    for document, adopted in read:
        if not adopted:
            continue
        texts += len(adopted)
        own = [held_text(document, text).identifier for text in adopted]
        report = check(document, held.without(own))
        applied |= rules().keys() - {one.rule for one in report.not_run}
        broken.update(rule for rule, _ in _broken(report))
    return Calibration(date, texts, {rule: broken[rule] for rule in rules() if rule in applied})


def _broken(report: Report) -> set[tuple[str, str | None]]:
    """Return which rules which texts break; findings that are lowered anyway decide no level."""
    return {(one.rule, one.text) for one in report.findings if not one.lowered}


def calibration_file(measured: Calibration) -> str:
    """Return a calibration as the data file ``base_rates.toml``."""
    rows = "".join(f"{rule} = {count}\n" for rule, count in measured.broken.items())
    return f"{_HEAD}\ndate = {measured.date}\ntexts = {measured.texts}\n\n[broken]\n{rows}"
