"""Names: States as of the date of the text; bodies, instruments, funds and programmes exactly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from rapidfuzz.distance import Levenshtein

from cpcj.resolutions.checking.draft import Draft, found
from cpcj.resolutions.checking.finding import Found, Level, Part, Placed
from cpcj.resolutions.checking.quoting import inside, quoted
from cpcj.resolutions.checking.rules import read_data
from cpcj.resolutions.citations.tokens import MONTHS
from cpcj.resolutions.model import Span
from cpcj.resolutions.sessions import ORDINAL, ordinal
from cpcj.resolutions.vocabulary.bodies import bodies
from cpcj.resolutions.vocabulary.instruments import instruments
from cpcj.resolutions.vocabulary.states import State, states

_DATA = read_data("names.toml")

# W05

_COUNTRIES: Mapping[str, str] = _DATA["countries"]
_COUNTRY = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(name) for name in sorted(_COUNTRIES, key=len, reverse=True))
    + r")(?![\w-])"
)
_PART_OF_NAME = re.compile(
    r"(?:Republic|Kingdom|State|Federation|Federated States|former Yugoslav|United Kingdom"
    r"|South|North"
    r"|New|University|Bank|Government|Lake|Gulf|Sea"
    r"|(?:Group|Envoy|Secretary-General|Mission|Tribunal) for"
    r"|v\.) (?:of )?(?:the )?$"
)
_FORMERLY = re.compile(r"\b(?:then|former|formerly|so-called)\W+$")


def countries(draft: Draft) -> Iterator[Found]:
    """W05: "Iran (Islamic Republic of)", "Türkiye" from June 2022 on."""
    full = {one.name(draft.date) for one in states().values()}
    for at in (*draft.sponsors, *draft.running):
        within = quoted(at.text)
        for match in _COUNTRY.finditer(at.text):
            name = match[0]
            state = states()[_COUNTRIES[name]]
            now = state.name(draft.date)
            start, end = match.span()
            if (
                name == now
                or inside(start, within)
                or _PART_OF_NAME.search(at.text, max(0, start - 40), start)
                or _FORMERLY.search(at.text, max(0, start - 20), start)
                or _within_name(at.text, start, end, full)
                or (at.part is not Part.SPONSORS and _is_adjective(at.text, end))
            ):
                continue
            if at.part is not Part.SPONSORS:
                now = _running(now, state, at.text[:start])
            what = f"The United Nations writes “{now}”"
            if draft.date is not None and any(one.name == name for one in state.names):
                what += f" on {draft.date.day} {MONTHS[draft.date.month - 1]} {draft.date.year}"
            yield found(at, start, end, corrected=now, what=what)


_LISTED = re.compile(r"(?P<name>.+) \((?P<rest>.+ of(?: the)?)\)")


def _running(name: str, state: State, before: str) -> str:
    """Return a name as running text has it: "the Islamic Republic of Iran"."""
    match = _LISTED.fullmatch(name)
    article = match is not None or any(one.article for one in state.names if one.name == name)
    words = name if match is None else f"{match['rest']} {match['name']}"
    return f"the {words}" if article and not before.lower().endswith("the ") else words


def _within_name(text: str, start: int, end: int, full: set[str]) -> bool:
    """Tell whether a name is a part of a longer one in use ("Bolivia (Plurinational State of)")."""
    here = text[start:end]
    for name in full:
        place = name.find(here)
        if place >= 0 and name != here and text.startswith(name, start - place):
            return True
    return False


def _is_adjective(text: str, end: int) -> bool:
    """Tell whether the name goes on as one of something else ("Micronesia Challenge", "… v. …")."""
    return re.match(r" (?:[A-Z][a-z]+|v\.)", text[end : end + 30]) is not None


# W10: names that are nearly one of the list

_TOKEN = re.compile(r"[\w’'/-]+|,")
_CONNECTORS = frozenset(
    {
        "of",
        "on",
        "for",
        "the",
        "and",
        "against",
        "in",
        "to",
        "by",
        "with",
        "at",
        "from",
        ",",
        "into",
    }
)
_FEWEST = 3
"""Words, small ones apart, of a name that can be recognized when one of them is wrong."""
_MOST_APART = 2


@dataclass(frozen=True, slots=True)
class _Name:
    """A name: as printed, its tokens, those that are no small words."""

    printed: str
    tokens: tuple[str, ...]
    content: tuple[str, ...]


def _name(printed: str) -> _Name:
    tokens = tuple(_plain(token) for token in _TOKEN.findall(printed))
    content = tuple(token.casefold() for token in tokens if token.casefold() not in _CONNECTORS)
    return _Name(printed, tokens, content)


def _plain(token: str) -> str:
    return token.replace("’", "'")


@cache
def _known() -> Mapping[str, tuple[_Name, ...]]:
    """Return the names by their first two words, small ones apart; each word of the two alone."""
    printed = [name for body in bodies().values() for name in body.names]
    printed += [name for item in instruments().values() for name in item.names]
    printed += [row["name"] for row in (*_DATA["name"], *_DATA["former"])]
    short = {row["name"] for row in _DATA["name"] if row.get("short")}
    table: dict[str, dict[str, _Name]] = {}
    for one in printed:
        name = _name(one)
        if len(name.content) >= _FEWEST or one in short:
            table.setdefault(name.content[0], {})[one] = name
    return {first: tuple(names.values()) for first, names in table.items()}


def nearly(draft: Draft) -> Iterator[Found]:
    """W10: a name of the list with one word, sign or year wrong; one out of use; a wrong number."""
    for at in draft.running:
        yield from _nearly(at)
        yield from _out_of_use(draft, at)
    yield from _congress_names(draft)
    yield from _numbered(draft)


_CAPITAL = "A capital letter is wrong"


def _nearly(at: Placed) -> Iterator[Found]:
    matches = list(_TOKEN.finditer(at.text))
    tokens = [_plain(match[0]) for match in matches]
    content = [place for place, token in enumerate(tokens) if token.casefold() not in _CONNECTORS]
    done = -1
    within = quoted(at.text)
    for order, place in enumerate(content):
        token = tokens[place]
        if place <= done or not (token[0].isupper() or _YEAR.fullmatch(token)):
            continue
        if _goes_on(tokens, place):
            continue
        best: tuple[int, _Name, int, str] | None = None
        for name in _known().get(token.casefold(), ()):
            read = _compare(tokens, content, order, name)
            if read is None:
                continue
            end, what = read
            size = len(name.content)
            if best is None or (size, not what) > (best[0], not best[3]):
                best = (size, name, end, what)
        if best is None:
            continue
        _, name, end, what = best
        done = end
        own = at.part is Part.TITLE and what == _CAPITAL  # as it was printed at its adoption
        if what and not own and not inside(matches[place].start(), within):
            stop = matches[end].end()
            stop += name.printed.endswith(")") and at.text.startswith(")", stop)
            span = Span(matches[place].start(), stop)
            one = found(at, *span, what=f"{what}; the name is “{name.printed}”",
                        corrected=name.printed)  # fmt: skip
            yield replace(one, level=Level.WARNING) if _of_style(one, name) else one


_STYLE = re.compile(
    rf"\b(?:their|its|{'|'.join(sorted(one for one in _CONNECTORS if one != ','))})\b",
    re.IGNORECASE,
)


def _of_style(one: Found, name: _Name) -> bool:
    """Tell whether only capitals of small words are others: "Against", "their"; styles differ."""
    here, known = (
        _STYLE.sub(lambda match: match[0].lower(), _plain(words))
        for words in (one.at.text[slice(*one.span)], name.printed)
    )
    return here == known


def _compare(
    tokens: Sequence[str], content: Sequence[int], order: int, name: _Name
) -> tuple[int, str] | None:
    """Return where a name ends that stands here, and what is wrong with it; None where none does.

    All words that are not small must be there; one of them may be misspelt or another year.
    """
    size = len(name.content)
    places = content[order : order + size]
    if len(places) < size:
        return None
    wrong, replaced = "", {}
    for place, expected in zip(places, name.content, strict=True):
        here = tokens[place].casefold()
        if here == expected:
            continue
        reason = _misspelt(here, expected)
        if not reason or wrong:
            return None
        wrong, replaced = reason, {place: expected}
    end = places[-1]
    printed = tokens[places[0] : end + 1]
    if tuple(printed) == name.tokens:
        return end, ""
    here_ = [replaced.get(places[0] + n, token) for n, token in enumerate(printed)]
    folded, expected_ = [t.casefold() for t in here_], [t.casefold() for t in name.tokens]
    if folded == expected_:
        if wrong:
            return end, wrong
        return (end, _CAPITAL) if _mostly_capital(printed, name) else None
    small, small_name = (
        [t for t in several if t in _CONNECTORS] for several in (folded, expected_)
    )
    if (
        wrong
        or Levenshtein.distance(small, small_name) != 1
        or _comma_before_year(folded, expected_)
    ):
        return None
    if not _mostly_capital(printed, name):
        return None
    return end, "A small word or sign is another one"


def _goes_on(tokens: Sequence[str], place: int) -> bool:
    """Tell whether a longer name goes on here ("Broadband Commission …"); not after an opening."""
    before = tokens[place - 1] if place > 1 else ""
    return before[:1].isupper() and before not in _CONNECTORS and ordinal(before) is None


def _comma_before_year(folded: Sequence[str], expected: Sequence[str]) -> bool:
    """Tell whether a comma before a year is all that is apart ("Convention, 1957")."""
    return [t for t in folded if t != ","] == [t for t in expected if t != ","] and any(
        one == "," and _YEAR.fullmatch(other)
        for several in (folded, expected)
        for one, other in pairwise(several)
    )


def _mostly_capital(printed: Sequence[str], name: _Name) -> bool:
    """Tell whether the words are printed as a name is: most of its capitals are there."""
    capitals = {token.casefold() for token in name.tokens if token[:1].isupper()}
    here = [token for token in printed if token.casefold() in capitals]
    return 2 * sum(token[:1].isupper() for token in here) > len(here) and len(capitals) > 1


_YEAR = re.compile(r"(?:19|20)\d{2}")
_LONG = 5
_LONG_IN_SINGULAR = 4
_HEADS = frozenset(_DATA["heads"]["words"])


def _misspelt(here: str, expected: str) -> str:
    if _YEAR.fullmatch(here) and _YEAR.fullmatch(expected):
        return "The year is another one"
    shorter, longer = sorted((here, expected), key=len)
    if longer in (f"{shorter}s", f"{shorter}es", f"{shorter[:-1]}ies"):
        other = shorter not in _HEADS and len(expected) >= _LONG_IN_SINGULAR
        return "A word is singular or plural that is not" if other else ""
    if len(expected) < _LONG or here[0] != expected[0] or here == f"{expected}'s":
        return ""
    if any(character.isdigit() for character in here + expected):
        return ""
    apart = Levenshtein.distance(here, expected)
    return "A word is misspelt" if 0 < apart <= _MOST_APART else ""


# Names out of use

_FORMER = tuple(_DATA["former"])
_FORMER_NAME = re.compile("|".join(re.escape(row["name"]) for row in _FORMER))
_CONTINUES = re.compile(r" (?:Convention|Declaration|Protocol|Charter|,? now\b)")


_NEAR = 120


def _then(text: str, place: re.Match[str], row: Mapping[str, Any]) -> bool:
    """Tell whether words speak of the time of a former name: beside the new one, or by year."""
    until: dt.date = row["until"]
    around = text[max(0, place.start() - _NEAR) : place.end() + _NEAR]
    years = [int(match[0]) for match in _YEAR.finditer(around)]
    return str(row["now"]).split(" (")[0] in text or any(year <= until.year for year in years)


def _out_of_use(draft: Draft, at: Placed) -> Iterator[Found]:
    if draft.date is None:
        return
    rows = {row["name"]: row for row in _FORMER}
    within = quoted(at.text)
    for match in _FORMER_NAME.finditer(at.text):
        row = rows[match[0]]
        if (
            draft.date > row["until"]
            and not inside(match.start(), within)
            and not _FORMERLY.search(at.text, max(0, match.start() - 20), match.start())
            and not _CONTINUES.match(at.text, match.end())
            and not _then(at.text, match, row)
        ):
            what = f"The name is out of use ({row['source']})"
            one = found(at, *match.span(), corrected=row["now"], what=what)
            yield replace(one, level=Level.WARNING)  # words on what was are right


# Congresses and what is counted like them

_CONGRESS = re.compile(
    rf"\b(?P<ordinal>{ORDINAL}) (?P<name>United Nations Congress on (?:the )?[A-Z][\w ]+?)"
    r"(?=[,.;:]|$| and (?:preparations|the (?:preparations|follow))"
    r"| (?:held|to be|at|in [A-Z][a-z]+(?:,| )|was|is|will|for)\b)",
    re.IGNORECASE,
)


_OF_CONGRESS = "United Nations Congress"
_CALLED_CONFERENCE = re.compile(
    r"\b(?P<ordinal>[A-Z][a-z]+(?:-[a-z]+)?) United Nations Conference"
    r"(?= on (?:Crime Prevention|the Prevention of Crime)\b)"
)


def _congress_names(draft: Draft) -> Iterator[Found]:
    known = {body.number: body for body in bodies().values() if body.key.startswith("congress:")}
    for at in draft.running:
        for match in _CALLED_CONFERENCE.finditer(at.text):
            body = known.get(ordinal(match["ordinal"]))
            if body is not None:
                yield found(at, *match.span(), corrected=f"{match['ordinal']} {_OF_CONGRESS}",
                            what=f"The name is “{body.name}”")  # fmt: skip
        for match in _CONGRESS.finditer(at.text) if "Congress" in at.text else ():
            number = ordinal(match["ordinal"])
            body = known.get(number)
            if body is None or not match["ordinal"][0].isupper():
                if match["ordinal"][0].isupper() and number is not None and number > max(
                    number for number in known if number is not None
                ) + 1:  # fmt: skip
                    yield found(at, *match.span("ordinal"), what="No congress bears this number")
                continue
            name = body.name.split(" ", 1)[1]
            if not match["name"].startswith(name) and not name.startswith(match["name"]):
                yield found(at, *match.span(), corrected=body.name,
                            what=f"The name is “{body.name}”")  # fmt: skip


_MEETING = re.compile("Congress|Conference|Summit")
_SHORT = re.compile(
    rf"\b(?P<ordinal>{ORDINAL}) (?P<noun>Congress|Conference|Summit)\b(?! (?:of|on|for|to)\b)",
    re.IGNORECASE,
)
_IN_FULL = re.compile(
    rf"\b(?P<ordinal>{ORDINAL}) (?:[A-Z][\w’'-]*,? ){{1,6}}?(?P<noun>Congress|Conference|Summit)\b"
    rf"|\b(?P<of>{ORDINAL}) (?P<noun2>Congress|Conference|Summit) (?:of|on|for)\b",
    re.IGNORECASE,
)


@cache
def _next_congress() -> int:
    return max(body.number or 0 for body in bodies().values() if body.key.startswith("congress:"))


def _numbered(draft: Draft) -> Iterator[Found]:
    """Yield short names ("the Thirteenth Congress") that the text nowhere gives in full."""
    full: list[tuple[int | None, str, str]] = []
    for at in (*draft.running, *draft.notes):
        for match in _IN_FULL.finditer(at.text) if _MEETING.search(at.text) else ():
            words = match["ordinal"] or match["of"]
            if words[0].isupper():
                full.append((ordinal(words), (match["noun"] or match["noun2"]).lower(), words))
    if not full:
        return
    named = {(number, noun) for number, noun, _ in full}
    for at in draft.running:
        for match in _SHORT.finditer(at.text) if _MEETING.search(at.text) else ():
            number, noun = ordinal(match["ordinal"]), match["noun"].lower()
            if not match["ordinal"][0].isupper() or not match["noun"][0].isupper():
                continue
            if number is None or (number, noun) in named:
                continue
            if noun == "congress" and number <= _next_congress():
                continue  # there is one of that number: it may be meant
            nearest = _nearest(match["ordinal"], noun, full)
            if nearest is not None:
                what = "The text names no such meeting in full"
                yield found(at, *match.span(), what=what, corrected=nearest)


_FURTHEST = 6


def _nearest(words: str, noun: str, full: Sequence[tuple[int | None, str, str]]) -> str | None:
    """Return the short name that is meant, of those that the text gives in full; None for none."""

    def apart(one: tuple[int | None, str, str]) -> int:
        return Levenshtein.distance(words.lower(), one[2].lower()) + 2 * (one[1] != noun)

    nearest = min(full, key=apart)
    if apart(nearest) > _FURTHEST:
        return None
    return f"{nearest[2]} {nearest[1].capitalize()}"


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {"W05": countries, "W10": nearly}
