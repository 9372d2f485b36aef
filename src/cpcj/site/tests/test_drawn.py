"""Pages kept for anonymous people: the same for all, gone with the next write, never a person's."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cpcj.accounts.models import User
from cpcj.accounts.rules import Role

pytestmark = pytest.mark.django_db


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_second_reader_gets_what_was_drawn_for_the_first(client: Client) -> None:
    first = client.get("/")
    assert _queries(Client(), "/") == 1  # the number of the last event
    assert Client().get("/").content == first.content


def test_every_language_has_its_own(client: Client) -> None:
    english = client.get("/").content
    french = Client(headers={"accept-language": "fr"}).get("/").content
    assert english != french
    assert Client(headers={"accept-language": "fr"}).get("/").content == french


def test_a_write_makes_it_draw_anew(client: Client, make_user: Callable[..., User]) -> None:
    client.get("/")
    kept = _queries(client, "/")
    make_user(Role.OFFICER)
    assert _queries(client, "/") > kept


def test_a_person_who_signed_in_gets_a_page_of_their_own(
    client: Client, make_user: Callable[..., User]
) -> None:
    officer = make_user(Role.OFFICER)
    client.get("/")
    person = Client()
    person.force_login(officer)
    assert officer.username in person.get("/").content.decode()
    assert officer.username not in Client().get("/").content.decode()


@pytest.mark.parametrize("address", ["//elsewhere.example/", "https://elsewhere.example/", ""])
def test_choosing_a_language_leads_nowhere_else(client: Client, address: str) -> None:
    answer = client.get("/language/", {"language": "fr", "next": address})
    assert answer["Location"] == "/"


def test_an_unknown_language_is_not_remembered(client: Client) -> None:
    assert not client.get("/language/", {"language": "tlh", "next": "/"}).cookies
