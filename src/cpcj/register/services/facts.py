"""What officers say about recorded facts: sponsors, votes, revisions from the floor, statements.

What is said is a :class:`Review` of the text, its field the fact's key, with the machine's values
beside the person's. Facts are stored anew with each reading: what was said is then put on the fact
of the same words, else on the only one of its kind in that place; a fact that was confirmed or
corrected and is no longer found stays.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.models import Generation, ProcedureFact, ProcedureName, Review, TextVersion
from cpcj.register.models.acts import ReviewState
from cpcj.register.services.act_rows import stored
from cpcj.register.services.reviewing import needs
from cpcj.register.services.settling import WrongValueError
from cpcj.resolutions.procedure import FactKind

PREFIX: Final = "fact:"
"""Opens the field of a review that is about a fact."""
SAID: Final = ("meeting", "date", "detail", "revised", "vote", "names")
"""What of a fact can be corrected; its words are those of the text."""
_NAME: Final = ("name", "start", "end", "code", "group", "behalf")
_SPONSORING: Final = (FactKind.SPONSORED.value, FactKind.JOINED.value, FactKind.WITHDREW.value)
_LARGEST: Final = 9_999

Record = dict[str, Any]


def key_of(fact: ProcedureFact) -> str:
    """Return the key by which a fact is known through every new reading."""
    if fact.key:
        return fact.key
    said = json.dumps([fact.draft, fact.kind, fact.place, fact.words], ensure_ascii=False)
    return f"{PREFIX}{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def record_of(fact: ProcedureFact) -> Record:
    """Return a fact as plain values: what it says, and where it stands."""
    names = ProcedureName.objects.filter(fact=fact).order_by("position")
    return {
        "draft": fact.draft,
        "kind": fact.kind,
        "place": fact.place,
        "start": fact.start,
        "end": fact.end,
        "words": fact.words,
        "after": fact.after,
        "symbols": fact.symbols,
        "meeting": fact.meeting,
        "date": None if fact.date is None else fact.date.isoformat(),
        "detail": fact.detail,
        "revised": fact.revised,
        "vote": fact.vote,
        "names": list(names.values(*_NAME)),
    }


def last_fact_word(fact: ProcedureFact) -> str:
    """Return a note of what was said of a fact so far, for the page that shows it."""
    said = Review.objects.filter(text=fact.version.text_id, act=None, field=key_of(fact))
    last = said.order_by("-pk").values_list("pk", "standing").first()
    return f"{last[0]}.{last[1]}" if last else "0"


@service(permission=Permission.MANDATE_REVIEW, on="fact")
def confirm_fact(change: Change, fact: ProcedureFact, *, reason: str = "") -> Review:
    """Say that a fact is recorded as it should be."""
    return _settle(change, fact, ReviewState.CONFIRMED, {}, reason)


@service(permission=Permission.MANDATE_REVIEW, on="fact")
def correct_fact(
    change: Change, fact: ProcedureFact, said: Mapping[str, Any], *, reason: str
) -> Review:
    """Put other values in the place of those read.

    Args:
        change: the actor.
        fact: the fact.
        said: values by the names of :data:`SAID`; those not named stay. ``names`` is a list of
            records of ``name``, ``start``, ``end``, ``code``, ``group``, ``behalf``; ``date`` is
            ISO 8601 or None.
        reason: why.

    Raises:
        WrongValueError: a value does not fit.
        ReasonMissingError: no reason is given.
    """
    needs(reason)
    return _settle(change, fact, ReviewState.CORRECTED, said, reason)


@service(permission=Permission.MANDATE_REVIEW, on="fact")
def reject_fact(change: Change, fact: ProcedureFact, *, reason: str) -> Review:
    """Say that nothing of the kind is recorded there: it is shown as rejected and not counted.

    Raises:
        ReasonMissingError: no reason is given.
    """
    needs(reason)
    return _settle(change, fact, ReviewState.REJECTED, {}, reason)


@service(permission=Permission.MANDATE_REVIEW, on="fact")
def reopen_fact(change: Change, fact: ProcedureFact) -> None:
    """Take back what was said of a fact; what was read is in force again."""
    generation = Generation.advance()
    fact.refresh_from_db()
    review = _standing(fact)
    if review is None:
        change.nothing()
        return
    before = change.values(fact, "review")
    review.standing = False
    review.save(update_fields=["standing"])
    _put(fact, review.machine if isinstance(review.machine, dict) else {})
    fact.review, fact.key = ReviewState.UNREVIEWED, ""
    fact.save()
    _tell(fact, generation, (review.machine or {}).get("sponsors"))
    change.altered(fact, before, note="reopened")


def put_settled(version: TextVersion) -> None:
    """Put what was said of facts on those of a new reading. Called inside a service."""
    said = list(
        Review.objects.filter(
            text=version.text_id, act=None, standing=True, field__startswith=PREFIX
        ).order_by("pk")
    )
    if not said:
        return
    rows = {key_of(row): row for row in ProcedureFact.objects.filter(version=version)}
    for review in said:
        row = rows.pop(review.field, None) or _alike(rows, review)
        if row is None and review.verdict == ReviewState.REJECTED:
            continue
        if row is None:
            row = _kept(version, review)
        if review.verdict != ReviewState.REJECTED and isinstance(review.value, dict):
            _put(row, review.value)
        row.review, row.key = review.verdict, review.field
        row.save()
    _put_sponsors(version, None)


def _settle(
    change: Change, fact: ProcedureFact, verdict: ReviewState, said: Mapping[str, Any], reason: str
) -> Review:
    generation = Generation.advance()
    fact.refresh_from_db()
    earlier = _standing(fact)
    machine: Record = (earlier.machine or {}) if earlier else record_of(fact)
    if earlier is None and fact.kind in _SPONSORING:
        machine = {**machine, "sponsors": _printed(fact.version)}
    if earlier is not None and earlier.verdict == ReviewState.REJECTED:
        _put(fact, machine)
    before = change.values(fact, "review")
    _put(fact, {name: said[name] for name in SAID if name in said})
    fact.review, fact.key = verdict, key_of(fact)
    fact.save()
    if earlier:
        earlier.standing = False
        earlier.save(update_fields=["standing"])
    review = Review(
        text_id=fact.version.text_id, field=fact.key, verdict=verdict, machine=machine,
        value=None if verdict == ReviewState.REJECTED else record_of(fact),
        reason=stored(reason), by_id=change.actor.pk,
    )  # fmt: skip
    review.save()
    _tell(fact, generation, None)
    change.altered(fact, before, note=verdict.value)
    return review


def _standing(fact: ProcedureFact) -> Review | None:
    found: Review | None = Review.objects.filter(
        text=fact.version.text_id, act=None, field=key_of(fact), standing=True
    ).first()
    return found


def _put(fact: ProcedureFact, values: Mapping[str, Any]) -> None:
    """Put values in force; saves the names alone.

    Raises:
        WrongValueError: a value does not fit.
    """
    if "meeting" in values:
        fact.meeting = _number(values["meeting"])
    if "date" in values:
        try:
            fact.date = dt.date.fromisoformat(values["date"]) if values["date"] else None
        except (TypeError, ValueError) as error:
            message = f"{values['date']!r} is no day"
            raise WrongValueError(message) from error
    if "detail" in values:
        fact.detail = stored(str(values["detail"] or ""), 80)
    if "revised" in values:
        fact.revised = bool(values["revised"])
    if "vote" in values:
        vote = dict(values["vote"] or {})
        for side in ("in_favour", "against", "abstaining"):
            if vote:
                vote[side] = _number(vote.get(side))
        fact.vote = vote
    if "names" in values:
        ProcedureName.objects.filter(fact=fact).delete()
        ProcedureName.objects.bulk_create(
            ProcedureName(
                fact=fact, position=at, name=stored(one["name"], 255), start=one["start"],
                end=one["end"], code=one["code"], group=one["group"], behalf=one["behalf"],
            )
            for at, one in enumerate(values["names"], start=1)
        )  # fmt: skip


def _number(value: Any) -> int | None:
    if value in (None, ""):
        return None
    if not isinstance(value, int) or not 0 <= value <= _LARGEST:
        message = f"{value!r} is no number of a meeting or of votes"
        raise WrongValueError(message)
    return value


def _alike(rows: dict[str, ProcedureFact], review: Review) -> ProcedureFact | None:
    """Return the only fact of the same kind in the same place, which other words now tell."""
    was = review.machine if isinstance(review.machine, dict) else {}
    where = (was.get("draft"), was.get("kind"), was.get("place"))
    found = [key for key, row in rows.items() if (row.draft, row.kind, row.place) == where]
    return rows.pop(found[0]) if len(found) == 1 else None


def _kept(version: TextVersion, review: Review) -> ProcedureFact:
    """Store again a fact that a person settled and a newer reading no longer finds."""
    value: Record = review.value if isinstance(review.value, dict) else {}
    last = ProcedureFact.objects.filter(version=version).order_by("-position").first()
    row = ProcedureFact(
        version=version, position=1 if last is None else last.position + 1,
        **{name: value[name] for name in
           ("draft", "kind", "place", "start", "end", "words", "after", "symbols")},
    )  # fmt: skip
    row.save()
    return row


def _printed(version: TextVersion) -> list[str]:
    """Return the sponsors that the reader gave a text, whatever was said of them since."""
    said = Review.objects.filter(
        text=version.text_id, act=None, standing=True, field__startswith=PREFIX
    )
    for machine in said.order_by("pk").values_list("machine", flat=True):
        if isinstance(machine, dict) and "sponsors" in machine:
            return list(machine["sponsors"])
    return list(version.sponsors)


def _tell(fact: ProcedureFact, generation: int, printed: list[str] | None) -> None:
    """Let lists and pages of the text know, and bring its line of sponsors in step."""
    version = fact.version
    if fact.kind in _SPONSORING:
        _put_sponsors(version, printed)
    text = version.text
    text.generation = generation
    text.save(update_fields=["generation"])


def _put_sponsors(version: TextVersion, printed: list[str] | None) -> None:
    """Set the sponsors of a version: those of its facts; as read where nobody said otherwise."""
    facts = ProcedureFact.objects.filter(version=version, kind__in=_SPONSORING)
    if not facts.filter(review__in=(ReviewState.CORRECTED, ReviewState.REJECTED)).exists():
        if printed is None:
            return
        sponsors = printed
    else:
        rows = ProcedureName.objects.filter(
            fact__in=facts.exclude(review=ReviewState.REJECTED), group=""
        ).order_by("fact__position", "position")
        named = [
            (kind, code or name, name)
            for kind, code, name in rows.values_list("fact__kind", "code", "name")
        ]
        gone = {who for kind, who, _name in named if kind == FactKind.WITHDREW.value}
        sponsors = list({who: name for _kind, who, name in named if who not in gone}.values())
    version.sponsors = sponsors
    version.save(update_fields=["sponsors"])
