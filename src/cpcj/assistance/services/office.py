"""What an office sets: the holidays of its duty station, its letter."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from cpcj.assistance.letters import check_template
from cpcj.assistance.models import Holiday, LetterTemplate
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.followup.services.notes import harmless_name


def years_replaced(days: Mapping[dt.date, str]) -> list[dt.date]:
    """Return the holidays that are gone where a table takes the place of its years."""
    years = {day.year for day in days}
    held = Holiday.objects.values_list("on", flat=True)
    return [on for on in held if on.year in years and on not in days]


@service(permission=Permission.REQUEST_HANDLE)
def keep_holidays(change: Change, days: Mapping[dt.date, str], *, replace: bool) -> int:
    """Keep holidays; with ``replace``, those of the same years that are not named are gone.

    Returns:
        How many days are new or are called otherwise.
    """
    gone = years_replaced(days) if replace else []
    held = dict(Holiday.objects.filter(on__in=days).values_list("on", "name"))
    changed = {on: name for on, name in days.items() if held.get(on) != name}
    if not changed and not gone:
        change.nothing()
        return 0
    Holiday.objects.filter(on__in=[*gone, *changed]).delete()
    Holiday.objects.bulk_create(Holiday(on=on, name=name) for on, name in changed.items())
    change.did(note="holidays", kept=len(changed), gone=len(gone))
    return len(changed)


@service(permission=Permission.REQUEST_HANDLE)
def keep_template(change: Change, *, name: str, content: bytes) -> LetterTemplate:
    """Write letters from the office's own file from now on.

    Raises:
        TemplateRefusedError: it is no Word file, too large, or names a field that there is not.
    """
    check_template(content, name)
    template = LetterTemplate(
        name=harmless_name(name), content=content, digest=hashlib.sha256(content).hexdigest(),
        by_id=change.actor.pk,
    )  # fmt: skip
    template.save()
    change.created(template, ("name", "digest"))
    return template


@service(permission=Permission.REQUEST_HANDLE)
def forget_template(change: Change) -> None:
    """Write letters from the program's own file again."""
    number, _kinds = LetterTemplate.objects.all().delete()
    if number:
        change.did(note="template forgotten")
    else:
        change.nothing()
