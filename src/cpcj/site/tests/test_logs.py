"""What the log says about a refusal, and about a failure."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied

from cpcj.site.logs import WithoutExpected

if TYPE_CHECKING:
    from django.test import Client


def _logged(error: Exception) -> logging.LogRecord:
    try:
        raise error
    except type(error):
        return logging.LogRecord("x", logging.INFO, "x.py", 1, "said", (), sys.exc_info())


def test_a_refusal_is_one_line_and_a_failure_is_told_whole() -> None:
    line = logging.Formatter("{message}", style="{")
    refused, failed = _logged(PermissionDenied("register.upload_text")), _logged(ValueError("x"))
    assert WithoutExpected().filter(refused)
    assert WithoutExpected().filter(failed)
    assert line.format(refused) == "said"
    assert "Traceback" in line.format(failed)


@pytest.mark.django_db
def test_asking_for_uploads_without_an_account_logs_no_traceback(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.addFilter(WithoutExpected())
    with caplog.at_level(logging.INFO):
        answer = client.get("/uploads/")
    assert answer.status_code == 302
    assert "Traceback" not in caplog.text
