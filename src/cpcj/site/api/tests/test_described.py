"""The interface answers as it is described, whatever is asked: found by schemathesis.

The sample texts are held, and records of the other rooms; requests are made up from the
description, valid and not, some with identifiers and keys that are held. ``long`` runs the same
with many more of them.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from cpcj.assistance.portfolio.tests import factories as portfolio
from cpcj.frame.permissions import Permission
from cpcj.frame.records import writing_allowed
from cpcj.register.budget.models import Line
from cpcj.register.budget.tests import factories as budget
from cpcj.register.models import Act, Provision, Text
from cpcj.register.queries import mandates, search, texts
from cpcj.register.reading import read_path
from cpcj.register.reporting.services.deriving import derive
from cpcj.register.services.ingest import store_file
from cpcj.register.tests.factories import SYSTEM
from cpcj.reviews.models import Cycle, Review
from cpcj.reviews.services import drawing
from cpcj.reviews.tests.conftest import words_of
from cpcj.site.wsgi import application
from cpcj.tokens.services import issue
from cpcj.treaties import services as treaties
from cpcj.treaties.rules.participation import Action
from cpcj.treaties.rules.tables import Kind
from cpcj.treaties.services.declaring import Said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from cpcj.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]

_PATH = "/api/v1/openapi.json"
_NAMED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
TREATY = b"### Article 18\n1. Lamps are lit:\n(a) by night;\n(b) in fog.\n2. Mirrors.\n"
_MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
_PLAIN = ("A_RES_68_9001.txt", "A_68_9490.md", "A_C.3_68_L.9001.txt", "A_C.3_69_L.9001.html")
"""Samples that are read without another program."""


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the test's connection, with its transaction, from one request to the next.

    A request that comes through the application closes the connections before it; Django's own
    test client leaves that out in the same way.
    """
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def held() -> list[str]:
    """Hold samples, and return identifiers of all kinds."""
    for store in (mandates.store(), texts.store()):
        store.forget()
    search.forget()
    with as_file(files("cpcj.samples") / "texts") as folder:
        for name in _PLAIN:
            store_file(SYSTEM, read_path(folder / name))
    found = [
        list(kind.objects.order_by("pk").values_list("identifier", flat=True)[:20])
        for kind in (Text, Act, Provision)
    ]
    return [name for some in found for name in some]


@pytest.fixture
def keys() -> dict[str, object]:
    """Hold records of the other rooms, and return a key of each, by where operations begin."""
    treaties.hold_text(SYSTEM, content=TREATY, name="t.md", instrument="UNTOC")
    norway = Said("NOR", "UNTOC", "reservation", "Not article 35.", source="invented")
    action = Action("NOR", "UNTOC", Kind.RATIFICATION, dt.date(2003, 9, 23), None, "invented")
    treaties.record_action(SYSTEM, action)
    objected = treaties.record_declaration(SYSTEM, norway)
    treaties.record_declaration(
        SYSTEM, Said("BEN", "UNTOC", "objection", "We object."), refers_to=objected
    )
    budget.imported()
    budget.imported(year=2026)
    derive(SYSTEM)
    version = drawing.add_version(SYSTEM, words_of("untoc"))
    cycle = drawing.open_cycle(SYSTEM, version, number=1, began=dt.date(2025, 1, 1))
    with writing_allowed():
        review = Review.objects.create(
            cycle=cycle, state="PER", start=cycle.began, summary="Done.", summary_on=cycle.began
        )
    held_event = portfolio.event(portfolio.published(portfolio.activity()))
    return {
        "activities": held_event.activity.identifier,
        "instruments": "UNTOC",
        "participants": "NOR",
        "declarations": objected.pk,
        "budget/mandates": Line.objects.earliest("pk").pk,
        "reviews/cycles": Cycle.objects.earliest("pk").pk,
        "reviews/countries": review.pk,
    }


def _run(held: list[str], keys: dict[str, object], headers: dict[str, str], examples: int) -> int:
    """Ask every operation; return how many requests were sent."""
    load_all_checks()
    checks = [CHECKS.get_one(name) for name in _NAMED]
    schema = schemathesis.openapi.from_wsgi(_PATH, application)
    sent = 0
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # the description is valid
        begins = operation.path.removeprefix("/api/v1/").partition("/{")[0]
        # Requests as they are described, and requests that are not.
        cases = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in _MODES))

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases, name=st.sampled_from([None, *held]), key=st.just(keys.get(begins)))
        def ask(case: Any, name: str | None, key: object) -> None:
            nonlocal sent
            if name is not None:
                for parameter in {"identifier", "key", "code"} & set(case.path_parameters):
                    named = quote(name, safe="") if parameter == "identifier" else 1
                    case.path_parameters[parameter] = named if key is None else key
                if isinstance(case.body, dict) and "mandate" in case.body:
                    case.body["mandate"] = name
            sent += 1
            answer = case.call(headers=headers)
            case.validate_response(answer, checks=checks)

        ask()
    return sent


def test_every_answer_is_as_described(
    held: list[str],
    keys: dict[str, object],
    officer: User,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.API_REQUESTS_A_MINUTE = settings.API_REQUESTS_A_MINUTE_WITH_TOKEN = 10**6
    settings.MEDIA_ROOT = tmp_path
    assert _run(held, keys, {}, 2) + _run(held, keys, _headers(officer), 4) > 50


@pytest.mark.long
def test_every_answer_is_as_described_at_length(
    held: list[str],
    keys: dict[str, object],
    officer: User,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.API_REQUESTS_A_MINUTE = settings.API_REQUESTS_A_MINUTE_WITH_TOKEN = 10**9
    settings.MEDIA_ROOT = tmp_path
    assert _run(held, keys, _headers(officer), 100) > 1_500


def _headers(officer: User) -> dict[str, str]:
    scopes = (Permission.TEXT_UPLOAD, Permission.MANDATE_REVIEW)
    _token, secret = issue(officer, name="test", scopes=scopes, days=7)
    return {"Authorization": f"Bearer {secret}"}


def test_the_description_is_one(client: Any) -> None:
    schema = json.loads(client.get(_PATH).content)
    named = [
        operation["operationId"] for path in schema["paths"].values() for operation in path.values()
    ]
    assert len(set(named)) == len(named)
    # Two rooms' shapes of one name would be described as one.
    shapes = [
        shape.__name__
        for module in list(sys.modules.values())
        if module.__name__.startswith("cpcj.") and module.__name__.endswith(".api.shapes")
        for shape in vars(module).values()
        if isinstance(shape, type) and shape.__module__ == module.__name__
    ]
    assert [name for name, times in Counter(shapes).items() if times > 1] == []
