"""A confidential observation that is planted here is found nowhere by whoever may not see it."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import docx
import openpyxl
import pytest
from django.test import Client

from cpcj.accounts.models import User
from cpcj.evidence.registry import for_provision
from cpcj.reviews.models import Observation
from cpcj.reviews.services import keeping, taking_part
from cpcj.reviews.tests.conftest import OPEN, SECRET, STATE, Stage

pytestmark = pytest.mark.django_db
_LINK = re.compile(r'(?:href|hx-get)="([^"#]+)')
_MOST = 60
"""Answers that are read for each person."""


def _words(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        try:
            read = docx.Document(io.BytesIO(content))
        except ValueError:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            return repr([row for sheet in book for row in sheet.iter_rows(values_only=True)])
        return " ".join(paragraph.text for paragraph in read.paragraphs)
    return str(content.decode("utf-8", errors="replace"))


def _addresses(observed: Stage) -> list[str]:
    review = observed.review
    own = review.get_absolute_url()
    one = Observation.objects.get(confidential=True)
    return [
        own,
        f"{own}observations.docx",
        f"{own}summary.docx",
        f"{own}agree/",
        f"{own}observe/",
        f"/reviews/observations/{one.pk}/withdraw/",
        f"/reviews/observations/{one.pk}/follow-up/",
        f"/reviews/proposals/{one.proposal.pk}/take-up/",
        *(f"/reviews/all/{form}" for form in ("", "?format=csv", "?format=xlsx", "?format=json")),
        "/reviews/",
        "/reviews/mine/",
        review.cycle.get_absolute_url(),
        review.cycle.version.get_absolute_url(),
        f"/treaties/states/{STATE}/",
        f"/treaties/states/{STATE}/?format=csv",
        "/treaties/UNTOC/",
        f"/search/?q={SECRET}",
        f"/requests/?q={SECRET}",
        "/requests/?format=csv",
        "/api/v1/changes",
        "/api/v1/openapi.json",
        "/feed/",
        "/open-data/",
        "/audit/",
        "/followup/",
        "/",
    ]


def _crawl(person: User | None, observed: Stage) -> list[str]:
    """Return the addresses that say the secret word to a person."""
    client = Client(raise_request_exception=True)
    if person is not None:
        client.force_login(person)
    waiting, asked, told = _addresses(observed), set[str](), []
    searched = f"/search/?q={SECRET}", f"/requests/?q={SECRET}"
    while waiting and len(asked) < _MOST:
        address = waiting.pop(0)
        if address in asked:
            continue
        asked.add(address)
        words = _words(client, address)
        if address in searched:  # what was typed in stands in the page
            words = words.replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "")
        if f"about {SECRET}" in words:
            told.append(address)
        for link in _LINK.findall(words):
            target = urljoin(address, unescape(link))
            parts = urlsplit(target)
            inside = not parts.netloc and parts.path.startswith(("/reviews/", "/requests/"))
            if inside and target not in asked:
                waiting.append(target)
    return told


@pytest.fixture
def published(observed: Stage) -> Stage:
    """Return the review at its end: agreed, published, the State's consent given."""
    observed.agree()
    follow_up = taking_part.follow_up
    for one in Observation.objects.all():
        follow_up(observed.point, one, standing="under_way", words=f"Done: {one.words}")
    keeping.publish_summary(observed.officer, observed.review)
    taking_part.consent(observed.point, observed.review, public=True)
    return observed


def test_it_is_found_nowhere_by_who_may_not_see_it(published: Stage) -> None:
    outside = {"anonymous": None, "observer": published.observer, **published.strangers}
    for who, person in outside.items():
        assert _crawl(person, published) == [], who
        seen = Observation.objects.visible_to(person or _nobody())
        assert not seen.filter(words__contains=SECRET).exists(), who
        assert seen.filter(words__contains=OPEN).exists(), who
        labels = " ".join(item.label for item in for_provision("UNTOC#art18", person or _nobody()))
        assert SECRET not in labels


def test_it_is_found_by_who_may(published: Stage) -> None:
    for person in published.insiders():
        assert _crawl(person, published), person


def test_while_it_is_drafted_nobody_else_knows_that_there_is_a_review(observed: Stage) -> None:
    from cpcj.reviews.models import Review

    address = observed.review.get_absolute_url()
    for person in observed.strangers.values():
        client = Client()
        client.force_login(person)
        assert not Review.objects.visible_to(person).exists()
        hidden, absent = client.get(address), client.get("/reviews/999999/")
        assert hidden.status_code == absent.status_code == 404
        assert STATE not in _words(client, "/reviews/all/?format=csv")
    client = Client()
    client.force_login(observed.observer)
    page = _words(client, address)
    assert "Self-assessment questionnaire" in page, "an observer reads the steps"
    assert OPEN not in page
    assert SECRET not in page
    assert "NV 1" not in page
    assert "Much was done." not in page, "the summary is a draft until it is agreed"


def test_the_log_holds_none_of_its_words(published: Stage) -> None:
    from cpcj.audit.models import AuditEvent

    for event in AuditEvent.objects.all():
        said = " ".join(str(getattr(event, f.attname)) for f in event._meta.concrete_fields)
        assert SECRET not in said


def _nobody() -> Any:
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()
