"""What is asked of a State as of a day: duties it owes as a party, and mandates addressed to it.

A mandate is addressed to a State where it asks Member States and the State is one, or where it asks
States parties of an instrument that binds the State on the day (``rules.addressed``). Texts of a
later day ask nothing on it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import F, Q, QuerySet

from cpcj.frame.permissions import Actor
from cpcj.register.followup.models import FollowUp, Status
from cpcj.register.models import Act, ActValue, Citation, Generation
from cpcj.register.queries.mandates import MandateFilters, MandateLine, all_keys, lines_of
from cpcj.register.reporting.models import Deadline
from cpcj.register.reporting.queries.calendar import deadlines_on
from cpcj.resolutions.vocabulary.instruments import instruments
from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties.models import Declaration
from cpcj.treaties.queries import Participation, is_state
from cpcj.treaties.rules.addressed import (
    FromText,
    Named,
    treaties_addressed,
    treaty_of_the_text,
)
from cpcj.treaties.rules.duties import Notified, Owed, owed
from cpcj.treaties.rules.matters import Sort

MEMBERS = "member_states"
PARTIES = "states_parties"
_KEPT_SECONDS = 24 * 3600
_CHUNK = 500

# A party to the Single Convention as amended is a party to the Single Convention (article 19 of the
# Protocol of 1972); texts cite both by one name.
_COVERED = {"SINGLE_CONVENTION_1961": "SINGLE_CONVENTION_AMENDED"}


def binding(held: Participation, code: str, day: dt.date) -> frozenset[str]:
    """Return the instruments that bind a participant on a day."""
    bound = {
        instrument
        for (participant, instrument), bonds in held.bonds.items()
        if participant == code and any(bond.binds(day) for bond in bonds)
    }
    return frozenset(bound | {one for one, other in _COVERED.items() if other in bound})


@dataclass(frozen=True, slots=True)
class Addressed:
    """The acts in force that ask States parties.

    Attributes:
        treaties: by the act's key, the instruments whose parties it asks; acts of which neither
            the paragraph nor the text says it are not in it.
        values: every addressee that means States parties ("states_parties:UNTOC").
        evidence: by the act's key, why the text says it where the paragraph does not ("title",
            "alone"; ``rules.addressed.treaty_of_the_text``).
        unsaid: how many are in neither.
    """

    treaties: Mapping[int, tuple[str, ...]]
    values: frozenset[str]
    evidence: Mapping[int, str] = field(default_factory=dict)
    unsaid: int = 0


def addressed_parties() -> Addressed:
    """Return the acts that ask States parties; kept until the register changes.

    The reader of acts, or an officer, names the treaty in the addressee where the words do; where
    they do not, the paragraph is looked at, then the text (``rules.addressed``). Three statements.
    """
    key = f"treaties:addressed:2:{Generation.current()}"
    found: Addressed | None = cache.get(key)
    if found is None:
        found = _addressed()
        cache.set(key, found, _KEPT_SECONDS)
    return found


def _addressed() -> Addressed:
    asking = Act.objects.filter(
        current=True,
        values__field=ActValue.Field.ADDRESSEE,
        values__value__startswith=PARTIES,
    )
    named = _named_in(asking)
    found: dict[int, dict[str, None]] = {}
    without: dict[int, tuple[int, str]] = {}
    values = {PARTIES}
    rows = asking.annotate(value=F("values__value"), place=F("values__position")).values_list(
        "pk", "paragraph_id", "spans", "value", "place", "paragraph__full", "paragraph__words",
        "version_id", "text__title",
    )  # fmt: skip
    for pk, paragraph, spans, value, place, full, words, version, title in rows:
        values.add(value)
        treaty = value.partition(":")[2]
        if treaty:
            found.setdefault(pk, {})[treaty] = None
            continue
        places = spans.get("addressee", [])
        own = places[place] if place < len(places) else [one for some in places for one in some]
        meant = treaties_addressed(
            full or words, [(start, end) for start, end in own], named.get(paragraph, ())
        )
        if meant:
            found.setdefault(pk, {}).update(dict.fromkeys(meant))
        else:
            without[pk] = (version, title)
    without = {pk: one for pk, one in without.items() if pk not in found}
    evidence = {}
    for pk, own in _by_text(without).items():
        found[pk] = {own.key: None}
        evidence[pk] = own.evidence
    return Addressed(
        {pk: tuple(keys) for pk, keys in found.items()},
        frozenset(values),
        evidence,
        len(without) - len(evidence),
    )


def _by_text(without: Mapping[int, tuple[int, str]]) -> dict[int, FromText]:
    """Return the treaty that the text of an act is about, by the act's key, where it says so."""
    if not without:
        return {}
    named: dict[int, set[str]] = defaultdict(set)
    versions = {version for version, _title in without.values()}
    cited = Citation.objects.filter(version__in=versions, kind__startswith="treaty").exclude(
        review="rejected"
    )
    for version, target in cited.values_list("version_id", "target").distinct():
        named[version].add(target.partition("#")[0])
    found = {pk: treaty_of_the_text(title, named[at]) for pk, (at, title) in without.items()}
    return {pk: one for pk, one in found.items() if one is not None}


def _named_in(asking: QuerySet[Act]) -> dict[int, set[Named]]:
    """Return the instruments that the paragraphs of acts name, by the paragraph's key."""
    known = instruments()
    named: dict[int, set[Named]] = defaultdict(set)
    beside = Act.objects.filter(current=True, paragraph__in=asking.values("paragraph"))
    for paragraph, spans in beside.values_list("paragraph_id", "spans"):
        for one in spans.get("citation", []):
            key = (one["id"] or "").partition("#")[0]
            if key in known:
                start, end = one["span"]
                named[paragraph].add(Named(start, end, key))
    return named


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of it is wanted.

    Attributes:
        code: the State.
        day: as of when.
        instrument: key of an instrument; "" for all.
        topic: a topic of mandates; "" for all.
    """

    code: str
    day: dt.date
    instrument: str = ""
    topic: str = ""


def asked_keys(user: Actor, held: Participation, wanted: Wanted) -> list[int]:
    """Return the keys of the mandates addressed to a State on a day, the latest first.

    Their number of statements does not depend on how many there are.
    """
    if not is_state(wanted.code):
        return []
    chosen = {"topic": frozenset((wanted.topic,))} if wanted.topic else {}
    addressed = addressed_parties()
    parties = addressed.treaties
    bound = binding(held, wanted.code, wanted.day)
    as_party = {pk for pk, meant in parties.items() if bound.intersection(meant)}
    named = addressed.values | {MEMBERS}
    everybody = all_keys(user, MandateFilters({**chosen, "addressee": named}))
    known = states().get(wanted.code)
    as_member: set[int] = set()
    if known is not None and known.status == "member":
        only = frozenset((MEMBERS,))
        as_member = set(all_keys(user, MandateFilters({**chosen, "addressee": only})))
    later = set(
        Act.objects.filter(current=True, text__date__gt=wanted.day).values_list("pk", flat=True)
    )
    mine = (as_member | as_party) - later
    if wanted.instrument:
        mine &= _about(wanted.instrument, parties)
    return [pk for pk in everybody if pk in mine]


def party_keys(held: Participation, wanted: Wanted, keys: Sequence[int]) -> list[int]:
    """Return those of some mandates that ask a State as a party, in their order."""
    bound = binding(held, wanted.code, wanted.day)
    parties = addressed_parties().treaties
    return [pk for pk in keys if bound.intersection(parties.get(pk, ()))]


def _about(instrument: str, parties: Mapping[int, tuple[str, ...]]) -> set[int]:
    """Return the acts that ask an instrument's parties, or cite it."""
    citing = ActValue.objects.filter(
        Q(value=instrument) | Q(value__startswith=f"{instrument}#"),
        field=ActValue.Field.CITATION,
    )
    asking = {pk for pk, meant in parties.items() if instrument in meant}
    return asking | set(citing.values_list("act_id", flat=True))


@dataclass(frozen=True, slots=True)
class Asked:
    """A mandate addressed to a State, with what is known of its answer.

    Attributes:
        line: the mandate with the words it came from.
        treaties: the instruments as whose party the State is asked; none for a Member State alone.
        status: of its follow-up, where the reader may see one.
        due: the deadlines of what is to be reported, in order of time.
        evidence: why the treaty is meant where the paragraph names none; else empty.
    """

    line: MandateLine
    treaties: tuple[str, ...]
    status: str
    due: tuple[Deadline, ...]
    evidence: str = ""


def asked(user: Actor, held: Participation, wanted: Wanted, keys: Sequence[int]) -> list[Asked]:
    """Return mandates with their answers, in the order of the keys, in five statements."""
    lines = lines_of(keys)
    addressed = addressed_parties()
    parties, evidence = addressed.treaties, addressed.evidence
    bound = binding(held, wanted.code, wanted.day)
    identifiers = [line.row.identifier for line in lines]
    statuses = dict(
        FollowUp.objects.visible_to(user)
        .filter(act__in=identifiers)
        .exclude(status_since=None)
        .values_list("act", "status")
    )
    due: dict[str, list[Deadline]] = defaultdict(list)
    deadlines = deadlines_on(user, wanted.day).filter(
        entry__identifier__in=identifiers, set_aside=False
    )
    for one in deadlines.select_related("entry").order_by("order_on", "pk"):
        due[one.entry.identifier].append(one)
    return [
        Asked(
            line,
            tuple(key for key in parties.get(line.row.pk, ()) if key in bound),
            str(Status(statuses[line.row.identifier]).label)
            if line.row.identifier in statuses
            else "",
            tuple(due.get(line.row.identifier, ())),
            evidence.get(line.row.pk, ""),
        )
        for line in lines
    ]


def all_asked(
    user: Actor, held: Participation, wanted: Wanted, keys: Sequence[int]
) -> Iterator[Asked]:
    """Yield every mandate of a list, for files; read in pieces."""
    for start in range(0, len(keys), _CHUNK):
        yield from asked(user, held, wanted, keys[start : start + _CHUNK])


def duties_of(user: Actor, held: Participation, wanted: Wanted) -> list[Owed]:
    """Return the duties of a participant on a day, with the notifications that answer them."""
    bonds = {
        instrument: own
        for (participant, instrument), own in held.bonds.items()
        if participant == wanted.code
    }
    found = owed(bonds, notifications(user, wanted.code, wanted.day), wanted.day)
    return [one for one in found if wanted.instrument in ("", one.duty.instrument)]


def notifications(user: Actor, code: str, day: dt.date) -> list[Notified]:
    """Return the notifications of a participant that stand on a day, in three statements."""
    rows = (
        Declaration.objects.visible_to(user)
        .filter(participant=code, sort=Sort.NOTIFICATION, corrected_by__isnull=True)
        .prefetch_related("provisions")
    )
    back = Declaration.objects.visible_to(user).filter(
        participant=code, sort=Sort.WITHDRAWAL, corrected_by__isnull=True
    )
    taken_back = set(
        back.filter(Q(on__isnull=True) | Q(on__lte=day)).values_list("refers_to", flat=True)
    )
    return [
        Notified(
            row.pk,
            row.instrument,
            row.matter,
            frozenset(one.identifier for one in row.provisions.all()),
            row.on,
        )
        for row in rows
        if row.pk not in taken_back
    ]
