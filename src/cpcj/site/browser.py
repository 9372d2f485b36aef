"""The browser of the tests: finding Chromium, and installing it where that is allowed.

``python -m cpcj.site.browser install`` installs it by the system's packages when it is missing and
the user is root on a machine with apt-get; otherwise it says what will not be run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Final

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_INSTALL_SECONDS = 900

# Nothing of the browser's own reaches out, and it runs as root in a container.
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def executable() -> str | None:
    """Return the path of Chromium (``CPCJ_CHROMIUM``, else the system's), or None."""
    named = os.environ.get("CPCJ_CHROMIUM")
    return named or next((path for name in _NAMES if (path := shutil.which(name))), None)


def install() -> str:
    """Install Chromium where it is missing and may be installed; return what is so, in words."""
    if (found := executable()) is not None:
        return f"Browser tests run with {found}."
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return (
            "NOT RUN: the browser tests. Chromium is missing, and only root may install it by "
            "apt-get here."
        )
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["update", "-qq"],
        ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
    ):
        try:
            done = subprocess.run(  # noqa: S603 - fixed arguments, no shell
                [apt, *arguments],
                env=quiet,
                check=False,
                timeout=_INSTALL_SECONDS,
                stdout=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            return "NOT RUN: the browser tests. Installing Chromium took too long."
        if done.returncode != 0:
            return "NOT RUN: the browser tests. Chromium could not be installed by apt-get."
    return install() if executable() else "NOT RUN: the browser tests. Chromium is missing."


if __name__ == "__main__":
    if sys.argv[1:] != ["install"]:
        sys.exit("usage: python -m cpcj.site.browser install")
    print(install())  # noqa: T201 - says it to the person at the terminal
