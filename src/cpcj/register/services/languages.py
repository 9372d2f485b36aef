"""What an officer says about language versions: this text is that one in another language."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.models import Alias, Generation, Provision, Review, Text, TextVersion
from cpcj.register.models.acts import ReviewState
from cpcj.register.rules.languages import READ
from cpcj.register.services.act_rows import stored
from cpcj.register.services.ingest import NotAVersionError
from cpcj.register.services.showing import show_latest
from cpcj.register.services.version_rows import BATCH

FIELD = "version"
"""``Review.field`` of what was said about language versions."""


@service(permission=Permission.TEXT_UPLOAD, on="text")
def join_language(change: Change, text: Text, other: Text, *, reason: str) -> None:
    """Make the versions of a text language versions of another; its identifier means that one.

    Args:
        change: the change.
        text: a text held in another language than English.
        other: the text that it is.
        reason: why, in the officer's words.

    Raises:
        NotAVersionError: the two are one text already, the first is held in English, or it is kept
            back while the other is public.
    """
    if text.pk == other.pk:
        message = "a text is no language version of itself"
        raise NotAVersionError(message)
    moved = list(text.versions.order_by("number"))
    if not moved or any(version.language == READ for version in moved):
        message = "only a text in another language than English can be linked to a text"
        raise NotAVersionError(message)
    if other.published and not text.published:
        message = "it is kept back, and the other text is shown to everybody; show it first"
        raise NotAVersionError(message)
    generation = Generation.advance()
    for version in moved:
        version.joined_from = version.joined_from or text
    _move(moved, other)
    alias = Alias(identifier=text.identifier, text=other)
    alias.save()
    Alias.objects.filter(text=text).update(text=other)
    show_latest(text, generation)
    show_latest(other, generation)
    _note(change, other, text, reason, ReviewState.CORRECTED)


@service(permission=Permission.TEXT_UPLOAD, on="version")
def part_language(change: Change, version: TextVersion, *, reason: str) -> None:
    """Hold the versions apart again that were linked with this one from another text.

    Raises:
        NotAVersionError: the version was not linked by an officer.
    """
    origin, text = version.joined_from, version.text
    if origin is None:
        message = "the file itself bears the identifier of the text"
        raise NotAVersionError(message)
    generation = Generation.advance()
    moved = list(text.versions.filter(joined_from=origin).order_by("number"))
    for one in moved:
        one.joined_from = None
    Alias.objects.filter(identifier=origin.identifier, text=text).delete()
    _move(moved, origin)
    show_latest(origin, generation)
    show_latest(text, generation)
    _note(change, text, origin, reason, ReviewState.REJECTED)


def _note(change: Change, text: Text, other: Text, reason: str, verdict: ReviewState) -> None:
    """Keep with a text what was said of another's being it in another language, and why."""
    text.reviews.filter(field=FIELD, machine=other.identifier).update(standing=False)
    review = Review(
        text=text, field=FIELD, verdict=verdict, machine=other.identifier, reason=stored(reason),
        value=text.identifier if verdict == ReviewState.CORRECTED else None,
        by_id=change.actor.pk,
    )  # fmt: skip
    review.save()
    change.created(review, ("text_id", "field", "verdict", "machine", "value"))


def _move(versions: Iterable[TextVersion], text: Text) -> None:
    """Give versions to a text: numbered on, their provisions named by it."""
    last = text.versions.aggregate(last=Max("number"))["last"] or 0
    for number, version in enumerate(versions, start=last + 1):
        version.text, version.number = text, number
        version.save(update_fields=["text", "number", "joined_from"])
        provisions = list(Provision.objects.filter(version=version).only("pk", "local"))
        for provision in provisions:
            provision.identifier = f"{text.identifier}#{provision.local}"
        Provision.objects.bulk_update(provisions, ["identifier"], BATCH)
