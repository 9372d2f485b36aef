"""What other rooms cost on pages of a large register: follow-up, the calendar, a mandate's page.

The rooms are filled in bulk: every fifth mandate asks for a report at a session, every tenth is
followed up, so that most of what a page asks finds nothing, as in a real register. Each page is
asked in this process, through the whole application but HTTP, and told in milliseconds of the
processor: the first time, the middle of the following ones, and the first one after a write.

    python benchmarks/rooms.py [--size MANDATES] [--rounds N]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from _register import OPERATIVE, Supply, load, prepared, start

if TYPE_CHECKING:
    from django.test import Client

_STATUSES = ("in_progress", "not_implemented", "not_applicable", "no_indication")
_NOW = "2026-01-01 00:00:00"

_ENTRIES = """
INSERT INTO reporting_dueentry (id, identifier, text_id, adopted, asked_on, paragraph, phrase,
  action, words, what, "to", "when", addressees, topics, recurrence, doubts, set_aside, chain)
SELECT a.id, a.identifier, a.text_id, 1, t.date, a.paragraph_n, a.phrase, a.action, a.action,
  'a report', 'general_assembly', '', '["secretary_general"]', '[]',
  CASE WHEN a.id % 10 = 0 THEN 'annual' ELSE '' END, '[]', 0, a.identifier
FROM register_act a JOIN register_text t ON t.id = a.text_id WHERE a.id % 5 = 0
"""
_DEADLINES = """
INSERT INTO reporting_deadline (entry_id, "key", body, session, place, start, "end", order_on,
  basis, adopted, set_aside, asked_on, answered_by, answer_title, proposed_by, proposed_title,
  noted_by, traceable, trace)
SELECT e.id, e.identifier || '/1', 'general_assembly', t.session + 1,
  'general_assembly:' || (t.session + 1), (t.year + 1) || '-09-15', (t.year + 2) || '-09-14',
  (t.year + 1) || '-09-15', 'stated', 1, 0, t.date, '', '', '', '', '', t.session % 2, ''
FROM reporting_dueentry e JOIN register_text t ON t.id = e.text_id
"""
_VALUES = """
INSERT INTO reporting_entryvalue (entry_id, field, value)
SELECT id, 'addressee', 'secretary_general' FROM reporting_dueentry
"""
_FOLLOWUPS = f"""
INSERT INTO followup_followup (act, text, row_id, row_key, version_key, phrase, action, holding,
  replaced_by, status, proposed_reason, founding, recurrent, needed_currency, held_currency,
  resources_note, published, superseded_by, version, changed_at)
SELECT a.identifier, t.identifier, a.id, a.id, a.version_id, a.phrase, a.action, 'held', '',
  CASE a.id / 10 % 4 {" ".join(f"WHEN {n} THEN '{one}'" for n, one in enumerate(_STATUSES))} END,
  '', a.id % 70 = 0, a.id % 30 = 0, '', '', '', a.id % 20 = 0, '', 1, '{_NOW}'
FROM register_act a JOIN register_text t ON t.id = a.text_id WHERE a.id % 10 = 0
"""  # noqa: S608 - put together of constants


def fill() -> None:
    """Fill the calendar and follow-up of the register that stands there."""
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in (_ENTRIES, _DEADLINES, _VALUES, _FOLLOWUPS):
            cursor.execute(statement)


def officer() -> Any:
    """Return a person who sees follow-up."""
    from cpcj.accounts.models import Membership, User
    from cpcj.frame.records import writing_allowed

    with writing_allowed():
        person = User.objects.create(username="officer")
        Membership.objects.create(user=person, role="unit_head", since="2020-01-01")
    return person


def write(person: Any, key: int) -> None:
    """Change the status of a mandate through its service."""
    from cpcj.register.followup.services.recording import of_act
    from cpcj.register.followup.services.statuses import set_status
    from cpcj.register.models import Act

    followup = of_act(Act.objects.get(pk=key))
    status = "in_progress" if followup.status == "not_applicable" else "not_applicable"
    set_status(person, followup, status, reason="measured")


def taken(client: Client, address: str) -> tuple[float, int]:
    """Return the milliseconds of the processor for a page and the statements it asked."""
    from django.db import connection

    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    begin = time.process_time()
    with connection.execute_wrapper(count):
        answer = client.get(address)
    if answer.status_code != 200:
        message = f"{address} answered {answer.status_code}"
        raise RuntimeError(message)
    return (time.process_time() - begin) * 1000, len(asked)


def pages(texts: int) -> dict[str, tuple[bool, Callable[[int], str]]]:
    """Return by name whether a page is an officer's, and its address in a turn."""

    def mandate(place: int) -> Callable[[int], str]:
        def address(turn: int) -> str:
            key = turn % texts + 1
            return f"/mandates/A/RES/{40 + key % 40}/{1_000 + key // 40}/-/op{place}.1/"

        return address

    return {
        "mandate, nothing known": (False, mandate(2)),
        "mandate, a deadline": (False, mandate(5)),
        "follow-up": (True, lambda turn: f"/followup/?unknown={turn}"),
        "follow-up, a status": (True, lambda turn: f"/followup/?status=in_progress&x={turn}"),
        "follow-up, a topic": (True, lambda turn: f"/followup/?topic=crime_prevention&x={turn}"),
        "follow-up, due soonest": (True, lambda turn: f"/followup/?sort=due&x={turn}"),
        "my mandates": (True, lambda turn: f"/followup/mine/?x={turn}"),
        "calendar": (False, lambda turn: f"/reporting/?x={turn}"),
        "calendar, all deadlines": (False, lambda turn: f"/reporting/list/?x={turn}"),
        "calendar, a state": (False, lambda turn: f"/reporting/list/?state=late&x={turn}"),
        "calendar, a month": (False, lambda turn: f"/reporting/months/?month=2024-09&x={turn}"),
        "calendar, what recurs": (False, lambda turn: f"/reporting/recurring/?x={turn}"),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the times of each page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=10_000, help="mandates")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--only", default="", help="pages whose name begins so")
    options = parser.parse_args(arguments)
    load()
    start()
    from django.core.management import call_command
    from django.test import Client

    call_command("collectstatic", interactive=False, verbosity=0)
    supply = Supply.read()
    if not supply.printed:
        print("no operative paragraph in the texts that are there")
        return 1
    texts = prepared(supply, options.size).texts
    fill()
    person = officer()
    public, own = Client(HTTP_HOST="127.0.0.1"), Client(HTTP_HOST="127.0.0.1")
    own.force_login(person)
    print(f"{texts * OPERATIVE} mandates; milliseconds: first, middle, first after a write")
    turn = 0
    for name, (for_officers, address) in pages(texts).items():
        if not name.startswith(options.only):
            continue
        client = own if for_officers else public
        first, _ = taken(client, address(turn))
        times = []
        for _round in range(options.rounds):
            turn += 1
            times.append(taken(client, address(turn)))
        write(person, 10)
        turn += 1
        after, statements = taken(client, address(turn))
        middle = statistics.median(one for one, _ in times)
        print(f"{name:26s} {first:8.1f} {middle:8.1f} {after:8.1f}  {statements:3d} statements")
    load()
    return 0


if __name__ == "__main__":
    sys.exit(main())
