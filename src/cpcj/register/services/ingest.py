"""Files in: each in its own transaction, the same one twice is one, undone when asked.

Reading is done before the transaction and may be done in other processes; storing is one write. A
process killed at any moment leaves either all of a file or nothing of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from django.db.models import Max
from django.utils import timezone

from cpcj.frame.permissions import Actor, Permission, require
from cpcj.frame.services import Change, service
from cpcj.register.models import (
    Act,
    Alias,
    Appearance,
    Document,
    Generation,
    Text,
    TextVersion,
    Upload,
    UploadContent,
)
from cpcj.register.reading import PROCEDURE, FileRead, TextRead, content_digest, read_content
from cpcj.register.rules.languages import READ, leading
from cpcj.register.services.act_rows import stored
from cpcj.register.services.carrying import carry_over, settled_fields
from cpcj.register.services.citations import put_settled_citations
from cpcj.register.services.linking import link
from cpcj.register.services.procedure_rows import store_procedure
from cpcj.register.services.showing import latest_versions, show_latest
from cpcj.register.services.version_rows import (
    layout,
    store_acts,
    store_derived,
    store_words,
)
from cpcj.resolutions.identifier import is_made, organ_slug
from cpcj.resolutions.series.titles import recurring_title
from cpcj.resolutions.source import UnreadableError


class Status(StrEnum):
    """What came of a file, or of one text of it."""

    STORED = "stored"
    SAME = "same"
    NEW_VERSION = "new version"
    NEW_LANGUAGE = "new language"
    RESTORED = "restored"
    UNREADABLE = "unreadable"


_ADDED = (Status.STORED, Status.NEW_VERSION, Status.NEW_LANGUAGE)
"""What came of a file that added something, the greatest addition first."""


@dataclass(frozen=True, slots=True)
class TextOutcome:
    """What came of one text: counts are of the version now shown."""

    identifier: str
    title: str
    kind: str
    status: Status
    operative: int
    acts: int
    doubts: int


@dataclass(frozen=True, slots=True)
class IngestOutcome:
    """What came of a file.

    Attributes:
        name: the file's name.
        status: STORED, NEW_VERSION or NEW_LANGUAGE when something was added, SAME when all was held
            already, RESTORED when it had been undone, UNREADABLE with the ``error`` in one
            sentence.
        upload: key of the upload, None when nothing was stored.
        document: identifier of the document.
        texts: what came of each text.
    """

    name: str
    status: Status
    upload: int | None = None
    document: str | None = None
    texts: tuple[TextOutcome, ...] = ()
    error: str | None = None


class NotAVersionError(ValueError):
    """A file that is no language version of the text named; the message says why."""


def ingest_file(
    actor: Actor,
    content: bytes,
    name: str,
    *,
    published: bool = True,
    of: str = "",
    language: str = "",
) -> IngestOutcome:
    """Read a file and store what it holds.

    Args:
        actor: who gives it.
        content: its bytes.
        name: its name, for people and messages.
        published: whether everybody may see texts that were not held before.
        of: identifier of the text of which the file is a language version, where the officer names
            one; else the symbol printed in it says it.
        language: ISO 639-2 code of its language, where the officer names one.

    Returns:
        What came of it; a file that cannot be read is an outcome with a reason, and nothing of it
        is stored.

    Raises:
        PermissionDenied: the actor may not upload.
    """
    require(actor, Permission.TEXT_UPLOAD)
    held = held_outcome(content_digest(content), name)
    if held is not None:
        return held
    try:
        read = read_content(content, name, language)
        return store_file(actor, read, published=published, of=of, language=language)
    except UnreadableError as error:
        return IngestOutcome(name, Status.UNREADABLE, error=error.reason)
    except NotAVersionError as error:
        return IngestOutcome(name, Status.UNREADABLE, error=str(error))


def held_outcome(digest: str, name: str) -> IngestOutcome | None:
    """Return the outcome for a file that is held already and not undone; else None."""
    upload = Upload.objects.filter(digest=digest, withdrawn_at=None).first()
    if upload is None:
        return None
    return _outcome(upload, name, Status.SAME, dict.fromkeys(_texts_of(upload), Status.SAME))


def held_paths(paths: Iterable[Path]) -> tuple[list[IngestOutcome], list[Path]]:
    """Divide files into the outcomes of those held already and those still to be read."""
    held: list[IngestOutcome] = []
    others: list[Path] = []
    for path in paths:
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            others.append(path)  # reading it will say why it cannot be read
            continue
        outcome = held_outcome(digest, path.name)
        if outcome is None:
            others.append(path)
        else:
            held.append(outcome)
    return held, others


@service(permission=Permission.TEXT_UPLOAD)
def store_file(
    change: Change,
    read: FileRead,
    *,
    published: bool = True,
    of: str = "",
    language: str = "",
) -> IngestOutcome:
    """Store a file that was read. The same bytes, or the same words, are stored once.

    ``of`` and ``language`` are what an officer said, see :func:`ingest_file`.

    Raises:
        PermissionDenied: the actor may not upload.
        NotAVersionError: the text named is not held, or the file holds several texts.
    """
    generation = Generation.advance()
    upload = Upload.objects.filter(digest=read.digest).first()
    if upload is not None and upload.withdrawn_at is None:
        change.nothing()
        same = dict.fromkeys(_texts_of(upload), Status.SAME)
        return _outcome(upload, read.name, Status.SAME, same)
    restored = upload is not None
    if upload is None:
        upload = Upload(
            digest=read.digest, name=stored(read.name, 255), size=len(read.content),
            uploaded_by_id=change.actor.pk, reader=read.reader, language=stored(language, 8),
            document=_document(read),
        )  # fmt: skip
        upload.save()
        UploadContent.of(upload, read.content).save()
        change.created(upload, ("digest", "name", "size"))
    else:
        before = change.values(upload, "withdrawn_at", "withdrawn_reason")
        upload.withdrawn_at, upload.withdrawn_reason = None, ""
        upload.save()
        change.altered(upload, before, note="restored")
    if of:
        _say_same(read, of)
    statuses: dict[int, Status] = {}
    for one in read.texts:
        text, status = store_one(read, one, upload, generation, published=published)
        statuses[text.pk] = status
    overall = (
        Status.RESTORED if restored
        else next((s for s in _ADDED if s in statuses.values()),
                  Status.SAME)
    )  # fmt: skip
    return _outcome(upload, read.name, overall, statuses)


def _say_same(read: FileRead, of: str) -> None:
    """Let the identifier of a file's text mean the text that an officer named."""
    target = find_text(of)
    if target is None or target.current is None:
        message = f"no text {of} is held; give that one first"
        raise NotAVersionError(message)
    if len(read.texts) != 1:
        message = f"it holds {len(read.texts)} texts, and a language version is one text"
        raise NotAVersionError(message)
    own = read.texts[0].identifier
    if find_text(own) == target:
        return
    if Text.objects.filter(identifier=own, current__isnull=False).exists():
        message = f"{own} is held as a text of its own; link it on its page"
        raise NotAVersionError(message)
    alias = Alias.objects.filter(identifier=own).first() or Alias(identifier=own)
    alias.text = target
    alias.save()


@service(permission=Permission.TEXT_REMOVE, on="upload")
def undo_upload(change: Change, upload: Upload, *, reason: str) -> None:
    """Take an upload back: what stands in no other upload is no longer shown.

    Nothing is erased: giving the same file again brings it back, with what officers settled.
    """
    if upload.withdrawn_at is not None:
        change.nothing()
        return
    generation = Generation.advance()
    before = change.values(upload, "withdrawn_at", "withdrawn_reason")
    upload.withdrawn_at, upload.withdrawn_reason = timezone.now(), stored(reason)
    upload.save()
    for text in Text.objects.filter(versions__appearances__upload=upload).distinct():
        show_latest(text, generation)
    change.altered(upload, before, note="undo")


@service(permission=Permission.TEXT_UPLOAD, on="text")
def publish(change: Change, text: Text, *, published: bool) -> None:
    """Let everybody see a text, or only the people who may upload."""
    if text.published == published:
        change.nothing()
        return
    before = change.values(text, "published")
    generation = Generation.advance()
    text.published = published
    text.generation = generation
    text.save(update_fields=["published", "generation"])
    Act.objects.filter(text=text).update(generation=generation)
    change.altered(text, before)


@service(permission=Permission.TEXT_UPLOAD, on="text")
def name_text(change: Change, text: Text, identifier: str) -> None:
    """Let another identifier mean a text: the symbol it got after it was held under a made one."""
    if text.identifier == identifier or text.aliases.filter(identifier=identifier).exists():
        change.nothing()
        return
    alias = Alias(identifier=identifier, text=text)
    alias.save()
    change.created(alias)


def find_text(identifier: str) -> Text | None:
    """Return the text that an identifier means, by any of its identifiers."""
    text = Text.objects.filter(identifier=identifier).first()
    if text is None or text.current_id is None:
        # What was held apart before it was linked to another text is that text now.
        alias = Alias.objects.filter(identifier=identifier).select_related("text").first()
        text = text if alias is None else alias.text
    return text


def _document(read: FileRead) -> Document:
    printed = read.document
    values = {
        "made": is_made(read.identifier),
        "symbol": stored(printed.symbol, 255),
        "kind": printed.kind.value,
        "organ": organ_slug(printed).replace("-", "_")[:80],
        "organ_name": stored(printed.organ, 255),
        "committee": stored(printed.committee, 255),
        "session": _small(printed.session),
        "agenda_item": stored(printed.agenda_item, 255),
        "agenda_title": stored(printed.agenda_title),
        "distribution": stored(printed.distribution, 80),
        "date": printed.date,
        "title": stored(printed.title),
        "language": stored(printed.language, 8),
        "original_language": stored(printed.original_language, 80),
        "origin": stored(printed.origin.text) if printed.origin else "",
    }
    document = Document.objects.filter(identifier=read.identifier).first()
    if document is None:
        document = Document(identifier=read.identifier)
    elif leading((printed.language, document.language), document.language) != printed.language:
        return document  # its masthead is that of the language that leads
    else:
        # Another form of the file may show less: what it does not print stays as it was.
        values = {name: value for name, value in values.items() if value not in ("", None)}
    for name, value in values.items():
        setattr(document, name, value)
    document.save()
    return document


def _small(number: int | None) -> int | None:
    """Return a number that a column takes; a broken file may print any."""
    return number if number is not None and abs(number) < 1 << 31 else None


def store_one(
    read: FileRead,
    one: TextRead,
    upload: Upload,
    generation: int,
    *,
    published: bool = True,
) -> tuple[Text, Status]:
    """Store one text of a file; called inside a service.

    Returns:
        The text and what came of it: SAME where its words were held already.
    """
    document = upload.document
    if document is None or document.identifier != read.identifier:
        document = _document(read)
    text = find_text(one.identifier)
    new_text = text is None
    if text is None:
        text = Text(
            identifier=one.identifier, made=one.made, document=document, part=one.part,
            kind=one.kind, standing=one.standing.value, language=document.language,
            published=published, generation=generation,
        )  # fmt: skip
        text.save()
    language = read.document.language
    held = {} if new_text else latest_versions(text)
    version = text.versions.filter(digest=one.digest).first()
    status = Status.SAME
    if version is None:
        former = held.get(language)
        if language != READ and one.identifier != text.identifier:
            one = replace(one, prefix=text.identifier)
        version = _store_version(text, one, read.reader, generation, language)
        if former is not None:
            carry_over(former, version, generation)
        if not new_text:
            put_settled_citations(version, generation)
        status = (
            Status.NEW_VERSION if former
            else Status.NEW_LANGUAGE if held
            else Status.STORED
        )  # fmt: skip
    if version.procedure_reader != read.reader:
        store_procedure(version, one.procedure, read.reader)
    Appearance.objects.get_or_create(version=version, upload=upload)
    leads = leading((*held, language), text.language) == language
    if leads:
        _describe(text, one, document, language)
    show_latest(text, generation)
    if status is not Status.SAME and leads:
        link(text, version)
    return text, status


def _store_version(
    text: Text, one: TextRead, reader: str, generation: int, language: str
) -> TextVersion:
    last = text.versions.aggregate(last=Max("number"))["last"] or 0
    meeting, adopted_on, words = one.adoption
    version = TextVersion(
        text=text,
        number=last + 1,
        language=stored(language, 8),
        digest=one.digest,
        reader=reader,
        title=stored(one.title.text),
        organ_line=stored(one.organ_line.text),
        sponsors=[stored(name) for name in one.sponsors],
        adoption_meeting=_small(meeting),
        adoption_date=None if adopted_on is None else dt.date.fromisoformat(adopted_on),
        adoption_words=stored(words),
        layout={"title": layout(one.title), "organ_line": layout(one.organ_line)},
    )
    version.save()
    provisions = store_words(version, one)
    store_derived(version, one, provisions)
    store_acts(version, one.acts, provisions, generation)
    return version


def _describe(text: Text, one: TextRead, document: Document, language: str) -> None:
    """Put on a text what lists show, from the document and the words read."""
    adopted_on = one.adoption[1]
    settled = settled_fields(text)
    # The masthead of a resolution bears the day of distribution, weeks after its adoption.
    date = document.date if adopted_on is None else dt.date.fromisoformat(adopted_on)
    title = stored(one.title.text) or text.title
    values = {
        "symbol": stored(one.symbol, 255),
        "number": stored(one.number, 80),
        "title": title,
        "recurring_title": "" if one.part == PROCEDURE else recurring_title(title)[:500],
        "organ": document.organ,
        "committee": document.committee,
        "session": document.session,
        "agenda_item": document.agenda_item,
        "date": date,
        "year": None if date is None else date.year,
        "language": language,
    }
    for name, value in values.items():
        if name not in settled:
            setattr(text, name, value)


def _texts_of(upload: Upload) -> Iterable[int]:
    return (
        Text.objects.filter(versions__appearances__upload=upload)
        .order_by("pk").distinct().values_list("pk", flat=True)
    )  # fmt: skip


def _outcome(
    upload: Upload, name: str, status: Status, statuses: dict[int, Status]
) -> IngestOutcome:
    texts = Text.objects.in_bulk(statuses)
    return IngestOutcome(
        name=name,
        status=status,
        upload=upload.pk,
        document=upload.document.identifier if upload.document else None,
        texts=tuple(
            TextOutcome(
                texts[key].identifier, texts[key].title, texts[key].kind, of_text,
                texts[key].operative, texts[key].acts, texts[key].doubts,
            )
            for key, of_text in sorted(statuses.items())
        ),
    )  # fmt: skip
