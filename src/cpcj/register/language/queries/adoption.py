"""Precedents in the register, with how each text was adopted and who sponsored it.

Both stand where the text's own procedure records them; where it records nothing, another stage of
the same text (the report, the draft) may, and is then named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from cpcj.frame.permissions import Actor
from cpcj.register.language.queries.holdings import RegisterHoldings
from cpcj.register.models import FamilyMember, ProcedureFact, ProcedureName, Text
from cpcj.resolutions.agreed import Precedents, Use, Variant, precedents
from cpcj.resolutions.agreed.passages import with_numbers
from cpcj.resolutions.procedure import FactKind

_KINDS = (FactKind.ADOPTED, FactKind.SPONSORED, FactKind.JOINED, FactKind.WITHDREW)


class Recorded(NamedTuple):
    """How a text was adopted and by whom it was sponsored; empty where neither is recorded."""

    vote: str
    sponsors: tuple[str, ...]


def precedents_held(phrase: str, user: Actor) -> Precedents:
    """Return where a phrase has stood before in what a user may see."""
    found = precedents(phrase, RegisterHoldings(user))
    wordings = [one for one in (found.exact, *found.variants) if one is not None]
    texts = {use.passage.text for one in wordings for use in one.uses}
    if found.nearest is not None:
        texts.add(found.nearest.passage.text)
    if not texts:
        return found
    recorded = _recorded(texts, user)

    def told(use: Use) -> Use:
        one = recorded.get(use.passage.text)
        if one is None:
            return use
        sponsors = use.passage.sponsors or one.sponsors
        return replace(use, passage=replace(use.passage, vote=one.vote, sponsors=sponsors))

    def wording(one: Variant) -> Variant:
        return replace(one, uses=tuple(told(use) for use in one.uses))

    return replace(
        found,
        exact=None if found.exact is None else wording(found.exact),
        variants=tuple(wording(one) for one in found.variants),
        nearest=None if found.nearest is None else told(found.nearest),
    )


class _Stage(NamedTuple):
    identifier: str
    version: int


def _recorded(texts: Collection[str], user: Actor) -> dict[str, Recorded]:
    """Return what is recorded of some texts, by identifier, in four statements."""
    stages = _stages(texts, user)
    versions = {one.version for several in stages.values() for one in several}
    facts: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = (
        ProcedureFact.objects.visible_to(user)
        .filter(version__in=versions, kind__in=[kind.value for kind in _KINDS])
        .order_by("version", "position")
        .values("pk", "version", "kind", "detail", "vote")
    )
    for row in rows:
        facts[row["version"]].append(dict(row))
    names: defaultdict[int, list[str]] = defaultdict(list)
    named = (
        ProcedureName.objects.visible_to(user)
        .filter(fact__version__in=versions, fact__kind__in=[kind.value for kind in _KINDS[1:]])
        .order_by("fact", "position")
        .values_list("fact", "name")
    )
    for fact, name in named:
        names[fact].append(name)
    return {
        identifier: Recorded(_vote(identifier, several, facts), _sponsors(several, facts, names))
        for identifier, several in stages.items()
    }


def _stages(texts: Collection[str], user: Actor) -> dict[str, list[_Stage]]:
    """Return the stages of each text, its own version first, then the latest."""
    found: dict[str, list[_Stage]] = {
        identifier: [_Stage(identifier, version)]
        for identifier, version in Text.objects.visible_to(user)
        .filter(identifier__in=texts, current__isnull=False)
        .values_list("identifier", "current")
    }
    kept = FamilyMember.objects.exclude(state=FamilyMember.State.REJECTED)
    families: defaultdict[int, list[_Stage]] = defaultdict(list)
    rows = (
        FamilyMember.objects.visible_to(user)
        .exclude(state=FamilyMember.State.REJECTED)
        .filter(
            family__in=kept.filter(text__identifier__in=texts).values("family"),
            text__current__isnull=False,
        )
        .order_by("-text__date", "text__identifier")
        .values_list("family", "text__identifier", "text__current")
    )
    for family, identifier, version in rows:
        families[family].append(_Stage(identifier, version))
    for several in families.values():
        for one in several:
            if one.identifier in found:
                found[one.identifier] += [other for other in several if other != one]
    return found


def _vote(
    identifier: str, stages: Iterable[_Stage], facts: Mapping[int, list[dict[str, Any]]]
) -> str:
    for stage in stages:
        for fact in facts.get(stage.version, ()):
            if fact["kind"] != FactKind.ADOPTED:
                continue
            vote = fact["vote"] or {}
            said = str(fact["detail"])
            if vote.get("in_favour") is not None:
                said = with_numbers(
                    said, vote["in_favour"], vote.get("against"), vote.get("abstaining")
                )
            if said:
                return said if stage.identifier == identifier else f"{said}, {stage.identifier}"
    return ""


def _sponsors(
    stages: Iterable[_Stage],
    facts: Mapping[int, list[dict[str, Any]]],
    names: Mapping[int, list[str]],
) -> tuple[str, ...]:
    for stage in stages:
        here: dict[str, None] = {}
        gone: set[str] = set()
        for fact in facts.get(stage.version, ()):
            if fact["kind"] == FactKind.WITHDREW:
                gone.update(names.get(fact["pk"], ()))
            elif fact["kind"] != FactKind.ADOPTED:
                here.update(dict.fromkeys(names.get(fact["pk"], ())))
        if here:
            return tuple(name for name in here if name not in gone)
    return ()
