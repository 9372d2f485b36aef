"""Sponsors and procedure: of one text on its way, and who sponsored what over the years.

A text on its way is held as draft, as text of a report and as resolution: sponsors are counted once
a family, from the stage that records them last (the resolution's footnote, else the report, else
the latest draft).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import F, Prefetch

from cpcj.frame.permissions import Actor
from cpcj.register.models import FamilyMember, ProcedureFact, ProcedureName, Text
from cpcj.register.models.acts import ReviewState
from cpcj.resolutions.model import Standing
from cpcj.resolutions.procedure import FactKind
from cpcj.resolutions.vocabulary.states import states

_RANKS: Final = {Standing.PROPOSED: 0, Standing.RECOMMENDED: 1, Standing.ADOPTED: 2}
_SPONSORING: Final = (
    FactKind.SPONSORED.value, FactKind.JOINED.value, FactKind.WITHDREW.value,
)  # fmt: skip
_FIRST_SESSION: Final = 1945
_TO_TEXT: Final = "fact__version__text"
_OF_TEXT: Final = ("pk", "identifier", "title", "date", "session", "organ", "standing")
_COLUMNS: Final = (
    *(f"{_TO_TEXT}__{name}" for name in _OF_TEXT),
    "fact__kind", "fact__meeting", "fact__date", "name", "code", "group", "behalf",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What one stage of a text records; ``read`` tells whether it was looked for at all."""

    text: Text
    read: bool
    facts: tuple[ProcedureFact, ...]


def procedure_of(user: Actor, identifier: str) -> tuple[Told, ...]:
    """Return what a text and the other stages of it record, by date, in a few statements."""
    own = Text.objects.visible_to(user).filter(identifier=identifier)
    family = (
        FamilyMember.objects.filter(text__in=own)
        .exclude(state=FamilyMember.State.REJECTED).values("family")
    )  # fmt: skip
    members = (
        FamilyMember.objects.visible_to(user).filter(family__in=family)
        .exclude(state=FamilyMember.State.REJECTED).values("text")
    )  # fmt: skip
    stages = list(
        (own | Text.objects.visible_to(user).filter(pk__in=members))
        .distinct().select_related("current", "document").order_by("date", "identifier")
    )  # fmt: skip
    facts: defaultdict[int, list[ProcedureFact]] = defaultdict(list)
    rows = (
        ProcedureFact.objects.visible_to(user)
        .filter(version__in=[stage.current_id for stage in stages])
        .order_by("version", "position")
        .prefetch_related(
            Prefetch("names", ProcedureName.objects.order_by("position"), to_attr="named")
        )
    )
    for row in rows:
        facts[row.version_id].append(row)
    return tuple(
        Told(stage, bool(stage.current.procedure_reader), tuple(facts[stage.current_id]))
        for stage in stages
        if stage.current is not None and stage.current_id is not None
    )


def find_fact(user: Actor, key: int) -> ProcedureFact | None:
    """Return a fact of a text's current version by its key."""
    found: ProcedureFact | None = (
        ProcedureFact.objects.visible_to(user)
        .filter(pk=key, version=F("version__text__current"))
        .select_related("version__text__document")
        .first()
    )
    return found


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A sponsor of a text; ``joined`` where it joined after the draft was tabled."""

    name: str
    code: str
    group: str
    behalf: str
    joined: bool
    meeting: int | None
    date: dt.date | None

    @property
    def key(self) -> str:
        """What is the same sponsor in another text."""
        return self.code or self.group or self.name

    @property
    def regional(self) -> str:
        """Key of its regional group, the first of two; "" where it has none.

        The group it was in on the day it sponsored; today's where no day is known.
        """
        state = states().get(self.code)
        if state is None:
            return ""
        return next(iter(state.groups_on(self.date) if self.date else state.groups), "")


@dataclass(frozen=True, slots=True)
class Sponsored:
    """A text with its sponsors, those of the draft first."""

    identifier: str
    title: str
    date: dt.date | None
    session: int | None
    organ: str
    sponsors: tuple[Sponsor, ...]

    @property
    def year(self) -> int | None:
        """The year it counts for: of its date, else of the Assembly's session."""
        if self.date is not None:
            return self.date.year
        if self.session is not None and self.organ == "ga":
            return _FIRST_SESSION + self.session
        return None

    @property
    def place(self) -> tuple[dt.date, str]:
        """Its place in time: a text without a date stands at the end of its year."""
        at_end = dt.date(self.year, 12, 31) if self.year else dt.date.min
        return self.date or at_end, self.identifier


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sponsored texts are wanted; None and "" for any."""

    series: int | None = None
    state: str = ""
    session: int | None = None
    organ: str = ""


@dataclass(slots=True)
class _Stage:
    """The sponsors of one held text while its rows are read."""

    row: tuple[Any, ...]
    sponsors: dict[str, Sponsor] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


def sponsored(user: Actor, wanted: Wanted) -> tuple[Sponsored, ...]:
    """Return the texts whose sponsors are recorded, the latest first, in two statements."""
    names = (
        ProcedureName.objects.visible_to(user)
        .filter(fact__kind__in=_SPONSORING, fact__version=F(f"{_TO_TEXT}__current"))
        .exclude(fact__review=ReviewState.REJECTED)
    )
    narrow: dict[str, Any] = {
        f"{_TO_TEXT}__series": wanted.series,
        f"{_TO_TEXT}__session": wanted.session,
        f"{_TO_TEXT}__organ": wanted.organ or None,
    }
    names = names.filter(**{key: value for key, value in narrow.items() if value is not None})
    if wanted.state:
        having = names.filter(code=wanted.state).values("fact__version")
        names = names.filter(fact__version__in=having)
    # What a report tells of a draft that is none of its texts is no text's.
    names = names.exclude(**{f"{_TO_TEXT}__part": "procedure"})
    stages: dict[int, _Stage] = {}
    for row in names.order_by("fact__version", "fact__position", "position").values_list(*_COLUMNS):
        _take(stages.setdefault(row[0], _Stage(row[:7])), row[7:])
    found = [
        Sponsored(row[1], row[2], row[3], row[4], row[5], _left(stage))
        for stage in _last_stages(user, stages) for row in [stage.row]
    ]  # fmt: skip
    if wanted.state:
        found = [one for one in found if any(s.code == wanted.state for s in one.sponsors)]
    found.sort(key=lambda one: one.place, reverse=True)
    return tuple(one for one in found if one.sponsors)


def _take(stage: _Stage, row: tuple[Any, ...]) -> None:
    kind, meeting, date, name, code, group, behalf = row
    one = Sponsor(name, code, group, behalf, kind == FactKind.JOINED, meeting, date)
    if kind == FactKind.WITHDREW:
        stage.gone.add(one.key)
    else:
        stage.sponsors.setdefault(one.key, one)


def _left(stage: _Stage) -> tuple[Sponsor, ...]:
    return tuple(one for key, one in stage.sponsors.items() if key not in stage.gone)


def _last_stages(user: Actor, stages: dict[int, _Stage]) -> Iterable[_Stage]:
    """Return of each family the stage that records its sponsors last."""
    families = dict(
        FamilyMember.objects.visible_to(user).filter(text__in=list(stages))
        .exclude(state=FamilyMember.State.REJECTED).values_list("text", "family")
    )  # fmt: skip
    chosen: dict[object, _Stage] = {}
    for pk, stage in stages.items():
        key = ("family", families[pk]) if pk in families else ("text", pk)
        held = chosen.get(key)
        if held is None or _rank(stage) > _rank(held):
            chosen[key] = stage
    return chosen.values()


def _rank(stage: _Stage) -> tuple[int, dt.date, str]:
    _, identifier, _, date, _, _, standing = stage.row
    return _RANKS.get(Standing(standing), 0), date or dt.date.min, identifier


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the sponsors of a recurring text since the one before."""

    of: Sponsored
    came: tuple[Sponsor, ...]
    left: tuple[Sponsor, ...]
    first: tuple[Sponsor, ...]


def changes(texts: Iterable[Sponsored]) -> tuple[Change, ...]:
    """Return who came, who left and who sponsored for the first time, the latest text first.

    Nobody came and nobody left in the first text that is held.
    """
    ordered = sorted(texts, key=lambda one: one.place)
    found: list[Change] = []
    seen: set[str] = set()
    before: tuple[Sponsor, ...] = ()
    for place, one in enumerate(ordered):
        keys, earlier = {s.key for s in one.sponsors}, {s.key for s in before}
        if place:
            came = tuple(s for s in one.sponsors if s.key not in earlier)
            left = tuple(s for s in before if s.key not in keys)
            first = tuple(s for s in came if s.key not in seen)
            found.append(Change(one, came, left, first))
        else:
            found.append(Change(one, (), (), ()))
        seen |= keys
        before = one.sponsors
    return tuple(reversed(found))


def by_year_and_group(texts: Iterable[Sponsored]) -> dict[int, dict[str, int]]:
    """Return how many sponsorships by States each year has, by regional group.

    A State counts once a text; a State of two groups in the first; groups of States that sponsor as
    such are not counted.
    """
    found: dict[int, dict[str, int]] = {}
    for one in texts:
        if one.year is None:
            continue
        for sponsor in one.sponsors:
            if not sponsor.group:
                year = found.setdefault(one.year, {})
                year[sponsor.regional] = year.get(sponsor.regional, 0) + 1
    return found
