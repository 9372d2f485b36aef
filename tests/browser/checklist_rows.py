"""Rows for the pages of checklists, and what the journey of a prison inspection body stands on."""

from __future__ import annotations

import secrets
from typing import Any, Final

_OPEN, _SENT_IN = "/checklists/{answers_open}/", "/checklists/{answers_sent}/"
_QUESTION = f"{_OPEN}questions/art5.1.a/"

OF_OFFICERS: Final = (
    ("checklists:list", "/checklists/"),
    ("checklists:checklists", "/checklists/all/"),
    ("checklists:new_version", "/checklists/all/new/"),
    ("checklists:checklist", "/checklists/all/prisoners/1/"),
    ("checklists:counts", "/checklists/all/untoc-criminalization/1/counts/"),
    ("checklists:set", _SENT_IN),
    ("checklists:print", f"{_SENT_IN}print/"),
    ("checklists:return", f"{_SENT_IN}return/"),
    ("checklists:answer", f"{_SENT_IN}questions/art6.1/"),
)
OF_POINTS: Final = (
    ("checklists:list", "/checklists/"),
    ("checklists:new", "/checklists/new/"),
    ("checklists:set", _OPEN),
    ("checklists:set", _SENT_IN),
    ("checklists:answer", _QUESTION),
    ("checklists:answer", f"{_OPEN}questions/art10.2/"),
    ("checklists:print", f"{_OPEN}print/"),
    ("checklists:bring_back", f"{_OPEN}workbook/"),
    ("checklists:dry_run", "/checklists/workbooks/{workbook}/"),
    ("checklists:newer", f"{_OPEN}newer/"),
    ("checklists:submit", f"{_OPEN}submit/"),
    ("checklists:take_up", "/checklists/needs/{need_of_answers}/take-up/"),
    ("treaties:state", "/treaties/states/PER/"),
)
_FILE, _SENT = "a file", "is sent to, and leads on"
NO_PAGES: Final = {
    "checklists:word": _FILE,
    "checklists:workbook": _FILE,
    "checklists:ask": _SENT,
    "checklists:decline": _SENT,
    "checklists:stop_asking": _SENT,
    "checklists:take_over": _SENT,
}


def make() -> dict[str, str]:
    """Make answers of the focal point's State, submitted and open, and an inspection body."""
    from cpcj.accounts.models import User
    from cpcj.accounts.rules import Role
    from cpcj.accounts.services import Grant, add_organization, give_role
    from cpcj.accounts.services.people import make_account
    from cpcj.frame.actors import SystemActor
    from cpcj.frame.forms import seen
    from cpcj.reviews.checklists.models import FIELDS, Answer, ChecklistVersion
    from cpcj.reviews.checklists.services import answering, keeping, workbooks
    from cpcj.reviews.checklists.services.recording import Given
    from cpcj.reviews.checklists.workbook import write_workbook

    system = SystemActor("sample-rows")
    point = User.objects.get(username="point")
    version = ChecklistVersion.objects.get(key="untoc-criminalization")
    sent, opened = (answering.start_set(point, version, state="PER") for _ in range(2))

    def write(one: Any, question: str, **said: Any) -> None:
        answer = Answer.objects.select_related("set__version").get(set=one, question=question)
        answering.write_answer(point, answer, given=Given(**said), seen=seen(answer, FIELDS))

    write(
        sent, "art6.1", law="part", practice="not", in_law="The Act on Lamps, section 6.",
        citations="Act on Lamps, 1999", needs={"capacity": "Courses on lamps for judges."},
    )  # fmt: skip
    write(sent, "art5.1.a", law="full", practice="part", examples="Lamp v. Wick")
    answering.submit(point, sent)
    write(opened, "art5.2", law="full")
    answers = {one.question: one for one in Answer.objects.filter(set=opened)}
    home = write_workbook(opened, answers, None)
    write(opened, "art5.2", law="part")
    kept = workbooks.keep_workbook(point, opened, "home.xlsx", home)
    answering.ask(point, opened, "art5.1.a", point)
    newer = version.words.replace('version = "1"', 'version = "2"').replace(
        "Which offences", "What"
    )
    keeping.add_version(system, newer)
    # For the journey.
    body = add_organization(system, code="inspectors", names={"en": "Inspectors of Lamps"})
    password = secrets.token_urlsafe()
    inspector = make_account(system, username="inspector", password=password, roles=())
    give_role(system, inspector, Grant(Role.RESEARCHER, organization=body))
    return {
        "answers_open": opened.code,
        "answers_sent": sent.code,
        "workbook": str(kept.pk),
        "need_of_answers": str(sent.proposals.get().pk),
        "inspector_password": password,
    }
