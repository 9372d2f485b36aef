"""Files in: once, in versions, whole or not at all, undone and brought back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpcj.audit.models import AuditEvent
from cpcj.register.models import (
    Act,
    ActValue,
    Alias,
    FamilyMember,
    Provision,
    SearchEntry,
    Series,
    Text,
    Upload,
)
from cpcj.register.queries.mandates import MandateFilters, mandate_page
from cpcj.register.queries.search import search
from cpcj.register.queries.texts import TextFilters, text_detail, text_page
from cpcj.register.services.ingest import (
    Status,
    ingest_file,
    name_text,
    publish,
    store_file,
    undo_upload,
)
from cpcj.register.tests.factories import (
    ENCOURAGE,
    REQUEST,
    SYSTEM,
    document,
    hold,
    paragraph,
    read,
    text,
)
from cpcj.resolutions.model import DocumentKind, Doubt, Passage, Role, TextKind

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def test_a_text_becomes_mandates() -> None:
    outcome = hold(document(text(REQUEST, ENCOURAGE)))
    assert outcome.status is Status.STORED
    assert outcome.texts[0].acts == 2
    page = mandate_page(ANYBODY, MandateFilters())
    assert [row.identifier for row in page.rows] == ["A/RES/79/901#op1.1", "A/RES/79/901#op2.1"]
    first, second = page.rows
    assert first.addressees == ("secretary_general",)
    assert (first.deliverable_to, first.due_session) == ("general_assembly", 82)
    assert second.addressees == ("member_states", "donors")
    assert second.qualifiers == ("upon_request",)
    assert second.topics == ("sport",)


def test_the_same_file_twice_is_one() -> None:
    of = document(text())
    hold(of)
    events = AuditEvent.objects.count()
    assert hold(of).status is Status.SAME
    assert (Upload.objects.count(), Text.objects.count()) == (1, 1)
    assert AuditEvent.objects.count() == events


def test_the_same_words_from_another_file_are_one_text() -> None:
    of = document(text())
    hold(of)
    outcome = store_file(SYSTEM, read(of, "light.pdf", b"another form"))
    assert outcome.status is Status.SAME
    assert Text.objects.get().versions.count() == 1
    assert Act.objects.count() == 1


def test_other_words_are_a_new_version_and_the_old_one_stays() -> None:
    hold(document(text(REQUEST)))
    outcome = hold(document(text(REQUEST, ENCOURAGE)))
    assert outcome.status is Status.NEW_VERSION
    held = text_detail(ANYBODY, "A/RES/79/901")
    assert held is not None
    assert [version.number for version in held.versions] == [2, 1]
    assert len(held.acts) == 2
    old = text_detail(ANYBODY, "A/RES/79/901", version=1)
    assert old is not None
    assert len(old.acts) == 1
    assert mandate_page(ANYBODY, MandateFilters()).total == 2
    assert search(ANYBODY, "lamps").total == 1


def test_undone_and_brought_back() -> None:
    hold(document(text(REQUEST)))
    hold(document(text(REQUEST, ENCOURAGE)), "second.txt")
    undo_upload(SYSTEM, Upload.objects.get(name="second.txt"), reason="the wrong file")
    assert mandate_page(ANYBODY, MandateFilters()).total == 1
    assert search(ANYBODY, "keepers").total == 0
    undo_upload(SYSTEM, Upload.objects.get(name="light.txt"), reason="also wrong")
    assert text_detail(ANYBODY, "A/RES/79/901") is None
    assert text_page(ANYBODY, TextFilters()).total == 0
    assert search(ANYBODY, "lamps").total == 0
    again = hold(document(text(REQUEST, ENCOURAGE)), "second.txt")
    assert again.status is Status.RESTORED
    assert mandate_page(ANYBODY, MandateFilters()).total == 2
    assert search(ANYBODY, "keepers").total == 1


def test_what_stands_in_another_file_stays_when_one_is_undone() -> None:
    of = document(text())
    hold(of)
    store_file(SYSTEM, read(of, "light.pdf", b"another form"))
    undo_upload(SYSTEM, Upload.objects.get(name="light.txt"), reason="wrong")
    assert mandate_page(ANYBODY, MandateFilters()).total == 1


def test_a_report_holds_its_texts_and_its_procedure() -> None:
    first = text(REQUEST, symbol=None, part="I", kind=TextKind.DRAFT_RESOLUTION)
    second = text(
        ENCOURAGE, symbol=None, part="II", kind=TextKind.DRAFT_RESOLUTION, title="Care of harbours"
    )
    report = document(
        first, second, kind=DocumentKind.COMMITTEE_REPORT, symbol="A/79/901", title="Lights",
        procedure=(paragraph("At its 3rd meeting, the Committee heard a statement.", "1",
                             Role.PROCEDURAL),),
        doubts=(Doubt("numbering-gap", "no paragraph 2", "II"), Doubt("no-date", "no date")),
    )  # fmt: skip
    outcome = hold(report)
    assert [one.identifier for one in outcome.texts] == [
        "A/79/901!procedure", "A/79/901!I", "A/79/901!II"
    ]  # fmt: skip
    assert [one.doubts for one in outcome.texts] == [1, 0, 1]
    assert Provision.objects.filter(identifier="A/79/901#p1").exists()
    assert search(ANYBODY, "statement").hits[0].provision == "A/79/901#p1"
    assert mandate_page(ANYBODY, MandateFilters()).total == 0
    proposals = mandate_page(ANYBODY, MandateFilters(proposals=True))
    assert {row.standing for row in proposals.rows} == {"recommended"}


def test_a_document_that_was_not_read_is_held_and_shown() -> None:
    of = document(
        symbol="A/79/902", title="Soin des phares", language="fra",
        doubts=(Doubt("not-read", "not read: French"),),
    )  # fmt: skip
    outcome = hold(of)
    assert [(one.identifier, one.doubts) for one in outcome.texts] == [("A/79/902", 1)]
    page = text_page(ANYBODY, TextFilters(chosen={"language": frozenset({"fra"})}))
    assert page.rows[0].title == "Soin des phares"


def test_draft_and_resolution_are_proposed_as_one_family() -> None:
    draft = text(REQUEST, symbol="A/C.3/79/L.91", kind=TextKind.DRAFT_RESOLUTION)
    hold(document(draft, kind=DocumentKind.DRAFT_RESOLUTION))
    hold(document(text(REQUEST)))
    held = text_detail(ANYBODY, "A/RES/79/901")
    assert held is not None
    assert {member.text.identifier for member in held.family_members} == {
        "A/C.3/79/L.91", "A/RES/79/901"
    }  # fmt: skip
    assert {member.state for member in FamilyMember.objects.all()} == {"proposed"}


def test_texts_of_one_title_are_a_series_whichever_comes_first() -> None:
    new = document(text(REQUEST, title="Care of lighthouses and their keepers, 2024"))
    old = document(
        text(REQUEST, title="Care of lighthouses and their lamps", symbol="A/RES/78/901",
             recalling="Recalling its earlier words,"),
        session=78,
    )  # fmt: skip
    hold(new)
    hold(old)
    assert Series.objects.count() == 1
    assert Text.objects.get(symbol="A/RES/78/901").series_reason.endswith("of the series")


def test_nothing_is_stored_of_a_file_that_cannot_be_read() -> None:
    outcome = ingest_file(SYSTEM, b"\x00\x01\x02", "noise.bin")
    assert outcome.status is Status.UNREADABLE
    assert outcome.error
    assert Upload.objects.count() == 0


def test_anonymous_people_upload_nothing() -> None:
    with pytest.raises(PermissionDenied):
        ingest_file(ANYBODY, b"text", "a.txt")
    with pytest.raises(PermissionDenied):
        store_file(ANYBODY, read(document(text())))


def test_unpublished_texts_are_for_officers() -> None:
    hold(document(text()), published=False)
    assert text_page(ANYBODY, TextFilters()).total == 0
    assert mandate_page(ANYBODY, MandateFilters()).total == 0
    assert search(ANYBODY, "lamps").total == 0
    assert mandate_page(SYSTEM, MandateFilters()).total == 1
    assert search(SYSTEM, "lamps").total == 1
    publish(SYSTEM, Text.objects.get(), published=True)
    assert mandate_page(ANYBODY, MandateFilters()).total == 1
    assert search(ANYBODY, "lamps").total == 1


def test_a_made_identifier_still_means_the_text_when_it_gets_a_symbol() -> None:
    hold(document(text(symbol=None), symbol=None))
    held = Text.objects.get()
    assert held.made
    name_text(SYSTEM, held, "A/RES/79/901")
    found = text_detail(ANYBODY, "A/RES/79/901")
    assert found is not None
    assert found.text.pk == held.pk
    assert hold(document(text(ENCOURAGE))).status is Status.NEW_VERSION
    assert Alias.objects.count() == 1


def test_citations_are_counted_from_the_other_side() -> None:
    hold(document(text(REQUEST)))
    hold(document(text(ENCOURAGE, symbol="A/RES/78/901"), session=78))
    cited = text_detail(ANYBODY, "A/RES/78/901")
    citing = text_detail(ANYBODY, "A/RES/79/901")
    assert cited is not None
    assert citing is not None
    assert cited.cited_by == 1
    assert list(citing.held) == ["A/RES/78/901"]


def test_odd_characters_are_held_on_every_store() -> None:
    odd = "Requests a \x00 lamp \ud800 é"
    hold(document(text(odd)))
    assert Provision.objects.get(n="1", role="operative").words == "Requests a \ufffd lamp \ufffd é"


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from([REQUEST, ENCOURAGE, "Urges Member States to trim wicks"]),
                min_size=1, max_size=4), st.integers(1, 3))  # fmt: skip
def test_ingesting_again_changes_nothing(operative: list[str], times: int) -> None:
    of = document(text(*operative, symbol=f"A/RES/79/{len(operative)}{times}"))
    hold(of)
    counts = [model.objects.count() for model in (Text, Provision, Act, ActValue, SearchEntry)]
    for n in range(times):
        store_file(SYSTEM, read(of, f"{n}.txt", f"form {n} {operative}".encode()))
        hold(of)
    assert counts == [
        model.objects.count() for model in (Text, Provision, Act, ActValue, SearchEntry)
    ]


def test_a_title_without_words_joins_nothing() -> None:
    bare = replace(text(), title=Passage(""))
    hold(document(bare, title=None))
    assert Text.objects.get().series is None


def test_texts_of_one_session_are_no_series_though_they_recall_each_other() -> None:
    hold(document(text(title="Care of lighthouses and lamps", symbol="A/RES/78/901"), session=79))
    hold(document(text(title="Care of lighthouses and keepers")))
    assert Series.objects.count() == 2
