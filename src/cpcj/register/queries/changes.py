"""What changed in the register, told from the positions of the log without saying who did it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.db.models import Min

from cpcj.audit.models import AuditEvent
from cpcj.frame.permissions import Actor
from cpcj.register.models import Act, Appearance, Text
from cpcj.register.models.visibility import sees_unpublished

Said = Literal["new", "changed", "withdrawn", "settled"]
_UPLOAD: Final = "register.upload"
_TEXT: Final = "register.text"
_ACT: Final = "register.act"
_PUBLISH: Final = "register.publish"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed.

    Attributes:
        number: of the event in the log.
        at: when.
        change: "new", "changed", "withdrawn" (of texts) or "settled" (of acts).
        kind: "text" or "mandate".
        identifier: of the text or act.
        title: of the text; empty for what is withdrawn.
    """

    number: int
    at: dt.datetime
    change: Said
    kind: Literal["text", "mandate"]
    identifier: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes in order, how far in the log they reach, and whether it goes on."""

    changes: tuple[Change, ...]
    position: int
    more: bool


@dataclass(frozen=True, slots=True)
class _Event:
    number: int
    at: dt.datetime
    what: str
    kind: str
    key: int


def changes_since(user: Actor, since: int, most: int) -> Changes:
    """Return what changed after a position, as far as a user may see it.

    Args:
        user: who asks.
        since: number of the last event seen; 0 for the whole history.
        most: events that are looked at, at most; one can stand for several texts.
    """
    rows = list(_events().filter(sequence__gt=since).order_by("sequence")[: most + 1])
    read = _read(rows[:most])
    more = len(rows) > most
    position = read[-1].number if read and more else max(since, _last())
    return Changes(tuple(_told(user, read)), position, more)


def latest_changes(user: Actor, most: int) -> tuple[Change, ...]:
    """Return the latest changes, the newest first, out of the last ``most`` events."""
    rows = list(_events().order_by("-sequence")[:most])
    return tuple(reversed(list(_told(user, _read(reversed(rows))))))


def _events() -> Any:
    # Nobody is named by what is read here; who may read the log itself is another question.
    return AuditEvent.objects.filter(kind__in=(_UPLOAD, _TEXT, _ACT)).values_list(
        "sequence", "at", "what", "kind", "key"
    )


def _last() -> int:
    return AuditEvent.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def _read(rows: Iterable[tuple[int, dt.datetime, str, str, str]]) -> list[_Event]:
    return [_Event(number, at, what, kind, int(key)) for number, at, what, kind, key in rows]


def _told(user: Actor, events: list[_Event]) -> Iterable[Change]:
    """Yield the changes of events in order, in a number of statements that does not grow."""
    keys: dict[str, set[int]] = {_UPLOAD: set(), _TEXT: set(), _ACT: set()}
    for event in events:
        keys[event.kind].add(event.key)
    of_upload = _texts_of(keys[_UPLOAD])
    # Whoever was told of a text must hear that it is kept back now: until then it was public.
    kept_back = {event.key for event in events if event.what == _PUBLISH}
    wanted = keys[_TEXT] | {text for some in of_upload.values() for text in some}
    texts = _texts(user, wanted, kept_back)
    acts = _acts(user, keys[_ACT])
    # A file can come, be taken back and come again: only the first time are its texts new.
    first_seen: set[int] = set()
    for event in events:
        if event.kind == _ACT:
            if event.key in acts:
                yield Change(event.number, event.at, "settled", "mandate", acts[event.key])
            continue
        some: Mapping[int, bool] = (
            {event.key: False} if event.kind == _TEXT else of_upload.get(event.key, {})
        )
        for key, brought in some.items():
            if key not in texts:
                continue
            identifier, title, seen = texts[key]
            said: Said = "changed" if seen else "withdrawn"
            if seen and brought and event.key not in first_seen:
                said = "new"
            yield Change(event.number, event.at, said, "text", identifier, title if seen else "")
        if event.kind == _UPLOAD:
            first_seen.add(event.key)


def _texts_of(uploads: set[int]) -> dict[int, dict[int, bool]]:
    """Return the texts of uploads, and whether the upload is the one that brought the text."""
    found: dict[int, dict[int, bool]] = {}
    rows = (
        Appearance.objects.filter(upload__in=uploads)
        .annotate(first=Min("version__text__versions__appearances__upload"))
        .values_list("upload", "version__text", "first")
        .order_by("upload", "version__text")
    )
    for upload, text, first in rows:
        found.setdefault(upload, {})[text] = upload == first
    return found


def _texts(user: Actor, keys: set[int], kept_back: set[int]) -> dict[int, tuple[str, str, bool]]:
    """Return identifier, title and whether it is there now, of texts that may be named.

    One that was withdrawn is named, so that copies can follow; one that was never public is not.
    """
    everything = sees_unpublished(user)
    rows: Iterable[tuple[Any, ...]] = Text.objects.filter(pk__in=keys).values_list(
        "pk", "identifier", "title", "current", "published"
    )
    return {
        key: (identifier, title, current is not None and (everything or published))
        for key, identifier, title, current, published in rows
        if everything or published or key in kept_back
    }


def _acts(user: Actor, keys: set[int]) -> dict[int, str]:
    rows = Act.objects.visible_to(user).filter(pk__in=keys)
    return dict(rows.values_list("pk", "identifier"))
