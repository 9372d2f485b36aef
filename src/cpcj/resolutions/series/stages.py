"""The texts of a series in order, and which texts of a folder are one series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from cpcj.resolutions.citations import citations_in_text
from cpcj.resolutions.comparing.alignment import Unit, units_of
from cpcj.resolutions.identifier import is_made, text_id
from cpcj.resolutions.model import Document, Standing, Text
from cpcj.resolutions.series.grouping import REWORDED, Held, same_paragraphs, series_for
from cpcj.resolutions.series.titles import recurring_title

_LATEST = dt.date.max


@dataclass(frozen=True, slots=True)
class Stage:
    """One text of a series.

    Attributes:
        identifier: of the text.
        made: whether that is no document symbol and must not be shown as one.
        title: of the text.
        date: of the text; None where none is known.
        session: of the body; None where none is known.
        adopted: whether it is more than a draft.
        paragraphs: its paragraphs in order, points with them.
        cited: identifiers of the texts it cites.
    """

    identifier: str
    made: bool
    title: str
    date: dt.date | None
    session: int | None
    adopted: bool
    paragraphs: tuple[Unit, ...]
    cited: frozenset[str] = frozenset()


def stage_of(document: Document, text: Text) -> Stage:
    """Return a text as a stage of its series."""
    identifier = text_id(document, text)
    return Stage(
        identifier=identifier,
        made=is_made(identifier),
        title=text.title.text,
        date=(text.adoption.date if text.adoption else None) or document.date,
        session=document.session,
        adopted=document.standing(text) is Standing.ADOPTED,
        paragraphs=tuple(unit for unit in units_of(text) if not unit.parent),
        cited=frozenset(
            placed.citation.id for placed in citations_in_text(text, document) if placed.citation.id
        ),
    )


def in_order(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Return stages from the earliest on; undated ones last, drafts before what was adopted."""
    return tuple(
        sorted(
            stages,
            key=lambda stage: (stage.date or _LATEST, stage.adopted, stage.identifier),
        )
    )


def series_among(stages: Iterable[Stage]) -> list[tuple[Stage, ...]]:
    """Return the series of two or more texts among some texts, the longest first.

    A text joins a series by its recurring title, or where its title was reworded, by what it cites
    and by its paragraphs (:func:`~cpcj.resolutions.series.grouping.series_for`).
    """
    found: list[list[Stage]] = []
    titles: list[str] = []
    for stage in in_order(stages):
        title = recurring_title(stage.title)
        held = [
            Held(key, titles[key], recalled=_recalls(stage, found[key]))
            for key in range(len(found))
        ]
        joined = series_for(title, held) or series_for(
            title, [replace(one, alike=_alike(stage, title, one, found[one.key])) for one in held]
        )
        if joined is None:
            found.append([stage])
            titles.append(title)
        else:
            found[joined[0]].append(stage)
    series = [tuple(each) for each in found if len(each) > 1]
    series.sort(key=lambda each: (-len(each), each[0].title))
    return series


def _alike(stage: Stage, title: str, held: Held, series: Sequence[Stage]) -> bool:
    """Tell whether a text repeats paragraphs of a series that something else points to, too."""
    if not (held.recalled or fuzz.token_sort_ratio(title, held.title) >= REWORDED):
        return False
    own = [unit.words for unit in stage.paragraphs]
    return any(
        other.session != stage.session
        and same_paragraphs(own, [unit.words for unit in other.paragraphs])
        for other in series
    )


def _recalls(stage: Stage, series: Sequence[Stage]) -> bool:
    return any(
        other.session != stage.session and other.identifier in stage.cited for other in series
    )
