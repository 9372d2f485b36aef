"""``cpcj jobs``."""

from __future__ import annotations

import click

from cpcj.site.application import start


@click.group()
def command() -> None:
    """Work off the queue; show it."""


@command.command()
@click.option("--once", is_flag=True, help="Stop when no job is left.")
def work(*, once: bool) -> None:
    """Run jobs, one at a time, until told to stop."""
    start()
    from cpcj.audit.demonstration import settle
    from cpcj.jobs.worker import work as run

    settle()
    run(until_empty=once)


@command.command(name="list")
@click.option("--limit", default=20, show_default=True, help="How many, newest first.")
def list_jobs(limit: int) -> None:
    """Show the newest jobs."""
    start()
    from cpcj.jobs.models import Job

    for job in Job.objects.all()[:limit]:
        progress = f"{job.done}/{job.total}" if job.total else ""
        click.echo(f"{job.pk}  {job.state:<9}  {progress:>11}  {job.kind}  {job.error}".rstrip())


@command.command()
def sweep() -> None:
    """Queue again what dead workers left behind."""
    start()
    from cpcj.jobs.worker import sweep as run

    click.echo(f"{run()} found")
