"""A held text as it is compared: its words, and its acts as they stand in the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cpcj.frame.permissions import Actor
from cpcj.register.models import Act, Heading, Provision
from cpcj.register.models import Text as TextRow
from cpcj.register.models.acts import ReviewState
from cpcj.register.presentation.document import document_of
from cpcj.register.queries.texts import TextPage, find_text
from cpcj.register.services.act_rows import library_act
from cpcj.register.services.carrying import with_values
from cpcj.resolutions.act import Act as LibraryAct
from cpcj.resolutions.model import Document, Text


@dataclass(frozen=True, slots=True)
class Held:
    """A text with the document that carries it; ``row`` and ``paragraphs`` are the records."""

    document: Document
    text: Text
    row: TextRow
    paragraphs: Mapping[int, Provision]

    def acts(self) -> tuple[LibraryAct, ...]:
        """Return the acts in force, what people settled included, in two statements.

        They are not read again from the words, and their paragraphs are those already loaded.
        """
        rows = list(
            Act.objects.filter(version=self.row.current_id, replaced_by=None, retired=False)
            .exclude(review=ReviewState.REJECTED)
            .order_by("paragraph__position", "position")
        )
        for row in rows:
            row.paragraph, row.text = self.paragraphs[row.paragraph_id], self.row
        return tuple(library_act(row, values) for row, values in with_values(rows))


def held(user: Actor, identifier: str) -> Held | None:
    """Return a text that a user may see, by any of its identifiers, in a few statements.

    Returns:
        None where there is none, or where it has no text to compare (a report's procedural part).
    """
    text = find_text(user, identifier)
    if text is None or text.current is None:
        return None
    version = text.current
    items: list[Provision | Heading] = [
        *version.provisions.order_by("position"), *version.headings.order_by("position"),
    ]  # fmt: skip
    items.sort(key=lambda item: item.position)
    document = document_of(
        TextPage(
            text=text, version=version, versions=(version,), languages=(version,),
            items=tuple(items), acts={}, footnotes=tuple(version.footnotes.order_by("position")),
            citations=(), held={}, doubts=(), family=None, family_members=(), cited_by=0,
            uploads=(), places={},
        )
    )  # fmt: skip
    if not document.texts:
        return None
    paragraphs = {item.pk: item for item in items if isinstance(item, Provision)}
    return Held(document, document.texts[0], text, paragraphs)
