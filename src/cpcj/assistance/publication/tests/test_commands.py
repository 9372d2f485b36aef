"""Drafting and publishing from the command line: two accounts, each with its permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from cpcj.accounts.rules import Role
from cpcj.assistance.portfolio.services import recording
from cpcj.assistance.publication.models import Run
from cpcj.audit.models import AuditEvent
from cpcj.site.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpcj.accounts.models import User
    from cpcj.assistance.publication.tests.conftest import Portfolio

pytestmark = pytest.mark.django_db


def iati(*arguments: str) -> Result:
    return CliRunner().invoke(main, ("iati", *arguments))


def test_what_one_account_drafts_another_publishes(portfolio: Portfolio, tmp_path: Path) -> None:
    officer, head = portfolio.officer.username, portfolio.head.username
    drafted = iati("draft", "--as", officer)
    assert drafted.exit_code == 0, drafted.output
    assert f"added: {portfolio.project.identifier}" in drafted.output
    again = iati("publish", "--as", officer)
    assert (again.exit_code, Run.objects.get().status) == (1, "checked")
    done = iati("publish", "--as", head, "--out", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    run = Run.objects.get()
    assert (run.status, run.made_by, run.published_by) == (
        "published", portfolio.officer, portfolio.head,
    )  # fmt: skip
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == ["cpcj-activities-1.xml", "cpcj-organisation-1.xml"]
    published = AuditEvent.objects.filter(what="publication.publish").get()
    assert published.actor.endswith(f":{portfolio.head.pk}")
    assert "no draft waits" in iati("publish", "--as", head).output

    recording.record_part(portfolio.officer, portfolio.draft, part="markers", given={"gender": 1})
    assert "added: 0, removed: 0, changed: 0" in iati("draft", "--as", officer).output


def test_who_drafted_does_not_publish_and_who_may_not_is_refused(
    portfolio: Portfolio, make_user: Callable[..., User]
) -> None:
    head = portfolio.head.username
    assert iati("draft", "--as", head).exit_code == 0
    alone = iati("publish", "--as", head)
    assert alone.exit_code == 1
    assert "Another person publishes" in alone.output
    for role in (Role.DONOR, Role.ADMINISTRATOR):
        stranger = make_user(role).username
        assert "may not do this" in iati("draft", "--as", stranger).output
        assert iati("publish", "--as", stranger).exit_code == 1
    assert Run.objects.get().status == "checked"
    assert iati("publish", "--as", "nobody").exit_code == 2
