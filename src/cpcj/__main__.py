"""``python -m cpcj``."""

from __future__ import annotations

from cpcj.site.cli import main

main(prog_name="cpcj")
