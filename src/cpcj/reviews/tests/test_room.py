"""Who does what in a review, and what comes of it."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from cpcj.accounts.models import User
from cpcj.accounts.services import RefusedError, accept
from cpcj.assistance.models import Request
from cpcj.audit.models import AuditEvent
from cpcj.evidence.registry import for_provision
from cpcj.frame.records import writing_allowed
from cpcj.jobs.models import Job
from cpcj.jobs.queue import JobCancelledError, run_job
from cpcj.register.followup.services.notes import GivenDocument
from cpcj.reviews import jobs
from cpcj.reviews.models import Cycle, Draw, Observation, Participant, Proposal, Review, Sort
from cpcj.reviews.rules.draw import draw, read_inputs
from cpcj.reviews.rules.mechanism import Seat
from cpcj.reviews.services import drawing, keeping, taking_part
from cpcj.reviews.services.recording import ReviewError, list_digest
from cpcj.reviews.tests.conftest import (
    FAR,
    NEAR,
    OPEN,
    SECRET,
    STATE,
    SYSTEM,
    Stage,
    seated,
    words_of,
)
from cpcj.reviews.visibility import seats_in
from cpcj.site.cli import main
from cpcj.treaties.models import DepositaryAction

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_one_focal_point_of_a_country_at_a_time(stage: Stage) -> None:
    nominate = keeping.nominate
    said: dict[str, Any] = {"country": STATE, "note": "NV 2", "nominated_on": dt.date(2027, 2, 1)}
    with pytest.raises(ReviewError):
        nominate(stage.officer, stage.review, seat=Seat.COUNTRY_FOCAL_POINT, **said)
    first = Participant.objects.get(seat=Seat.COUNTRY_FOCAL_POINT)
    with pytest.raises(IntegrityError), transaction.atomic(), writing_allowed():
        Participant.objects.create(
            review=stage.review, seat=Seat.COUNTRY_FOCAL_POINT, country=STATE, note="x",
            nominated_on=TODAY(),
        )  # fmt: skip
    keeping.end_nomination(stage.officer, first)
    assert not seats_in(stage.point, stage.review.pk)
    made, _secret = nominate(stage.officer, stage.review, seat=Seat.COUNTRY_FOCAL_POINT, **said)
    assert made.country == STATE


def test_the_link_is_valid_ten_days_and_the_seat_is_for_the_right_state(
    stage: Stage, make_user: Callable[..., User]
) -> None:
    said: dict[str, Any] = {"note": "NV 3", "nominated_on": dt.date(2027, 2, 1)}
    made: Any
    made, secret = keeping.nominate(
        stage.officer, stage.review, seat=Seat.REVIEWING_EXPERT, country=FAR, **said
    )
    days = (made.invitation.expires_at - timezone.now()).total_seconds() / 86_400
    assert 9.9 < days <= 10
    with writing_allowed():
        made.invitation.expires_at = timezone.now() - dt.timedelta(seconds=1)
        made.invitation.save()
    person = make_user()
    with pytest.raises(RefusedError):
        accept(person, secret=secret, person=person)
    for seat, country in ((Seat.REVIEWING_EXPERT, "KEN"), (Seat.COUNTRY_EXPERT, NEAR)):
        with pytest.raises(ReviewError):
            keeping.nominate(stage.officer, stage.review, seat=seat, country=country, **said)


def test_experts_report_and_the_focal_point_clears(stage: Stage) -> None:
    review = stage.review
    with pytest.raises(PermissionDenied):
        taking_part.report_step(stage.near_expert, review, "questionnaire", on=TODAY())
    # The written feedback comes before the questionnaire: a delay blocks nothing.
    taking_part.report_step(stage.near_expert, review, "feedback", on=TODAY())
    taking_part.report_step(stage.expert, review, "questionnaire", on=TODAY())
    with pytest.raises(PermissionDenied):
        taking_part.clear_step(stage.near_point, review, "questionnaire")
    with pytest.raises(PermissionDenied):
        taking_part.clear_step(stage.expert, review, "questionnaire")
    cleared = taking_part.clear_step(stage.point, review, "questionnaire")
    assert cleared.reported_on == cleared.cleared_on == TODAY()
    for person in (stage.observer, *stage.strangers.values()):
        with pytest.raises(PermissionDenied):
            taking_part.report_step(person, review, "focal_point", on=TODAY())


def test_a_list_is_agreed_by_all_focal_points_to_the_same_words(observed: Stage) -> None:
    review = observed.review
    seen = list_digest(review)
    taking_part.agree(observed.point, review, seen=seen)
    taking_part.agree(observed.near_point, review, seen=seen)
    with pytest.raises(PermissionDenied):
        taking_part.agree(observed.expert, review, seen=seen)
    taking_part.draft_observation(observed.expert, review, sort=Sort.GAP, words="One more.")
    with pytest.raises(ReviewError):
        taking_part.agree(observed.far_point, review, seen=seen)
    taking_part.agree(observed.far_point, review, seen=list_digest(review))
    review.refresh_from_db()
    assert review.agreed_on is None, "the others agreed to another list"
    observed.agree()
    assert review.agreed_on == TODAY()
    with pytest.raises(ReviewError):
        taking_part.draft_observation(observed.expert, review, sort=Sort.GAP, words="Too late.")
    keeping.reopen_list(observed.officer, review, reason="a wrong article")
    taking_part.draft_observation(observed.expert, review, sort=Sort.GAP, words="In time.")


def test_only_who_wrote_an_observation_takes_it_out(observed: Stage) -> None:
    one = Observation.objects.earliest("pk")
    with pytest.raises(PermissionDenied):
        taking_part.withdraw_observation(observed.expert, one)
    taking_part.withdraw_observation(observed.near_point, one)
    assert Observation.objects.filter(withdrawn_on__isnull=True).count() == 1


def test_needs_become_proposed_requests_that_the_state_makes(observed: Stage) -> None:
    observed.agree()
    proposal = Proposal.objects.get(observation__confidential=False)
    assert not Request.objects.exists()
    assert Proposal.objects.visible_to(observed.point).count() == 2
    for person in (observed.near_point, observed.observer, *observed.strangers.values()):
        assert not Proposal.objects.visible_to(person).exists()
    with pytest.raises(PermissionDenied):
        taking_part.take_up(observed.near_point, proposal, title="x", asked="y")
    made = taking_part.take_up(observed.point, proposal, title="A course", asked="We ask.")
    proposal.refresh_from_db()
    assert (proposal.status, proposal.request) == ("made", made.number)
    assert (made.state, made.origin) == (STATE, "review")
    assert [one.value for one in made.values.all()] == ["UNTOC#art18"]
    with pytest.raises(ReviewError):
        taking_part.take_up(observed.point, proposal, title="x", asked="y")


def test_the_summary_is_public_and_the_report_only_with_consent(
    observed: Stage, client: Client
) -> None:
    review = observed.review
    file = [GivenDocument("report.txt", b"the whole report")]
    taking_part.attach(observed.officer, review, kind="report", documents=file)
    address = review.get_absolute_url()
    assert client.get(address).status_code == 404
    with pytest.raises(ReviewError):
        keeping.publish_summary(observed.officer, review)
    observed.agree()
    keeping.publish_summary(observed.officer, review)
    page = client.get(address).content.decode()
    assert "Much was done." in page
    assert OPEN not in page
    assert SECRET not in page
    assert "report.txt" not in page
    document = review.documents.get()
    assert client.get(f"/reviews/documents/{document.pk}/").status_code == 404
    with pytest.raises(PermissionDenied):
        taking_part.consent(observed.near_point, review, public=True)
    taking_part.consent(observed.point, review, public=True)
    page = client.get(address).content.decode()
    assert "report.txt" in page
    assert OPEN in page
    assert SECRET not in page
    assert client.get(f"/reviews/documents/{document.pk}/").content == b"the whole report"


def test_files_in_word_say_what_their_reader_may_see(observed: Stage, client: Client) -> None:
    observed.agree()
    address = f"{observed.review.get_absolute_url()}observations.docx"
    for person, secret in ((observed.officer, True), (observed.observer, False)):
        client.force_login(person)
        read = docx.Document(io.BytesIO(client.get(address).content))
        words = " ".join(paragraph.text for paragraph in read.paragraphs)
        assert OPEN in words
        assert (SECRET in words) == secret
        assert "article 18" in words
        assert "UNTOC#" not in words
    client.logout()
    assert client.get(address).status_code == 404


def test_a_role_that_ended_ends_the_seat(stage: Stage) -> None:
    assert seats_in(stage.expert, stage.review.pk)
    yesterday = TODAY() - dt.timedelta(days=1)
    with writing_allowed():
        stage.expert.memberships.update(since=yesterday, until=yesterday)
    again = User.objects.get(pk=stage.expert.pk)
    assert not seats_in(again, stage.review.pk)
    assert not Review.objects.visible_to(again).exists()


def test_a_second_phase_with_other_durations_is_data_alone(stage: Stage, client: Client) -> None:
    words = words_of("untoc").replace('version = "1"', 'version = "2"')
    words = words.replace("period = { weeks = 4 }", "period = { weeks = 9 }")
    client.force_login(stage.officer)
    answer = client.post("/reviews/mechanisms/new/", {"words": words}, follow=True)
    assert answer.redirect_chain[-1][0] == "/reviews/mechanisms/untoc/2/"
    assert "63 days" in answer.content.decode()
    version = stage.review.cycle.version.__class__.objects.get(version="2")
    cycle = drawing.open_cycle(SYSTEM, version, number=1, began=dt.date(2035, 1, 1))
    with writing_allowed():
        second = Review.objects.create(
            cycle=cycle, state=STATE, cluster="criminalization", start=cycle.began
        )
    assert "5 March 2035" in client.get(second.get_absolute_url()).content.decode()
    with pytest.raises(ReviewError):
        drawing.add_version(SYSTEM, words + "\n# other words of the same version\n")


PARTIES = ("PER", "BRA", "CHL", "COL", "NOR", "FRA", "ESP", "ITA", "KEN", "GHA", "NGA", "ZAF")


@pytest.fixture
def parties(db: None) -> None:
    """Let twelve States be parties to the two conventions, in three regional groups."""
    with writing_allowed():
        DepositaryAction.objects.bulk_create(
            DepositaryAction(
                participant=code, instrument=key, kind="ratification", on=dt.date(2006, 1, 1)
            )
            for code in PARTIES
            for key in ("UNTOC", "UNCAC")
        )


def _drawn(by: User, cycle: Cycle, **asked: Any) -> Draw:
    """Draw lots as the job does."""
    return drawing.draw_lots(by, drawing.ask_lots(by, cycle, **asked))


def _redrawn(by: User, before: Draw, **asked: Any) -> Draw:
    return drawing.draw_lots(by, drawing.ask_redraw(by, before, **asked))


def _far_reviewer(made: Draw) -> str:
    """Return Peru's reviewer of another regional group, of whom there are many."""
    pairs = made.result["pairs"]
    own = [one for one in pairs if one["state"] == "PER" and not one["same_region"]]
    return str(own[0]["reviewer"])


def test_lots_are_drawn_published_replayed_and_drawn_again(
    stage: Stage, parties: None, client: Client, tmp_path: Path
) -> None:
    cycle = stage.review.cycle
    made = _drawn(stage.officer, cycle, seed=11)
    assert made.drawn
    assert client.get(made.get_absolute_url()).status_code == 404, "not published yet"
    drawing.publish_draw(stage.officer, made)
    page = client.get(made.get_absolute_url()).content.decode()
    assert made.digest in page
    assert "11" in page
    for what in ("inputs", "result"):
        content = client.get(f"/reviews/draws/{made.pk}/{what}.json").content
        (tmp_path / f"{what}.json").write_bytes(content)
    files = [str(tmp_path / "inputs.json"), "--against", str(tmp_path / "result.json")]
    replayed = CliRunner().invoke(main, ["draw", *files])
    assert (replayed.exit_code, replayed.output.strip()) == (0, "the same")
    drawn = CliRunner().invoke(main, ["draw", files[0]])
    assert json.loads(drawn.output)["inputs_sha256"] == made.digest
    with pytest.raises(ReviewError):
        drawing.ask_lots(stage.officer, cycle, seed=12)
    again = made
    for seed in (21, 22):
        again = _redrawn(
            stage.officer, again, state="PER", reviewer=_far_reviewer(again), seed=seed,
            reason="a conflict",
        )  # fmt: skip
        drawing.publish_draw(stage.officer, again)
    said: dict[str, Any] = {"state": "PER", "reviewer": _far_reviewer(again), "seed": 23}
    with pytest.raises(ReviewError):
        drawing.ask_redraw(stage.officer, again, **said, reason="a third time")
    third = _redrawn(stage.officer, again, **said, reason="agreed by the bureau", exception=True)
    assert third.exception
    page = client.get(cycle.get_absolute_url()).content.decode()
    assert "a conflict" in page
    assert "agreed by the bureau" not in page, "not published yet"
    groups = made.result["periods"]
    wanted = sum(group == 2 for group in groups.values())
    assert drawing.open_reviews(stage.officer, cycle, period=2, cluster="prevention") == wanted
    one = Review.objects.filter(cluster="prevention").earliest("pk")
    assert len(one.reviewers) == 2
    assert one.start.year == cycle.began.year + 3


def test_the_years_of_a_cycle_come_before_its_reviewers(stage: Stage, parties: None) -> None:
    version = drawing.add_version(SYSTEM, words_of("uncac"))
    cycle = drawing.open_cycle(SYSTEM, version, number=1, began=dt.date(2026, 6, 1))
    with pytest.raises(ReviewError):
        drawing.ask_lots(stage.officer, cycle, seed=1, period=1)
    years = _drawn(stage.officer, cycle, seed=1)
    drawing.publish_draw(stage.officer, years)
    assert sorted(years.result["periods"].values()) == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    times: dict[str, int] = {}
    for year in range(1, 5):
        made = _drawn(stage.officer, cycle, seed=100 + year, period=year)
        assert made.drawn, made.result["clashes"]
        drawing.publish_draw(stage.officer, made)
        for pair in made.result["pairs"]:
            times[pair["reviewer"]] = times.get(pair["reviewer"], 0) + 1
    assert set(times) == set(PARTIES)
    assert set(times.values()) <= {1, 2, 3}


def test_a_draw_that_was_stopped_is_drawn_again_once_and_the_same(
    stage: Stage, parties: None
) -> None:
    lots = drawing.ask_lots(stage.officer, stage.review.cycle, seed=31)
    asked = jobs.ask(stage.officer, lots)
    assert jobs.ask(stage.officer, lots) == asked
    first = drawing.draw_lots(stage.officer, lots)  # kept, and then the worker is gone
    run_job.func(str(asked.pk))
    asked.refresh_from_db()
    assert asked.state == "done", asked.error
    assert asked.result == {"draw": 1, "address": first.get_absolute_url()}
    assert Draw.objects.get() == first
    assert draw(read_inputs(lots.inputs.encode())).said() == first.result


def test_a_draw_that_is_stopped_keeps_nothing(stage: Stage, parties: None) -> None:
    lots = drawing.ask_lots(stage.officer, stage.review.cycle, seed=3)

    def stop() -> None:
        raise JobCancelledError

    with pytest.raises(JobCancelledError):
        drawing.draw_lots(stage.officer, lots, solved=stop)
    assert not Draw.objects.exists()


def test_lots_that_others_drew_meanwhile_are_refused(stage: Stage, parties: None) -> None:
    lots = [drawing.ask_lots(stage.officer, stage.review.cycle, seed=seed) for seed in (1, 2)]
    drawing.draw_lots(stage.officer, lots[0])
    late = jobs.ask(stage.officer, lots[1])
    run_job.func(str(late.pk))
    late.refresh_from_db()
    assert late.state == "failed"
    assert "These lots are drawn" in late.error
    assert Draw.objects.count() == 1


def test_deferrals_and_exceptions_are_recorded_with_their_reason(
    stage: Stage, parties: None, client: Client
) -> None:
    cycle = stage.review.cycle
    client.force_login(stage.officer)
    address = f"{cycle.get_absolute_url()}draw/"
    given = {"seed": "5", "period": "0", "deferred": ["BRA"], "waivers": "same_region PER"}
    refused = client.post(address, given).content.decode()
    assert "Say it in words." in refused
    assert "No exception" in client.post(address, {**given, "waivers": "x"}).content.decode()
    asked = client.post(address, {**given, "reason": "under review itself"}, follow=True)
    assert "Draw the lots" in asked.content.decode()
    job = Job.objects.get()
    assert asked.redirect_chain[-1][0] == job.get_absolute_url()
    assert f'id="job-{job.pk}"' in client.get(cycle.get_absolute_url()).content.decode()
    assert not Draw.objects.exists(), "the page does not draw"
    client.post(address, {**given, "seed": "6", "reason": "twice"})
    run_job.func(str(Job.objects.get().pk))
    made = Draw.objects.get()
    page = client.get(job.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in page
    assert "under review itself" in client.get(made.get_absolute_url()).content.decode()
    assert made.by == stage.officer
    assert AuditEvent.objects.filter(what="reviews.keep_draw").count() == 1
    assert made.exception
    assert "BRA" not in {pair["reviewer"] for pair in made.result["pairs"]}


def test_recommendations_and_outside_reviews_stand_beside(stage: Stage, client: Client) -> None:
    keeping.record_recommendation(
        stage.officer, body="Working Group on Firearms", on=dt.date(2026, 5, 1), number="4",
        words="States should keep lists of lamps.", about=["UNTOC#art18", "A/RES/70/178#op46"],
    )  # fmt: skip
    other = keeping.record_outside(
        stage.officer, body="Another body", state=STATE, title="Mutual evaluation of lamps",
        on=dt.date(2024, 1, 1),
    )  # fmt: skip
    keeping.observe_outside(
        stage.officer, other, sort=Sort.GAP, provision="UNTOC#art18", words="No list of lamps."
    )
    found = list(for_provision("UNTOC#art18", stage.strangers["researcher"]))
    assert {one.kind for one in found if one.room == "reviews"} == {"recommendation", "observation"}
    assert "Mutual evaluation of lamps" in client.get(f"/treaties/states/{STATE}/").content.decode()
    assert "No list of lamps." in client.get(f"/reviews/outside/{other.pk}/").content.decode()
    rows = client.get("/reviews/recommendations/?q=op46&format=json")
    assert "lists of lamps" in b"".join(rows).decode()


def test_pages_ask_the_store_as_often_for_one_row_as_for_many(
    observed: Stage, client: Client, make_user: Callable[..., User]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as said:
            assert client.get(address).status_code == 200
        return len(said)

    client.force_login(observed.point)
    addresses = (observed.review.get_absolute_url(), "/reviews/mine/", "/reviews/all/")
    for address in addresses:
        client.get(address)
    before = [asked(address) for address in addresses]
    for number in range(6):
        with writing_allowed():
            another = Review.objects.create(
                cycle=observed.review.cycle, state=STATE, cluster=f"c{number}",
                start=TODAY(), reviewers=[NEAR],
            )  # fmt: skip
        seated(another, Seat.COUNTRY_FOCAL_POINT, STATE, observed.point, observed.officer)
        taking_part.draft_observation(
            observed.expert, observed.review, sort=Sort.GAP, words=f"Gap {number}."
        )
    for address in addresses:
        client.get(address)  # counts are kept until the next write
    assert [asked(address) for address in addresses] == before
