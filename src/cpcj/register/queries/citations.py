"""Citations of a text as an officer settles them, and one of them."""

from __future__ import annotations

from django.db.models import F

from cpcj.frame.permissions import Actor
from cpcj.register.models import Citation, Provision, Review, Text


def find_citation(user: Actor, key: int) -> Citation | None:
    """Return a citation of a text's current version by its key."""
    found: Citation | None = (
        Citation.objects.visible_to(user)
        .filter(pk=key, version=F("version__text__current"))
        .select_related("version__text__document", "provision")
        .first()
    )
    return found


def of_text(user: Actor, text: Text) -> list[Citation]:
    """Return the citations of a text's current version, in the order they stand there."""
    found = Citation.objects.visible_to(user).filter(version=text.current_id)
    return sorted(
        found.select_related("provision"),
        key=lambda one: (
            one.note is not None,
            one.note or 0,
            one.provision.position if one.provision else 0,
            one.in_closing,
            one.start,
            one.pk,
        ),
    )


def places(user: Actor, text: Text) -> list[Provision]:
    """Return the paragraphs and points of a text's current version in printed order."""
    return list(
        Provision.objects.visible_to(user)
        .filter(version=text.current_id)
        .order_by("position")
        .only("local", "words", "closing", "version")
    )


def words_said(user: Actor, text: Text, prefix: str) -> list[Review]:
    """Return what was said of the parts of a text that a prefix names, the latest first."""
    said = Review.objects.visible_to(user).filter(text=text, act=None, field__startswith=prefix)
    return list(said.select_related("by"))
