"""The file of a backup: a compressed tar whose last member is the manifest.

    database.sqlite3 or database.pgdump
    uploads/…
    keys.json            sealed by a passphrase, only where asked for
    manifest.json        what the others must be: size and SHA-256 of each, counts by table

Every member is checked against the manifest before anything is brought back; a member that the
manifest does not name, or whose name leads out of the folder, makes the whole file refused.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import os
import stat
import tarfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, Self

from cpcj.site.backup import BackupError

MANIFEST: Final = "manifest.json"
KEYS: Final = "keys.json"
UPLOADS: Final = "uploads/"
DATABASES: Final = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
FORM: Final = 1  # of this file; a later one that cannot be read the same way counts up
_LEVEL = 1  # of compression: three times faster than the usual and a tenth larger
_MANIFEST_BYTES = 64 << 20
_KEYS_BYTES = 64 << 10
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        form: of the file, :data:`FORM`.
        version: of the program that wrote it.
        store: "sqlite" or "postgresql".
        made_at: when, ISO 8601 in UTC.
        counts: rows by table at the moment of the backup.
        head: where the audit log ended, ``number:digest``.
        key_check: shows whether an audit key is that of this log without showing the key.
        files: size and SHA-256 of each other member by name.
    """

    form: int
    version: str
    store: str
    made_at: str
    counts: dict[str, int]
    head: str
    key_check: str
    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    def written(self) -> bytes:
        """Return the manifest as JSON."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, content: bytes) -> Manifest:
        """Return a manifest.

        Raises:
            BackupError: it is none, or of a later form.
        """
        try:
            values: dict[str, Any] = json.loads(content)
            values["files"] = {n: (int(s), str(d)) for n, (s, d) in values["files"].items()}
            values["counts"] = {str(name): int(n) for name, n in values["counts"].items()}
            found = cls(**values)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            message = f"its manifest cannot be read: {error}"
            raise BackupError(message) from error
        if found.form != FORM or found.store not in DATABASES:
            message = f"it is of form {found.form}, store {found.store}; this version reads {FORM}"
            raise BackupError(message)
        return found


class Writer:
    """Writes a backup beside its place and puts it there whole, or leaves nothing."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._beside = target.with_name(f".{target.name}.part")
        self._files: dict[str, tuple[int, str]] = {}

    def __enter__(self) -> Self:
        """Begin the file beside its place, readable by this account alone."""
        descriptor = os.open(self._beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(descriptor, "wb")
        self._tar = tarfile.open(
            fileobj=self._file, mode="w:gz", compresslevel=_LEVEL, format=tarfile.PAX_FORMAT
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Put the file in its place, or take it away after an error."""
        try:
            if kind is None:
                self._tar.close()
                self._file.flush()
                os.fsync(self._file.fileno())
                self._file.close()
                self._beside.replace(self._target)
        finally:
            with contextlib.suppress(OSError):  # a full disk was said already
                self._file.close()
            self._beside.unlink(missing_ok=True)

    def add(self, name: str, path: Path) -> None:
        """Add a file, taking its checksum while it is read; one that is gone is left out."""
        try:
            opened = path.open("rb")
        except FileNotFoundError:
            return
        with opened as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                return
            hashed = _Hashed(file, state.st_size)
            self._member(name, state.st_size, hashed)
            self._files[name] = (state.st_size, hashed.hexdigest())

    def add_content(self, name: str, content: bytes) -> None:
        """Add bytes."""
        self._member(name, len(content), io.BytesIO(content))
        self._files[name] = (len(content), hashlib.sha256(content).hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """Add the manifest, which names what was added before."""
        manifest.files.update(self._files)
        content = manifest.written()
        self._member(MANIFEST, len(content), io.BytesIO(content))

    def _member(self, name: str, size: int, content: IO[bytes] | _Hashed) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, 0o600, int(time.time())
        self._tar.addfile(member, content)


class _Hashed:
    """A file that takes the checksum of what is read of it, and ends at its size at first sight.

    One that shrinks meanwhile is filled up, so that the archive stays whole; its checksum is that
    of what was written.
    """

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file, self._left = file, size
        self._sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        content = self._file.read(wanted)
        content += b"\0" * (wanted - len(content))
        self._left -= len(content)
        self._sum.update(content)
        return content

    def hexdigest(self) -> str:
        return self._sum.hexdigest()


def _safe(name: str) -> bool:
    path = PurePosixPath(name)
    plain = not path.is_absolute() and ".." not in path.parts and str(path) == name
    known = name in {*DATABASES.values(), KEYS, MANIFEST} or name.startswith(UPLOADS)
    return plain and known and "\0" not in name and "\\" not in name


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    """Open a backup; what goes wrong while it is read is said of the backup."""
    try:
        with path.open("rb") as file:
            try:
                with tarfile.open(fileobj=file, mode="r|gz") as tar:
                    yield tar
            except (tarfile.TarError, zlib.error, gzip.BadGzipFile, EOFError, ValueError) as error:
                message = f"it is damaged or no backup: {error}"
                raise BackupError(message) from error
    except (FileNotFoundError, IsADirectoryError) as error:
        message = "there is no such file"
        raise BackupError(message) from error


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, int, IO[bytes]]]:
    """Yield name, size and content of the members in order.

    Raises:
        BackupError: one of them is what no backup holds.
    """
    for member in tar:
        content = tar.extractfile(member) if member.isreg() else None
        if content is None or not _safe(member.name):
            message = f"it holds {member.name!r}, which no backup holds"
            raise BackupError(message)
        yield member.name, member.size, content


def checked(path: Path) -> tuple[Manifest, bytes | None]:
    """Read a whole backup, compare each member with the manifest, and return it.

    Returns:
        The manifest, and the sealed keys where the backup has them.

    Raises:
        BackupError: something is missing, more than named, or not what it was.
    """
    found: dict[str, tuple[int, str]] = {}
    manifest, sealed = None, None
    with _opened(path) as tar:
        for name, size, content in _members(tar):
            if name in found or manifest is not None:
                message = f"it holds {name!r} twice, or after its manifest"
                raise BackupError(message)
            if name == MANIFEST:
                manifest = Manifest.read(content.read(_MANIFEST_BYTES))
                continue
            if name == KEYS and size <= _KEYS_BYTES:
                sealed = content.read()
                found[name] = (size, hashlib.sha256(sealed).hexdigest())
                continue
            summed = hashlib.sha256()
            while piece := content.read(_CHUNK):
                summed.update(piece)
            found[name] = (size, summed.hexdigest())
    if manifest is None:
        message = "it has no manifest: it was cut off"
        raise BackupError(message)
    for name in sorted(found.keys() | manifest.files.keys()):
        if found.get(name) != manifest.files.get(name):
            message = f"{name} is not what the manifest says"
            raise BackupError(message)
    if DATABASES[manifest.store] not in found:
        message = "it holds no database"
        raise BackupError(message)
    return manifest, sealed


def unpack(path: Path, folder: Path) -> None:
    """Write the members of a checked backup into a folder, readable by this account alone."""
    with _opened(path) as tar:
        for name, _size, content in _members(tar):
            if name in {MANIFEST, KEYS}:
                continue
            target = folder / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                while piece := content.read(_CHUNK):
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
