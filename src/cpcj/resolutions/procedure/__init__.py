"""Sponsors and procedure: what is recorded of a text's way to its adoption.

Who tabled a draft and on whose behalf, who joined in sponsoring it and when, what was said of its
costs, how it was revised from the floor, who spoke, how it was adopted. Nothing is inferred: a
report that does not say how a draft was adopted says so here too, and a name that no table knows
is a doubt.
"""

from __future__ import annotations

from cpcj.resolutions.procedure.assigning import proceedings, sponsors_named
from cpcj.resolutions.procedure.fact import Fact, FactKind, Named, Proceedings, Vote

__all__ = ["Fact", "FactKind", "Named", "Proceedings", "Vote", "proceedings", "sponsors_named"]
