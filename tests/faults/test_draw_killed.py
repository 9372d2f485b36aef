"""A worker killed while it draws lots: nothing is half-drawn, and another draws them once."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.faults.installation import Installation, until

STATES = 12
ASK = """
import datetime as dt, sys
from cpcj.frame.actors import SystemActor
from cpcj.frame.records import writing_allowed
from cpcj.resolutions.vocabulary.states import states
from cpcj.reviews import jobs
from cpcj.reviews.rules.mechanism import held_files
from cpcj.reviews.services import drawing
from cpcj.treaties.models import DepositaryAction
system = SystemActor("test")
members = [code for code, one in states().items() if one.status == "member"][:int(sys.argv[1])]
with writing_allowed():
    DepositaryAction.objects.bulk_create(
        DepositaryAction(
            participant=code, instrument="UNTOC", kind="ratification", on=dt.date(2006, 1, 1)
        )
        for code in members
    )
words = next(one for one in held_files() if 'key = "untoc"' in one)
version = drawing.add_version(system, words)
cycle = drawing.open_cycle(system, version, number=1, began=dt.date(2027, 1, 1))
jobs.ask(system, drawing.ask_lots(system, cycle, seed=7))
"""
WORK = """
import sys, time
from pathlib import Path
from cpcj.jobs import queue, worker
from cpcj.reviews.models import Draw
from cpcj.reviews.services import drawing

def reached():
    Path(sys.argv[2]).touch()

def solving(given, solve=drawing.draw):
    reached()
    while True:  # in the solver, whenever it comes
        solve(given)

def keeping(made, save=Draw.save):
    save(made)
    reached()  # stored, and nothing of it committed
    time.sleep(600)

def finishing(*ended):
    reached()  # committed, and the job knows nothing of it
    time.sleep(600)

if sys.argv[1] == "solving":
    drawing.draw = solving
elif sys.argv[1] == "keeping":
    Draw.save = keeping
else:
    queue._finish = finishing
worker.work()
"""
"""A worker that stays at a moment, however fast the machine, until it is killed."""
FOUND = """
import json
from cpcj.audit.chain import verify
from cpcj.audit.models import AuditEvent
from cpcj.jobs.models import Job
from cpcj.reviews.models import Draw
from cpcj.reviews.rules.draw import check, draw, read_inputs
from cpcj.reviews.rules.draw.result import result_said
job = Job.objects.get()
drawn = [(read_inputs(one.inputs.encode()), result_said(one.result)) for one in Draw.objects.all()]
print(json.dumps({
    "state": job.state, "attempt": job.attempt, "error": job.error, "result": job.result,
    "drawn": len(drawn), "states": [len(given.states) for given, _result in drawn],
    "broken": [len(check(given, result)) for given, result in drawn],
    "replayed": [draw(given) == result for given, result in drawn],
    "events": AuditEvent.objects.filter(what="reviews.keep_draw").count(),
    "whole": not list(verify()),
}))
"""


def _found(site: Installation) -> dict[str, object]:
    found: dict[str, object] = json.loads(site.python(FOUND))
    return found


def _killed(site: Installation, moment: str) -> dict[str, object]:
    """Start a worker, kill it at a moment of the draw, and return what it left."""
    mark = site.home / moment
    with (site.home / "worker.log").open("ab") as said:
        worker = subprocess.Popen(
            [sys.executable, "-c", f"import django\ndjango.setup()\n{WORK}", moment, str(mark)],
            env=site.environment, stdout=said, stderr=said,
        )  # fmt: skip
    try:
        until(mark.exists, worker, seconds=170)
    finally:
        worker.kill()
        worker.wait()
    return _found(site)


def _drawn_once(site: Installation, attempt: int) -> None:
    site.must("jobs", "work", "--once")
    done = _found(site)
    assert (done["state"], done["attempt"]) == ("done", attempt), done["error"]
    assert (done["drawn"], done["events"], done["whole"]) == (1, 1, True)
    assert done["states"] == [STATES]
    assert done["broken"] == [0]
    assert done["replayed"] == [True], "the same lots give the same result"


def test_workers_killed_in_the_solver_and_before_the_draw_is_kept(
    installation: Installation,
) -> None:
    installation.python(ASK, str(STATES))
    for attempt, moment in enumerate(("solving", "keeping"), 1):
        left = _killed(installation, moment)
        assert (left["state"], left["attempt"]) == ("running", attempt), "an orphan"
        assert (left["drawn"], left["events"], left["whole"]) == (0, 0, True), moment
    _drawn_once(installation, 3)


def test_a_worker_killed_when_the_draw_is_kept_and_the_job_is_not_done(
    installation: Installation,
) -> None:
    installation.python(ASK, str(STATES))
    left = _killed(installation, "finishing")
    assert (left["state"], left["attempt"]) == ("running", 1), "an orphan"
    assert (left["drawn"], left["events"], left["whole"]) == (1, 1, True)
    _drawn_once(installation, 2)
