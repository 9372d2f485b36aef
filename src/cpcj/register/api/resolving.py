"""What an identifier means, and the address that it has for good.

In an address the ``#`` of an identifier is a slash: ``/id/A/RES/70/178/op46.2`` is
``A/RES/70/178#op46.2``. Since symbols have slashes too, the longest beginning that is held is the
text; what follows is the place in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote

from django.db.models import F

from cpcj.frame.permissions import Actor
from cpcj.register.models import Act, Document, Provision
from cpcj.register.queries.texts import held_texts

ROOT: Final = "/id/"
_SAFE = "/!:()~,'*@"
_SHARP = "/-/"
_LONGEST = 400
_DEEPEST = 4
"""Segments that the place in a text has at most ("annex2/sectII/op3(a)")."""


class Kind(StrEnum):
    """What an identifier can mean."""

    TEXT = "text"
    DOCUMENT = "document"
    PROVISION = "provision"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Target:
    """What an identifier means.

    Attributes:
        kind: what it is.
        identifier: the identifier it goes by now; another one than was asked for where that was
            an alias.
        key: of the record.
        text: identifier of the text it stands in; of a document, its own.
        local: of a provision or the provision of an act, the part after ``#``.
        version: number of the version that has it; None for the current one.
        language: ISO 639-2 code where it is wanted in another language than the one that leads.
    """

    kind: Kind
    identifier: str
    key: int
    text: str
    local: str = ""
    version: int | None = None
    language: str = ""


def id_address(identifier: str) -> str:
    """Return the lasting address of an identifier, without scheme and host."""
    return ROOT + quote(identifier.replace("#", "/", 1), safe=_SAFE)


def plain(path: str) -> str:
    """Return an identifier as it was written into a path: ``/-/`` may stand for its ``#``."""
    return path if "#" in path else path.replace(_SHARP, "#", 1)


def resolve(user: Actor, path: str) -> Target | None:
    """Return what an identifier in an address means to a user.

    Args:
        user: who asks; what they may not see is not there.
        path: the identifier, its ``#`` written as ``#``, ``/-/`` or ``/``.

    Returns:
        None where there is nothing; the statements needed do not depend on what is held.
    """
    path = plain(path.strip("/"))
    if not path or len(path) > _LONGEST:
        return None
    if "#" not in path and (whole := _whole(user, path)) is not None:
        return whole
    pairs = list(_pairs(path))
    held = held_texts(user, {head for head, _local in pairs})
    # A report's own paragraphs are named by the report, which is no text.
    wanted = {
        (f"{held[head].identifier}#{local}" if head in held else f"{head}#{local}"): local
        for head, local in pairs
    }
    return _provision(user, wanted) or _act(user, wanted)


def _pairs(path: str) -> Iterable[tuple[str, str]]:
    """Yield the ways to divide a path into a text and a place in it, the longest text first."""
    if "#" in path:
        head, _sharp, local = path.partition("#")
        yield head, local
        return
    segments = path.split("/")
    for count in range(1, min(_DEEPEST, len(segments) - 1) + 1):
        yield "/".join(segments[:-count]), "/".join(segments[-count:])


def _whole(user: Actor, identifier: str) -> Target | None:
    text = held_texts(user, {identifier}).get(identifier)
    if text is not None:
        return Target(Kind.TEXT, text.identifier, text.pk, text.identifier)
    key = Document.objects.visible_to(user).filter(identifier=identifier).values_list("pk").first()
    return None if key is None else Target(Kind.DOCUMENT, identifier, key[0], identifier)


def _provision(user: Actor, wanted: dict[str, str]) -> Target | None:
    found = (
        Provision.objects.visible_to(user)
        .filter(identifier__in=wanted, version__appearances__upload__withdrawn_at=None)
        .values_list(
            "identifier", "pk", "local", "version__number", "version__text__identifier",
            "version_id", "version__text__current", "version__language",
            "version__text__language",
        )
    )  # fmt: skip
    best: Target | None = None
    highest: tuple[int, bool, bool, int] | None = None
    for identifier, key, local, number, text, version, current, language, leads in found:
        shown = None if version == current else number
        # The longest text, the current version, one in the same language, the latest one.
        longest = len(identifier.partition("#")[0])
        rank = (longest, shown is None, language == leads, number)
        if highest is None or rank > highest:
            highest = rank
            best = Target(Kind.PROVISION, identifier, key, text, local, shown)
    return best


def _act(user: Actor, wanted: dict[str, str]) -> Target | None:
    found = (
        Act.objects.visible_to(user)
        .filter(identifier__in=wanted, version__appearances__upload__withdrawn_at=None)
        .annotate(now=F("text__current"))
        .order_by("-current", "-pk")
        .values_list(
            "identifier", "pk", "provision__local", "version__number", "text__identifier",
            "version_id", "now",
        )
        .first()
    )  # fmt: skip
    if found is None:
        return None
    identifier, key, local, number, text, version, now = found
    shown = None if version == now else number
    return Target(Kind.ACT, identifier, key, text, local, shown)
