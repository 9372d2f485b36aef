"""``cpcj serve``: the site by gunicorn, and a worker for its jobs beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import click

from cpcj.site.application import start


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
    start()
    from django.conf import settings
    from django.core.management import call_command
    from gunicorn.app.base import BaseApplication

    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
    options: dict[str, Any] = {
        "bind": bind,
        "workers": processes,
        "worker_class": "gthread",
        "threads": threads,
        "timeout": 120,
        "graceful_timeout": 15,
        "loglevel": "warning",
        "accesslog": None,  # addresses of people are not logged
        "control_socket_disable": True,
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

    click.echo(f"Serving at http://{bind}/ (stop with Ctrl+C)")
    beside = _start_worker() if worker else None
    try:
        Site().run()
    finally:
        if beside is not None:
            beside.terminate()
            beside.wait()


def _start_worker() -> subprocess.Popen[bytes]:
    """Start the worker as a process of its own, so that reading texts never slows pages."""
    environment = {**os.environ, "CPCJ_PARENT": str(os.getpid())}
    return subprocess.Popen([sys.executable, "-m", "cpcj", "jobs", "work"], env=environment)
