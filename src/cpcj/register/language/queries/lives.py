"""The life of each paragraph of a series that the register holds."""

from __future__ import annotations

from collections import defaultdict

from cpcj.frame.permissions import Actor
from cpcj.register.models import Provision, Series, Text
from cpcj.resolutions.comparing.alignment import Unit
from cpcj.resolutions.model import Role
from cpcj.resolutions.series.lineage import Lineage, lineage
from cpcj.resolutions.series.stages import Stage


def lineage_of(user: Actor, series: Series) -> Lineage:
    """Return the lineage of the texts of a series that a user may see.

    Three statements, however many texts there are.
    """
    texts = list(Text.objects.visible_to(user).filter(series=series, language="eng"))
    paragraphs: defaultdict[int | None, list[Unit]] = defaultdict(list)
    rows = (
        Provision.objects.visible_to(user)
        .filter(version__in=[text.current_id for text in texts], depth=0)
        .exclude(role__in=("procedural", "body"))
        .order_by("version_id", "position")
        .values_list("version_id", "local", "role", "words", "full")
    )
    for version, local, role, words, full in rows:
        paragraphs[version].append(Unit(local, "", Role(role), full or words))
    return lineage(
        [
            Stage(
                identifier=text.identifier,
                made=text.made,
                title=text.title,
                date=text.date,
                session=text.session,
                adopted=text.standing == "adopted",
                paragraphs=tuple(paragraphs[text.current_id]),
            )
            for text in texts
        ]
    )
