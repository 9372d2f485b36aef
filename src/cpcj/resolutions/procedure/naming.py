"""Names in the lists of records, read one after the other and resolved by the table of States.

A list is read from its first name on: the longest name that the table knows, else a run of words
with capitals, which stays unresolved. It ends where no separator and no name follows. So the "and"
of "Bosnia and Herzegovina" parts nothing, and the words behind a list are no part of it.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cpcj.resolutions.model import Span
from cpcj.resolutions.procedure.fact import Named
from cpcj.resolutions.vocabulary.states import find_state, states

_SHORT: Mapping[str, str] = {
    "United Kingdom": "United Kingdom of Great Britain and Northern Ireland",
}
"""Names that records shorten; there is one State alone that each can mean."""

_INVERTED = re.compile(r"(?P<name>[^()]+) \((?P<before>[^()]+?)(?P<of> of(?: the)?)\)")
_ARTICLE = re.compile(r"the ", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"(?:,? and |, (?:and )?|,? as well as |,? together with )(?:also )?(?:of |for )?"
    r"(?:(?:the )?(?:representatives?|observers?|delegations?|permanent observers?) (?:of|for) )?"
    r"(?=(?:the )?(?:[A-ZÀ-Þ]|former ))"
)
_UNKNOWN = re.compile(
    r"(?:the )?[A-ZÀ-Þ][^\s,;:.()]*(?: (?:of the |of |the )?[A-ZÀ-Þ][^\s,;:.()]*)*"
    r"(?: \([A-Z][^()]{1,60}\))?"
)
_NO_NAME = re.compile(
    r"(?:the )?(?:\w+ )?(?:Chair|Vice-Chair|Secretar|Rapporteur|Committee|Commission|Council"
    r"|Bureau|President|Executive|Director|General Assembly|Conference|Economic|Under-Secretary"
    r"|Assistant|High Commissioner|United Nations|At\b|In\b|Also\b|Subsequently|Before\b|After\b"
    r"|Prior|Following|The\b|On\b|Later|Thereafter|Draft|Action\b|Agenda\b|Statements?\b"
    r"|During\b|Under\b|Section\b|Main\b|Office\b|Further\b|Rule\b|Member States?\b|States\b"
    r"|None\b|Once\b|For\b|A\b|An\b|It\b|This\b|These\b|When\b|While\b|With\b|By\b|Both\b)"
)
_BEHALF = re.compile(r",? \(?(?:also )?(?:speaking )?on behalf of ")
_MEMBERS = re.compile(
    r"(?:the )?(?:(?:member )?States (?:Members of the United Nations )?(?:that|which) are "
    r"(?:also )?members of )?(?:the )?"
)


class Listed(NamedTuple):
    """The names of a list and where it ends."""

    names: tuple[Named, ...]
    end: int


@cache
def group_names() -> Mapping[str, str]:
    """Return the names of the groups by key."""
    return {one["key"]: one["name"] for one in _groups()}


@cache
def _groups() -> tuple[dict[str, str], ...]:
    words = files("cpcj.resolutions.procedure").joinpath("groups.toml").read_text("utf-8")
    return tuple(tomllib.loads(words)["group"])


@cache
def _group_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{one['key']}>{one['pattern']})" for one in _groups()))


@cache
def _known() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return a pattern of every name, the longest first, and the name of the table for each."""
    meant: dict[str, str] = dict(_SHORT)
    for state in states().values():
        for one in state.names:
            name = _ARTICLE.sub("", one.name, count=1) if one.name[:4] == "the " else one.name
            meant[name] = one.name
            if inverted := _INVERTED.fullmatch(name):
                # Running text says "the Bolivarian Republic of Venezuela".
                meant.setdefault(f"{inverted['before']}{inverted['of']} {inverted['name']}",
                                 one.name)  # fmt: skip
    for name in [name for name in meant if "'" in name]:
        meant[name.replace("'", "’")] = meant[name]
    ordered = sorted(meant, key=len, reverse=True)
    pattern = "|".join(re.escape(name) for name in ordered)
    return re.compile(rf"(?:[Tt]he )?(?P<name>{pattern})(?![\w(-])"), meant


def code_of(name: str, date: dt.date | None) -> str:
    """Return the code of the State that a printed name means on a day; "" where none is known."""
    _, meant = _known()
    state = find_state(meant.get(name, name), date) if name else None
    return state.code if state else ""


def names_from(words: str, at: int, date: dt.date | None, stop: int | None = None) -> Listed:
    """Read the names of a list.

    Args:
        words: the words it stands in.
        at: where its first name begins.
        date: the day on which the names were in use.
        stop: where reading ends at the latest.

    Returns:
        The names, none where no name begins there, and where the list ends.
    """
    end = len(words) if stop is None else stop
    pattern, _ = _known()
    found: list[Named] = []
    done = at
    while at < end:
        known = pattern.match(words, at, end)
        if known:
            name, start, after = known["name"], known.start("name"), known.end()
            if _known()[1][name].startswith("the ") and known.start() < start:
                name, start = f"the {name}", known.start()  # it is part of the name
            named = Named(name, Span(start, after), code_of(name, date))
        elif group := _group_at(words, at, end):
            named, after = group, group.span.end
        else:
            unknown = _UNKNOWN.match(words, at, end)
            if unknown is None or _NO_NAME.match(words, at, end):
                break
            start = at + 4 if unknown.group().startswith("the ") else at
            after = unknown.end()
            named = Named(words[start:after], Span(start, after))
        behalf = _BEHALF.match(words, after, end)
        if behalf and words[behalf.start() : behalf.end()].count("("):
            for_group = _group_at(words, behalf.end(), end)
            closed = words.find(")", behalf.end(), end)
            if closed > 0:
                after = closed + 1
                named = Named(named.name, named.span, named.code, named.group,
                              for_group.group if for_group else "")  # fmt: skip
        found.append(named)
        done = after
        separator = _SEPARATOR.match(words, after, end)
        if separator is None:
            break
        at = separator.end()
    return Listed(tuple(found), done)


def group_named(words: str, at: int, stop: int | None = None) -> Named | None:
    """Return the group of States that is named at a place, "States Members … of" before it."""
    return _group_at(words, at, len(words) if stop is None else stop)


def _group_at(words: str, at: int, end: int) -> Named | None:
    members = _MEMBERS.match(words, at, end)
    start = members.end() if members else at
    match = _group_pattern().match(words, start, end)
    if match is None or match.lastgroup is None:
        return None
    return Named(match.group(), Span(*match.span()), group=match.lastgroup)


_FIRST = re.compile(r"(?:(?<=[ ,:(])|^)(?:the )?[A-ZÀ-Þ]")


def names_before(words: str, start: int, end: int, date: dt.date | None) -> Listed:
    """Return the list of names that ends where a verb begins; none where no list does.

    Args:
        words: the words they stand in.
        start: where the clause begins.
        end: where the verb begins.
        date: the day on which the names were in use.
    """
    at = start
    while first := _FIRST.search(words, at, end):
        listed = names_from(words, first.start(), date, end)
        if listed.names and not words[listed.end : end].strip(" ,"):
            return listed
        at = max(listed.end, first.end())
    return Listed((), end)
