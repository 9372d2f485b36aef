"""An installation of its own for a test: a home, a store, commands in processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "tests" / "browser" / "texts"
_STARTED_WITHIN = 60  # seconds


@dataclass(slots=True)
class Installation:
    """A home, and a database server where it is not SQLite."""

    home: Path
    database_url: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of its commands: nothing of the test's own."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("CPCJ_", "DJANGO_")) and name != "DATABASE_URL"
        }
        url = {"DATABASE_URL": self.database_url} if self.database_url else {}
        return {
            **kept,
            **url,
            "CPCJ_HOME": str(self.home),
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "cpcj.site.settings",
            **self.more,
        }

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run ``cpcj`` to its end."""
        return subprocess.run(
            [sys.executable, "-m", "cpcj", *arguments],
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )

    def must(self, *arguments: str, **more: str) -> str:
        """Run ``cpcj``, which must succeed, and return what it printed."""
        done = self.run(*arguments, **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, code: str, *arguments: str, seconds: float = 180) -> str:
        """Run code with Django set up, and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django\ndjango.setup()\n{code}", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def started(self, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        """Start ``cpcj``; what it says goes to a file of the home."""
        with (self.home / f"{arguments[0]}.log").open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "cpcj", *arguments],
                env={**self.environment, **more},
                stdout=said,
                stderr=said,
            )

    @contextmanager
    def served(self, *options: str, **more: str) -> Iterator[str]:
        """Serve the site and yield its address."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            bind = f"127.0.0.1:{free.getsockname()[1]}"
        server = self.started("serve", "--bind", bind, *options, **more)
        try:
            until(lambda: answer(f"http://{bind}/health/live")[0] == 200, server)
            yield f"http://{bind}"
        finally:
            server.terminate()
            server.wait(timeout=30)

    def said(self, command: str = "serve") -> str:
        """Return what a started command has said."""
        return (self.home / f"{command}.log").read_text("utf-8")


def answer(address: str, **headers: str) -> tuple[int, str]:
    """Return the status and words at an address; 0 where nothing listens."""
    asked = urllib.request.Request(  # noqa: S310 - this machine
        address, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(asked, timeout=20) as got:  # noqa: S310 - this machine
            return got.status, got.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode("utf-8", "replace")
    except OSError:
        return 0, ""


def until(
    reached: Callable[[], bool],
    process: subprocess.Popen[bytes] | None = None,
    seconds: float = _STARTED_WITHIN,
) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not reached():
        assert process is None or process.poll() is None, "the process stopped"
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)
