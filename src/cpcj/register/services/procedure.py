"""Sponsors and procedure of texts that were held before they were read.

Only what is recorded of a text's way is stored: its words, acts and what people settled stay.
"""

from __future__ import annotations

from cpcj.frame.permissions import Actor, Permission
from cpcj.frame.services import Change, service
from cpcj.register.models import Generation, TextVersion, Upload
from cpcj.register.reading import FileRead, read_content
from cpcj.register.services.ingest import find_text
from cpcj.register.services.procedure_rows import store_procedure
from cpcj.resolutions.source import UnreadableError


@service(permission=Permission.TEXT_UPLOAD, on="upload")
def read_procedure(change: Change, upload: Upload, read: FileRead) -> int:
    """Store sponsors and procedure of the texts of an upload; return how many facts.

    A version keeps its words even where the present reader reads others.

    Raises:
        ValueError: the reading is of another file.
    """
    if read.digest != upload.digest:
        message = f"{read.name} is another file than {upload.name}"
        raise ValueError(message)
    Generation.advance()
    facts = 0
    carried = TextVersion.objects.filter(appearances__upload=upload)
    for one in read.texts:
        text = find_text(one.identifier)
        if text is None:
            continue
        versions = carried.filter(text=text).order_by("-number")
        version = versions.filter(digest=one.digest).first() or versions.first()
        if version is not None:
            facts += store_procedure(version, one.procedure, read.reader)
    # What the present reader no longer finds in the file records nothing more.
    carried.filter(procedure_reader="").update(procedure_reader=read.reader)
    change.did(upload=upload.pk, facts=facts)
    return facts


def read_all(actor: Actor) -> tuple[int, list[tuple[str, str]]]:
    """Read sponsors and procedure of every upload of which that was not read yet.

    Each upload is one transaction: what was interrupted goes on where it stopped.

    Returns:
        How many uploads were read, and name and reason of those that could not be.
    """
    waiting = Upload.objects.filter(
        withdrawn_at=None, appearances__version__procedure_reader=""
    ).distinct()
    failed: list[tuple[str, str]] = []
    read = 0
    for upload in waiting.order_by("pk"):
        try:
            given = read_content(upload.content.bytes, upload.name, upload.language)
        except UnreadableError as error:
            failed.append((upload.name, error.reason))
            continue
        read_procedure(actor, upload, given)
        read += 1
    return read, failed
