"""The two keys in a backup: sealed by a passphrase, or not there at all.

Whoever has the backup and the keys can write the audit log anew: keys in the clear are never
written. Sealing is scrypt and Fernet (AES-128-CBC with HMAC-SHA256).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

from cpcj.site.backup import BackupError

FILES: Final = {"audit": "audit-key", "secret": "secret-key"}
_SALT_BYTES: Final = 16
_COST: Final = 2**15  # scrypt's n: 32 MB and some 0.1 s a try
_MEMORY: Final = 64 << 20


def _fernet(passphrase: str, salt: bytes) -> Fernet:
    made = hashlib.scrypt(
        passphrase.encode(), salt=salt, n=_COST, r=8, p=1, maxmem=_MEMORY, dklen=32
    )
    return Fernet(base64.urlsafe_b64encode(made))


def sealed(passphrase: str, keys: dict[str, str]) -> bytes:
    """Return the keys sealed by a passphrase, as JSON."""
    salt = os.urandom(_SALT_BYTES)
    token = _fernet(passphrase, salt).encrypt(json.dumps(keys).encode())
    return json.dumps({"salt": salt.hex(), "sealed": token.decode()}).encode()


def opened(passphrase: str, content: bytes) -> dict[str, str]:
    """Return sealed keys.

    Raises:
        BackupError: the passphrase is another one, or they are damaged.
    """
    try:
        values = json.loads(content)
        fernet = _fernet(passphrase, bytes.fromhex(values["salt"]))
        keys = json.loads(fernet.decrypt(values["sealed"].encode()))
        return {name: str(keys[name]) for name in FILES}
    except (InvalidToken, ValueError, KeyError, TypeError) as error:
        message = "the passphrase is not the one the keys were sealed with"
        raise BackupError(message) from error


def check_of(key: bytes) -> str:
    """Return what shows that an audit key is the same, without showing it."""
    return hmac.digest(key, b"cpcj backup: which audit key", hashlib.sha256).hex()
