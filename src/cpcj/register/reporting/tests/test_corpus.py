"""Every reporting request of the corpus is in the calendar once, with its session.

The list of the programme's texts was made by reading them; the counts of the page texts are those
of the requests whose paragraphs name a session.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from cpcj.frame.actors import SystemActor
from cpcj.register.reading import read_content
from cpcj.register.reporting.models import Beside, Deadline, DueEntry
from cpcj.register.reporting.services.deriving import derive
from cpcj.register.services.ingest import store_file

PLACE = Path(
    os.environ.get("CPCJ_CORPUS") or Path(__file__).parents[5].parent / "shared" / "corpus"
)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_store,
    pytest.mark.skipif(
        not (PLACE / "programme").is_dir(),
        reason=f"the corpus of real texts is not at {PLACE} (set CPCJ_CORPUS to its folder)",
    ),
]
SYSTEM = SystemActor("test")
DRAFT_2012 = "made:ga-c3-67-103-2012-11-21-rev-draft"
DRAFT_2015 = "made:ga-c3-70-106-2015-10-16-draft"
REPORT = "made:ga-c3-71-106-report"

# (act, body, session) of every request; None where the words name no session.
PROGRAMME = {
    ("A/RES/70/178#op20.3", "", None),  # "within existing reporting obligations"
    ("A/RES/70/178#op50.1", "general_assembly", 71),
    (f"{DRAFT_2012}#op6.2", "ccpcj", None),  # "in due course"
    (f"{DRAFT_2012}#op40.1", "general_assembly", 68),
    (f"{DRAFT_2012}#op41.1", "general_assembly", 68),  # in the report of paragraph 40
    (f"{DRAFT_2015}#op40.2", "ccpcj", None),  # not in the resolution as adopted
    (f"{REPORT}!I#op4.2", "ccpcj", 26),
    (f"{REPORT}!II#op11.2", "unodc", None),
    (f"{REPORT}!II#op19.2", "unodc", None),  # each year
    (f"{REPORT}!II#op21.1", "general_assembly", 73),
    (f"{REPORT}!III#op67.1", "general_assembly", 73),
    (f"{REPORT}!III#op67.2", "general_assembly", None),
    (f"{REPORT}!IV#op22.3", "", None),
    (f"{REPORT}!IV#op53.1", "cop_untoc", None),
    (f"{REPORT}!IV#op54.1", "general_assembly", 72),
}
# Requests of the page texts by body and session that their own words state; what recurs apart.
PAGES = {
    ("general_assembly", 78): 2,
    ("general_assembly", 79): 60,
    ("general_assembly", 80): 41,
    ("general_assembly", 81): 2,
    ("general_assembly", 82): 1,
    ("general_assembly", 83): 2,
    ("general_assembly", 84): 1,
    ("ecosoc", 2024): 1,
    ("ccpcj", 33): 1,
    ("ccpcj", 34): 1,
    ("csw", 68): 1,
    ("csw", 69): 1,
}


def take_in(folder: str) -> None:
    """Hold the texts of a folder of the corpus, and derive."""
    for path in sorted((PLACE / folder).glob("*.txt")):
        store_file(SYSTEM, read_content(path.read_bytes(), path.name))
    derive(SYSTEM)


def test_the_programme_texts_request_by_request() -> None:
    take_in("programme")
    found = list(Deadline.objects.values_list("entry__identifier", "body", "session"))
    assert set(found) == PROGRAMME
    assert len(found) == len(PROGRAMME)
    adopted = {one.identifier for one in DueEntry.objects.filter(adopted=True)}
    assert adopted == {"A/RES/70/178#op20.3", "A/RES/70/178#op50.1"}
    beside = set(Beside.objects.values_list("entry__identifier", "identifier"))
    assert beside == {
        ("A/RES/70/178#op50.1", f"{DRAFT_2015}#op49.1"),
        ("A/RES/70/178#op20.3", f"{DRAFT_2015}#op19.3"),
    }
    yearly = DueEntry.objects.filter(chain=f"{DRAFT_2012}#op40.1").values_list("identifier")
    assert {identifier for (identifier,) in yearly} == {
        f"{DRAFT_2012}#op40.1", "A/RES/70/178#op50.1", f"{REPORT}!IV#op54.1",
    }  # fmt: skip
    answered = Deadline.objects.get(entry__identifier="A/RES/70/178#op50.1")
    assert answered.proposed_by == "A/71/114"


def test_the_page_texts_by_session() -> None:
    take_in("pages/text")
    stated = Deadline.objects.filter(
        basis__in=("stated", "also_stated", "same_paragraph", "referred")
    )
    counted = Counter(stated.values_list("body", "session"))
    assert {place: n for place, n in counted.items() if place in PAGES} == PAGES
    others = {body for body, _ in counted} - {body for body, _ in PAGES}
    assert others == {"human_rights_council"}
    assert DueEntry.objects.filter(adopted=False).count() == 0
