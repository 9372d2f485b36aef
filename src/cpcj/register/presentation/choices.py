"""The facets beside a list as HTML.

A list has some two hundred choices beside its rows. They are put together by plain functions from
pieces that are kept: the name of a value in a language, escaped, and how it stands in an address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from cpcj.frame.punctuation import comma
from cpcj.register.queries.paging import MadeOf

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from cpcj.register.queries.paging import Facet, FacetValue

Pairs = Sequence[tuple[str, str]]

FOLDED = 12
"""Values of a facet shown at once; the rest is folded away."""

MOST = 100
"""Values of a facet offered at all; of hundreds of addressees the rare ones are found by words."""

_OPEN = 4
"""Facets that are unfolded without being asked."""


@dataclass(frozen=True, slots=True)
class FacetWords:
    """A facet's heading, and how a value of it is named."""

    heading: str | _StrPromise
    name: Callable[[str], str]


def address(pairs: Pairs) -> str:
    """Return a list's address with these filters."""
    return f"?{urlencode(pairs)}" if pairs else "?"


_drawn: MadeOf[SafeString] = MadeOf(128)


def draw_facets(
    facets: tuple[Facet, ...], params: Pairs, words: Mapping[str, FacetWords], chosen: int
) -> SafeString:
    """Return facets with their choices; what was drawn of the same counts is not drawn again.

    Args:
        facets: counted facets, in the order they are shown.
        params: the filters in use, as pairs of an address.
        words: facets by name, with heading and names of values.
        chosen: how many filters are in use.
    """
    also = (get_language(), tuple(params), chosen)
    return _drawn.get(facets, also, lambda: _draw(facets, params, words, chosen))


def _draw(
    facets: Sequence[Facet], params: Pairs, words: Mapping[str, FacetWords], chosen: int
) -> SafeString:
    shown = [one for one in facets if one.name in words and one.values]
    filters = escape(gettext("Filters"))
    parts = [
        f'<details class="facets no-print"><summary>{filters}',
        f' <span class="quiet">({chosen})</span>' if chosen else "",
        f'</summary>\n<nav aria-label="{filters}">\n',
    ]
    draw = _Choices(params)
    for place, facet in enumerate(shown):
        of = words[facet.name]
        values = facet.values
        taken = {value for name, value in params if name == facet.name}
        # Those shown at once, with every chosen one, and those folded away.
        first = [*values[:FOLDED], *(one for one in values[FOLDED:] if one.value in taken)]
        rest = [one for one in values[FOLDED:MOST] if one.value not in taken]
        opened = place < _OPEN or any(one.value in taken for one in values)
        parts += (
            f'<details class="facet"{" open" if opened else ""}>',
            f"<summary>{escape(str(of.heading))}</summary>\n",
            draw.list(facet.name, of, first, taken),
        )
        if rest:
            more = ngettext("%(n)s more", "%(n)s more", len(rest)) % {"n": len(rest)}
            parts += (
                f'\n<details><summary class="quiet small">{escape(more)}</summary>',
                draw.list(facet.name, of, rest, taken),
                "</details>",
            )
        parts.append("\n</details>\n")
    parts.append("</nav></details>")
    return mark_safe("".join(parts))  # noqa: S308 - every name and address is escaped


class _Choices:
    """Draws choices: following one chooses it, or takes the choice back."""

    def __init__(self, params: Pairs) -> None:
        self.params = params
        self.language = get_language() or ""
        self.before = escape(f"{address(params)}&" if params else "?")
        taken = escape(gettext("chosen; follow to take it away"))
        self.taken = (
            f' <span aria-hidden="true">×</span><span class="visually-hidden">({taken})</span>'
        )

    def list(
        self, facet: str, of: FacetWords, values: Sequence[FacetValue], taken: set[str]
    ) -> str:
        language, before, name = self.language, self.before, of.name
        items = []
        for one in values:
            value = one.value
            words, count = _named(language, name, value), counted(language, one.count)
            if value in taken:
                left = [pair for pair in self.params if pair != (facet, value)]
                items.append(
                    f'<li><a class="facet-value" href="{escape(address(left))}"'
                    f' aria-current="true"><span><bdi>{words}</bdi>{self.taken}</span>'
                    f'<span class="facet-count">{count}</span></a></li>'
                )
            else:
                items.append(
                    f'<li><a class="facet-value" href="{before}{_pair(facet, value)}"><span>'
                    f'<bdi>{words}</bdi></span><span class="facet-count">{count}</span></a></li>'
                )
        return f"<ul>{''.join(items)}</ul>"


def draw_foot(previous: str, following: str, files: Pairs) -> SafeString:
    """Return what stands under the rows of a list: the pages before and after, the list as files.

    Args:
        previous: address of the page before; empty where there is none.
        following: address of the page after; empty where there is none.
        files: name and address of each format.
    """
    say = _words(get_language() or "")
    parts = []
    if previous or following:
        parts.append(
            f'<nav class="no-print mt-3" aria-label="{say["pages"]}"><ul class="pagination">'
        )
        for rel, href in (("prev", previous), ("next", following)):
            if href:
                parts.append(
                    f'<li class="page-item"><a class="page-link" rel="{rel}"'
                    f' href="{escape(href)}">{say[rel]}</a></li>'
                )
        parts.append("</ul></nav>\n")
    links = comma().join(
        f'<a href="{escape(href)}" download>{escape(name)}</a>' for name, href in files
    )
    parts.append(f'<p class="small no-print mt-3">{say["save"]} {links}</p>')
    return mark_safe("".join(parts))  # noqa: S308 - every name and address is escaped


@lru_cache(maxsize=16)
def _words(language: str) -> Mapping[str, str]:  # noqa: ARG001 - a key: the page's language
    return {
        name: escape(words)
        for name, words in (
            ("pages", gettext("Pages")),
            ("prev", gettext("Previous")),
            ("next", gettext("Next")),
            ("save", gettext("Save this list:")),
        )
    }


@lru_cache(maxsize=8192)
def _named(language: str, name: Callable[[str], str], value: str) -> str:  # noqa: ARG001 - a key
    return escape(name(value))


@lru_cache(maxsize=8192)
def _pair(facet: str, value: str) -> str:
    return escape(urlencode([(facet, value)]))


_GROUPED = 1000


def counted(language: str, count: int) -> str:
    """Return a count with the separators of the page's language, which ``language`` names."""
    return str(count) if count < _GROUPED else _grouped(language, count)


@lru_cache(maxsize=8192)
def _grouped(language: str, count: int) -> str:  # noqa: ARG001 - number_format() knows the language
    return str(number_format(count, use_l10n=True, force_grouping=True))
