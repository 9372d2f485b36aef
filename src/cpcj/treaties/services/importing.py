"""What officers do with participation and texts: propose a table, take it over, record, correct."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.utils import timezone

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.resolutions.treaty_text import read_treaty
from cpcj.resolutions.vocabulary.instruments import instruments
from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties.models import (
    DepositaryAction,
    ImportProposal,
    ParticipationTable,
    TreatyProvision,
    TreatyText,
)
from cpcj.treaties.rules.effect import rules
from cpcj.treaties.rules.importing import Fact, Plan, plan, row_of, row_record
from cpcj.treaties.rules.participation import Action
from cpcj.treaties.rules.tables import (
    CONSENT,
    RELEASE,
    Kind,
    TableRow,
    UnreadableTableError,
    doubted,
    read_table,
)


class ImportRefusedError(Exception):
    """A table was not taken over; nothing was written.

    Attributes:
        code: "changed" (what is recorded changed since the plan was shown), "needs_yes" (it changes
            or lacks what is recorded), "nothing" (it adds and changes nothing).
    """

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(code)


class ActionRefusedError(ValueError):
    """An action cannot be recorded as it is; ``code`` says why, nothing was written.

    Codes: "participant", "on" (a day to come, or before the instrument was adopted), "twice",
    "kind" (it ends a deposit and none is recorded before it), "corrected" (the row has given way).
    """

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(code)


@service(permission=Permission.TREATY_IMPORT)
def propose(
    change: Change,
    *,
    content: bytes,
    name: str,
    instrument: str,
    as_known_on: dt.date,
    source: str = "",
) -> ImportProposal:
    """Read a table and keep what it says until somebody takes it over.

    Raises:
        UnreadableTableError: the file is no participation table.
    """
    rule, known = rules().get(instrument), instruments().get(instrument)
    rows = doubted(
        read_table(content, name, as_known_on),
        as_known_on=as_known_on,
        adopted=known.adopted if known else None,
        closed=rule.closed if rule else None,
    )
    proposal = ImportProposal(
        instrument=instrument,
        name=name,
        digest=hashlib.sha256(content).hexdigest(),
        as_known_on=as_known_on,
        source=source,
        rows=[row_record(row) for row in rows],
        made_by_id=change.actor.pk,
    )
    proposal.save()
    change.created(proposal, ("instrument", "name", "digest", "as_known_on"))
    return proposal


def plan_of(proposal: ImportProposal) -> Plan:
    """Return what a proposal would change now."""
    rows: Iterable[TableRow] = (row_of(record) for record in proposal.rows)
    return plan(rows, _recorded(proposal.instrument))


def _recorded(instrument: str) -> list[Fact]:
    rows = DepositaryAction.objects.filter(instrument=instrument, corrected_by__isnull=True)
    return [Fact(p, Kind(k), on) for p, k, on in rows.values_list("participant", "kind", "on")]


def seen(shown: Plan) -> str:
    """Return a digest of a plan, for the form that shows it: a yes is to what was shown."""
    return hashlib.sha256(repr((shown.added, shown.changed, shown.missing)).encode()).hexdigest()


@service(permission=Permission.TREATY_IMPORT)
def take_over(
    change: Change, proposal: ImportProposal, *, shown: str, yes: bool
) -> ParticipationTable:
    """Record what a table adds, and what it changes as corrections; nothing is ever removed.

    Args:
        change: given by the service.
        proposal: the table.
        shown: digest of the plan that the officer saw (:func:`seen`).
        yes: whether the officer said yes to changes and to what the table lacks.

    Raises:
        ImportRefusedError: for the reasons it lists.
    """
    proposed = plan_of(proposal)
    if seen(proposed) != shown:
        raise ImportRefusedError("changed")
    if proposed.needs_yes and not yes:
        raise ImportRefusedError("needs_yes")
    table = ParticipationTable(
        instrument=proposal.instrument,
        name=proposal.name,
        digest=proposal.digest,
        as_known_on=proposal.as_known_on,
        source=proposal.source,
        taken_over_by_id=change.actor.pk,
    )
    table.save()
    _write(table, proposed)
    proposal.delete()
    change.created(
        table, ("instrument", "name", "digest", "as_known_on"), note=f"{len(proposed.added)} added"
    )
    return table


def _write(table: ParticipationTable, proposed: Plan) -> None:
    DepositaryAction.objects.bulk_create(
        DepositaryAction(
            participant=fact.participant,
            instrument=table.instrument,
            kind=fact.kind,
            on=fact.on,
            table=table,
            source=table.source,
        )
        for fact in proposed.added
    )
    old = {
        Fact(row.participant, Kind(row.kind), row.on): row
        for row in DepositaryAction.objects.filter(
            instrument=table.instrument, corrected_by__isnull=True
        )
    }
    DepositaryAction.objects.bulk_create(
        DepositaryAction(
            participant=one.new.participant,
            instrument=table.instrument,
            kind=one.new.kind,
            on=one.new.on,
            table=table,
            source=table.source,
            corrects=old[one.old],
        )
        for one in proposed.changed
    )


@service(permission=Permission.TREATY_IMPORT)
def load_facts(
    change: Change, *, facts: dict[str, list[Fact]], name: str, as_known_on: dt.date, source: str
) -> int:
    """Record the facts that the project carries, instrument by instrument, once.

    Returns:
        How many actions were recorded; 0 where they were before.
    """
    number = 0
    for instrument, own in facts.items():
        if ParticipationTable.objects.filter(instrument=instrument).exists():
            continue
        table = ParticipationTable(
            instrument=instrument, name=name, digest="", as_known_on=as_known_on, source=source
        )
        table.save()
        _write(table, Plan(tuple(own), (), (), 0, ()))
        number += len(own)
    if number:
        change.did(note=f"{number} actions")
    else:
        change.nothing()
    return number


@service(permission=Permission.TREATY_RECORD)
def record_action(
    change: Change,
    action: Action,
    *,
    corrects: DepositaryAction | None = None,
) -> DepositaryAction:
    """Record one action of the depositary's, or the correction of one.

    Raises:
        ActionRefusedError: for the reasons it lists.
    """
    _check_action(action, corrects)
    row = DepositaryAction(
        participant=action.participant,
        instrument=action.instrument,
        kind=action.kind,
        on=action.on,
        effect=action.effect,
        source=action.source,
        corrects=corrects,
    )
    row.save()
    change.created(row, ("participant", "instrument", "kind", "on", "effect"))
    return row


def _check_action(action: Action, corrects: DepositaryAction | None) -> None:
    if action.participant not in states():
        raise ActionRefusedError("participant")
    known = instruments().get(action.instrument)
    adopted = known.adopted if known else None
    if action.on > timezone.localdate() or (adopted is not None and action.on < adopted):
        raise ActionRefusedError("on")
    if corrects is not None and DepositaryAction.objects.filter(corrects=corrects).exists():
        raise ActionRefusedError("corrected")
    own = DepositaryAction.objects.filter(
        participant=action.participant, instrument=action.instrument
    )
    if corrects is None and own.filter(kind=action.kind, on=action.on).exists():
        raise ActionRefusedError("twice")
    if action.kind in RELEASE:
        before = own.filter(corrected_by__isnull=True, kind__in=CONSENT, on__lte=action.on)
        if not before.exists():
            raise ActionRefusedError("kind")


@service(permission=Permission.TREATY_IMPORT)
def hold_text(
    change: Change, *, content: bytes, name: str, instrument: str, source: str = ""
) -> TreatyText:
    """Hold the text of an instrument by its provisions; the one held before stays, not current.

    Raises:
        NoTreatyError: no article is found.
        UnreadableTableError: the file is not UTF-8.
    """
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTableError(f"{name}: not UTF-8 at byte {error.start}") from error
    found = read_treaty(words, instrument, name)
    TreatyText.objects.filter(instrument=instrument, current=True).update(current=False)
    text = TreatyText(
        instrument=instrument,
        name=name,
        digest=hashlib.sha256(content).hexdigest(),
        source=source,
        held_by_id=change.actor.pk,
    )
    text.save()
    TreatyProvision.objects.bulk_create(
        TreatyProvision(
            text=text,
            identifier=one.id,
            position=position,
            article=one.article,
            label=one.labels[-1] if one.labels else "",
            depth=len(one.labels),
            heading=one.heading,
            words=one.words,
        )
        for position, one in enumerate(found)
    )
    change.created(text, ("instrument", "name", "digest"), note=f"{len(found)} provisions")
    return text
