"""What the register holds, as the checks ask for it: a fixed number of statements a draft."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from cpcj.frame.permissions import Actor
from cpcj.register.models import Act, Alias, Citation, Provision, Text
from cpcj.resolutions.acts.texts import acts_of_text
from cpcj.resolutions.checking.held import Cited, DueAlready, HeldText
from cpcj.resolutions.checking.wording import Wording, wording_of
from cpcj.resolutions.citation import CitationKind
from cpcj.resolutions.citations import citations_in_text
from cpcj.resolutions.identifier import text_id
from cpcj.resolutions.model import Document, Standing
from cpcj.resolutions.series.titles import recurring_title

_RESOLUTION = CitationKind.RESOLUTION
_OF_SERIES = 10
"""Texts of a series whose words a draft is compared with, the latest first."""
_CITED = 60
"""Citations of one text by others that are looked at."""


class RegisterHeld:
    """The texts of the register that bear on a draft, as :class:`~.checking.held.Held`.

    Args:
        document: the draft; its own texts are left out.
        user: who asks; nothing is read that they may not see.
    """

    def __init__(self, document: Document, user: Actor) -> None:
        """Read what bears on the draft."""
        own = {text_id(document, text) for text in document.texts}
        cited: set[str] = set()
        asked: set[tuple[str, int]] = set()
        for text in document.texts:
            placed = citations_in_text(text, document)
            cited |= {one.citation.id for one in placed
                      if one.citation.id and one.citation.kind is _RESOLUTION}  # fmt: skip
            for act in acts_of_text(text, document, placed):
                if act.deliverable is not None and act.deliverable.due is not None:
                    asked.add((act.deliverable.due.body, act.deliverable.due.session))
        titles = {recurring_title(text.title.text) for text in document.texts} - {""}
        self._texts = _texts(cited, titles, own, user)
        self._citing = _citing(cited, own, user)
        self._due = _due(asked, own, user)
        self._wording: Wording | None = None

    def find(self, identifier: str) -> HeldText | None:
        """Return the text of an identifier."""
        return self._texts.get(identifier)

    def citing(self, identifier: str) -> Sequence[Cited]:
        """Return how other texts cite one."""
        return self._citing.get(identifier, ())

    def due(self, body: str, session: int) -> Sequence[DueAlready]:
        """Return the reports due to a body at a session."""
        return self._due.get((body, session), ())

    def series(self, title: str) -> Sequence[HeldText]:
        """Return the adopted texts of the series with a title, the latest first."""
        key = recurring_title(title)
        found = [one for one in self._texts.values()
                 if one.adopted and one.passages and recurring_title(one.title) == key]  # fmt: skip
        return sorted(found, key=lambda one: one.date or dt.date.min, reverse=True)

    def wording(self) -> Wording:
        """Return the index of the words of the series."""
        if self._wording is None:
            self._wording = wording_of(
                (one.identifier, one.passages) for one in self._texts.values()
            )
        return self._wording


def _texts(cited: set[str], titles: set[str], own: set[str], user: Actor) -> dict[str, HeldText]:
    """Return the texts that are cited, and those of the series with their words."""
    rows = list(
        Text.objects.visible_to(user)
        .filter(Q(identifier__in=cited) | Q(recurring_title__in=titles) | Q(symbol__in=cited))
        .exclude(identifier__in=own)
        .annotate(adopted_on=Coalesce("current__adoption_date", "date"))
        .order_by("-adopted_on", "identifier")
        .values(
            "pk", "identifier", "symbol", "title", "adopted_on", "standing", "session",
            "recurring_title", "current", "operative",
        )
    )  # fmt: skip
    series = [row for row in rows if row["recurring_title"] in titles][:_OF_SERIES]
    words: dict[int, list[tuple[str, str]]] = defaultdict(list)
    provisions = (
        Provision.objects.visible_to(user)
        .filter(version__in=[row["current"] for row in series])
        .order_by("version", "position")
        .values_list("version", "local", "words", "closing")
    )
    for version, local, own_words, closing in provisions:
        words[version].append((local, own_words))
        if closing:
            words[version].append((local, closing))
    held = {}
    for row in rows:
        text = HeldText(
            identifier=row["identifier"],
            title=row["title"],
            date=row["adopted_on"] if row["standing"] == Standing.ADOPTED else None,
            adopted=row["standing"] == Standing.ADOPTED,
            session=row["session"],
            passages=tuple(words.get(row["current"], ())),
            operative=row["operative"],
        )
        held[row["identifier"]] = text
        if row["symbol"]:
            held.setdefault(row["symbol"], text)
    aliases = (
        Alias.objects.visible_to(user)
        .filter(identifier__in=cited)
        .values_list("identifier", "text__identifier")
    )
    for alias, identifier in aliases:
        if identifier in held:
            held.setdefault(alias, held[identifier])
    return held


def _citing(cited: set[str], own: set[str], user: Actor) -> Mapping[str, list[Cited]]:
    found: dict[str, list[Cited]] = defaultdict(list)
    rows = (
        Citation.objects.visible_to(user)
        .filter(target_text__in=cited, kind=CitationKind.RESOLUTION, date__isnull=False)
        .filter(version__text__current=F("version"))
        .exclude(version__text__identifier__in=own)
        .order_by("pk")
        .values_list("target", "version__text__identifier", "place", "words", "date")
    )
    for target, identifier, place, words, date in rows.iterator():
        several = found[target]
        if len(several) < _CITED:
            several.append(Cited(target, f"{identifier}#{place}", words, date, None))
    return found


def _due(
    asked: Iterable[tuple[str, int]], own: set[str], user: Actor
) -> Mapping[tuple[str, int], list[DueAlready]]:
    wanted = Q(pk__in=())
    for body, session in sorted(asked):
        wanted |= Q(due_body=body, due_session=session)
    found: dict[tuple[str, int], list[DueAlready]] = defaultdict(list)
    rows = (
        Act.objects.visible_to(user)
        .filter(wanted, current=True, standing=Standing.ADOPTED)
        .exclude(text__identifier__in=own)
        .order_by("identifier")
        .values_list("identifier", "due_body", "due_session", "action")
    )
    for identifier, body, due_session, action in rows:
        if due_session is not None:
            due = DueAlready(identifier, body, due_session, action)
            found[body, due_session].append(due)
    return found
