"""``cpcj restore``."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import click

from cpcj.site.application import start
from cpcj.site.backup.archive import Manifest
from cpcj.site.commands.backup import passphrase


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--passphrase-file",
    type=click.Path(exists=True, path_type=Path, dir_okay=False),
    help="File whose first line is the passphrase of the keys; without it you are asked.",
)
@click.option(
    "--without-audit-key",
    is_flag=True,
    help="Go on though the audit key is lost: the log can then never be verified.",
)
def command(file: Path, *, passphrase_file: Path | None, without_audit_key: bool) -> None:
    """Bring the backup FILE into an empty installation, and verify what was brought back."""
    from cpcj.site.backup import BackupError, archive

    try:
        manifest, sealed = archive.checked(file)
        _refuse_a_later_version(manifest)
        _place_keys(manifest, sealed, passphrase_file, without_audit_key=without_audit_key)
        start()
        _bring_back(file, manifest)
    except BackupError as error:
        message = f"{file}: {error}. Nothing was brought back."
        raise click.ClickException(message) from error
    except OSError as error:
        message = f"{file}: {error.strerror}. Nothing was brought back."
        raise click.ClickException(message) from error
    if not _verified(manifest, without_audit_key=without_audit_key):
        raise click.exceptions.Exit(1)


def _refuse_a_later_version(manifest: Manifest) -> None:
    import cpcj
    from cpcj.site.backup import BackupError

    def parts(version: str) -> tuple[int, ...]:
        return tuple(int(part) for part in version.split(".") if part.isdecimal())

    if parts(manifest.version) > parts(cpcj.__version__):
        message = f"it was written by version {manifest.version}; this is {cpcj.__version__}"
        raise BackupError(message)


def _place_keys(
    manifest: Manifest, sealed: bytes | None, file: Path | None, *, without_audit_key: bool
) -> None:
    """See that the audit key is the backup's before the program makes one of its own."""
    from cpcj.site.backup import BackupError, keys
    from cpcj.site.environment import SettingError, home

    try:
        folder = home()
    except SettingError as error:
        raise click.UsageError(str(error)) from error
    key_file = folder / keys.FILES["audit"]
    present = os.environ.get("CPCJ_AUDIT_KEY") or (
        key_file.read_text("ascii").strip() if key_file.exists() else ""
    )
    if present and keys.check_of(present.encode()) == manifest.key_check:
        return
    if present and not without_audit_key:
        message = f"the audit key here ({key_file} or CPCJ_AUDIT_KEY) is not the backup's"
        raise BackupError(message)
    if not present and sealed is not None:
        found = keys.opened(passphrase(file, confirm=False), sealed)
        for name, value in found.items():
            target = folder / keys.FILES[name]
            if not target.exists():
                descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(descriptor, "w", encoding="ascii") as written:
                    written.write(value)
        return
    if not without_audit_key:
        message = (
            f"the audit key of the register is missing: put your copy at {key_file} first "
            "(or --without-audit-key, if it is lost)"
        )
        raise BackupError(message)


def _bring_back(file: Path, manifest: Manifest) -> None:
    from django.conf import settings
    from django.db import connection

    from cpcj.site.backup import BackupError, archive, stores

    if connection.vendor != manifest.store:
        message = f"it is of {manifest.store}, and the settings name {connection.vendor}"
        raise BackupError(message)
    uploads = Path(settings.MEDIA_ROOT)
    if uploads.exists() and any(uploads.iterdir()):
        message = f"{uploads} is not empty; move it away first"
        raise BackupError(message)
    if not stores.is_empty():
        message = "the database is not empty; move it away, or name another"
        raise BackupError(message)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.HOME) as name:
        folder = Path(name)
        archive.unpack(file, folder)
        stores.bring_back(folder / archive.DATABASES[manifest.store])
        unpacked = folder / archive.UPLOADS.rstrip("/")
        if unpacked.exists():
            if uploads.exists():
                uploads.rmdir()
            uploads.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(unpacked, uploads)


def _verified(manifest: Manifest, *, without_audit_key: bool) -> bool:
    """Compare what was brought back with the manifest, and read the log."""
    from django.db import connection

    from cpcj.audit.chain import Head, verify
    from cpcj.site.backup import stores

    with connection.cursor() as cursor:
        found = stores.counts(cursor, connection.vendor)
    different = sorted(
        name
        for name in manifest.counts.keys() | found.keys()
        if manifest.counts.get(name) != found.get(name)
    )
    for name in different:
        click.echo(f"{name}: {found.get(name)} rows, the manifest says {manifest.counts.get(name)}")
    click.echo(f"{sum(found.values()):,} rows of {len(found)} tables were brought back.")
    whole = not different
    if without_audit_key:
        click.echo("The audit log was not verified: its key is lost.")
    else:
        # By the tables of the backup: an older version's are read the same way.
        faults = list(verify(kept=Head.read(manifest.head)))
        for fault in faults[:20]:
            click.echo(f"{fault.fault}: event {fault.sequence}: {fault.words}")
        whole = whole and not faults
        if not faults:
            click.echo("The audit log is whole.")
    click.echo("Next: `cpcj migrate`, then `cpcj doctor`.")
    return whole
