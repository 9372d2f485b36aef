"""What a mandate's page asks of the calendar by a written statement is what the ORM answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cpcj.frame.records import writing_allowed
from cpcj.register.models import Text
from cpcj.register.reporting.models import Beside, DueEntry
from cpcj.register.reporting.queries.about import deadlines_about
from cpcj.register.reporting.queries.calendar import deadlines_on
from cpcj.register.reporting.tests.test_pages import held

pytestmark = pytest.mark.django_db


def test_a_written_statement_answers_as_the_orm_does(officer: Any) -> None:
    held(3)
    today = timezone.localdate()
    public = AnonymousUser()
    first, second, third = DueEntry.objects.order_by("pk")[:3]
    with writing_allowed():
        Beside.objects.create(
            entry=first, identifier="A/C.3/79/L.9#op1.1", text=third.text, standing="proposed"
        )
        Text.objects.filter(pk=second.text_id).update(published=False)
    acts = [
        first.identifier,
        second.identifier,
        third.identifier,
        "A/C.3/79/L.9#op1.1",
        "A/1#op1.1",
    ]
    seen = 0
    for text_hidden in (False, True):
        with writing_allowed():
            if text_hidden:
                Text.objects.filter(pk=third.text_id).update(published=False)
        for user in (officer, public):
            for act in acts:
                own, beside = deadlines_about(user, act, today)
                wanted = deadlines_on(user, today).filter(entry__identifier=act)
                ordered = list(wanted.select_related("entry").order_by("order_on", "pk"))
                assert own == ordered
                for one, other in zip(own, ordered, strict=True):
                    assert one.state == other.state
                    assert one.__dict__.keys() >= {"key", "end", "trace"}
                    for made in (one, one.entry):
                        same = other if made is one else other.entry
                        for field in made._meta.concrete_fields:
                            assert getattr(made, field.attname) == getattr(same, field.attname)
                lead = Beside.objects.visible_to(user).filter(identifier=act).first()
                if lead is not None:
                    rows = deadlines_on(user, today).filter(entry=lead.entry_id)
                    assert beside == list(rows.order_by("order_on", "pk"))
                else:
                    assert beside is None
                seen += len(own)
    assert seen
