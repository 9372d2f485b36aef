"""A whole site for the browser: its own home, sample texts, server and worker."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
TEXTS = HERE / "texts"
ROOT = HERE.parents[1]
VENDOR = ROOT / "src" / "cpcj" / "site" / "static" / "vendor" / "bootstrap"
_PASSWORD = re.compile(r"Password[^:]*: (\S+)")
_STARTED_WITHIN = 180  # seconds
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True, slots=True)
class Site:
    """A running site: its address, the local officer's password, keys of its rows, its setting."""

    address: str
    password: str
    keys: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)


def chromium() -> str | None:
    """Return the system's Chromium; ``CPCJ_CHROMIUM`` names another."""
    named = os.environ.get("CPCJ_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and keep them on one process: they share a site."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Start a site that holds the texts of this folder."""
    if chromium() is None:
        pytest.skip("no Chromium: the browser tests were not run")
    if not VENDOR.exists():
        pytest.skip("no front-end files (`cpcj assets`): the browser tests were not run")
    home = tmp_path_factory.mktemp("site")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CPCJ_")},
        "CPCJ_HOME": str(home),
        "CPCJ_DEBUG": "1",
        "CPCJ_EMAIL_URL": "smtp://127.0.0.1:9?plain",  # set, so that there are pages about it
        "CPCJ_OIDC_SERVER": "https://provider.example",
        "CPCJ_OIDC_CLIENT": "client",
        "CPCJ_OIDC_SECRET": "secret",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        "DJANGO_SETTINGS_MODULE": "cpcj.site.settings",
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "cpcj"]
    first = _run([*command, "first-run"], environment)
    _run([*command, "ingest", str(TEXTS)], environment)
    keys = json.loads(_run([sys.executable, "-m", "tests.browser.sample_rows"], environment))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    with (home / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "serve", "--bind", bind], env=environment, stdout=log, stderr=log
        )
        try:
            _wait(f"http://{bind}/health/", server)
            password = _PASSWORD.search(first)
            assert password is not None
            yield Site(f"http://{bind}", password[1], keys, environment)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _STARTED_WITHIN
    while time.monotonic() < end:
        assert server.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - this machine
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    message = f"nothing answers at {address}"
    raise TimeoutError(message)


@pytest.fixture(scope="session")
def chromium_browser(site: Site) -> Iterator[Browser]:
    """Start the browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=_ARGUMENTS)
        yield browser
        browser.close()


@dataclass(slots=True)
class Visitor:
    """A page of a new visitor, and what its console complained about."""

    page: Page
    site: Site
    complaints: list[str]

    def open(self, path: str) -> None:
        """Go to a page of the site, which must answer."""
        answer = self.page.goto(self.site.address + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"

    def give_password(self, username: str, password: str) -> None:
        """Send a user name and password."""
        self.open("/accounts/sign-in/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", password)
        self.page.click("main form button")

    def sign_in(self) -> None:
        """Sign in as the local officer."""
        self.give_password("officer", self.site.password)
        self.page.wait_for_url(self.site.address + "/")


def _visitor(browser: Browser, site: Site, **options: Any) -> Iterator[Visitor]:
    context = browser.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(20_000)
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield Visitor(page, site, complaints)
    context.close()
    assert not complaints


@pytest.fixture
def visitor(chromium_browser: Browser, site: Site) -> Iterator[Visitor]:
    """Return a visitor at a desk."""
    yield from _visitor(chromium_browser, site, viewport={"width": 1280, "height": 900})


@pytest.fixture
def visitor_without_script(chromium_browser: Browser, site: Site) -> Iterator[Visitor]:
    """Return a visitor whose browser runs no script."""
    yield from _visitor(
        chromium_browser,
        site,
        viewport={"width": 1280, "height": 900},
        java_script_enabled=False,
    )
