"""A backup is one file: database, uploads, a manifest with checksums; the keys only if asked for.

``archive`` knows the file, ``stores`` how each database is copied and brought back, ``keys`` how
the keys are sealed.
"""


class BackupError(Exception):
    """A backup cannot be made, read or brought back; the message says why and what to do."""
