"""Where the corpus of real texts stands: beside the project, or where CPCJ_CORPUS says."""

import os
from pathlib import Path

import pytest

PLACE = Path(
    os.environ.get("CPCJ_CORPUS") or Path(__file__).parents[2].parent / "shared" / "corpus"
)

needs_corpus = pytest.mark.skipif(
    not (PLACE / "programme").is_dir(),
    reason=f"the corpus of real texts is not at {PLACE} (set CPCJ_CORPUS to its folder)",
)
