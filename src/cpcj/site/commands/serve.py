"""``cpcj serve``: the site by gunicorn, and a worker for its jobs beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from typing import Any

import click

from cpcj.site.application import start

_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
_AGAIN_SECONDS = 5.0  # before a worker that ended is started again


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, envvar="CPCJ_BIND")
@click.option("--threads", default=8, show_default=True, envvar="CPCJ_THREADS")
@click.option(
    "--processes",
    default=1,
    show_default=True,
    envvar="CPCJ_PROCESSES",
    help="More than one with PostgreSQL only.",
)
@click.option("--worker/--no-worker", default=True, show_default=True, help="Run jobs too.")
def command(*, bind: str, threads: int, processes: int, worker: bool) -> None:
    """Serve the site and work off its jobs."""
    counts = None
    if processes > 1 and _COUNTS not in os.environ:
        # Where several processes serve, each writes what it counts here; read when first imported.
        counts = os.environ[_COUNTS] = tempfile.mkdtemp(prefix="cpcj-metrics-")
    start()
    from django.conf import settings
    from django.core.management import call_command

    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
    click.echo(f"Serving at http://{bind}/ (stop with Ctrl+C)")
    beside = _Worker() if worker else None
    try:
        _site(bind=bind, threads=threads, processes=processes).run()
    finally:
        if beside is not None:
            beside.stop()
        if counts is not None:
            shutil.rmtree(counts, ignore_errors=True)


def _site(*, bind: str, threads: int, processes: int) -> Any:
    """Return the gunicorn application."""
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger

    class ThroughOurs(Logger):  # type: ignore[misc]
        """Hands what gunicorn says to the program's own log, which names no person."""

        def setup(self, cfg: Any) -> None:
            """Take no handlers of its own."""
            self.cfg = cfg
            self.error_log.propagate = True

    def forget_counts(_server: Any, ended: Any) -> None:
        """Forget what a process that ended said of itself; its counts stay."""
        if _COUNTS in os.environ:
            from prometheus_client.multiprocess import mark_process_dead

            mark_process_dead(ended.pid)  # type: ignore[no-untyped-call]

    options: dict[str, Any] = {
        "bind": bind,
        "workers": processes,
        "worker_class": "gthread",
        "threads": threads,
        "timeout": 120,
        "graceful_timeout": 15,
        "limit_request_line": 8190,  # a phrase of five thousand letters asked for by address
        "loglevel": "warning",
        "logger_class": ThroughOurs,
        "accesslog": None,  # addresses of people are not logged
        "control_socket_disable": True,
        "child_exit": forget_counts,
    }

    class Site(BaseApplication):  # type: ignore[misc]
        """The site under gunicorn."""

        def load_config(self) -> None:
            """Set the options that this gunicorn knows."""
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            """Return the WSGI application."""
            from cpcj.site.wsgi import application

            return application

    return Site()


class _Worker:
    """The worker as a process of its own, so that reading texts never slows pages.

    One that ends before the site does (killed, out of memory) is started again.
    """

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._process = self._started()
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)
        self._thread.start()

    @staticmethod
    def _started() -> subprocess.Popen[bytes]:
        environment = {**os.environ, "CPCJ_PARENT": str(os.getpid())}
        return subprocess.Popen([sys.executable, "-m", "cpcj", "jobs", "work"], env=environment)

    def _watch(self) -> None:
        while not self._stop.is_set():
            self._process.wait()
            if not self._stop.wait(_AGAIN_SECONDS):
                self._process = self._started()

    def stop(self) -> None:
        """End the worker and wait for it."""
        self._stop.set()
        self._process.terminate()
        self._process.wait()
