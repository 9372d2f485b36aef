"""What a text's page asks of the lists by a written statement is what the ORM answers."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from cpcj.frame.records import writing_allowed
from cpcj.register.budget.knowledge import of_text
from cpcj.register.budget.models import Edition, Line
from cpcj.register.budget.tests.factories import SYSTEM, imported
from cpcj.resolutions.budget.tests.samples import LINES

pytestmark = pytest.mark.django_db


def test_a_written_statement_answers_as_the_orm_does(monkeypatch: pytest.MonkeyPatch) -> None:
    for year in (2026, 2027):
        imported(LINES, year)
    with writing_allowed():
        Edition.objects.filter(year=2027).update(dated=dt.date(2026, 4, 1))
    texts = set(Line.objects.exclude(identifier="").values_list("identifier", flat=True))
    assert texts

    def compare(*, anything: bool) -> None:
        for user in (SYSTEM, AnonymousUser()):
            for text in {*texts, "A/1"}:
                wanted = Line.objects.visible_to(user).filter(identifier=text)
                listed = of_text(user, text)
                assert [tuple(one) for one in listed] == [
                    (line.pk, line.year, line.subprogramme, line.edition.symbol, line.edition.name,
                     line.edition.dated, line.made and not line.corrected)
                    for line in wanted.select_related("edition").order_by("-year", "position")
                ]  # fmt: skip
                assert anything or not listed

    compare(anything=True)
    monkeypatch.setattr("cpcj.register.budget.knowledge.allows", lambda *_: False)
    monkeypatch.setattr("cpcj.register.budget.models.allows", lambda *_: False)
    compare(anything=False)
