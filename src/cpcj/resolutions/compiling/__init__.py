"""Several proposals on one text, side by side."""

from __future__ import annotations

from cpcj.resolutions.compiling.compilation import (
    Clash,
    Compilation,
    Proposal,
    Row,
    Touch,
    compile_proposals,
)
from cpcj.resolutions.compiling.proposals import read_proposal

__all__ = [
    "Clash",
    "Compilation",
    "Proposal",
    "Row",
    "Touch",
    "compile_proposals",
    "read_proposal",
]
