"""What a program reads: the shapes of the commands, the filters of the pages, page after page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpcj.accounts.rules import Role
from cpcj.frame.permissions import Permission
from cpcj.register.api import shapes
from cpcj.register.tests.factories import ENCOURAGE, REQUEST, document, hold, text

if TYPE_CHECKING:
    from django.test import Client

    from cpcj.accounts.models import User

pytestmark = pytest.mark.django_db

LISTS = ("texts", "mandates", "provisions", "citations", "series", "families")
API = "/api/v1/"


def _hold(count: int, start: int = 1, **options: bool) -> None:
    for number in range(start, start + count):
        hold(
            document(
                text(REQUEST, ENCOURAGE, symbol=f"A/RES/79/{900 + number}", title=f"Lamps {number}")
            ),
            f"{number}.txt",
            **options,
        )


def _get(client: Client, path: str, **headers: str) -> Any:
    answer = client.get(API + path, headers=headers)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json()


def test_a_text_is_what_the_command_writes(client: Client) -> None:
    hold(document(text(REQUEST, ENCOURAGE)))
    found = _get(client, "texts/A/RES/79/901")
    (one,) = found["documents"]
    assert one["symbol"] == "A/RES/79/901"
    assert [item["n"] for item in one["texts"][0]["operative"]] == ["1", "2"]
    shapes.Documents.model_validate(found)


@pytest.mark.parametrize("sharp", ["%23", "/-/", "/"])
def test_a_mandate_is_what_the_command_writes(client: Client, sharp: str) -> None:
    hold(document(text(REQUEST)))
    found = _get(client, f"mandates/A/RES/79/901{sharp}op1.1")
    assert found["id"] == "A/RES/79/901#op1.1"
    assert found["addressees"] == ["secretary_general"]
    assert found["deliverable"]["due"]["session"] == 82
    start, end = found["spans"]["phrase"][0]
    assert found["full"][start:end].lower() == found["phrase"]
    shapes.Mandate.model_validate(found)


def test_a_provision_brings_its_paragraph_and_acts(client: Client) -> None:
    hold(document(text(REQUEST)))
    found = _get(client, "provisions/A/RES/79/901/op1")
    assert found["paragraph"]["text"] == REQUEST
    assert found["mandates"] == ["A/RES/79/901#op1.1"]
    assert found["current"] is True


def test_the_filters_are_those_of_the_page(client: Client) -> None:
    _hold(3)
    found = _get(client, "mandates?addressee=secretary_general&sort=text")
    assert found["total"] == 3
    assert {one["act"] for one in found["mandates"]} == {"request"}
    assert _get(client, "mandates?text=A/RES/79/902")["total"] == 2
    assert _get(client, "mandates?q=lamps")["total"] == 3
    assert _get(client, "citations?cites=A/RES/78/901")["total"] == 3


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("mandates?adressee=unodc", "query.adressee"),
        ("mandates?limit=0", "query.limit"),
        ("mandates?due=never", "query.due"),
        ("mandates?cursor=nonsense", "query.cursor"),
        ("texts?session=many", "query.session"),
        ("search?q=", "query.q"),
        ("texts/A/RES/79/901?versoin=1", "query.versoin"),
    ],
)
def test_what_is_not_understood_is_refused(client: Client, path: str, where: str) -> None:
    hold(document(text(REQUEST)))
    answer = client.get(API + path)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == 422
    assert problem["errors"][0]["where"].startswith(where)


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_turned_over_to_their_end(client: Client, name: str) -> None:
    _hold(7)
    keys = {"texts": "identifier", "mandates": "id", "provisions": "identifier"}
    seen: list[Any] = []
    cursor = ""
    while True:
        page = _get(client, f"{name}?limit=3{cursor}")
        seen += page[name]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    everything = _get(client, f"{name}?limit=500")
    assert seen == everything[name]
    if name in keys:
        names = [one[keys[name]] for one in seen]
        assert len(set(names)) == len(names) > 3
    if everything["total"] is not None:
        assert everything["total"] == len(seen)


def test_a_page_goes_on_where_the_other_ended_though_texts_came_between(client: Client) -> None:
    _hold(4, start=5)
    first = _get(client, "texts?limit=2&sort=symbol")
    _hold(2)
    second = _get(client, f"texts?limit=2&sort=symbol&cursor={first['next']}")
    names = [one["identifier"] for one in (*first["texts"], *second["texts"])]
    assert names == [f"A/RES/79/{number}" for number in (905, 906, 907, 908)]


def test_the_next_page_stands_in_a_header(client: Client) -> None:
    _hold(3)
    answer = client.get(f"{API}mandates?limit=2&act=request")
    assert answer.headers["X-Total-Count"] == "3"
    links = answer.headers["Link"]
    assert 'rel="next"' in links
    assert "act=request" in links


@pytest.mark.parametrize("name", LISTS)
def test_no_list_asks_more_when_it_shows_more(client: Client, name: str) -> None:
    _hold(3)
    client.get(f"{API}{name}?limit=1")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{API}{name}?limit=1&x=")
        client.get(f"{API}{name}?limit=2")
    _hold(5, start=4)
    client.get(f"{API}{name}?limit=1")
    with CaptureQueriesContext(connection) as many:
        client.get(f"{API}{name}?limit=1&x=")
        client.get(f"{API}{name}?limit=100")
    assert len(many) <= len(few)


def test_what_is_kept_back_is_nowhere(
    client: Client, officer: User, token_of: Callable[..., dict[str, str]]
) -> None:
    _hold(2)
    _hold(1, start=3, published=False)
    for name in LISTS:
        assert "A/RES/79/903" not in client.get(f"{API}{name}").content.decode()
    for path in (
        "texts/A/RES/79/903",
        "mandates/A/RES/79/903/op1.1",
        "provisions/A/RES/79/903/op1",
    ):
        assert client.get(API + path).status_code == 404
        # A token that does not carry the right to see it shows no more than no token.
        headers = token_of(officer, Permission.MANDATE_REVIEW)
        assert client.get(API + path, headers=headers).status_code == 404
        headers = token_of(officer, Permission.TEXT_UPLOAD)
        assert client.get(API + path, headers=headers).status_code == 200


@pytest.mark.parametrize("role", [None, *Role])
def test_counts_are_those_of_the_pages(
    client: Client,
    make_user: Callable[..., User],
    token_of: Callable[..., dict[str, str]],
    role: Role | None,
) -> None:
    _hold(3)
    _hold(2, start=4, published=False)
    headers: dict[str, str] = {}
    if role is not None:
        person = make_user(role)
        client.force_login(person)
        scopes = [one for one in (Permission.TEXT_UPLOAD,) if person.has_perm(one.value)]
        headers = token_of(person, *scopes)
    for name in ("texts", "mandates"):
        page = client.get(f"/{name}/?format=json").getvalue()
        import json

        shown = json.loads(page)[name]
        found = _get(client, f"{name}?limit=500", **headers)
        assert found["total"] == len(found[name]) == len(shown)
        assert found[name] == shown


def test_a_session_does_nothing_here(client: Client, officer: User) -> None:
    _hold(1, published=False)
    client.force_login(officer)
    assert _get(client, "texts")["total"] == 0


def test_search_finds_words(client: Client) -> None:
    _hold(3)
    found = _get(client, "search?q=lamps&limit=2")
    assert found["total"] == 3
    assert found["next"]
    hit = found["hits"][0]
    start, end = hit["marks"][0]
    assert hit["snippet"][start:end].lower().startswith("lamp")
    rest = _get(client, f"search?q=lamps&limit=2&cursor={found['next']}")
    assert len(rest["hits"]) == 1
    assert rest["next"] is None
