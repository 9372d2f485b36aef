"""Who sponsored the drafts that a committee's report recommends, by its procedural paragraphs.

A report tells of one draft at a time: who submitted it, who joined in sponsoring it, how it was
adopted. The last words say where it stands in the report: "(see para. 24, draft resolution III)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cpcj.resolutions.model import BodyItem, Heading, Text, TextKind
from cpcj.resolutions.structure.procedure import adoptions, sponsors
from cpcj.resolutions.vocabulary.states import find_state

_PLACE = re.compile(r"draft (?P<kind>resolution|decision)(?:\s+(?P<n>[IVXL]+))?")
_ARTICLE = re.compile(r"the (?=[A-Z])")


def with_sponsors(procedure: Sequence[BodyItem], texts: Sequence[Text]) -> tuple[Text, ...]:
    """Return the texts of a report with the sponsors that its paragraphs name.

    A text of which the report does not say where it stands keeps none: nothing is guessed.

    Args:
        procedure: ``Document.procedure``.
        texts: the texts of the report.
    """
    sponsored: dict[str | None, tuple[str, ...]] = {}
    names: dict[str, None] = {}
    drafts = [text for text in texts if text.kind is TextKind.DRAFT_RESOLUTION]
    for item in procedure:
        if isinstance(item, Heading):
            names = {}
            continue
        full = item.full
        names |= dict.fromkeys(_as_named(name) for name in sponsors(full))
        for place in adoptions(full):
            if names and (text := _text_at(place, texts, drafts)) is not None:
                earlier = sponsored.get(text.id, ())
                sponsored[text.id] = tuple(dict.fromkeys((*earlier, *names)))
                names = {}
    return tuple(
        replace(text, sponsors=sponsored[text.id]) if text.id in sponsored else text
        for text in texts
    )


def _text_at(place: str, texts: Sequence[Text], drafts: Sequence[Text]) -> Text | None:
    """Return the text that the words after "see para." name."""
    match = _PLACE.search(place)
    if match is None:
        return drafts[0] if len(drafts) == 1 else None
    kind = TextKind(match.group().partition(" " + (match["n"] or " "))[0])
    of_kind = [text for text in texts if text.kind is kind]
    if match["n"] is None or len(of_kind) == 1:
        return of_kind[0] if len(of_kind) == 1 else None
    return next((text for text in of_kind if text.id == match["n"]), None)


def _as_named(name: str) -> str:
    """Return a name as printed, without "the" where the State's name has none."""
    state = find_state(name)
    if state is not None and not any(known.article for known in state.names):
        return _ARTICLE.sub("", name, count=1)
    return name
