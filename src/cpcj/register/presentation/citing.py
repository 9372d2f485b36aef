"""Texts that cite another, told by families: the stages of one text are counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext, ngettext

from cpcj.register.presentation import names
from cpcj.resolutions.model import DocumentKind, TextKind

if TYPE_CHECKING:
    from cpcj.register.models import Text

T = TypeVar("T")


def by_family(
    texts: Iterable[T], identifier: Callable[[T], str], families: Mapping[str, int]
) -> list[list[T]]:
    """Return texts in groups, those of one family together, in the order of their first text.

    Args:
        texts: in the order they are listed.
        identifier: gives a text's identifier.
        families: key of the family by identifier; a text without one stands alone.
    """
    groups: dict[int | str, list[T]] = {}
    for text in texts:
        name = identifier(text)
        groups.setdefault(families.get(name, name), []).append(text)
    return list(groups.values())


def counted(families: int, texts: int) -> str:
    """Return who cites in figures ("Cited by 2 families of texts, 6 texts in all")."""
    if families == texts:
        words = ngettext("Cited by %(texts)s text", "Cited by %(texts)s texts", texts)
        return words % {"texts": texts}
    words = ngettext(
        "Cited by %(families)s family of texts", "Cited by %(families)s families of texts", families
    )
    return gettext("%(cited)s, %(texts)s texts in all") % {
        "cited": words % {"families": families},
        "texts": texts,
    }


def stage_name(text: Text) -> str:
    """Return the kind of a text in words; a draft printed again with changes is a revised one."""
    revised = text.document.kind == DocumentKind.REVISED_DRAFT_RESOLUTION
    if revised and text.kind == TextKind.DRAFT_RESOLUTION:
        return names.kind_name(text.document.kind)
    return names.kind_name(text.kind)
