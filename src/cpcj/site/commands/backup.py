"""``cpcj backup``."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import click

from cpcj.site.application import start


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--keys/--no-keys",
    "with_keys",
    default=False,
    show_default=True,
    help="Put the keys in, sealed by a passphrase; without, keep them apart yourself.",
)
@click.option(
    "--passphrase-file",
    type=click.Path(exists=True, path_type=Path, dir_okay=False),
    help="File whose first line is the passphrase; without it you are asked.",
)
def command(file: Path, *, with_keys: bool, passphrase_file: Path | None) -> None:
    """Write the database and the uploads to FILE, while the site goes on."""
    from cpcj.site.backup import BackupError

    if file.exists():
        message = f"{file} is there already; a backup overwrites nothing"
        raise click.UsageError(message)
    if not file.absolute().parent.is_dir():
        message = f"there is no folder {file.absolute().parent}"
        raise click.UsageError(message)
    secret = passphrase(passphrase_file, confirm=True) if with_keys else None
    start()
    from django.db import DatabaseError

    try:
        lines = _write(file.absolute(), secret)
    except BackupError as error:
        message = f"No backup was written: {error}."
        raise click.ClickException(message) from error
    except (OSError, DatabaseError) as error:
        words = error.strerror if isinstance(error, OSError) else str(error).strip()
        message = f"No backup was written: {words}."
        raise click.ClickException(message) from error
    click.echo("\n".join(lines))


def passphrase(file: Path | None, *, confirm: bool) -> str:
    """Return a passphrase: the first line of a file, else what the person types."""
    if file is not None:
        line = file.read_text("utf-8").partition("\n")[0].rstrip("\r")
    else:
        line = str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm))
    if confirm and len(line) < 12:
        message = "the passphrase must have 12 characters or more"
        raise click.UsageError(message)
    return line


def _write(file: Path, secret: str | None) -> list[str]:
    from django.conf import settings
    from django.db import connection

    import cpcj
    from cpcj.site.backup import archive, keys, stores

    uploads = Path(settings.MEDIA_ROOT)
    with (
        archive.Writer(file) as writer,
        tempfile.TemporaryDirectory(prefix=".backup-", dir=file.parent) as folder,
    ):
        name = archive.DATABASES[connection.vendor]
        copied = stores.copy(Path(folder) / name)
        writer.add(name, Path(folder) / name)
        # After the database: what a row names was there before the row.
        for path in sorted(uploads.rglob("*")):
            if path.is_file() and not path.is_symlink():
                writer.add(f"{archive.UPLOADS}{path.relative_to(uploads).as_posix()}", path)
        if secret is not None:
            both = {"audit": settings.AUDIT_KEY.decode(), "secret": settings.SECRET_KEY}
            writer.add_content(archive.KEYS, keys.sealed(secret, both))
        head = "{}:{}".format(*copied.head)
        writer.finish(
            archive.Manifest(
                form=archive.FORM,
                version=cpcj.__version__,
                store=connection.vendor,
                made_at=dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds"),
                counts=copied.counts,
                head=head,
                key_check=keys.check_of(settings.AUDIT_KEY),
            )
        )
    rows = sum(copied.counts.values())
    kept = (
        "The keys are in it, sealed by the passphrase."
        if secret is not None
        else "The keys are not in it: keep copies of audit-key and secret-key apart."
    )
    return [
        f"{file}: {file.stat().st_size:,} bytes, {rows:,} rows of {len(copied.counts)} tables.",
        kept,
        f"Head of the audit log: {head}",
    ]
