"""What each State does for itself, what is put off, agreed and followed; a whole UNCAC review."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from cpcj.frame.records import writing_allowed
from cpcj.register.followup.services.notes import GivenDocument
from cpcj.reviews import queries
from cpcj.reviews.models import Deferral, FollowUp, Observation, Participant, Review, Sort
from cpcj.reviews.rules.mechanism import Seat
from cpcj.reviews.services import drawing, keeping, taking_part
from cpcj.reviews.services.recording import ReviewError, list_digest
from cpcj.reviews.tests.conftest import FAR, NEAR, OPEN, STATE, SYSTEM, Stage, seated, words_of
from cpcj.reviews.tests.test_room import PARTIES, _drawn, parties

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
__all__ = ["parties"]


def test_a_focal_point_clears_what_the_own_experts_did(stage: Stage, client: Client) -> None:
    review = stage.review
    taking_part.report_step(stage.near_expert, review, "feedback", on=TODAY())
    with pytest.raises(ReviewError):
        taking_part.clear_step(stage.far_point, review, "feedback")
    with pytest.raises(PermissionDenied):
        taking_part.clear_step(stage.far_point, review, "feedback", country=NEAR)
    with pytest.raises(PermissionDenied):
        taking_part.report_step(stage.near_expert, review, "feedback", on=TODAY(), country=FAR)
    taking_part.clear_step(stage.near_point, review, "feedback")

    def feedback() -> Any:
        line = queries.time_lines(stage.officer, [review])[review.pk]
        return next(one for one in line if one.step.key == "feedback")

    assert feedback().done is None, "one of the two reviewing States has given none"
    client.force_login(stage.far_point)
    page = client.get(review.get_absolute_url()).content.decode()
    assert "?step=feedback&amp;for=NOR" in page
    assert "?step=feedback&amp;for=BRA" not in page
    client.post(f"{review.get_absolute_url()}report/?step=feedback&for=NOR", {"on": TODAY()})
    client.post(f"{review.get_absolute_url()}clear/?step=feedback&for=NOR")
    assert feedback().done == TODAY()
    # The secretariat says for whom.
    with pytest.raises(ReviewError):
        taking_part.report_step(stage.officer, review, "experts", on=TODAY())
    taking_part.report_step(stage.officer, review, "experts", on=TODAY(), country=NEAR)


def test_the_summary_is_agreed_with_the_list(observed: Stage) -> None:
    review = observed.review
    seen = list_digest(review)
    taking_part.agree(observed.point, review, seen=seen)
    keeping.write_summary(observed.officer, review, words="Little was done.")
    review.refresh_from_db()
    with pytest.raises(ReviewError):
        taking_part.agree(observed.near_point, review, seen=seen)
    observed.agree()
    assert review.agreed_on == TODAY()
    with pytest.raises(ReviewError):
        keeping.write_summary(observed.officer, review, words="Nothing was done.")
    for person in (observed.point, observed.observer, *observed.strangers.values()):
        with pytest.raises(PermissionDenied):
            keeping.write_summary(person, review, words="All was done.")


def test_who_reviews_two_countries_finds_what_waits_and_until_when(
    observed: Stage, client: Client
) -> None:
    today = TODAY()
    with writing_allowed():
        other = Review.objects.create(
            cycle=observed.review.cycle, state="CHL", cluster="criminalization", period=2,
            start=today - dt.timedelta(days=400), reviewers=[NEAR, FAR],
        )  # fmt: skip
    seated(other, Seat.REVIEWING_FOCAL_POINT, NEAR, observed.near_point, observed.officer)
    taking_part.report_step(observed.near_expert, observed.review, "feedback", on=today)
    late, soon = queries.waiting(observed.near_point)
    assert late.review == other, "what is due soonest comes first"
    assert late.following is not None
    assert late.following.late > 300
    assert ("clear", "feedback", NEAR) in [
        (deed, one.step.key if one else "", country) for deed, one, country in soon.deeds
    ]
    assert ("agree", None, "") in soon.deeds
    client.force_login(observed.near_point)
    page = client.get("/reviews/mine/").content.decode()
    for words in ("Chile", "Peru", "days late", "Criminalization and jurisdiction"):
        assert words in page
    assert "clear/?step=feedback&amp;for=BRA" in page
    taking_part.agree(observed.near_point, observed.review, seen=list_digest(observed.review))
    assert "agree" not in [deed for deed, *_ in queries.waiting(observed.near_point)[1].deeds]


def test_the_state_says_what_it_did_about_an_observation(observed: Stage, client: Client) -> None:
    one = Observation.objects.get(confidential=False)
    said = {"standing": "under_way", "words": "A law of lamps is drafted."}
    with pytest.raises(ReviewError):
        taking_part.follow_up(observed.point, one, **said)
    observed.agree()
    one.refresh_from_db()
    for person in (observed.near_point, observed.observer, observed.officer):
        with pytest.raises(PermissionDenied):
            taking_part.follow_up(person, one, **said)
    client.force_login(observed.point)
    client.post(f"/reviews/observations/{one.pk}/follow-up/", said)
    assert FollowUp.objects.get().observation == one
    client.force_login(observed.near_expert)
    assert (
        "A law of lamps is drafted."
        in client.get(observed.review.get_absolute_url()).content.decode()
    )
    assert client.get(f"/reviews/observations/{one.pk}/follow-up/").status_code == 403


def test_provisions_are_named_as_people_name_them(observed: Stage, client: Client) -> None:
    draft = taking_part.draft_observation
    made = draft(
        observed.expert, observed.review, sort=Sort.GAP, words="A gap.",
        provision="UNTOC article 18, paragraph 13",
    )  # fmt: skip
    assert made.provision == "UNTOC#art18(13)"
    for wrong in ("UNTOC articles 5 and 6", "LAMPS article 1", "article 18"):
        with pytest.raises(ReviewError):
            draft(observed.expert, observed.review, sort=Sort.GAP, words="x", provision=wrong)
    keeping.record_recommendation(
        observed.officer, body="Working Group on Lamps", on=TODAY(), words="Name an authority.",
        about=["UNTOC#art18(13)"],
    )  # fmt: skip
    client.force_login(observed.expert)
    page = client.get(observed.review.get_absolute_url()).content.decode()
    assert "article 18(13)" in page
    assert "UNTOC#art18" not in page
    assert "Name an authority." in page


def test_a_review_is_put_off_to_the_next_year_with_its_reason(
    stage: Stage, parties: None, client: Client
) -> None:
    version = drawing.add_version(SYSTEM, words_of("uncac"))
    cycle = drawing.open_cycle(SYSTEM, version, number=1, began=dt.date(2026, 6, 1))
    years = _drawn(stage.officer, cycle, seed=1)
    drawing.publish_draw(stage.officer, years)
    periods = years.result["periods"]
    first = next(code for code in PARTIES if periods[code] == 1)
    last = next(code for code in PARTIES if periods[code] == 4)
    with pytest.raises(ReviewError):
        drawing.defer_review(stage.officer, stage.review.cycle, state=STATE, reason="an election")
    asked = drawing.ask_lots(stage.officer, cycle, seed=2, period=1)
    client.force_login(stage.officer)
    client.post(f"{cycle.get_absolute_url()}defer/", {"state": first, "reason": "an election"})
    assert Deferral.objects.get().to == 2
    with pytest.raises(ReviewError):
        drawing.draw_lots(stage.officer, asked)  # asked for before
    made = _drawn(stage.officer, cycle, seed=2, period=1)
    assert first not in {pair["state"] for pair in made.result["pairs"]}
    drawing.publish_draw(stage.officer, made)
    drawing.defer_review(stage.officer, cycle, state=last, reason="a flood")
    second = _drawn(stage.officer, cycle, seed=3, period=2)
    assert first in {pair["state"] for pair in second.result["pairs"]}
    with pytest.raises(ReviewError):
        drawing.defer_review(stage.officer, cycle, state=first, reason="its reviewers are drawn")
    drawing.publish_draw(stage.officer, second)
    assert drawing.open_reviews(stage.officer, cycle, period=2) == 4
    page = client.get(cycle.get_absolute_url()).content.decode()
    assert "an election" in page


def test_a_whole_review_of_the_corruption_mechanism(
    stage: Stage, parties: None, client: Client
) -> None:
    version = drawing.add_version(SYSTEM, words_of("uncac"))
    cycle = drawing.open_cycle(SYSTEM, version, number=1, began=TODAY())
    for period, seed in ((0, 1), (1, 2)):
        drawing.publish_draw(stage.officer, _drawn(stage.officer, cycle, seed=seed, period=period))
    drawing.open_reviews(stage.officer, cycle, period=1)
    review = Review.objects.filter(cycle=cycle).earliest("pk")
    one, other = review.reviewers
    seats = (
        (Seat.COUNTRY_FOCAL_POINT, review.state, stage.point),
        (Seat.COUNTRY_EXPERT, review.state, stage.expert),
        (Seat.REVIEWING_FOCAL_POINT, one, stage.near_point),
        (Seat.REVIEWING_EXPERT, one, stage.near_expert),
        (Seat.REVIEWING_FOCAL_POINT, other, stage.far_point),
        (Seat.OBSERVER, "", stage.observer),
    )
    for seat, country, person in seats:
        seated(review, seat, country, person, stage.officer)
    report = taking_part.report_step
    report(stage.officer, review, "focal_point", on=TODAY())
    report(stage.officer, review, "conference", on=TODAY())
    report(stage.expert, review, "self_assessment", on=TODAY())
    taking_part.clear_step(stage.point, review, "self_assessment")
    report(stage.officer, review, "circulation", on=TODAY())
    for expert, point in ((stage.near_expert, stage.near_point), (stage.far_point,) * 2):
        report(expert, review, "desk_review", on=TODAY())
        taking_part.clear_step(point, review, "desk_review")
    report(stage.point, review, "dialogue", on=TODAY())
    taking_part.attach(
        stage.officer, review, kind="report", documents=[GivenDocument("report.txt", b"whole")]
    )
    report(stage.officer, review, "draft_report", on=TODAY())
    taking_part.draft_observation(
        stage.near_expert, review, sort=Sort.GOOD_PRACTICE, provision="UNCAC#art15", words=OPEN
    )
    review.refresh_from_db()
    with pytest.raises(ReviewError):
        taking_part.agree(stage.point, review, seen=list_digest(review))  # no summary yet
    keeping.write_summary(stage.officer, review, words="Much was done.")
    for person in (stage.point, stage.near_point, stage.far_point):
        review.refresh_from_db()
        taking_part.agree(person, review, seen=list_digest(review))
    keeping.publish_summary(stage.officer, review)
    line = queries.time_lines(stage.officer, [review])[review.pk]
    assert [each.step.key for each in line if each.done is None] == []
    # The summary is everybody's; the report the State's to give.
    address = review.get_absolute_url()
    page = client.get(address).content.decode()
    assert "Much was done." in page
    assert OPEN not in page
    document = f"/reviews/documents/{review.documents.get().pk}/"
    assert client.get(document).status_code == 404
    client.force_login(stage.observer)
    assert client.get(document).status_code == 404
    taking_part.consent(stage.point, review, public=True)
    client.logout()
    assert client.get(document).content == b"whole"
    written = client.get(f"{address}summary.docx").content
    words = " ".join(each.text for each in docx.Document(io.BytesIO(written)).paragraphs)
    assert "Much was done." in words


def test_the_file_of_a_mechanism_says_who_sees_the_report(stage: Stage, client: Client) -> None:
    words = words_of("untoc").replace('version = "1"', 'version = "7"')
    words = words.replace('["steps", "observations", "summary"]', '["steps", "report"]')
    version = drawing.add_version(SYSTEM, words)
    cycle = drawing.open_cycle(SYSTEM, version, number=1, began=TODAY())
    with writing_allowed():
        review = Review.objects.create(cycle=cycle, state=STATE, start=TODAY(), reviewers=[NEAR])
    seated(review, Seat.OBSERVER, "", stage.observer, stage.officer)
    given = [GivenDocument("report.txt", b"whole")], [GivenDocument("note.txt", b"apart")]
    for kind, documents in zip(("report", "note_verbale"), given, strict=True):
        taking_part.attach(stage.officer, review, kind=kind, documents=documents)
    client.force_login(stage.observer)
    page = client.get(review.get_absolute_url()).content.decode()
    assert "report.txt" in page
    assert "note.txt" not in page
    assert Participant.objects.filter(review=review).count() == 1
