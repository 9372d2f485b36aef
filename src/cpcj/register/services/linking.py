"""Where a newly stored text belongs: its series and, as a proposal, its family."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from django.db.models import F, Max, Q, QuerySet

from cpcj.register.models import (
    Citation,
    Family,
    FamilyMember,
    Provision,
    Series,
    Text,
    TextVersion,
)
from cpcj.register.rules.families import Candidate, both_adopted, propose
from cpcj.resolutions.model import TextKind
from cpcj.resolutions.series.grouping import Held, same_paragraphs, series_for

_DECISIONS = (TextKind.DRAFT_DECISION.value, TextKind.DECISION.value)
_ADOPTED = (TextKind.RESOLUTION.value, TextKind.DECISION.value)


def link(text: Text, version: TextVersion) -> None:
    """Put a text in its series and propose its family. Called inside a service."""
    if not text.recurring_title:
        return
    _join_series(text, version)
    _propose_family(text)


def _join_series(text: Text, version: TextVersion) -> None:
    # A reason without a series: somebody said that the text is of none.
    if text.series_id is not None or text.series_reason:
        return
    cited = version.citations.exclude(target_text="").values("target_text")
    # Whichever of two texts came first, the one recalls the other.
    citing = Citation.objects.filter(
        target_text=text.identifier, version__text__current=F("version")
    ).values("version__text")
    recalled = Text.objects.filter(Q(identifier__in=cited) | Q(pk__in=citing)).exclude(
        session=text.session
    )
    related = Series.objects.filter(texts__in=recalled).exclude(
        recurring_title=text.recurring_title
    )
    held = [Held(series.pk, series.recurring_title, recalled=True) for series in related.distinct()]
    held += [
        Held(series.pk, series.recurring_title, recalled=False)
        for series in Series.objects.filter(recurring_title=text.recurring_title)
    ]
    found = series_for(text.recurring_title, held)
    if found is None and held:
        alike = _made_alike(version, recalled)
        found = series_for(
            text.recurring_title, [replace(one, alike=one.key in alike) for one in held]
        )
    if found is None:
        series = Series(recurring_title=text.recurring_title, title=text.title)
        series.save()
        text.series, text.series_reason = series, "the first text of this title"
    else:
        key, text.series_reason = found
        text.series = Series.objects.get(pk=key)
        latest = text.series.texts.aggregate(latest=Max("date"))["latest"]
        if latest is None or (text.date is not None and text.date >= latest):
            text.series.title = text.title
            text.series.save()
    text.save(update_fields=["series", "series_reason"])


def _made_alike(version: TextVersion, recalled: QuerySet[Text]) -> set[int]:
    """Return the series of those texts that are made of the same paragraphs as a new one."""
    paragraphs: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    rows = Provision.objects.filter(
        version__text__in=recalled, version=F("version__text__current"), depth=0,
        version__text__series__isnull=False,
    ).values_list("version__text__series", "version", "full", "words")  # fmt: skip
    for series, of, full, words in rows:
        paragraphs[series, of].append(full or words)
    own = [one.full or one.words for one in version.provisions.filter(depth=0)]
    return {series for (series, _), words in paragraphs.items() if same_paragraphs(own, words)}


def _propose_family(text: Text) -> None:
    if text.memberships.exclude(state=FamilyMember.State.REJECTED).exists():
        return
    alike = Text.objects.filter(
        Q(recurring_title=text.recurring_title) | Q(agenda_item=text.agenda_item),
        session=text.session, current__isnull=False,
    ).exclude(pk=text.pk).exclude(part="procedure")  # fmt: skip
    own = candidate(text)
    proposals = propose(own, [candidate(other) for other in alike])
    refused = set(
        text.memberships.filter(state=FamilyMember.State.REJECTED).values_list("family", flat=True)
    )
    for proposal in proposals:
        other = FamilyMember.objects.exclude(state=FamilyMember.State.REJECTED).filter(
            text=proposal.key
        ).first()  # fmt: skip
        if other is not None and (
            other.family_id in refused or _holds_another_adopted(other.family, own)
        ):
            continue
        if other is None:
            family = Family()
            family.save()
            FamilyMember(family=family, text_id=proposal.key, reason=proposal.reason).save()
        else:
            family = other.family
        FamilyMember(family=family, text=text, reason=proposal.reason).save()
        return


def _holds_another_adopted(family: Family, own: Candidate) -> bool:
    """Tell whether a family ends in another adopted text: a draft may be like two of them."""
    live = family.members.exclude(state=FamilyMember.State.REJECTED).select_related("text")
    return any(both_adopted(own, candidate(member.text)) for member in live)


def candidate(text: Text) -> Candidate:
    """Return what of a text decides its family."""
    return Candidate(
        text.pk, text.organ or None, text.session, text.agenda_item or None, text.title,
        decision=text.kind in _DECISIONS,
        adopted=(text.symbol, text.number) if text.kind in _ADOPTED else None,
    )  # fmt: skip
