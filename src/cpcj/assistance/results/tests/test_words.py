"""Words of results: mended, in several languages, shown and published so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from lxml import etree

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role
from cpcj.assistance.iati.writing import activity_xml
from cpcj.assistance.portfolio.models import Activity
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.tests.factories import above, activity, published, top
from cpcj.assistance.publication.building import records
from cpcj.assistance.results.services import framework
from cpcj.assistance.results.tests.factories import approved, indicator, period, told
from cpcj.audit.models import AuditEvent
from cpcj.frame.records import writing_allowed

pytestmark = pytest.mark.django_db
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _page(one: Activity, language: str = "en") -> str:
    address = f"/results/{one.identifier}/"
    return Client().get(address, headers={"accept-language": language}).content.decode()


def _xml(one: Activity) -> etree._Element:
    ((_one, record),) = records(Activity.objects.filter(pk=one.pk))
    return etree.fromstring(activity_xml(record))


def test_words_are_mended_and_said_in_the_reader_s_language(
    make_user: Callable[..., User],
) -> None:
    officer = make_user(Role.OFFICER)
    one = published(activity())
    measured = indicator(one, title="Keepers traned", additive=False)
    client = Client()
    client.force_login(officer)
    for address in (f"indicator/{measured.pk}", f"result/{measured.result_id}"):
        form = {"title": "Keepers trained", "translated": "fr", "translated_title": "Gardiens"}
        answer = client.post(f"/results/{address}/words/", form)
        assert answer.status_code == 302
        assert (
            "Recorded so far – French: Gardiens"
            in client.get(f"/results/{address}/words/").content.decode()
        )
    assert "Gardiens" not in _page(one)
    assert "traned" not in _page(one)
    assert _page(one, "fr").count("<bdi>Gardiens</bdi>") == 2
    found = _xml(one)
    for path in ("result", "result/indicator"):
        narratives = found.iterfind(f"{path}/title/narrative")
        said = [(each.get(_LANG), each.text) for each in narratives]
        assert said == [(None, "Keepers trained"), ("fr", "Gardiens")]


def test_words_say_nothing_twice_need_a_title_and_an_officer(
    make_user: Callable[..., User],
) -> None:
    officer = make_user(Role.OFFICER)
    measured = indicator(activity(), title="Lamps")
    events = AuditEvent.objects.count()
    framework.reword(officer, measured, title="Lamps")
    assert AuditEvent.objects.count() == events
    with pytest.raises(PortfolioError, match="missing"):
        framework.reword(officer, measured, title=" ")
    with pytest.raises(PermissionDenied):
        framework.reword(make_user(Role.DELEGATE), measured, title="Lanterns")


def test_what_is_published_says_its_language_and_whether_it_may_be_added_up() -> None:
    one = published(activity())
    indicator(one, title="Gardiens", additive=False)
    indicator(one, title="Lampes")
    with writing_allowed():
        Activity.objects.filter(pk=one.pk).update(language="fr")
    found = _xml(one)
    assert found.xpath("result/indicator/title/narrative[not(@xml:lang)]/text()") == [
        "Gardiens", "Lampes",
    ]  # fmt: skip
    assert found.xpath("result/@aggregation-status") == ["0", "1"]
    assert found.xpath("result/indicator/@aggregation-status") == ["0", "1"]


def test_a_period_that_lies_only_in_part_in_another_is_named() -> None:
    one = published(activity())
    measured = indicator(one, indicator(above(one), indicator(top(one))))
    period(top(one), dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    approved(
        period(one, dt.date(2025, 10, 1), dt.date(2026, 3, 31)),
        {measured.pk: told(20, female=12, male=8)},
    )
    said = _page(top(one))
    assert "Not counted, for these lie in it only in part" in said
    assert f"<bdi>{one.identifier} 2025-10-01 – 2026-03-31</bdi>" in said
    assert "Not counted" not in _page(one)
