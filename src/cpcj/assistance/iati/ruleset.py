"""The standard's ruleset, tried on a record: what a valid file must also observe.

The rules are data (``ruleset.toml``). Each kind of rule is one small function. Rules that look at
today take the date as an argument, and rules that ask whether an organisation is registered take
the registered identifiers, so that a verdict can be repeated.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from lxml import etree

from cpcj.assistance.iati.reading import line_of, text_of

_DAYS_OF_A_YEAR: Final = 365
_WIDE: Final = Context(prec=60)  # of the digits of a sum that nobody means
_NEAR: Final = Decimal("0.00005")  # what differs by less is equal to four places
_MOST_VALUES: Final = 100  # of one loop; no vocabulary list has as many
_CURRENCY_ELEMENTS: Final = ("value", "forecast", "loan-status")
_AGENCIES: Final = "ORG-ID-PREFIX"
_NOW: Final = "NOW"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_PREFIX_PARTS: Final = 2
_FAR: Final = re.compile(r"(-)\d{4,}-|\d{5,}-")
_END_OF_DAY: Final = re.compile(r"T24:00:00(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One case of the ruleset.

    Attributes:
        id: the standard's identifier of the rule ("11.1.3"); several cases share one.
        severity: "error" or "warning".
        category: the standard's word for what it is about ("identifiers").
        context: the elements it is tried on.
        kind: how it is tried; the name of a function below.
        fields: the rest of its row.
    """

    id: str
    severity: str
    category: str
    context: str
    kind: str
    fields: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a record breaks.

    Attributes:
        rule: the rule.
        line: the line of the element it was tried on, in the file that was read; 0 for none.
        element: the element's name.
        value: the distinct value the rule was tried for, where it is tried for each; else None.
    """

    rule: Rule
    line: int
    element: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """What the standard's registry knows.

    Attributes:
        organisations: identifiers of registered organisations ("XM-DAC-41128").
        agencies: codes of the agencies whose lists identifiers are taken from ("XM-DAC"), the
            codelist OrganisationRegistrationAgency.
    """

    organisations: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Trial:
    """A rule on one element: what its functions need."""

    element: etree._Element
    fields: Mapping[str, Any]
    today: dt.date
    registered: Registered
    value: str | None

    def find(self, path: str) -> list[Any]:
        """Return what an expression finds, in order."""
        return _found(path, self.element, self.value or "")

    def matches(self, name: str = "paths") -> list[Any]:
        """Return what the expressions of a field find, in order."""
        found: list[Any] = []
        for path in self.fields.get(name, ()):
            found += self.find(path)
        return found

    def values(self, name: str = "paths") -> list[str]:
        """Return the text of what they find."""
        return [_text(one) for one in self.matches(name)]

    def holds(self, name: str) -> bool:
        """Tell whether an expression holds; one that finds elements holds where it finds any."""
        return bool(_compiled(self.fields[name])(self.element, value=self.value or ""))

    def dates(self, name: str) -> list[dt.date]:
        """Return the dates that an expression finds; today for ``NOW``; no date is none."""
        path = self.fields[name]
        if path == _NOW:
            return [self.today]
        found = (_date(_text(one)) for one in self.find(path))
        return [date for date in found if date is not None]


@lru_cache(maxsize=1024)
def _compiled(path: str) -> etree.XPath:
    # A value goes in as a variable, so that quotes in it are nothing special.
    return etree.XPath(path.replace("'$1'", "$value"), namespaces={"xml": _XML})


def _found(path: str, element: etree._Element, value: str = "") -> list[Any]:
    found: Any = _compiled(path)(element, value=value)
    return found if isinstance(found, list) else []


def _text(found: Any) -> str:
    if isinstance(found, etree._Element):
        return text_of(found)
    return str(found)


def _date(words: str) -> dt.date | None:
    """Return the day that a date says, or the day in Greenwich that an instant falls on.

    A year that no calendar of this library has, which the schema allows, is its last day or first.
    """
    words = words.strip()
    if far := _FAR.match(words):
        return dt.date.min if far[1] else dt.date.max
    midnight = _END_OF_DAY.search(words)
    try:
        if "T" not in words:
            return dt.date.fromisoformat(words[:10])
        instant = dt.datetime.fromisoformat(_END_OF_DAY.sub("T00:00:00", words))
        instant += dt.timedelta(days=1) if midnight else dt.timedelta()
        return (instant.astimezone(dt.UTC) if instant.tzinfo else instant).date()
    except OverflowError:
        return dt.date.max if words[0] == "9" else dt.date.min
    except ValueError:
        return None


def _number(words: str) -> Decimal | None:
    try:
        number = Decimal(words.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


# The kinds of rules. Each returns whether the rule is kept.


def _no_more_than_one(trial: _Trial) -> bool:
    return len(trial.matches()) <= 1


def _atleast_one(trial: _Trial) -> bool:
    return bool(trial.matches())


def _one_or_all(trial: _Trial) -> bool:
    if trial.find(trial.fields["one"]):
        return True
    match trial.fields["all"]:
        case "lang":
            return not trial.find("descendant::narrative[not(@xml:lang)]")
        case "currency":
            names = " | ".join(f"descendant::{name}[not(@currency)]" for name in _CURRENCY_ELEMENTS)
            return not trial.find(names)
        case other:
            return not trial.find(f"transaction[not({other})]")


def _unique(trial: _Trial) -> bool:
    values = trial.values()
    return len(values) == len(set(values))


def _strict_sum(trial: _Trial) -> bool:
    total = Decimal(0)
    for value in trial.values():
        number = _number(value)
        if number is None:
            return False
        total = _WIDE.add(total, number)
    return bool(abs(total - trial.fields["sum"]) < _NEAR)


def _range(trial: _Trial) -> bool:
    least, most = (Decimal(str(trial.fields[name])) for name in ("least", "most"))
    numbers = [_number(value) for value in trial.values()]
    return all(number is not None and least <= number <= most for number in numbers)


def _date_order(trial: _Trial) -> bool:
    earlier, later = trial.dates("earlier"), trial.dates("later")
    return not earlier or not later or max(earlier) <= min(later)


def _date_now(trial: _Trial) -> bool:
    return all(date <= trial.today for date in trial.dates("date"))


def _between_dates(trial: _Trial) -> bool:
    start, end = trial.dates("start"), trial.dates("end")
    if not start or not end:
        return True
    return all(start[0] <= date <= end[0] for date in trial.dates("date"))


def _time_limit(trial: _Trial) -> bool:
    start, end = trial.dates("start"), trial.dates("end")
    return not start or not end or (end[0] - start[0]).days <= _DAYS_OF_A_YEAR


def _regex_matches(trial: _Trial) -> bool:
    pattern = re.compile(trial.fields["pattern"])
    return all(not value or pattern.search(value) for value in trial.values())


def _startswith(trial: _Trial) -> bool:
    prefixes = trial.fields["prefixes"]
    if prefixes == [_AGENCIES]:
        return all(
            "-".join(value.split("-")[:_PREFIX_PARTS]) in trial.registered.agencies
            for value in trial.values()
        )
    separator = trial.fields.get("separator", "")
    starts = tuple(start + separator for start in trial.values("prefixes"))
    return all(value.startswith(starts) for value in trial.values())


def _no_spaces(trial: _Trial) -> bool:
    return all(value == value.strip() for value in trial.values())


def _if_then(trial: _Trial) -> bool:
    return not trial.holds("when") or trial.holds("then")


KINDS: Final[Mapping[str, Callable[[_Trial], bool]]] = {
    "no_more_than_one": _no_more_than_one,
    "atleast_one": _atleast_one,
    "one_or_all": _one_or_all,
    "unique": _unique,
    "strict_sum": _strict_sum,
    "range": _range,
    "date_order": _date_order,
    "date_now": _date_now,
    "between_dates": _between_dates,
    "time_limit": _time_limit,
    "regex_matches": _regex_matches,
    "startswith": _startswith,
    "no_spaces": _no_spaces,
    "if_then": _if_then,
}
"""How a rule of each kind is tried."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return the cases of the ruleset in the standard's order: 107."""
    path = Path(__file__).with_name("ruleset.toml")
    head = ("id", "severity", "category", "context", "kind")
    return tuple(
        Rule(
            **{name: row[name] for name in head},
            fields={name: value for name, value in row.items() if name not in head},
        )
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
    )


@cache
def _relative(context: str) -> tuple[str, str]:
    """Return the record's element and the expression from it that a context means.

    A context may be several paths with a bar between them.
    """
    if context.startswith("//"):
        return "", f".{context}"
    names, paths = [], []
    for path in context.split(" | "):
        _, _root, name, *below = path.split("/", 3)
        names.append(name)
        paths.append(f"./{below[0]}" if below else ".")
    return names[0], " | ".join(paths)


def check(
    record: etree._Element,
    *,
    today: dt.date,
    registered: Registered | None = None,
    ruleset: Iterable[Rule] | None = None,
) -> Iterator[Finding]:
    """Yield what a record breaks, in the order of the ruleset.

    Args:
        record: an ``iati-activity`` or ``iati-organisation`` element.
        today: the date that rules about the future look at.
        registered: what the registry knows; by default nothing, so that every organisation counts
            as unregistered.
        ruleset: the rules to try; all by default.
    """
    known = registered or Registered()
    contexts: dict[str, list[Any]] = {}  # many rules share one
    for rule in rules() if ruleset is None else ruleset:
        name, path = _relative(rule.context)
        if name and name != record.tag:
            continue
        if path not in contexts:
            contexts[path] = _found(path, record)
        for element in contexts[path]:
            for value in _loops(rule, element):
                trial = _Trial(element, rule.fields, today, known, value)
                if _applies(trial) and not KINDS[rule.kind](trial):
                    yield Finding(rule, line_of(element), str(element.tag), value)


def _loops(rule: Rule, element: etree._Element) -> Iterable[str | None]:
    """Return the values that a rule is tried for on an element: None once where it is no loop."""
    each = rule.fields.get("each")
    if each is None:
        return (None,)
    values = dict.fromkeys(_text(one) for one in _found(each, element))
    return islice(values, _MOST_VALUES)


def _applies(trial: _Trial) -> bool:
    fields = trial.fields
    if "condition" in fields and not trial.holds("condition"):
        return False
    match fields.get("unknown_id"):
        case "is":
            return not any(value in trial.registered.organisations for value in trial.values())
        case "begins":
            starts = tuple(f"{name}-" for name in trial.registered.organisations)
            return not any(value.startswith(starts) for value in trial.values())
        case _:
            return True
