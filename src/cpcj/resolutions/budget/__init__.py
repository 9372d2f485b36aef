"""Sources of mandates: the texts that a section of the programme budget lists as its mandates.

Three forms are read (:func:`read_section`): the table that the publisher's tool gives (CSV), the
section as a tree (JSON) and the section as printed (Word). Each row is then resolved
(:func:`resolve`) by rules that stand in ``rules.toml``, and two years are compared
(:func:`compare`). No Django, no database.
"""

from __future__ import annotations

from cpcj.resolutions.budget.comparison import Comparison, Moved, compare
from cpcj.resolutions.budget.differences import Difference, differences
from cpcj.resolutions.budget.listing import ListedTreaty, Row, Section
from cpcj.resolutions.budget.reading import read_section
from cpcj.resolutions.budget.resolving import KINDS, Publisher, Reason, Resolved, resolve, settle
from cpcj.resolutions.budget.treaties import instruments_of

__all__ = [
    "KINDS",
    "Comparison",
    "Difference",
    "ListedTreaty",
    "Moved",
    "Publisher",
    "Reason",
    "Resolved",
    "Row",
    "Section",
    "compare",
    "differences",
    "instruments_of",
    "read_section",
    "resolve",
    "settle",
]
