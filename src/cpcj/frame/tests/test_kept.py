"""Parts that are drawn once: the same for the same key, never another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.template import Context, Engine, TemplateSyntaxError

from cpcj.accounts.rules import Role
from cpcj.frame.navigation import Navigation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from cpcj.accounts.models import User

ENGINE = Engine(libraries={"kept": "cpcj.frame.templatetags.kept"}, builtins=[])


def test_a_part_is_drawn_once_for_each_key() -> None:
    template = ENGINE.from_string("{% load kept %}{% kept key %}{{ said }}{% endkept %}")
    said = [
        template.render(Context({"key": key, "said": words}))
        for key, words in ((1, "one"), (2, "two"), (1, "three"), (2, "four"))
    ]
    assert said == ["one", "two", "one", "two"]


def test_what_is_kept_does_not_grow_without_end() -> None:
    template = ENGINE.from_string("{% load kept %}{% kept key %}{{ key }}{% endkept %}")
    for key in range(1000):
        assert template.render(Context({"key": key})) == str(key)
    node = template.nodelist[-1]
    assert len(node.drawn) <= 256  # type: ignore[attr-defined]


def test_a_part_must_say_what_it_depends_on() -> None:
    with pytest.raises(TemplateSyntaxError):
        ENGINE.from_string("{% load kept %}{% kept %}x{% endkept %}")


@pytest.mark.django_db
def test_the_frame_of_one_page_is_not_that_of_another(
    client: Client, make_user: Callable[..., User]
) -> None:
    about = client.get("/about/").content.decode()
    texts = client.get("/texts/").content.decode()
    assert 'href="/texts/" aria-current="page"' in texts
    assert 'href="/texts/" aria-current="page"' not in about
    french = client.get("/about/", headers={"accept-language": "fr"}).content.decode()
    arabic = client.get("/about/", headers={"accept-language": "ar"}).content.decode()
    assert '<html lang="fr" dir="ltr"' in french
    assert '<html lang="ar" dir="rtl"' in arabic
    assert "bootstrap.rtl" in arabic
    assert "bootstrap.rtl" not in client.get("/about/").content.decode()
    assert 'name="next" value="/texts/?q=a&amp;b=1"' in (
        client.get("/texts/?q=a&b=1").content.decode()
    )
    officer = make_user(Role.OFFICER)
    client.force_login(officer)
    own = client.get("/about/").content.decode()
    assert officer.username in own
    assert "/uploads/new/" in own
    client.logout()
    again = client.get("/about/").content.decode()
    assert officer.username not in again
    assert "/uploads/new/" not in again


def test_a_visitor_is_shown_what_anybody_may_follow() -> None:
    nobody = Navigation.of(None, "/texts/")
    assert nobody.current == ("register:texts",)
    assert "register:upload" not in nobody.shown
    links = [*nobody.first, *nobody.more]
    assert [link.href for link in links if link.current] == ["/texts/"]
