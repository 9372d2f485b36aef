"""A newer reader's records beside those held: what it would change, and taking it over.

What a person settled is never overwritten; the newer value is kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cpcj.frame.permissions import Actor, Permission, require
from cpcj.frame.services import Change, service
from cpcj.register.models import (
    Act,
    ActValue,
    Appearance,
    Citation,
    Doubt,
    Generation,
    Provision,
    Text,
    TextVersion,
    Upload,
)
from cpcj.register.reading import FileRead, TextRead, read_content
from cpcj.register.rules.rereading import Plan, Reread, field_value, plan
from cpcj.register.services.act_rows import columns
from cpcj.register.services.carrying import held_acts, note_kept
from cpcj.register.services.citations import put_settled_citations, settled_otherwise
from cpcj.register.services.ingest import find_text, store_one
from cpcj.register.services.settling import put_value
from cpcj.register.services.showing import latest_versions, show_latest
from cpcj.register.services.version_rows import (
    provision_of,
    store_acts,
    store_derived,
    whole_target,
)

_PIECES = {"addressees": "addressee", "qualifiers": "qualifier", "topics": "topic"}


@dataclass(frozen=True, slots=True)
class TextPlan:
    """What a newer reading would do to one text.

    Attributes:
        identifier: of the text in the newer reading.
        held: whether the register holds a text of that identifier.
        other_words: whether the newer reading reads other words: it would be a new version.
        plan: its acts beside those held; None where nothing is held.
        citations: settled citations of which it reads something else, with what it reads.
    """

    identifier: str
    held: bool
    other_words: bool
    plan: Plan | None
    citations: tuple[tuple[Citation, str], ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Tell whether taking it over would alter a record."""
        return not self.held or self.other_words or (
            self.plan is not None and self.plan.changes_anything
        )  # fmt: skip


def plan_reread(actor: Actor, upload: Upload) -> tuple[FileRead, tuple[TextPlan, ...]]:
    """Read an upload again with the present reader and compare; nothing is stored.

    Returns:
        What was read, to be given to :func:`reread`, and what that would do.

    Raises:
        PermissionDenied: the actor may not upload.
        UnreadableError: the present reader cannot read it.
    """
    require(actor, Permission.TEXT_UPLOAD)
    read = read_content(upload.content.bytes, upload.name, upload.language)
    return read, compare(read)


def compare(read: FileRead) -> tuple[TextPlan, ...]:
    """Return what taking over a reading would do, text by text."""
    plans = []
    for one in read.texts:
        text = find_text(one.identifier)
        held_version = latest_versions(text).get(read.document.language) if text else None
        if held_version is None:
            plans.append(TextPlan(one.identifier, held=False, other_words=True, plan=None))
            continue
        _, held = held_acts(held_version)
        plans.append(
            TextPlan(
                one.identifier,
                held=True,
                other_words=held_version.digest != one.digest,
                plan=plan(held, one.acts),
                citations=tuple(settled_otherwise(held_version, _cited(one))),
            )
        )
    return tuple(plans)


def _cited(one: TextRead) -> dict[tuple[Any, ...], list[str]]:
    """Return what a reading gives at each place: the place, its footnote, beginning and end."""
    found: dict[tuple[Any, ...], list[str]] = {}
    for placed in one.citations:
        note = None if placed.note is None else placed.note + 1
        where = (placed.place, note, placed.citation.span.start, placed.citation.span.end)
        found.setdefault(where, []).append(whole_target(placed.citation.id, one.prefix))
    return found


@service(permission=Permission.TEXT_UPLOAD, on="upload")
def reread(change: Change, upload: Upload, read: FileRead) -> tuple[TextPlan, ...]:
    """Take over a newer reading of an upload.

    Texts whose words it reads otherwise get a new version; of the others, fields that nobody
    settled take the newer values. Texts that it no longer finds in the file are withdrawn unless
    another file carries them.

    Raises:
        ValueError: the reading is of another file.
    """
    if read.digest != upload.digest:
        message = f"{read.name} is another file than {upload.name}"
        raise ValueError(message)
    generation = Generation.advance()
    plans = compare(read)
    before = change.values(upload, "reader")
    found: list[int] = []
    for one in read.texts:
        text, _ = store_one(read, one, upload, generation)
        version = text.versions.get(digest=one.digest)
        found.append(version.pk)
        if version.reader != read.reader:
            _take_over(version, one, read.reader, generation)
            text.refresh_from_db()
            _recount(text, version, generation)
    gone = Appearance.objects.filter(upload=upload).exclude(version__in=found)
    texts = list(Text.objects.filter(versions__appearances__in=gone).distinct())
    gone.delete()
    for text in texts:
        show_latest(text, generation)
    upload.reader = read.reader
    upload.save(update_fields=["reader"])
    change.altered(upload, before, note="reread")
    return plans


def _take_over(version: TextVersion, one: TextRead, reader: str, generation: int) -> None:
    provisions = list(Provision.objects.filter(version=version))
    by_local = {provision.local: provision for provision in provisions}
    Citation.objects.filter(version=version).delete()
    Doubt.objects.filter(version=version).delete()
    store_derived(version, one, provisions)
    rows, held = held_acts(version)
    by_id = {of.act.id: row for of, row in zip(held, rows, strict=True)}
    compared = plan(held, one.acts)
    version.reader = reader
    version.save(update_fields=["reader"])
    gone = [by_id[of.act.id].pk for of in compared.gone if not of.settled]
    Act.objects.filter(pk__in=gone).update(current=False, retired=True, generation=generation)
    # Identifiers may move from act to act: give them all up before they are given anew.
    movers = [pair for pair in compared.same if pair.new.id != pair.held.act.id]
    rows_by_old_id = dict(by_id)
    Act.objects.filter(pk__in=[rows_by_old_id[pair.held.act.id].pk for pair in movers]).update(
        current=False
    )
    for pair in compared.same:
        _take_over_act(rows_by_old_id[pair.held.act.id], pair, by_local, reader, generation)
    taken = set(
        Act.objects.filter(version=version, current=True).values_list("identifier", flat=True)
    )
    store_acts(
        version, tuple(act for act in compared.added if act.id not in taken), provisions, generation
    )
    put_settled_citations(version, generation)


def _take_over_act(
    row: Act, pair: Reread, by_local: dict[str, Provision], reader: str, generation: int
) -> None:
    new = pair.new
    fresh = columns(new)
    taken = Act.objects.filter(
        version=row.version_id, identifier=fresh["identifier"], current=True
    ).exclude(pk=row.pk)  # fmt: skip
    if not taken.exists():
        for name in ("identifier", "position", "point", "paragraph_n"):
            setattr(row, name, fresh[name])
        place = provision_of(new, by_local)
        if place is not None:
            row.provision = place
    kept = pair.held.settled
    if not kept:
        for name, value in fresh.items():
            if name not in {"identifier", "standing"}:
                setattr(row, name, value)
        row.save()
        ActValue.objects.filter(act=row, field="citation").delete()
        for name in _PIECES:
            put_value(row, name, field_value(new, name))
        row.spans = fresh["spans"]
        targets = dict.fromkeys(c.id for c in new.citations if c.id is not None)
        ActValue.objects.bulk_create(
            [ActValue(act=row, field="citation", value=target, position=at)
             for at, target in enumerate(targets)]
        )  # fmt: skip
    else:
        for of in pair.changes:
            if not of.kept:
                put_value(row, of.field, of.new)
                name = _PIECES.get(of.field, of.field)
                row.spans = {**row.spans, name: fresh["spans"].get(name, [])}
        note_kept(row, pair.changes)
    row.reader, row.current, row.generation = reader, True, generation
    row.save()


def _recount(text: Text, version: TextVersion, generation: int) -> None:
    text.generation = generation
    if text.current_id == version.pk:
        text.doubts = version.doubts.count()
        text.acts = version.acts.filter(current=True).count()
    else:
        Act.objects.filter(version=version).update(current=False, generation=generation)
    text.save(update_fields=["doubts", "acts", "generation"])
