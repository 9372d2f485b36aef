"""A confidential observation: who is told of it, and who is not.

That it stands nowhere else in the site is tried by ``tests/leaks``.
"""

from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client

from cpcj.evidence.registry import for_provision
from cpcj.reviews.models import Observation
from cpcj.reviews.tests.conftest import OPEN, SECRET, STATE, Stage

pytestmark = pytest.mark.django_db


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


def test_it_is_seen_by_nobody_who_may_not(published: Stage) -> None:
    outside = {"anonymous": None, "observer": published.observer, **published.strangers}
    for who, person in outside.items():
        seen = Observation.objects.visible_to(person or _nobody())
        assert not seen.filter(words__contains=SECRET).exists(), who
        assert seen.filter(words__contains=OPEN).exists(), who
        labels = " ".join(item.label for item in for_provision("UNTOC#art18", person or _nobody()))
        assert SECRET not in labels


def test_it_is_found_by_who_may(published: Stage) -> None:
    own = published.review.get_absolute_url()
    for person in published.insiders():
        client = Client()
        client.force_login(person)
        for address in (own, f"{own}observations.docx"):
            assert f"about {SECRET}" in _words(client, address), person


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


def test_the_log_holds_none_of_its_words(published: Stage) -> None:
    from cpcj.audit.models import AuditEvent

    for event in AuditEvent.objects.all():
        said = " ".join(str(getattr(event, f.attname)) for f in event._meta.concrete_fields)
        assert SECRET not in said


def _nobody() -> Any:
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()
