"""What single pages show, in a number of statements that does not depend on how much there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q

from cpcj.frame.permissions import Actor
from cpcj.register.models import (
    Act,
    Alias,
    Citation,
    Doubt,
    FamilyMember,
    Footnote,
    Heading,
    Provision,
    Text,
    TextVersion,
)

MOST_SHOWN = 200
"""Lines of a list on a page about something else (citing texts, texts of a series)."""


@dataclass(frozen=True, slots=True)
class WholeText:
    """A text with everything its page prints.

    Attributes:
        version: the version that is shown.
        versions: how many there are.
        provisions, headings, footnotes, citations, doubts: of that version, in printed order.
        acts: those in force, with their values.
        held: identifiers of held texts by the identifier they are cited by.
        family: the members of its family that were not rejected, with their texts.
        series: the texts of its series, the latest first.
        siblings: the other texts of its document.
    """

    text: Text
    version: TextVersion
    versions: int
    provisions: tuple[Provision, ...]
    headings: tuple[Heading, ...]
    footnotes: tuple[Footnote, ...]
    citations: tuple[Citation, ...]
    doubts: tuple[Doubt, ...]
    acts: tuple[Act, ...]
    held: dict[str, str]
    family: tuple[FamilyMember, ...]
    series: tuple[Text, ...]
    siblings: tuple[Text, ...]


def text_called(user: Actor, identifier: str) -> Text | None:
    """Return the text that an identifier means, by any of its identifiers, if it may be seen."""
    known = Q(identifier=identifier) | Q(aliases__identifier=identifier)
    texts: list[Text] = list(
        Text.objects.visible_to(user)
        .filter(known)
        .select_related("document", "series", "current")
        .distinct()[:1]
    )
    return texts[0] if texts else None


def whole_text(user: Actor, identifier: str) -> WholeText | None:
    """Return a text with everything its page prints; None where there is none to be seen."""
    text = text_called(user, identifier)
    if text is None or text.current is None:
        return None
    version = text.current
    citations = tuple(Citation.objects.filter(version=version).order_by("pk"))
    family = FamilyMember.objects.visible_to(user).filter(family__members__text=text)
    mine = family.exclude(state=FamilyMember.State.REJECTED)
    return WholeText(
        text=text,
        version=version,
        versions=version.number,
        provisions=tuple(Provision.objects.filter(version=version).order_by("position")),
        headings=tuple(Heading.objects.filter(version=version).order_by("position")),
        footnotes=tuple(Footnote.objects.filter(version=version).order_by("position")),
        citations=citations,
        doubts=tuple(Doubt.objects.filter(version=version).order_by("pk")),
        acts=tuple(
            Act.objects.filter(version=version, current=True)
            .select_related("paragraph", "provision")
            .prefetch_related("values")
            .order_by("paragraph__position", "position")
        ),
        held=held_texts(user, {one.target_text for one in citations if one.target_text}),
        family=tuple(_of_family(text, mine)),
        series=tuple(
            Text.objects.visible_to(user)
            .filter(series=text.series_id)
            .order_by("-date", "identifier")[:MOST_SHOWN]
            if text.series_id is not None
            else ()
        ),
        siblings=tuple(
            Text.objects.visible_to(user).filter(document=text.document_id).order_by("pk")
        ),
    )


_ORDER = {"proposed": 0, "recommended": 1, "adopted": 2}


def _of_family(text: Text, members: Iterable[FamilyMember]) -> list[FamilyMember]:
    """Return the stages of the family a text belongs to, drafts first; none where it is alone."""
    found = list(members.select_related("text", "text__document").distinct())  # type: ignore[attr-defined]
    own = {one.family_id for one in found if one.text_id == text.pk}
    stages = [one for one in found if one.family_id in own]
    stages.sort(key=lambda one: (_ORDER.get(one.text.standing, 0), one.text.identifier))
    return stages if len(stages) > 1 else []


def held_texts(user: Actor, identifiers: Iterable[str]) -> dict[str, str]:
    """Return which of some identifiers mean texts that a user may see, and their identifiers."""
    wanted = list(identifiers)
    seen = Text.objects.visible_to(user)
    found = seen.filter(identifier__in=wanted).values_list("identifier", flat=True)
    held = {identifier: identifier for identifier in found}
    for alias, identifier in Alias.objects.filter(
        identifier__in=wanted, text__in=seen
    ).values_list("identifier", "text__identifier"):
        held.setdefault(alias, identifier)
    return held


@dataclass(frozen=True, slots=True)
class Citing:
    """A text that cites something: how often, and the words and place of the first time."""

    text: Text
    times: int
    words: str
    place: str


def cited_by(user: Actor, identifier: str) -> tuple[Citing, ...]:
    """Return the texts whose shown version cites an identifier, the latest first.

    An identifier without provision finds citations of any part of it.
    """
    field = "target" if "#" in identifier else "target_text"
    citations = (
        Citation.objects.visible_to(user)
        .filter(**{field: identifier}, version__text__current__pk=F("version"))
        .select_related("version__text")
        .order_by("-version__text__date", "version__text__identifier", "pk")
    )
    found: dict[int, list[Citation]] = {}
    for citation in citations[: MOST_SHOWN * 20]:
        found.setdefault(citation.version.text_id, []).append(citation)
    return tuple(
        Citing(of_text[0].version.text, len(of_text), of_text[0].words, of_text[0].place)
        for of_text in list(found.values())[:MOST_SHOWN]
    )


def citing_counts(user: Actor, text: Text) -> list[tuple[str, int]]:
    """Return the identifiers of the texts that cite a text, with how often, the most often first."""
    names = [text.identifier, *text.aliases.values_list("identifier", flat=True)]
    return list(
        Citation.objects.visible_to(user)
        .filter(target_text__in=names, version__text__current__pk=F("version"))
        .exclude(version__text=text)
        .values_list("version__text__identifier")
        .annotate(times=Count("pk"))
        .order_by("-times", "version__text__identifier")[:MOST_SHOWN]
    )
