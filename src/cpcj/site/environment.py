"""Reading settings from the environment, with errors that name the variable."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_KEY_BYTES = 48


class SettingError(ValueError):
    """An environment variable holds something that cannot be used."""


def flag(name: str, *, default: bool) -> bool:
    """Return a yes-or-no variable (1/0, true/false, yes/no, on/off)."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    message = f"{name} is {value!r}; write 1 or 0"
    raise SettingError(message)


def number(name: str, *, default: int) -> int:
    """Return a variable that is a whole number above 0."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or int(value) < 1:
        message = f"{name} is {value!r}; write a whole number above 0"
        raise SettingError(message)
    return int(value)


def choice(name: str, among: Sequence[str], *, default: str) -> str:
    """Return a variable that is one of a few words."""
    value = os.environ.get(name, "").strip().lower() or default
    if value not in among:
        message = f"{name} is {value!r}; write one of {', '.join(among)}"
        raise SettingError(message)
    return value


def cache(value: str) -> dict[str, Any]:
    """Return the cache that ``CPCJ_CACHE`` names.

    Nothing is the memory of each process; ``database`` a table, made by ``cpcj migrate``; an
    address ``redis://…`` or ``rediss://…`` a Redis or Valkey server.
    """
    backends = "django.core.cache.backends"
    if not value:
        return {
            "BACKEND": f"{backends}.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 5000},
        }
    if value == "database":
        return {
            "BACKEND": f"{backends}.db.DatabaseCache",
            "LOCATION": "cpcj_cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    if value.startswith(("redis://", "rediss://", "unix://")):
        return {"BACKEND": f"{backends}.redis.RedisCache", "LOCATION": value, "KEY_PREFIX": "cpcj"}
    message = "CPCJ_CACHE is none of: nothing, database, redis://…"
    raise SettingError(message)


def words(name: str, *, default: str) -> list[str]:
    """Return a variable that is a list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def mail(name: str) -> dict[str, Any]:
    """Return Django's settings of the mail server that a variable names; none where it is empty.

    ``smtp://user:password@host:port`` (STARTTLS, port 587), ``smtps://…`` (TLS from the start, port
    465), ``smtp://localhost:25?plain`` for a server on the same machine without either.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        message = (
            f"{name}: write smtp://user:password@host:port, or smtps:// for TLS from the start"
        )
        raise SettingError(message)
    tls_first = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if tls_first else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": tls_first,
        "EMAIL_USE_TLS": not tls_first and parts.query != "plain",
        "EMAIL_TIMEOUT": 10,  # seconds
    }


def force_scales(name: str) -> str:
    """Return the path of the TOML file of scales that a variable names; "" where it is empty."""
    value = os.environ.get(name, "").strip()
    if value:
        from cpcj.resolutions.vocabulary.force import scales_of

        try:
            scales_of(Path(value))
        except ValueError as error:
            message = f"{name}: {error}"
            raise SettingError(message) from error
    return value


def single_sign_on() -> dict[str, Any]:
    """Return the OpenID Connect provider that ``CPCJ_OIDC_*`` describe; none where none is set."""
    server = os.environ.get("CPCJ_OIDC_SERVER", "").strip()
    client = os.environ.get("CPCJ_OIDC_CLIENT", "").strip()
    secret = os.environ.get("CPCJ_OIDC_SECRET", "").strip()
    if not (server or client or secret):
        return {}
    if not (server and client and secret):
        message = "CPCJ_OIDC_SERVER, CPCJ_OIDC_CLIENT and CPCJ_OIDC_SECRET are set together"
        raise SettingError(message)
    if not server.startswith("https://"):
        message = "CPCJ_OIDC_SERVER: write the https:// address of the provider"
        raise SettingError(message)
    app = {
        "provider_id": "sso",
        "name": os.environ.get("CPCJ_OIDC_NAME", "").strip() or urlsplit(server).hostname,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server, "token_auth_method": "client_secret_basic"},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def home() -> Path:
    """Return the folder that holds the database, uploads and keys; make it where it is missing.

    ``CPCJ_HOME``, else ``var`` in the working directory.
    """
    folder = Path(os.environ.get("CPCJ_HOME") or "var").expanduser().absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        message = f"CPCJ_HOME: {folder} cannot be made: {error.strerror}"
        raise SettingError(message) from error
    return folder


def key(name: str, file: Path) -> str:
    """Return a secret key: the variable, else the file, written with a random key at first."""
    if value := os.environ.get(name):
        return value
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "w", encoding="ascii") as written:
            written.write(secrets.token_urlsafe(_KEY_BYTES))
    value = file.read_text(encoding="ascii").strip()
    if not value:
        message = f"{file} is empty: put the key of this database back, or set {name}"
        raise SettingError(message)
    return value
