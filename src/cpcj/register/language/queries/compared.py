"""A held text as it is compared: its words, and its acts as they stand in the register."""

from __future__ import annotations

from dataclasses import dataclass

from cpcj.frame.permissions import Actor
from cpcj.register.models import Act, Heading, Provision
from cpcj.register.models.acts import ReviewState
from cpcj.register.presentation.document import document_of
from cpcj.register.queries.texts import TextPage, find_text
from cpcj.register.services.act_rows import library_act
from cpcj.register.services.carrying import with_values
from cpcj.resolutions.act import Act as LibraryAct
from cpcj.resolutions.model import Document, Text


@dataclass(frozen=True, slots=True)
class Held:
    """A text with the document that carries it; ``version`` is the key of the version read."""

    document: Document
    text: Text
    version: int

    def acts(self) -> tuple[LibraryAct, ...]:
        """Return the acts in force, what people settled included, in three statements.

        They are not read again from the words: that takes most of the time of a comparison.
        """
        rows = (
            Act.objects.filter(version=self.version, replaced_by=None, retired=False)
            .exclude(review=ReviewState.REJECTED)
            .select_related("paragraph", "text__document")
            .order_by("paragraph__position", "position")
        )
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
            uploads=(),
        )
    )  # fmt: skip
    return Held(document, document.texts[0], version.pk) if document.texts else None
