"""From a printed row to the text it means: body, session, number, year, kind, identifier.

The rules stand in ``rules.toml``; each that was used is kept with the result as its reason. The
heading and the subprogramme say whose text it is, never the number alone: "55/1" is the General
Assembly's under one heading and the Commission on Narcotic Drugs' under another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from cpcj.resolutions.budget.listing import Row
from cpcj.resolutions.budget.rules import Form, Named, Source, rules
from cpcj.resolutions.budget.years import years_of
from cpcj.resolutions.citations.numbers import can_be_of, identifier, read_number
from cpcj.resolutions.vocabulary.bodies import bodies

_KIND_BEFORE = re.compile(r"\A(Decision|Resolution)s?\s+(?=\S*\d)", re.IGNORECASE)
_YEAR_IN_TITLE = re.compile(r"\bthe ((?:19|20)\d\d)\b")
_LAST_YEAR = 2199
KINDS = ("resolution", "decision", "statement", "declaration")
"""What a listed text can be; the last two have no number."""


class Publisher(StrEnum):
    """How the publisher's symbol stands to the one resolved here."""

    NONE = "none"  # the publisher gives none
    SAME = "same"
    PART = "part"  # the same document; the publisher leaves out which of its parts is meant
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that was used: its key in ``rules.toml`` or here, and what it says."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a row means.

    Attributes:
        row: the row.
        body: key of the body; "" where it is not known.
        kind: one of :data:`KINDS`; "" where it is not known.
        session: as printed ("70", "S-30", "III"); "" where the body counts otherwise.
        years: first and last year it can have been adopted in; equal where the year is certain.
        number: as the body prints it ("70/178", "1106 (XL)", "1373 (2001)"); "" for titled texts.
        citation: in words, as the body prints it ("General Assembly resolution 70/178").
        identifier: the stable identifier; "" where the row is not traceable.
        made: whether ``identifier`` is one made here, never to be shown as a symbol.
        carries: what the text adopts ("declaration", "treaty" …), by its title; "" where its title
            does not say so.
        publisher: how the publisher's symbol compares.
        reasons: the rules used, in order; where the row is not traceable the last says why.
    """

    row: Row
    body: str = ""
    kind: str = ""
    session: str = ""
    years: tuple[int, int] | None = None
    number: str = ""
    citation: str = ""
    identifier: str = ""
    made: bool = False
    carries: str = ""
    publisher: Publisher = Publisher.NONE
    reasons: tuple[Reason, ...] = ()

    @property
    def traceable(self) -> bool:
        """Tell whether it is known which text is meant."""
        return bool(self.identifier)

    @property
    def symbol(self) -> str:
        """The document symbol; "" where the text has none of its own."""
        return "" if self.made else self.identifier

    @property
    def year(self) -> int | None:
        """The year of adoption, where it is certain."""
        return self.years[0] if self.years and self.years[0] == self.years[1] else None


def resolve(row: Row, budget_year: int | None = None) -> Resolved:
    """Return what a row means, with the rules by which it is so.

    Args:
        row: a row of a list.
        budget_year: of the list: nothing in it can be of a later year. None where not known.
    """
    source = _source(row)
    if source is None:
        return _untraceable(
            Resolved(row), "no-body", "neither heading nor subprogramme names a body that is known"
        )
    by = f'the heading "{row.source}"'
    if source.subprogramme:
        by += f' in the subprogramme "{row.subprogramme_title}"'
    name = bodies()[source.body].name
    base = Resolved(row, source.body, reasons=(Reason(source.key, f"{by} means the {name}"),))
    printed = row.citation
    stated = _KIND_BEFORE.match(printed)
    number = printed[stated.end() :] if stated else printed
    found = _form(source.body, number)
    if found is None:
        return _titled(base)
    form, parts = found
    base = replace(
        base,
        reasons=(
            *base.reasons,
            Reason(form.key, f"form of the number: {form.says}, as in {form.example}"),
        ),
    )
    kind, why = _kind(row, stated[1].lower() if stated else "", form, int(parts["item"]))
    base = replace(base, kind=kind, reasons=(*base.reasons, why))
    return _numbered(base, form, parts, budget_year)


def settle(row: Row, *, body: str, kind: str, number: str) -> Resolved:
    """Return what a row means when a person says whose text and of which number it is.

    Args:
        row: the row.
        body: key of the body.
        kind: "resolution" or "decision".
        number: as printed ("70/178").

    Raises:
        ValueError: the body has no such number; the message says which forms it has.
    """
    found = _form(body, number)
    if found is None or kind not in KINDS[:2]:
        examples = ", ".join(f.example for f in rules().forms if body in f.bodies)
        message = f"a number of this body is written like {examples or 'none that is known'}"
        raise ValueError(message)
    form, parts = found
    base = Resolved(row, body, kind, reasons=(Reason("person", "a person said so"),))
    settled = _numbered(base, form, parts, None)
    if not settled.traceable:
        raise ValueError(settled.reasons[-1].words)
    return settled


def _source(row: Row) -> Source | None:
    heading, title = row.source.casefold(), row.subprogramme_title.casefold()
    for source in rules().sources:
        if heading.startswith(source.starts.casefold()) and source.subprogramme in title:
            return source
    return None


def _form(body: str, number: str) -> tuple[Form, dict[str, str]] | None:
    for form in rules().forms:
        if body in form.bodies and (match := form.pattern.fullmatch(number)):
            return form, {name: part or "" for name, part in match.groupdict().items()}
    return None


def _kind(row: Row, stated: str, form: Form, item: int) -> tuple[str, Reason]:
    """Return resolution or decision, and why."""
    if stated:
        return stated, Reason("kind-printed", f'the list prints "{stated}" before the number')
    heading = row.source.casefold()
    if "decision" in heading and "resolution" not in heading:
        return "decision", Reason("kind-heading", "the heading names decisions alone")
    if "resolution" in heading and "decision" not in heading:
        return "resolution", Reason("kind-heading", "the heading names resolutions, no decisions")
    if form.decisions_from and item >= form.decisions_from:
        words = f"the body counts its decisions from {form.decisions_from}"
        return "decision", Reason("kind-number", words)
    return "resolution", Reason("kind-plain", "a number without another word is a resolution's")


def _numbered(
    base: Resolved, form: Form, parts: dict[str, str], budget_year: int | None
) -> Resolved:
    row = base.row
    body = bodies()[base.body]
    if not parts.get("letter") and (letter := _letter(row)):
        parts = {**parts, "letter": letter}
        words = f'the words beside it print "{row.citation} {letter}"'
        base = replace(base, reasons=(*base.reasons, Reason("part-in-words", words)))
    shown = {**parts, "letter": f" {parts['letter']}" if parts.get("letter") else ""}
    printed = form.printed.format(**shown)
    base = replace(
        base,
        session=parts.get("series", "") + (parts.get("special") or parts.get("session")
                 or parts.get("roman") or ""),
        number=printed,
        citation=f"{body.name} {base.kind} {printed}",
    )  # fmt: skip
    without_letter = form.printed.format(**{**shown, "letter": ""})
    number = read_number(without_letter, parts.get("letter", ""))
    if number is None or not can_be_of(body, number):
        words = f"the {body.name} has no {base.kind} of the form {printed}"
        return _untraceable(base, "no-such-number", words)
    years = years_of(base.body, parts)
    if years is None and parts.get("session"):
        words = f"no year is known for session {parts['session']} of the {body.name}"
        return _untraceable(base, "no-such-session", words)
    if years is not None and not body_met(base.body, years[0], budget_year):
        words = f"the {body.name} had no session of this number before the budget of {budget_year}"
        if body.start and years[0] < body.start:
            words = f"the {body.name} first met in {body.start}"
        return _untraceable(base, "session-out-of-time", words)
    made_id, made = identifier(body, number, decision=base.kind == "decision")
    if made_id is None:
        words = f"the {body.name} has no identifiers for its {base.kind}s"
        return _untraceable(base, "no-identifier", words)
    resolved = replace(base, years=years, identifier=made_id, made=made, carries=_carried(row))
    return _compared(resolved)


def body_met(body: str, year: int, budget_year: int | None) -> bool:
    """Tell whether a body can have adopted a text in a year, for a budget of a given year."""
    start = bodies()[body].start
    return (start is None or year >= start) and year <= (budget_year or _LAST_YEAR)


def _letter(row: Row) -> str:
    """Return the letter that the words beside a citation print after it ("46/185 C")."""
    found = re.search(rf"(?<![\d/]){re.escape(row.citation)} ([A-Z])(?![A-Za-z])", row.description)
    return found[1] if found else ""


def _carried(row: Row) -> str:
    return next((one.value for one in rules().carried if one.pattern.search(row.description)), "")


def _titled(base: Resolved) -> Resolved:
    """Resolve a text that is listed by its title."""
    title = base.row.citation
    folded = title.casefold()
    for named in rules().named:
        if named.body == base.body and folded.startswith(named.title.casefold()):
            return _compared(_of_name(base, named))
    words = f'"{title}" is no number of this body and no title that is known'
    for worded in rules().titled:
        if not any(c.isdigit() and "/" in title for c in title) and worded.pattern.search(title):
            year = _YEAR_IN_TITLE.search(title)
            base = replace(
                base,
                kind=worded.value,
                citation=f"{bodies()[base.body].name}, {title}",
                years=(int(year[1]), int(year[1])) if year else None,
                reasons=(*base.reasons, Reason(worded.key, f"its title says {worded.value}")),
            )
            words = "its title is not among those known here, so the session is not certain"
            break
    return _untraceable(base, "no-number", words)


def _of_name(base: Resolved, named: Named) -> Resolved:
    body = bodies()[named.body]
    words = f"a {named.kind} known by its title; printed in {named.source}"
    return replace(
        base,
        kind=named.kind,
        session=str(named.session),
        years=(named.year, named.year),
        citation=f"{body.name}, {base.row.citation} ({named.year})",
        identifier=f"made:{named.body.replace('_', '-')}-{named.session}-{named.year}-{named.slug}",
        made=True,
        reasons=(*base.reasons, Reason(named.key, words)),
    )


def _compared(resolved: Resolved) -> Resolved:
    """Compare the publisher's symbol with ours and say what a disagreement comes from."""
    given = resolved.row.symbol.replace(" ", "")
    if not given:
        return resolved
    if given == resolved.identifier:
        return replace(resolved, publisher=Publisher.SAME)
    if resolved.symbol and given == resolved.symbol[:-1] and resolved.symbol[-1].isalpha():
        words = f"the publisher's symbol {given} names the document, not its part"
        return _publisher(resolved, Publisher.PART, words)
    if resolved.made:
        words = (
            f"the publisher gives {given}, the symbol of another body's text: what the "
            f"{bodies()[resolved.body].name} adopts has no symbol"
        )
    else:
        words = f"the publisher gives {given}, which is another text"
    return _publisher(resolved, Publisher.DIFFERS, words)


def _publisher(resolved: Resolved, how: Publisher, words: str) -> Resolved:
    reason = Reason(f"publisher-{how.value}", words)
    return replace(resolved, publisher=how, reasons=(*resolved.reasons, reason))


def _untraceable(base: Resolved, key: str, words: str) -> Resolved:
    return replace(base, identifier="", reasons=(*base.reasons, Reason(key, words)))
