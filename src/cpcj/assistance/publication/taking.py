"""What a record of a file says in terms of the portfolio, part by part."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from lxml import etree

from cpcj.assistance.iati.activity import Result
from cpcj.assistance.iati.reading import text_of
from cpcj.assistance.iati.results import NotHeldError, result_of
from cpcj.assistance.names import LANGUAGES
from cpcj.assistance.portfolio.models import Level, Reach, Status
from cpcj.assistance.portfolio.rules.identifiers import ORGANISATION
from cpcj.assistance.portfolio.rules.states import STATUS_CODES
from cpcj.assistance.portfolio.rules.vocabularies import markers
from cpcj.resolutions.topics import topics
from cpcj.resolutions.vocabulary.states import states

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_LEVELS: Final = {"1": Level.PROGRAMME, "2": Level.PROJECT, "3": Level.ACTIVITY}
_REACHES: Final = {"1": Reach.GLOBAL, "2": Reach.REGIONAL, "4": Reach.COUNTRY}
_STATUSES: Final = {code: status for status, code in STATUS_CODES.items()}
_PARENT: Final = "1"


@dataclass(slots=True)
class Said:
    """A record as the portfolio would hold it.

    Attributes:
        identifier: its identifier.
        title: its title, for people.
        own: whether it is the Office's.
        level: by its hierarchy; without one a programme, or a project where it names a parent.
        parent: identifier of what it belongs to; empty for none.
        status: where it stands.
        days: actual first and last day, as written; empty for none.
        parts: values by the portfolio's part.
        places: by part, the positions of the children that its values were read from.
        results: its results with their positions; instead of one that would not be held whole, the
            name of what in it has no place.
    """

    identifier: str
    title: str
    own: bool
    level: Level
    parent: str
    status: Status
    days: tuple[str, str]
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)
    results: list[tuple[int, Result | str]] = field(default_factory=list)


def said_by(record: etree._Element, identifier: str, kind: str) -> Said:
    """Return what a record says.

    Args:
        record: an ``iati-activity`` element, valid against the schema.
        identifier: its identifier.
        kind: what is done in an activity, which the standard does not say.
    """
    reader = _Reader(record)
    parent = reader.parent()
    hierarchy = record.get("hierarchy", "")
    level = _LEVELS.get(hierarchy, Level.PROJECT if parent else Level.PROGRAMME)
    facts = reader.facts(level, kind)
    found = Said(
        identifier=identifier,
        title=facts["title"],
        own=identifier.startswith(f"{ORGANISATION}-"),
        level=level,
        parent=parent if level != Level.PROGRAMME else "",
        status=_STATUSES.get(reader.code("activity-status"), Status.PIPELINE),
        days=(reader.days.get("2", ""), reader.days.get("4", "")),
    )
    found.parts["facts"] = facts
    for part in ("recipients", "sectors", "grounds", "partners", "markers", "budgets"):
        values = getattr(reader, part)()
        if values:
            found.parts[part] = values
    found.places = reader.places
    found.results = reader.results()
    return found


class _Reader:
    """Reads one record; notes what it read."""

    def __init__(self, record: etree._Element) -> None:
        self.record = record
        self.language = str(record.get(_LANG, "en")).lower()
        self.currency = record.get("default-currency", "")
        self.places: dict[str, list[int]] = {}
        self.days: dict[str, str] = {}

    def all(self, name: str) -> list[tuple[int, etree._Element]]:
        """Return the children of a name with their positions."""
        return [(place, one) for place, one in enumerate(self.record) if one.tag == name]

    def code(self, name: str) -> str:
        """Return the code of the one child of a name, which is taken up."""
        for place, one in self.all(name):
            self._took("facts", place)
            return str(one.get("code", ""))
        return ""

    def _took(self, part: str, place: int) -> None:
        self.places.setdefault(part, []).append(place)

    def _words(self, element: etree._Element) -> dict[str, str]:
        """Return texts by language; the first of each counts."""
        found: dict[str, str] = {}
        for one in element.iterchildren("narrative"):
            language = str(one.get(_LANG, self.language)).lower().partition("-")[0]
            if said := text_of(one).strip():
                found.setdefault(language, said)
        return found

    def facts(self, level: Level, kind: str) -> dict[str, Any]:
        """Return title, description and dates."""
        titles: dict[str, str] = {}
        for place, one in self.all("title"):
            titles = self._words(one)
            self._took("facts", place)
        descriptions: dict[str, str] = {}
        for place, one in self.all("description"):
            if one.get("type", "1") == "1" and not descriptions:
                descriptions = self._words(one)
                self._took("facts", place)
        for place, one in self.all("activity-date"):
            self.days.setdefault(one.get("type", ""), _day(one))
            self._took("facts", place)
        language = self.language.partition("-")[0]
        if language not in LANGUAGES or language not in titles:
            language = next((one for one in titles if one in LANGUAGES), "en")
        start = self.days.get("1") or self.days.get("2", "")
        others = {one for one in (*titles, *descriptions) if one in LANGUAGES and one != language}
        return {
            "title": titles.get(language) or next(iter(titles.values()), ""),
            "description": descriptions.get(language) or next(iter(descriptions.values()), ""),
            "language": language,
            "translations": {
                one: {"title": titles.get(one, ""), "description": descriptions.get(one, "")}
                for one in sorted(others)
            },
            "planned_start": start,
            "planned_end": self.days.get("3") or self.days.get("4") or start,
            "reach": _REACHES.get(self._scope(), Reach.THEMATIC).value
            if level == Level.PROGRAMME
            else "",
            "kind": kind if level == Level.ACTIVITY else "",
            "humanitarian": self.record.get("humanitarian", "") in ("1", "true"),
            "contact": "",
        }

    def parent(self) -> str:
        """Return the identifier of what it belongs to."""
        for place, one in self.all("related-activity"):
            if one.get("type") == _PARENT:
                self._took("facts", place)
                return str(one.get("ref", ""))
        return ""

    def results(self) -> list[tuple[int, Result | str]]:
        """Return the results with their positions."""
        found: list[tuple[int, Result | str]] = []
        for place, one in self.all("result"):
            try:
                found.append((place, result_of(one, self.language)))
            except NotHeldError as error:
                found.append((place, str(error)))
        return found

    def _scope(self) -> str:
        return next((one.get("code", "") for _place, one in self.all("activity-scope")), "")

    def recipients(self) -> dict[str, Any]:
        """Return States and regions with their shares."""
        by_alpha2 = {state.alpha2: code for code, state in states().items()}
        rows = []
        for place, one in self.all("recipient-country"):
            rows.append({"code": by_alpha2.get(one.get("code", ""), one.get("code", "")),
                         "share": _points(one)})  # fmt: skip
            self._took("recipients", place)
        for place, one in self.all("recipient-region"):
            if one.get("vocabulary", "1") == "1":
                rows.append({"code": one.get("code", ""), "share": _points(one)})
                self._took("recipients", place)
        return {"rows": rows} if rows else {}

    def sectors(self) -> dict[str, Any]:
        """Return the purpose codes of the Committee with their shares."""
        rows = []
        for place, one in self.all("sector"):
            if one.get("vocabulary", "1") == "1":
                rows.append({"code": one.get("code", ""), "share": _points(one)})
                self._took("sectors", place)
        return {"rows": rows} if rows else {}

    def grounds(self) -> dict[str, Any]:
        """Return goals, and what the Office's own vocabulary says."""
        known = {topic.key for topic in topics()}
        found: dict[str, list[str]] = {"topic": [], "mandate": [], "article": [], "goal": []}
        for place, one in self.all("tag"):
            code, vocabulary = one.get("code", ""), one.get("vocabulary", "")
            part = one.get("vocabulary-uri", "").rpartition("#")[2]
            if vocabulary in ("2", "3"):
                found["goal"].append(code)
            elif vocabulary == "99" and code in known:
                found["topic"].append(code)
            elif vocabulary == "99" and part in ("mandates", "articles"):
                found[part.removesuffix("s")].append(code)
            else:
                continue
            self._took("grounds", place)
        return found if any(found.values()) else {}

    def partners(self) -> dict[str, Any]:
        """Return who takes part, but for the Office itself."""
        rows = []
        for place, one in self.all("participating-org"):
            names = self._words(one)
            name = names.get("en") or next(iter(names.values()), "")
            if name and one.get("ref", "") != ORGANISATION:
                rows.append(
                    {"name": name, "role": one.get("role", ""), "type": one.get("type", ""),
                     "ref": one.get("ref", "")}
                )  # fmt: skip
                self._took("partners", place)
        return {"rows": rows} if rows else {}

    def markers(self) -> dict[str, Any]:
        """Return the markers that the portfolio knows."""
        keys = {(one.vocabulary, one.code): one.key for one in markers().values()}
        found = {}
        for place, one in self.all("policy-marker"):
            key = keys.get((one.get("vocabulary", "1"), one.get("code", "")))
            if key and one.get("significance"):
                found[key] = one.get("significance")
                self._took("markers", place)
        return found

    def budgets(self) -> dict[str, Any]:
        """Return the original budgets in dollars."""
        rows = []
        for place, one in self.all("budget"):
            value = one.find("value")
            start, end = one.find("period-start"), one.find("period-end")
            if value is None or start is None or end is None or one.get("type", "1") != "1":
                continue
            cents = _cents(text_of(value))
            if (value.get("currency") or self.currency) != "USD" or cents is None:
                continue
            rows.append({"starts_on": _day(start), "ends_on": _day(end), "cents": cents})
            self._took("budgets", place)
        return {"rows": rows} if rows else {}


def _day(one: etree._Element) -> str:
    """Return a day as it is written, without blanks around it and without its time zone."""
    return one.get("iso-date", "").strip()[:10]


def _points(one: etree._Element) -> int | None:
    """Return a share in basis points; None where there is none or it is finer than they are."""
    try:
        points = Decimal(one.get("percentage") or "nan") * 100
    except InvalidOperation:
        return None
    return int(points) if points.is_finite() and points == points.to_integral_value() else None


def _cents(words: str) -> int | None:
    try:
        cents = Decimal(words.strip()) * 100
    except InvalidOperation:
        return None
    return int(cents) if cents.is_finite() and cents == cents.to_integral_value() else None
