"""``cpcj assets``: put the front-end files where the site serves them and a wheel packs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

# From the package's folder in node_modules to the name under static/vendor/.
FILES = (
    ("bootstrap/dist/css/bootstrap.min.css", "bootstrap/bootstrap.min.css"),
    ("bootstrap/dist/css/bootstrap.rtl.min.css", "bootstrap/bootstrap.rtl.min.css"),
    ("bootstrap/dist/js/bootstrap.bundle.min.js", "bootstrap/bootstrap.bundle.min.js"),
    ("bootstrap/LICENSE", "bootstrap/LICENSE"),
    ("htmx.org/dist/htmx.min.js", "htmx/htmx.min.js"),
    ("htmx.org/LICENSE", "htmx/LICENSE"),
)
_TARGET = Path(__file__).resolve().parents[1] / "static" / "vendor"
_SOURCE_MAP = b"# sourceMappingURL="


@click.command()
@click.argument("node_modules", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(node_modules: Path) -> None:
    """Copy the front-end files from NODE_MODULES."""
    shutil.rmtree(_TARGET, ignore_errors=True)
    for source, target in FILES:
        place = _TARGET / target
        place.parent.mkdir(parents=True, exist_ok=True)
        content = (node_modules / source).read_bytes()
        # The maps are not shipped; a reference to them would break hashed file names.
        kept = [line for line in content.splitlines(keepends=True) if _SOURCE_MAP not in line]
        place.write_bytes(b"".join(kept))
    click.echo(f"{len(FILES)} front-end files are in place.")
