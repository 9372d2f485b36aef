"""What officers do with declarations: take a file of them over, record one, correct one."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.resolutions.vocabulary.states import states
from cpcj.treaties.models import Declaration, DeclaredProvision, ImportProposal
from cpcj.treaties.rules.declarations import (
    DeclarationPlan,
    Declared,
    declaration_plan,
    declared_of,
    declared_record,
    read_declarations,
)
from cpcj.treaties.rules.matters import Matter, Sort
from cpcj.treaties.services.importing import ImportRefusedError

_ARTICLE = re.compile(r"#art(?P<article>[\w ]+)(?:\(\w{1,4}\))*$")


@dataclass(frozen=True, slots=True)
class Said:
    """A declaration as an officer records it.

    Attributes:
        participant: ISO 3166-1 alpha-3 code.
        instrument: key of the instrument.
        sort: a value of :class:`Sort`.
        words: what it says; of a notification, what was notified.
        matter: a value of :class:`Matter`, for a notification alone.
        on: its day.
        provisions: identifiers of the provisions it is about.
        source: where it is known from.
        language: ISO 639-2 code of the words.
    """

    participant: str
    instrument: str
    sort: str
    words: str
    matter: str = ""
    on: dt.date | None = None
    provisions: tuple[str, ...] = ()
    source: str = ""
    language: str = "eng"


class DeclarationError(ValueError):
    """A declaration cannot be recorded as it is; ``code`` says why, nothing was written.

    Codes: "participant", "sort", "matter" (a notification without one, or another with one),
    "provision" (no article of the instrument), "refers_to" (a withdrawal of nothing, or of what
    another participant said), "corrected" (the row has given way to another), "reason" (a
    correction has none).
    """

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(code)


@service(permission=Permission.TREATY_RECORD)
def record_declaration(
    change: Change,
    said: Said,
    *,
    refers_to: Declaration | None = None,
    corrects: Declaration | None = None,
    reason: str = "",
) -> Declaration:
    """Record a declaration, or the correction of one as a row of its own.

    Args:
        change: given by the service.
        said: the declaration.
        refers_to: what an objection objects to, or a withdrawal takes back.
        corrects: the row it takes the place of.
        reason: why it is corrected.

    Raises:
        DeclarationError: for the reasons it lists.
    """
    _check(said, refers_to, corrects, reason)
    row = Declaration(
        participant=said.participant,
        instrument=said.instrument,
        sort=said.sort,
        matter=said.matter,
        words=said.words,
        language=said.language,
        on=said.on,
        source=said.source,
        refers_to=refers_to,
        corrects=corrects,
        reason=reason,
        place=corrects.place if corrects else 0,
    )
    row.save()
    _write_provisions([(row, said.provisions)])
    change.created(
        row, ("participant", "instrument", "sort", "matter", "on"),
        note="correction" if corrects else "",
    )  # fmt: skip
    return row


def _check(
    said: Said, refers_to: Declaration | None, corrects: Declaration | None, reason: str
) -> None:
    if said.participant not in states():
        raise DeclarationError("participant")
    if said.sort not in list(Sort):
        raise DeclarationError("sort")
    if (said.sort == Sort.NOTIFICATION) != (said.matter in list(Matter)):
        raise DeclarationError("matter")
    for one in said.provisions:
        if not one.startswith(f"{said.instrument}#") or _ARTICLE.search(one) is None:
            raise DeclarationError("provision")
    if said.sort == Sort.WITHDRAWAL and (
        refers_to is None or refers_to.participant != said.participant
    ):
        raise DeclarationError("refers_to")
    # Nobody objects to its own declaration.
    own = refers_to is not None and refers_to.participant == said.participant
    if said.sort == Sort.OBJECTION and own:
        raise DeclarationError("participant")
    if refers_to is not None and refers_to.instrument != said.instrument:
        raise DeclarationError("refers_to")
    if corrects is not None:
        if not reason.strip():
            raise DeclarationError("reason")
        if Declaration.objects.filter(corrects=corrects).exists():
            raise DeclarationError("corrected")


def _write_provisions(rows: Iterable[tuple[Declaration, Iterable[str]]]) -> None:
    DeclaredProvision.objects.bulk_create(
        DeclaredProvision(declaration=row, identifier=one, article=_article(one))
        for row, provisions in rows
        for one in dict.fromkeys(provisions)
    )


def _article(identifier: str) -> str:
    found = _ARTICLE.search(identifier)
    return found["article"] if found else ""


@service(permission=Permission.TREATY_IMPORT)
def propose_declarations(
    change: Change,
    *,
    content: bytes,
    name: str,
    instrument: str,
    as_known_on: dt.date,
    source: str = "",
) -> ImportProposal:
    """Read a file of declarations and keep what it says until somebody takes it over.

    Raises:
        UnreadableTableError: the file names no participant.
    """
    rows = read_declarations(content, name, instrument)
    proposal = ImportProposal(
        what=ImportProposal.DECLARATIONS,
        instrument=instrument,
        name=name,
        digest=hashlib.sha256(content).hexdigest(),
        as_known_on=as_known_on,
        source=source,
        rows=[declared_record(one) for one in rows],
        made_by_id=change.actor.pk,
    )
    proposal.save()
    change.created(proposal, ("what", "instrument", "name", "digest", "as_known_on"))
    return proposal


def rows_of(proposal: ImportProposal) -> tuple[Declared, ...]:
    """Return every row of a proposed file with what is understood of it."""
    return tuple(declared_of(record, proposal.instrument) for record in proposal.rows)


def declarations_of(proposal: ImportProposal) -> DeclarationPlan:
    """Return what a proposed file of declarations would change now.

    What officers recorded themselves is not in such files and is left out of the comparison.
    """
    held = _taken_over(proposal.instrument).values_list("participant", "words")
    return declaration_plan(rows_of(proposal), held)


def _taken_over(instrument: str) -> QuerySet[Declaration]:
    found: QuerySet[Declaration] = Declaration.objects.filter(
        instrument=instrument, corrected_by__isnull=True
    ).exclude(name="")
    return found


def shown_of(plan: DeclarationPlan) -> str:
    """Return a digest of a plan, for the form that shows it: a yes is to what was shown."""
    return hashlib.sha256(repr((plan.added, plan.changed, plan.missing)).encode()).hexdigest()


@service(permission=Permission.TREATY_IMPORT)
def take_declarations_over(
    change: Change, proposal: ImportProposal, *, shown: str, yes: bool
) -> int:
    """Hold what a file adds, and what it changes as corrections; nothing is ever removed.

    Args:
        change: given by the service.
        proposal: the file.
        shown: digest of the plan that the officer saw (:func:`shown_of`).
        yes: whether the officer said yes to changes and to what the file lacks.

    Returns:
        How many rows were written.

    Raises:
        ImportRefusedError: for the reasons it lists.
    """
    plan = declarations_of(proposal)
    if shown_of(plan) != shown:
        raise ImportRefusedError("changed")
    if plan.needs_yes and not yes:
        raise ImportRefusedError("needs_yes")
    if not (plan.added or plan.changed):
        raise ImportRefusedError("nothing")
    held = {
        (row.participant, row.words): row for row in _taken_over(proposal.instrument)
    }  # fmt: skip
    rows = [_row(proposal, one, None) for one in plan.added]
    rows += [_row(proposal, one, held[one.code or "", words]) for words, one in plan.changed]
    Declaration.objects.bulk_create(rows)
    stored = {
        (row.participant, row.words): row for row in _taken_over(proposal.instrument)
    }  # fmt: skip
    new = [*plan.added, *(one for _words, one in plan.changed)]
    _write_provisions((stored[one.code or "", one.words], one.provisions) for one in new)
    change.created(
        proposal, ("instrument", "name"),
        note=f"{len(plan.added)} added, {len(plan.changed)} changed",
    )  # fmt: skip
    return len(rows)


def _row(proposal: ImportProposal, one: Declared, corrects: Declaration | None) -> Declaration:
    return Declaration(
        participant=one.code or "",
        instrument=proposal.instrument,
        sort=one.sort,
        matter=one.matter,
        words=one.words,
        source=proposal.source,
        place=one.line,
        corrects=corrects,
        reason=proposal.name if corrects else "",
        doubts=list(one.doubts),
        name=proposal.name,
    )
