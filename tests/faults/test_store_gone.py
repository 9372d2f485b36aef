"""A database that goes away and comes back: pages say so and recover, jobs are done."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from tests.faults.installation import Installation, answer, until
from tests.faults.test_killed import ASK, FILES, state


def test_the_server_stops_and_starts(
    make_installation: Callable[..., Installation], postgresql: Any
) -> None:
    site = make_installation("postgresql", tables=True)
    with site.served("--processes", "2", CPCJ_DEBUG="0", CPCJ_LOG_FORMAT="json") as address:
        assert answer(f"{address}/health/ready")[0] == 200
        assert answer(f"{address}/texts/")[0] == 200
        postgresql.stop()
        until(lambda: answer(f"{address}/health/ready")[0] == 503)
        for path in ("/texts/", "/", "/search/?q=lamps", "/accounts/sign-in/", "/mandates/"):
            status, words = answer(address + path)
            if path != "/accounts/sign-in/":  # asks the store nothing
                assert status == 503, path
                assert "does not answer" in words
                assert "Traceback" not in words
        assert answer(f"{address}/health/live")[0] == 200
        said = json.loads(answer(f"{address}/health/ready")[1])
        assert said["checks"]["store"] == "does not answer"
        postgresql.start()
        until(lambda: answer(f"{address}/health/ready")[0] == 200, seconds=30)
        # Each process has its own connections: every one must have recovered.
        for _ in range(12):
            assert answer(f"{address}/texts/")[0] == 200
        time.sleep(3)  # the worker tries again every two seconds
        site.python(ASK)
        until(lambda: state(site)["state"] == "done", seconds=90)
        assert state(site)["result"] == {"files": FILES, "read": FILES}
    for line in site.said().splitlines():
        if line.startswith("{"):
            json.loads(line)
