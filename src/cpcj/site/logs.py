"""What stands in the log: no traceback where nothing went wrong."""

from __future__ import annotations

import logging

from django.core.exceptions import PermissionDenied

_EXPECTED = (PermissionDenied,)
"""Answers rather than failures: a visitor is sent to sign in, or told what the account may not."""


class WithoutExpected(logging.Filter):
    """Keep the line about an expected refusal, drop its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, those of refusals without their traceback."""
        raised = record.exc_info[1] if record.exc_info else None
        if isinstance(raised, _EXPECTED):
            record.exc_info = None
            record.exc_text = None
        return True
