"""One application as a reader may read it; every page and file of one takes its words from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpcj.funding.trust_fund.models import Application, Grant, GrantInstalment, Particular
from cpcj.funding.trust_fund.models.visibility import NOT_SHOWN, is_insider, own_organizations
from cpcj.funding.trust_fund.names import (
    WITHHELD,
    cents_words,
    state_words,
    words_or_withheld,
)
from cpcj.funding.trust_fund.rules.withheld import OF_A_SHELTER, Part, Values, redacted

if TYPE_CHECKING:
    from cpcj.frame.permissions import Actor


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader may read.

    Attributes:
        values: words by part; a withheld part has none.
        cents: what is asked for, :data:`NOT_SHOWN` where it is withheld.
        insider: whether the reader sees everything.
        hidden: values by which free texts are redacted; none for an insider.
        withheld: the parts that are withheld from others, for those who may know.
    """

    number: str
    title: str
    summary: str
    values: dict[Part, str]
    cents: int
    insider: bool
    hidden: Values
    withheld: tuple[Part, ...]
    amounts: bool

    def part(self, part: Part) -> str:
        """Return a part in words, or that it is withheld."""
        if part is Part.AMOUNT:
            return cents_words(self.cents)
        if part is Part.STATE:
            code = self.values.get(part, "")
            return state_words(code) if code else str(WITHHELD)
        return words_or_withheld(self.values.get(part, ""))

    def say(self, text: str) -> str:
        """Return a text of anybody's about the application, without what is withheld."""
        return redacted(text, self.hidden) if self.hidden else text

    def money(self, cents: int) -> str:
        """Return another amount of the application or its grant: withheld with the one asked."""
        return cents_words(cents if self.amounts else NOT_SHOWN)


def shown(user: Actor, application: Application) -> Shown:
    """Return an application as a user may read it; the caller has found it in ``visible_to``."""
    rows = list(Particular.objects.filter(application=application))
    seen = set(
        Particular.objects.visible_to(user)
        .filter(application=application)
        .values_list("pk", flat=True)
    )
    insider = is_insider(user, application.organization_id)
    hidden = {
        Part(row.part): (row.value, _amounts(application, row) if row.cents else ())
        for row in rows
        if row.withheld and not insider
    }
    values = {Part(row.part): row.value for row in rows if row.pk in seen}
    amount = next((row for row in rows if row.part == Part.AMOUNT), None)
    amounts = amount is not None and amount.pk in seen
    title, summary = (
        redacted(text, hidden) if hidden else text
        for text in (application.title, application.summary)
    )
    return Shown(
        number=application.number,
        title=title,
        summary=summary,
        values=values,
        cents=amount.cents or 0 if amount is not None and amounts else NOT_SHOWN,
        insider=insider,
        hidden=hidden,
        withheld=tuple(part for part in Part if any(r.part == part and r.withheld for r in rows)),
        amounts=amounts,
    )


def _amounts(application: Application, row: Particular) -> frozenset[int]:
    """Return every amount of an application: asked for, awarded, paid in parts, spent, returned."""
    grants = Grant.objects.filter(application=application)
    parts = GrantInstalment.objects.filter(grant__application=application)
    rows = parts.values_list("cents", "refunded", "report__spent")
    found = {row.cents, *grants.values_list("cents", flat=True), *(n for one in rows for n in one)}
    return frozenset(cents for cents in found if cents)


def for_a_file(user: Actor, application: Application) -> dict[Part, str]:
    """Return the words by part for a file: a shelter's name and place stand in none.

    The shelter's own people are told what is theirs.
    """
    one = shown(user, application)
    words = {part: one.part(part) for part in Part}
    if application.shelter and application.organization_id not in own_organizations(user):
        words |= {part: str(WITHHELD) for part in (*OF_A_SHELTER, Part.STATE)}
    return words
