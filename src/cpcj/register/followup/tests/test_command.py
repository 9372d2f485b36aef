"""``cpcj followup``, as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from django.core import mail

from cpcj.frame.records import writing_allowed
from cpcj.register.followup.models import FollowUp, Sheet
from cpcj.register.followup.services.details import assign
from cpcj.register.followup.services.recording import of_act
from cpcj.register.tests.factories import SYSTEM
from cpcj.site.commands.followup import command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpcj.accounts.models import Unit, User
    from cpcj.register.models import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Return a sheet with a row that matches and one that does not."""
    path = tmp_path / "ours.csv"
    path.write_text("symbol,para,unit,status\n79/901,OP 1,lamps,ongoing\n79/902,1,,N/A\n")
    return path


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_a_dry_run_does_nothing(act: Act, unit: Unit, sheet: Path) -> None:
    said = _run("import", sheet, "--dry-run")
    assert said.exit_code == 1
    assert "row 2: change: 79/901 OP 1; unit: Lamps Section; status: in_progress" in said.output
    assert "row 3: unmatched: 79/902 1; No text “79/902” is held.; nearest: A/RES/79/901" in (
        said.output
    )
    assert "1 change, 1 unmatched (dry run)" in said.output
    assert not FollowUp.objects.exists()
    assert not Sheet.objects.exists()


def test_a_sheet_is_imported_in_a_persons_name(
    act: Act, unit: Unit, sheet: Path, head: User
) -> None:
    assert _run("import", sheet, "--by", head.username).exit_code == 1
    held = FollowUp.objects.get()
    assert (held.unit, held.status) == (unit, "in_progress")
    assert {entry.by for entry in held.entries.all()} == {head}


def test_who_may_not_or_is_not(
    act: Act, sheet: Path, make_user: Callable[..., User], tmp_path: Path
) -> None:
    assert _run("import", sheet, "--by", "nobody").exit_code == 2
    said = _run("import", sheet, "--by", make_user().username)
    assert said.exit_code == 1
    assert "may not" in said.output
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    said = _run("import", broken)
    assert said.exit_code == 1
    assert "broken.xlsx cannot be read" in said.output
    assert not FollowUp.objects.exists()


def test_the_digest_needs_a_server(act: Act, officer: User, settings: Any) -> None:
    said = _run("digest")
    assert said.exit_code == 1
    assert "No mail server" in said.output
    settings.MAIL_IS_SET = True
    officer.email = "reader@example.org"
    with writing_allowed():
        officer.save()
    assign(SYSTEM, of_act(act), unit=None, officer=officer, reason="yours")
    assert _run("digest").output == "1 sent\n"
    assert _run("digest").output == "1 sent before\n"
    assert len(mail.outbox) == 1
