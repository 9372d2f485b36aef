"""A worker killed in the middle of a job: nothing half-stored, and another finishes it."""

from __future__ import annotations

import json
import random

import pytest

from tests.faults.installation import Installation

FILES = 30
ASK = """
from django.core.files.uploadedfile import SimpleUploadedFile
from cpcj.frame.actors import SystemActor
from cpcj.register.uploading import take_files
words = (
    "United Nations\\tA/RES/78/{n}\\nGeneral Assembly\\tDistr.: General\\n19 December 2023\\n"
    "Seventy-eighth session\\nAgenda item 107\\n\\nResolution adopted by the General Assembly on "
    "19 December 2023\\n[on the report of the Third Committee (A/78/900, para. 12)]\\n"
    "78/{n}.\\tHarbour lamps, part {n}\\n\\n\\n\\tThe General Assembly,\\n"
    "\\tRecalling its resolution 77/902 of 15 December 2022,\\n"
    "\\t1.\\tUrges Member States to keep lamp {n} lit;\\n"
    "\\t2.\\tRequests the Secretary-General to report on lamp {n} to the General Assembly at its "
    "eightieth session.\\n\\n50th plenary meeting\\n19 December 2023\\n"
)
job = take_files(SystemActor("test"), [
    SimpleUploadedFile(f"{n}.txt", words.format(n=n).encode()) for n in range(901, 901 + FILES)
], published=True)
print(job.pk)
""".replace("FILES", str(FILES))
STATE = """
import json
from cpcj.audit.chain import verify
from cpcj.jobs.models import Job
from cpcj.register.models import Act, Provision, SearchEntry, Text, TextVersion, Upload
job = Job.objects.get(kind='register.read_batch')
print(json.dumps({
    "state": job.state, "attempt": job.attempt, "result": job.result, "error": job.error,
    "whole": not list(verify()),
    "rows": [model.objects.count() for model in (Text, TextVersion, Upload)],
    "paragraphs": Provision.objects.count(), "entries": SearchEntry.objects.count(),
    "acts": Act.objects.count(),
}))
"""


def state(site: Installation) -> dict[str, object]:
    found: dict[str, object] = json.loads(site.python(STATE))
    return found


def _nothing_half(found: dict[str, object]) -> int:
    """Each text has its version, its file, three paragraphs in the index and two acts."""
    texts, versions, uploads = found["rows"]  # type: ignore[misc]
    assert found["whole"], "the log is whole"
    assert (versions, uploads) == (texts, texts)  # type: ignore[has-type]
    assert (found["paragraphs"], found["entries"]) == (3 * texts, 3 * texts)  # type: ignore[has-type]
    assert found["acts"] == 2 * texts  # type: ignore[has-type]
    return int(texts)  # type: ignore[has-type]


def _stored(site: Installation) -> int:
    code = "from cpcj.register.models import Text\nprint(Text.objects.count())"
    return int(site.python(code))


KILL = """
import os, signal, sys, time
from cpcj.jobs.models import Job
pid, after, give_up = int(sys.argv[1]), float(sys.argv[2]), time.monotonic() + 120
while Job.objects.get(kind='register.read_batch').state == 'queued':
    assert time.monotonic() < give_up, 'the worker never began'
    time.sleep(0.02)
time.sleep(after)
os.kill(pid, signal.SIGKILL)
"""


def _kill_in_the_middle(site: Installation, after: float) -> None:
    # Watched and killed from one process: a new one for each look would come too late.
    worker = site.started("jobs", "work")
    site.python(KILL, str(worker.pid), str(after))
    worker.wait()


def test_a_worker_killed_in_the_middle(installation: Installation) -> None:
    installation.python(ASK)
    _kill_in_the_middle(installation, 0.2)
    left = state(installation)
    held = _nothing_half(left)
    assert (left["state"], left["attempt"]) == ("running", 1), "an orphan, before the sweep"
    assert 0 <= held < FILES
    installation.must("jobs", "work", "--once")
    done = state(installation)
    assert (done["state"], done["attempt"]) == ("done", 2), done["error"]
    assert done["result"] == {"files": FILES, "read": FILES}
    assert _nothing_half(done) == FILES, "each is held once"


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
def test_a_worker_killed_at_any_moment(installation: Installation, seed: int) -> None:
    installation.python(ASK)
    moment = random.Random(seed)  # noqa: S311 - moments, no secrets
    for _ in range(2):
        _kill_in_the_middle(installation, moment.uniform(0, 1.5))
        _nothing_half(state(installation))
        installation.must("jobs", "sweep")
    installation.must("jobs", "work", "--once")
    done = state(installation)
    assert done["state"] == "done", done["error"]
    assert _nothing_half(done) == FILES
