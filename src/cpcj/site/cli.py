"""The command ``cpcj``: one group whose subcommands are imported only when they are called.

A subcommand is a module of :mod:`cpcj.site.commands` that defines ``command`` (a click command) and
stands in :data:`COMMANDS` with one line of help. A line whose module is not installed is not shown.
"""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass

import click

import cpcj


@dataclass(frozen=True, slots=True)
class Entry:
    """A subcommand: the module under ``cpcj.site.commands`` and its line of help."""

    module: str
    help: str


COMMANDS: dict[str, Entry] = {
    # The library: no Django.
    "parse": Entry("parse", "Read texts and write their structure."),
    "mandates": Entry("mandates", "List the acts of texts."),
    "calendar": Entry("calendar", "List what texts ask to be reported, by session."),
    "cite": Entry("cite", "List the citations of texts."),
    "budget": Entry("budget", "List the sources of mandates of a budget section."),
    "agreed": Entry("agreed", "Say where a phrase has stood before."),
    "emerging": Entry("emerging", "List what is new in a session's texts, or grows."),
    "procedure": Entry("procedure", "Say who sponsored texts and how they were adopted."),
    "lineage": Entry("lineage", "Show each paragraph's life through the years of a text."),
    "check": Entry("check", "Check a draft by the rules of the field."),
    "before": Entry("before", "Lay a draft beside what is held before it is tabled."),
    "compare": Entry("compare", "Say what became of one text in another."),
    "amend": Entry("amend", "Make amendments in words in a text."),
    "compile": Entry("compile", "Set several proposals on a text side by side."),
    "evaluate": Entry("evaluate", "Compare readings with labelled texts or annotations."),
    "draw": Entry("draw", "Draw reviewing States from published inputs."),
    "iati": Entry("iati", "Check, compare and convert IATI files."),
    # The register.
    "ingest": Entry("ingest", "Read files and folders into the register."),
    "downloads": Entry("downloads", "Build the files of the open data."),
    "export": Entry("export", "Write the register's lists to files."),
    "followup": Entry("followup", "Import a tracking sheet; send the weekly digest."),
    # The application.
    "first-run": Entry("first_run", "Make the database, the local officer and the sample texts."),
    "serve": Entry("serve", "Serve the site and work off its jobs."),
    "jobs": Entry("jobs", "Work off the queue; show it."),
    "audit": Entry("audit", "Verify the audit log; write down where it stands."),
    "doctor": Entry("doctor", "Say what is wrong with this installation."),
    "backup": Entry("backup", "Write the database and the uploads to a file."),
    "restore": Entry("restore", "Bring a backup into an empty installation."),
    "account": Entry("account", "Invite and list people, give roles, lock accounts."),
    "password": Entry("password", "Set a person's password."),
    "erase": Entry("erase", "Take a person's data out for good."),
    "migrate": Entry("migrate", "Bring the database to this version."),
    "django": Entry("django", "Run a Django management command."),
    # Set-up.
    "assets": Entry("assets", "Copy the front-end files from node_modules."),
    "messages": Entry("messages", "Extract or compile the interface's translations."),
}


class LazyGroup(click.Group):
    """A group that imports a subcommand only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's protocol
        """Return the installed subcommands in the table's order."""
        return [name for name, entry in COMMANDS.items() if _installed(entry)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's protocol
        """Return a subcommand, importing its module."""
        entry = COMMANDS.get(cmd_name)
        if entry is None or not _installed(entry):
            return None
        module = importlib.import_module(f"cpcj.site.commands.{entry.module}")
        command = module.command
        if not isinstance(command, click.Command):
            message = f"{module.__name__}.command is no command"
            raise TypeError(message)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].help) for name in self.list_commands(ctx)])


def _installed(entry: Entry) -> bool:
    return importlib.util.find_spec(f"cpcj.site.commands.{entry.module}") is not None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(cpcj.__version__, prog_name="cpcj")
def main() -> None:
    """Read the texts of the United Nations crime prevention and criminal justice programme, follow
    what they ask, and serve the register of it.
    """
