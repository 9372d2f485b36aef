"""Whole records of every room, tied to the people of the world, and the addresses of their pages.

Beside the bare records of ``samples.py``, which no page could draw.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.utils import timezone

from cpcj.accounts.rules import Role
from cpcj.assistance.publication.services import publishing
from cpcj.assistance.publication.services.importing import take_in
from cpcj.assistance.services import asking, handling
from cpcj.documents.contents import Kind
from cpcj.documents.services import keep_template
from cpcj.documents.standard import standard_template
from cpcj.funding.rules.money import Money
from cpcj.funding.services import books, tables
from cpcj.funding.tests.factories import DAY, cost_object, donor, pledge
from cpcj.register.budget.tests.factories import imported, proposed
from cpcj.register.followup.services.importing import keep_sheet
from cpcj.register.followup.services.notes import GivenDocument, add_note, remind
from cpcj.register.followup.services.recording import of_act
from cpcj.register.models import Act, Citation, ProcedureFact
from cpcj.register.reporting.rules.tables import read_table
from cpcj.register.reporting.services.deriving import derive
from cpcj.register.reporting.services.tables import enter_report, take_table
from cpcj.register.tests.factories import SYSTEM
from cpcj.resolutions.budget.tests.samples import LINES, as_tree
from cpcj.tokens.services import issue
from cpcj.treaties import services as treaties
from cpcj.treaties.rules.participation import Action
from cpcj.treaties.rules.tables import Kind as Deed
from tests.browser.sample_rows import IATI
from tests.permissions.samples import make
from tests.permissions.who import (
    ANONYMOUS,
    ANOTHERS,
    HELD,
    OF_ANOTHER_STATE,
    OF_THE_STATE,
    OWN,
    PUBLISHED,
    SHARED,
    UNPUBLISHED,
    WITHDRAWN,
)
from tests.permissions.world import OTHER_STATE, STATE, SYMBOLS, World

Addresses = dict[tuple[str, str], dict[str, Any]]
"""What stands in a page's address, by the name of the address and the state of the record."""

_SHARING = "KEN"
_SHEET = b"symbol,para,status,note\n79/901,1,In progress,begun\n"
_REPORTS = "symbol,title\nA/81/601,Lamps\n"
_RATES = b"currency,since,units\nJPY,2024-01-01,150.2\n"
_TREATY = b"### Article 1\n1. Lamps are lit:\n(a) by night.\n"
_PARTICIPATION = b'Participant,Signature,"Ratification, Accession(a)"\nNorway,12 Dec 2000,\n'


def addresses(world: World) -> Addresses:
    """Make the records; return what stands in the addresses of their pages."""
    found: Addresses = {}
    for state in (PUBLISHED, UNPUBLISHED, WITHDRAWN):
        symbol = SYMBOLS[state]
        act = f"{symbol}#op1.1"
        found["identified", state] = {"path": symbol}
        found["register:save_text", state] = {"form": "md", "identifier": symbol}
        for name in (
            "register:text",
            "register:review_text",
            "register:place",
            "register:citations",
        ):
            found[name, state] = {"identifier": symbol}
        facts = ProcedureFact.objects.filter(version__text__identifier=symbol)
        cited = Citation.objects.filter(version__text__identifier=symbol)
        found["register:citation", state] = {"key": cited.latest("version__number").pk}
        found["register:fact", state] = {"key": facts.latest("version__number").pk}
        for name in (
            "register:mandate", "register:review", "followup:mandate", "followup:change",
            "reporting:entry", "reporting:series", "reporting:match", "reporting:correct",
        ):  # fmt: skip
            found[name, state] = {"identifier": act}
    derive(SYSTEM)
    return {
        **found,
        **_followed(world),
        **_listed(world),
        **_money(world),
        **_requests(world),
        **_own(world),
        **_published(world),
    }


def _followed(world: World) -> Addresses:
    officer, head = (world.people[role.value] for role in (Role.OFFICER, Role.UNIT_HEAD))
    act = Act.objects.get(identifier=f"{SYMBOLS[PUBLISHED]}#op1.1", current=True)
    add_note(
        officer, of_act(act), on=DAY, words="Begun.", documents=[GivenDocument("a.txt", b"begun")]
    )
    reminder = remind(head, of_act(act), on=DAY, to=officer, words="Look again.")
    content = apps.get_model("followup", "DocumentContent").objects.get()
    gone = make(
        apps.get_model("followup", "FollowUp"), act="A/RES/79/909#op1.1", text="A/RES/79/909"
    )
    return {
        ("followup:document", HELD): {"key": content.pk},
        ("followup:end_reminder", HELD): {"key": reminder.pk},
        ("followup:kept", HELD): {"key": gone.pk},
        ("followup:sheet", HELD): {"key": keep_sheet(head, "ours.csv", _SHEET).pk},
    }


def _listed(world: World) -> Addresses:
    imported()
    line = apps.get_model("budget", "Line").objects.earliest("pk")
    reports = read_table(_REPORTS.encode(), "reports.csv").rows
    table = take_table(SYSTEM, "reports.csv", reports, replace=False)
    assert table is not None
    enter_report(
        SYSTEM, symbol="A/81/602", title="Oil", date=DAY, body="general_assembly", session=81
    )
    entered = apps.get_model("reporting", "ListedReport").objects.get(symbol="A/81/602")
    treaties.hold_text(SYSTEM, content=_TREATY, name="lamps.md", instrument="UNTOC")
    participation = treaties.propose(
        SYSTEM, content=_PARTICIPATION, name="table.csv", instrument="UNTOC",
        as_known_on=DAY, source="invented",
    )  # fmt: skip
    declared = treaties.record_declaration(
        SYSTEM, treaties.Said("NOR", "UNTOC", "reservation", "Lamps.", source="invented")
    )
    acted = treaties.record_action(
        SYSTEM, Action("NOR", "UNTOC", Deed.ACCESSION, dt.date(2010, 3, 1))
    )
    person = world.stranger.pk
    return {
        **{
            (f"treaties:{name}", HELD): {"key": declared.pk}
            for name in ("declaration", "correct", "withdraw", "object")
        },
        ("treaties:correct_action", HELD): {"key": acted.pk},
        ("budget:row", HELD): {"key": line.pk},
        ("budget:correct", HELD): {"key": line.pk},
        ("budget:import", HELD): {"key": proposed(as_tree(LINES[2:])).pk},
        ("reporting:remove_document", HELD): {"key": entered.pk},
        ("reporting:withdraw_table", HELD): {"key": table.pk},
        ("treaties:text", HELD): {"key": "UNTOC"},
        ("treaties:import", HELD): {"key": participation.pk},
        ("audit:person", HELD): {"person": person},
        ("audit:record", HELD): {"kind": "accounts.user", "key": person},
    }


def _money(world: World) -> Addresses:
    """Make a contribution of the own organization, and of another."""
    found: Addresses = {}
    for state, organization in ((OWN, world.organization), (ANOTHERS, None)):
        one = pledge(Money(100_00), by=donor(organization=organization))
        project = cost_object()
        books.agree(SYSTEM, one, on=DAY)
        books.receive(SYSTEM, one, on=DAY, minor=100_00)
        entry = books.allocate(SYSTEM, one, cost_object=project, on=DAY, cents=50_00)
        for name in ("contribution", "ledger", "terms", "instalments", "deed"):
            found[f"funding:{name}", state] = {"code": one.code}
        found["publication:donor_report", state] = {"code": one.code}
        found["funding:acknowledgement", state] = {"key": one.receipts.get().pk}
        for name in ("donor", "change_donor"):
            found[f"funding:{name}", state] = {"code": one.donor.code}
        found["funding:cost_object", state] = {"code": project.code}
        found["funding:reverse", state] = {"key": entry.pk}
    proposal = tables.propose_rates(SYSTEM, content=_RATES, name="r.csv", source="invented")
    found["funding:import", HELD] = {"key": proposal.pk}
    return found


def _requests(world: World) -> Addresses:
    """Make an acknowledged request with a document: of the own State, of others, shared."""
    found: Addresses = {}
    officer = world.people[Role.OFFICER.value]
    asked = asking.Asked("Lamps", "A course on lamps.")
    for state, code in (
        (OF_THE_STATE, STATE), (OF_ANOTHER_STATE, OTHER_STATE), (SHARED, _SHARING),
    ):  # fmt: skip
        one = asking.record(
            SYSTEM, code, asked, received=timezone.localdate(),
            documents=[GivenDocument("a.txt", b"lamps")],
        )  # fmt: skip
        one = handling.acknowledge(officer, one)
        if state == SHARED:
            asking.share(SYSTEM, one, shared=True)
        document = apps.get_model("assistance", "Document").objects.get(request=one)
        for name in ("request", "letter", "change"):
            found[f"assistance:{name}", state] = {"number": one.number}
        found["assistance:document", state] = {"key": document.pk}
    return found


def _own(world: World) -> Addresses:
    """Make a token for each person."""
    found: Addresses = {}
    for who, person in {**world.people, ANOTHERS: world.stranger}.items():
        if who == ANONYMOUS:
            continue
        token, _secret = issue(person, name="A program", scopes=(), days=30)
        state = who if who == ANOTHERS else f"{OWN} {who}"
        found["tokens:revoke", state] = {"key": token.pk}
    return found


def _published(world: World) -> Addresses:
    """Make a file taken in, a publication that is checked and one that is public, a template."""
    officer, head = (world.people[role.value] for role in (Role.OFFICER, Role.UNIT_HEAD))
    taken_in = take_in(officer, IATI, "sample.xml", "advisory")
    found: Addresses = {}
    for state in (PUBLISHED, UNPUBLISHED):
        run = publishing.prepare(officer)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "activities.xml"
            path.write_bytes(IATI)
            publishing.store(
                officer, run, files=[path], records=1, problems=(), differences=(),
                generated=timezone.now(),
            )  # fmt: skip
        if state == PUBLISHED:
            publishing.publish(head, run)
        for name in ("run", "run_file", "deed"):
            found[f"publication:{name}", state] = {"key": run.pk}
        found["publication:run_file", state] |= {"name": "activities.xml"}
    template = keep_template(
        officer, kind=Kind.DONOR_REPORT, language="en", name="ours.docx",
        content=standard_template(Kind.DONOR_REPORT, "en"),
    )  # fmt: skip
    identifier = {"identifier": "XM-DAC-41128-SAMPLE-1"}
    return {
        **found,
        ("publication:file", PUBLISHED): {"name": "activities.xml"},
        ("publication:import", HELD): {"key": taken_in.pk},
        ("publication:written", HELD): {"key": taken_in.pk},
        ("publication:check", UNPUBLISHED): identifier,
        ("profiles:programme", UNPUBLISHED): identifier,
        ("publication:project_document", UNPUBLISHED): identifier,
        ("documents:version", HELD): {"key": template.pk},
    }
