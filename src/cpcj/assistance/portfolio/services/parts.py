"""The parts of a record: each as plain values that can be read, checked, kept aside and written.

A part's values are what JSON can hold, so that a change to a published record can wait for
approval exactly as it was meant (:class:`~cpcj.assistance.portfolio.models.Revision`), and so that
a form and a row of a spreadsheet go through the same checks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from cpcj.accounts.models import Unit
from cpcj.assistance.names import LANGUAGES
from cpcj.assistance.portfolio import names
from cpcj.assistance.portfolio.models import (
    Activity,
    ActivityOffice,
    ActivityValue,
    Budget,
    Kind,
    Level,
    Marker,
    Office,
    Partner,
    Reach,
    Recipient,
    Sector,
)
from cpcj.assistance.portfolio.rules import vocabularies
from cpcj.assistance.portfolio.rules.shares import ShareError, shared
from cpcj.assistance.portfolio.services.faults import PortfolioError, line, text
from cpcj.assistance.rules.identifiers import IdentifierError, articles, mandates
from cpcj.funding.models import CostObject
from cpcj.register.services.act_rows import stored
from cpcj.resolutions.topics import topics
from cpcj.resolutions.vocabulary.states import states

Values = dict[str, Any]
MOST_ROWS: Final = 250
_MOST_CENTS: Final = 10**13
_YEAR: Final = 366
_FACTS: Final = (
    "title", "description", "language", "translations", "reach", "kind", "planned_start",
    "planned_end", "unit", "cost_object", "contact", "humanitarian",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A part.

    Attributes:
        read: returns the values of a record as they are stored.
        check: returns values as they are to be stored, given the record.
        write: stores checked values.
    """

    read: Callable[[Activity], Values]
    check: Callable[[Activity, Mapping[str, Any]], Values]
    write: Callable[[Activity, Values], None]


def day(value: object, what: str) -> str | None:
    """Return a day as it is kept in a part ("2026-03-01"); None for none.

    Raises:
        PortfolioError: it is no day.
    """
    if value in (None, ""):
        return None
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    try:
        return dt.date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        raise PortfolioError(
            gettext("%(what)s: “%(value)s” is no date like 2026-03-01.")
            % {"what": what, "value": str(value)[:40]}
        ) from None


def _read_facts(one: Activity) -> Values:
    return {
        "title": one.title,
        "description": one.description,
        "language": one.language,
        "translations": one.translations,
        "reach": one.reach,
        "kind": one.kind,
        "planned_start": one.planned_start.isoformat(),
        "planned_end": one.planned_end.isoformat(),
        "unit": one.unit.code if one.unit else "",
        "cost_object": one.cost_object.code if one.cost_object else "",
        "contact": one.contact,
        "humanitarian": one.humanitarian,
    }


def _check_facts(one: Activity, given: Mapping[str, Any]) -> Values:
    start = day(given.get("planned_start"), gettext("Planned start"))
    end = day(given.get("planned_end"), gettext("Planned end"))
    if start is None or end is None:
        raise PortfolioError(gettext("Say when it is planned to begin and to end."))
    if end < start:
        raise PortfolioError(gettext("It is planned to end before it begins."))
    language = str(given.get("language") or "en")
    if language not in LANGUAGES:
        raise PortfolioError(gettext("There is no such language: %s") % language[:10])
    return {
        "title": line(given.get("title"), gettext("Title")),
        "description": text(given.get("description")),
        "language": language,
        "translations": translations_of(given.get("translations") or {}, language),
        "reach": _one_of(given.get("reach"), Reach, one.level == Level.PROGRAMME, "reach"),
        "kind": _one_of(given.get("kind"), Kind, one.level == Level.ACTIVITY, "kind"),
        "planned_start": start,
        "planned_end": end,
        "unit": _known(Unit, given.get("unit"), gettext("unit")),
        "cost_object": _known(CostObject, given.get("cost_object"), gettext("cost object")),
        "contact": _contact(given.get("contact")),
        "humanitarian": bool(given.get("humanitarian")),
    }


def translations_of(given: Mapping[str, Mapping[str, object]], own: str) -> Values:
    """Return titles and descriptions in further languages as they are stored.

    Args:
        given: by language code, then "title" and "description"; empty words are none.
        own: the language of the record, which is no further one.
    """
    found = {}
    for language, said in given.items():
        if language not in LANGUAGES or language == own:
            continue
        words = {
            "title": " ".join(stored(str(said.get("title") or "")).split())[:300],
            "description": text(said.get("description")),
        }
        if kept := {name: value for name, value in words.items() if value}:
            found[language] = kept
    return found


def _one_of(value: object, choices: Any, wanted: bool, what: str) -> str:  # noqa: FBT001
    """Return a choice where the level has one, nothing where it has none."""
    if not wanted:
        return ""
    if value not in choices.values:
        words = gettext("Say what kind of programme it is.")
        raise PortfolioError(words if what == "reach" else gettext("Say what is done in it."))
    return str(value)


def _known(model: Any, code: object, what: str) -> str:
    if not code:
        return ""
    if not model.objects.filter(code=str(code)).exists():
        raise PortfolioError(
            gettext("There is no such %(what)s: %(code)s") % {"what": what, "code": str(code)[:60]}
        )
    return str(code)


def _contact(value: object) -> str:
    address = str(value or "").strip()
    if address:
        try:
            validate_email(address)
        except ValidationError:
            raise PortfolioError(gettext("Not an e-mail address: %s") % address[:80]) from None
    return address


def _write_facts(one: Activity, values: Values) -> None:
    plain = [name for name in _FACTS if name not in ("unit", "cost_object")]
    for name in plain:
        setattr(one, name, values[name])
    one.planned_start = dt.date.fromisoformat(values["planned_start"])
    one.planned_end = dt.date.fromisoformat(values["planned_end"])
    one.unit = Unit.objects.filter(code=values["unit"]).first() if values["unit"] else None
    one.cost_object = (
        CostObject.objects.filter(code=values["cost_object"]).first()
        if values["cost_object"]
        else None
    )
    one.save()


def points_of(value: object) -> int | None:
    """Return a share in per cent, as people write it, in basis points; None for none.

    Raises:
        PortfolioError: it is no share.
    """
    from cpcj.assistance.portfolio.rules.shares import basis_points

    said = str(value if value is not None else "").strip().removesuffix("%").strip()
    if not said:
        return None
    try:
        return basis_points(Decimal(said))
    except InvalidOperation:
        raise PortfolioError(names.share_words("number", said[:20])) from None
    except ShareError as error:
        raise PortfolioError(names.share_words(error.code, error.what)) from error


def _shares(rows: Sequence[Mapping[str, Any]]) -> list[Values]:
    """Return rows of codes and shares; equal shares where none is given."""
    given: dict[str, int | None] = {}
    for row in _few(rows):
        if row["code"] in given:
            raise PortfolioError(names.share_words("twice", row["code"]))
        given[row["code"]] = row.get("share")
    try:
        return [{"code": code, "share": share} for code, share in shared(given).items()]
    except ShareError as error:
        raise PortfolioError(names.share_words(error.code, error.what)) from error


def _few(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    found = list(rows)
    if len(found) > MOST_ROWS:
        raise PortfolioError(gettext("Too many lines: at most %s.") % MOST_ROWS)
    return found


def _read_shares(model: Any) -> Callable[[Activity], Values]:
    def read(one: Activity) -> Values:
        rows = model.objects.filter(activity=one).order_by("code")
        return {"rows": [{"code": row.code, "share": row.share} for row in rows]}

    return read


def _check_recipients(_one: Activity, given: Mapping[str, Any]) -> Values:
    living = {code for code, state in states().items() if state.status != "former"}
    for row in given["rows"]:
        if row["code"] not in living and row["code"] not in vocabularies.known_regions():
            raise PortfolioError(gettext("There is no such State or region: %s") % row["code"])
    return {"rows": _shares(given["rows"])}


def _write_recipients(one: Activity, values: Values) -> None:
    Recipient.objects.filter(activity=one).delete()
    Recipient.objects.bulk_create(
        Recipient(
            activity=one, code=row["code"], share=row["share"],
            sort=Recipient.Sort.REGION if row["code"].isdigit() else Recipient.Sort.STATE,
        )
        for row in values["rows"]
    )  # fmt: skip


def _check_sectors(_one: Activity, given: Mapping[str, Any]) -> Values:
    for row in given["rows"]:
        if row["code"] not in vocabularies.known_sectors():
            raise PortfolioError(gettext("There is no such sector: %s") % row["code"])
    return {"rows": _shares(given["rows"])}


def _write_sectors(one: Activity, values: Values) -> None:
    Sector.objects.filter(activity=one).delete()
    Sector.objects.bulk_create(
        Sector(activity=one, code=row["code"], share=row["share"]) for row in values["rows"]
    )


def _read_partners(one: Activity) -> Values:
    fields = ("name", "role", "type", "ref")
    return {"rows": list(Partner.objects.filter(activity=one).values(*fields))}


def _check_partners(_one: Activity, given: Mapping[str, Any]) -> Values:
    rows, seen = [], set()
    for row in _few(given["rows"]):
        found = {
            "name": line(row.get("name"), gettext("Name"), 200),
            "role": str(row.get("role") or ""),
            "type": str(row.get("type") or ""),
            "ref": stored(str(row.get("ref") or "").strip(), 80),
        }
        if found["role"] not in names.ROLES:
            raise PortfolioError(gettext("%s has no role that is known.") % found["name"])
        if found["type"] and found["type"] not in vocabularies.organisation_types():
            raise PortfolioError(gettext("%s has no type that is known.") % found["name"])
        if (found["role"], found["name"]) in seen:
            raise PortfolioError(names.share_words("twice", found["name"]))
        seen.add((found["role"], found["name"]))
        rows.append(found)
    return {"rows": rows}


def _write_partners(one: Activity, values: Values) -> None:
    Partner.objects.filter(activity=one).delete()
    Partner.objects.bulk_create(Partner(activity=one, **row) for row in values["rows"])


def _read_grounds(one: Activity) -> Values:
    found: dict[str, list[str]] = {field: [] for field in ActivityValue.Field.values}
    rows = ActivityValue.objects.filter(activity=one)
    for field, value in rows.values_list("field", "value"):
        found[field].append(value)
    return found


def _check_grounds(_one: Activity, given: Mapping[str, Any]) -> Values:
    known = {topic.key for topic in topics()}
    if unknown := sorted(set(given.get("topic") or ()) - known):
        raise PortfolioError(gettext("There is no such crime area: %s") % ", ".join(unknown))
    goals = list(dict.fromkeys(given.get("goal") or ()))
    if unknown := sorted(set(goals) - vocabularies.known_goals()):
        raise PortfolioError(gettext("There is no such goal or target: %s") % ", ".join(unknown))
    try:
        return {
            "topic": list(dict.fromkeys(given.get("topic") or ())),
            "mandate": list(mandates(given.get("mandate") or ())),
            "article": list(articles(given.get("article") or ())),
            "goal": goals,
        }
    except IdentifierError as error:
        raise PortfolioError(
            gettext("Not the identifier of a paragraph or article: %s") % str(error)[:80]
        ) from error


def _write_grounds(one: Activity, values: Values) -> None:
    ActivityValue.objects.filter(activity=one).delete()
    ActivityValue.objects.bulk_create(
        ActivityValue(activity=one, field=field, value=value)
        for field, found in values.items()
        for value in found
    )


def _read_markers(one: Activity) -> Values:
    rows = Marker.objects.filter(activity=one)
    return dict(rows.values_list("marker", "significance"))


def _check_markers(_one: Activity, given: Mapping[str, Any]) -> Values:
    found = {}
    for key, value in given.items():
        if value in (None, ""):
            continue
        marker = vocabularies.markers().get(key)
        if marker is None or not str(value).isdigit() or int(value) not in marker.significances:
            raise PortfolioError(
                gettext("%(marker)s cannot be “%(value)s”.")
                % {"marker": names.marker_name(key), "value": str(value)[:20]}
            )
        found[key] = int(value)
    return found


def _write_markers(one: Activity, values: Values) -> None:
    Marker.objects.filter(activity=one).delete()
    Marker.objects.bulk_create(
        Marker(activity=one, marker=key, significance=value) for key, value in values.items()
    )


def _read_offices(one: Activity) -> Values:
    rows = ActivityOffice.objects.filter(activity=one).select_related("office")
    return {"rows": [{"code": row.office.code, "leads": row.leads} for row in rows]}


def _check_offices(_one: Activity, given: Mapping[str, Any]) -> Values:
    rows: list[Values] = [
        {"code": str(row["code"]), "leads": bool(row.get("leads"))} for row in _few(given["rows"])
    ]
    codes = [row["code"] for row in rows]
    held = set(Office.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown := sorted(set(codes) - held):
        raise PortfolioError(gettext("There is no such office: %s") % ", ".join(unknown))
    if len(set(codes)) != len(codes):
        raise PortfolioError(gettext("An office stands there twice."))
    if sum(row["leads"] for row in rows) > 1:
        raise PortfolioError(gettext("One office leads at most."))
    return {"rows": rows}


def _write_offices(one: Activity, values: Values) -> None:
    ActivityOffice.objects.filter(activity=one).delete()
    held = {office.code: office for office in Office.objects.all()}
    ActivityOffice.objects.bulk_create(
        ActivityOffice(activity=one, office=held[row["code"]], leads=row["leads"])
        for row in values["rows"]
        if row["code"] in held
    )


def _read_budgets(one: Activity) -> Values:
    return {
        "rows": [
            {
                "starts_on": row.starts_on.isoformat(),
                "ends_on": row.ends_on.isoformat(),
                "cents": row.cents,
                "staff_months": str(row.staff_months),
            }
            for row in Budget.objects.filter(activity=one)
        ]
    }


def _check_budgets(_one: Activity, given: Mapping[str, Any]) -> Values:
    rows = []
    for row in _few(given["rows"]):
        start = day(row.get("starts_on"), gettext("Begins on"))
        end = day(row.get("ends_on"), gettext("Ends on"))
        if start is None or end is None or end < start:
            raise PortfolioError(gettext("A budget needs a first and a last day, in this order."))
        if (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days >= _YEAR:
            raise PortfolioError(gettext("A budget is for a year at most."))
        cents = int(row.get("cents") or 0)
        try:
            staff = Decimal(str(row.get("staff_months") or 0)).quantize(Decimal("0.01"))
        except InvalidOperation:
            raise PortfolioError(gettext("Months of staff are a number.")) from None
        if not 0 <= cents < _MOST_CENTS or not 0 <= staff < 100_000:
            raise PortfolioError(gettext("Amounts are neither negative nor that large."))
        rows.append(
            {"starts_on": start, "ends_on": end, "cents": cents, "staff_months": str(staff)}
        )
    return {"rows": sorted(rows, key=lambda row: str(row["starts_on"]))}


def _write_budgets(one: Activity, values: Values) -> None:
    Budget.objects.filter(activity=one).delete()
    Budget.objects.bulk_create(
        Budget(
            activity=one,
            starts_on=dt.date.fromisoformat(row["starts_on"]),
            ends_on=dt.date.fromisoformat(row["ends_on"]),
            cents=row["cents"],
            staff_months=Decimal(row["staff_months"]),
        )
        for row in values["rows"]
    )


PARTS: Final[Mapping[str, Part]] = {
    "facts": Part(_read_facts, _check_facts, _write_facts),
    "recipients": Part(_read_shares(Recipient), _check_recipients, _write_recipients),
    "sectors": Part(_read_shares(Sector), _check_sectors, _write_sectors),
    "grounds": Part(_read_grounds, _check_grounds, _write_grounds),
    "partners": Part(_read_partners, _check_partners, _write_partners),
    "markers": Part(_read_markers, _check_markers, _write_markers),
    "offices": Part(_read_offices, _check_offices, _write_offices),
    "budgets": Part(_read_budgets, _check_budgets, _write_budgets),
}
"""The parts by name, in the order of their forms."""
