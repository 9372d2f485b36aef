"""The portfolio's kinds of tables: activities, participants of training events."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.assistance.portfolio.models import Activity, Event, Level, Participants
from cpcj.assistance.portfolio.rules.vocabularies import markers
from cpcj.assistance.portfolio.services.faults import PortfolioError
from cpcj.assistance.portfolio.services.importing import Kind, Row
from cpcj.assistance.portfolio.services.parts import points_of
from cpcj.assistance.portfolio.services.recording import hold, opened, written
from cpcj.assistance.portfolio.services.training import Counted, checked, store_counts
from cpcj.frame.services import Change

_ROLE_CODES = {"funding": "1", "accountable": "2", "extending": "3", "implementing": "4"}
_FACTS = (
    "title", "description", "language", "planned_start", "planned_end", "unit", "cost_object",
    "contact",
)  # fmt: skip


def items(words: str) -> list[str]:
    """Return what stands between semicolons."""
    return [one.strip() for one in words.split(";") if one.strip()]


def _shares(words: str) -> list[dict[str, Any]]:
    rows = []
    for one in items(words):
        code, _space, share = one.partition(" ")
        rows.append({"code": code.upper(), "share": points_of(share)})
    return rows


def _partners(words: str) -> list[dict[str, Any]]:
    rows = []
    for one in items(words):
        role, colon, name = one.partition(":")
        if not colon or role.strip().casefold() not in _ROLE_CODES:
            raise PortfolioError(
                gettext("A partner is written “implementing: name”: %s") % one[:60]
            )
        rows.append({"role": _ROLE_CODES[role.strip().casefold()], "name": name.strip()})
    return rows


def _parts(row: Row) -> dict[str, dict[str, Any]]:
    """Return the parts that a row speaks of; a column that is not there changes nothing."""
    found: dict[str, dict[str, Any]] = {}
    for part, read in (("countries", _shares), ("sectors", _shares), ("partners", _partners)):
        if part in row:
            found[{"countries": "recipients"}.get(part, part)] = {"rows": read(row[part])}
    grounds = {"topics": "topic", "mandates": "mandate", "articles": "article", "goals": "goal"}
    if set(grounds) & set(row):
        found["grounds"] = {field: items(row.get(name, "")) for name, field in grounds.items()}
    if said := {key: row[key] for key in markers() if key in row}:
        found["markers"] = said
    if "offices" in row:
        codes = items(row["offices"])
        found["offices"] = {
            "rows": [{"code": code, "leads": place == 0} for place, code in enumerate(codes)]
        }
    return found


def _write_activity(change: Change, row: Row, replace: bool) -> object:  # noqa: FBT001 - of Kind
    facts: dict[str, Any] = {name: row.get(name, "") for name in _FACTS}
    level = row.get("level", "").casefold()
    if level not in Level.values:
        raise PortfolioError(gettext("The level is programme, project or activity."))
    facts["reach" if level == Level.PROGRAMME else "kind"] = row.get("kind", "").casefold()
    held = None
    if identifier := row.get("identifier", ""):
        held = Activity.objects.filter(identifier=identifier).first()
    if held is not None and not replace:
        raise PortfolioError(gettext("There is such an identifier already: %s") % identifier)
    if held is None:
        parent = None
        if above := row.get("parent", ""):
            parent = Activity.objects.filter(identifier=above).first()
            if parent is None:
                raise PortfolioError(gettext("There is no such record to belong to: %s") % above)
        held = opened(change, level, parent, facts, identifier)
    else:
        if held.level != level:
            raise PortfolioError(gettext("The level of a record stays: %s") % held.level)
        held = hold(held)
        facts["translations"] = held.translations
        facts["humanitarian"] = held.humanitarian
        written(held, "facts", facts, change.actor.pk)
    for part, values in _parts(row).items():
        written(held, part, values, change.actor.pk)
    return held


ACTIVITIES = Kind(
    name="activities",
    title=_("Programmes, projects and activities"),
    columns=(
        ("identifier", _("identifier; empty for a new record")),
        ("level", _("programme, project or activity")),
        ("parent", _("identifier of what it belongs to; of a record held or of a row above")),
        ("kind", _(
            "of a programme thematic, global, regional or country; of an activity training, "
            "legislative, advisory, mentor, equipment, study or network"
        )),
        ("title", _("title")),
        ("description", _("description")),
        ("language", _("language of title and description: ar, zh, en, fr, ru, es")),
        ("planned_start", _("as 2026-03-01")),
        ("planned_end", _("as 2026-03-01")),
        ("unit", _("code of the unit")),
        ("cost_object", _("code of the cost object")),
        ("contact", _("e-mail address of a function")),
        ("countries", _(
            "codes of States (three letters) or regions with shares: KEN 60; UGA 40"
        )),
        ("sectors", _("purpose codes with shares: 15130 70; 15132 30")),
        ("partners", _("role and name: implementing: Ministry of Justice; funding: Fund")),
        ("topics", _("keys of crime areas: corruption; trafficking_in_persons")),
        ("mandates", _("identifiers of paragraphs: A/RES/70/178#op46")),
        ("articles", _("identifiers of treaty articles: UNTOC#art18")),
        ("goals", _("goals and targets: 16; 16.4")),
        ("offices", _("codes of offices; the first leads")),
        *((key, _("0 not targeted, 1 significant, 2 principal objective")) for key in markers()),
    ),
    needed=frozenset({"level", "title", "planned_start", "planned_end"}),
    clear=lambda _rows: None,
    write=_write_activity,
)  # fmt: skip


def _event(row: Row) -> Event:
    key = row.get("event", "")
    event: Event | None = Event.objects.filter(pk=int(key)).first() if key.isdigit() else None
    if event is None:
        raise PortfolioError(gettext("There is no such training event: %s") % key[:20])
    return event


def _whole(words: str) -> int:
    if not words.isdigit() or len(words) > 9:
        raise PortfolioError(gettext("“%s” is no whole number.") % words[:20])
    return int(words)


def _clear_participants(rows: list[Row]) -> None:
    keys = {int(row["event"]) for row in rows if row.get("event", "").isdigit()}
    Participants.objects.filter(event__in=keys).delete()


def _write_participants(_change: Change, row: Row, _replace: bool) -> object:  # noqa: FBT001 - of Kind
    event = _event(row)
    counted = checked(
        [
            Counted(
                row.get("institution", ""), row.get("sex", "").casefold(),
                _whole(row.get("attended", "")), _whole(row.get("completed", "") or "0"),
                row.get("state", "").upper(),
            )
        ]
    )  # fmt: skip
    one = counted[0]
    if Participants.objects.filter(
        event=event, institution=one.institution, state=one.state, sex=one.sex
    ).exists():
        raise PortfolioError(gettext("%s stands there twice.") % one.institution)
    return store_counts(event, counted, replace=False)


PARTICIPANTS = Kind(
    name="participants",
    title=_("Participants of training events"),
    columns=(
        ("event", _("number of the event, as in the list of training saved as a file")),
        ("institution", _("institution; nobody is named")),
        ("state", _("code of the State (three letters); may be empty")),
        ("sex", _("female, male, other or unstated")),
        ("attended", _("how many took part")),
        ("completed", _("how many of these completed")),
    ),
    needed=frozenset({"event", "institution", "sex", "attended"}),
    clear=_clear_participants,
    write=_write_participants,
)
