"""What every change of a review goes through: lock, seats, words, documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext

from cpcj.register.followup.services.notes import GivenDocument, harmless_name
from cpcj.register.services.act_rows import stored
from cpcj.reviews.models import Document, DocumentContent, Observation, Review, StepDone
from cpcj.reviews.rules.mechanism import Agreed
from cpcj.reviews.visibility import seats_in

if TYPE_CHECKING:
    from cpcj.frame.services import Change

LONGEST_WORDS = 20_000
LARGEST_DOCUMENT = 10 << 20
MOST_DOCUMENTS = 100


class ReviewError(ValueError):
    """What was asked cannot be done; the message is for the person who asked."""


def hold(review: Review) -> Review:
    """Return the review as it is stored now, locked."""
    held: Review = Review.objects.select_for_update().get(pk=review.pk)
    return held


def seated(change: Change, review: Review, seats: Iterable[str]) -> frozenset[str]:
    """Return the actor's seats in a review that are among ``seats``.

    Raises:
        PermissionDenied: the actor has none of them.
    """
    own = seats_in(change.actor, review.pk) & frozenset(seats)
    if not own:
        raise PermissionDenied(change.what)
    return own


def said(words: str, longest: int = LONGEST_WORDS) -> str:
    """Return words as they are stored.

    Raises:
        ReviewError: there are none.
    """
    found = stored(words.strip(), longest)
    if not found:
        raise ReviewError(gettext("Say it in words."))
    return found


def keep_documents(
    change: Change, review: Review, kind: str, given: Sequence[GivenDocument]
) -> list[Document]:
    """Keep documents of a review.

    Raises:
        ReviewError: none is given, one is too large, or there are too many.
    """
    if not given:
        raise ReviewError(gettext("Choose a file."))
    if Document.objects.filter(review=review).count() + len(given) > MOST_DOCUMENTS:
        raise ReviewError(gettext("At most %s documents of a review.") % MOST_DOCUMENTS)
    kept = []
    for one in given:
        if len(one.content) > LARGEST_DOCUMENT:
            message = gettext("A document is too large: at most %s MB.")
            raise ReviewError(message % (LARGEST_DOCUMENT >> 20))
        document = Document(
            review=review, kind=kind, name=harmless_name(one.name), size=len(one.content),
            digest=hashlib.sha256(one.content).hexdigest(), by_id=change.actor.pk,
        )  # fmt: skip
        document.save()
        DocumentContent(document=document, bytes=one.content).save()
        kept.append(document)
    return kept


def finish(review: Review, steps: Iterable[str]) -> None:
    """Mark steps done today that no person reports."""
    for step in steps:
        StepDone.objects.get_or_create(
            review=review, step=step, defaults={"reported_on": timezone.localdate()}
        )


def list_digest(review: Review) -> str:
    """Return what tells one state of what the focal points agree to from another."""
    return list_digests([review])[review.pk]


def list_digests(reviews: Iterable[Review]) -> dict[int, str]:
    """Return by review what its focal points agree to, in one statement for all of them."""
    of = {one.pk: one for one in reviews}
    listed: dict[int, list[tuple[object, ...]]] = {key: [] for key in of}
    rows = Observation.objects.filter(review__in=of, withdrawn_on__isnull=True).order_by("pk")
    for review, *said_ in rows.values_list(
        "review", "pk", "sort", "provision", "words", "confidential"
    ):
        listed[review].append(tuple(said_))
    found = {}
    for key, one in of.items():
        words = repr(listed[key])
        if Agreed.SUMMARY in one.cycle.version.rules.agrees:
            words += repr(one.summary)
        found[key] = hashlib.sha256(words.encode()).hexdigest()
    return found
