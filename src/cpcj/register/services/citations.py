"""What officers say about citations: right, another target, none, or one that was missed.

What is said is a :class:`Review` of the text, its field the citation's key, with the machine's
value beside the person's. The row holds what is in force, so that every list, file and answer uses
it; a rejected citation names nothing. Citations are stored anew with each reading: what was said is
then put on the citation of the same place, else on the only one of the same words; where a newer
reading finds nothing at words that a person said cite something, the citation stays.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.models import (
    Act,
    ActValue,
    Citation,
    Footnote,
    Generation,
    Provision,
    Review,
    Text,
    TextVersion,
)
from cpcj.register.models.acts import ReviewState
from cpcj.register.rules.citing import NoTargetError, begins, holds, target_of, with_entry
from cpcj.register.rules.languages import READ
from cpcj.register.services.act_rows import stored
from cpcj.register.services.reviewing import needs
from cpcj.register.services.settling import WrongValueError

PREFIX: Final = "cite:"
"""Opens the field of a review that is about a citation."""
_PLACE: Final = ("place", "note", "in_closing", "start", "end", "words")
_CITED: Final = ("kind", "target", "made", "body", "date", "pinpoint")
_NOTHING: Final = {"target": "", "made": False, "body": "", "date": None, "pinpoint": ""}
_LONGEST_VALUE: Final = 320

Record = dict[str, Any]


def record_of(row: Citation) -> Record:
    """Return a citation as plain values: where it stands, and what it cites."""
    values = {name: getattr(row, name) for name in (*_PLACE, *_CITED)}
    return {**values, "date": None if row.date is None else row.date.isoformat()}


def keys_of(rows: Iterable[Citation]) -> dict[str, Citation]:
    """Return the citations of a version by the key under which each is known.

    The members of a range share their words: they are told apart by their order.
    """
    found: dict[str, Citation] = {}
    met: dict[tuple[Any, ...], int] = {}
    for row in sorted(rows, key=lambda one: one.pk):
        where = (row.place, row.note, row.in_closing, row.start, row.end)
        met[where] = met.get(where, -1) + 1
        found[row.key or _key([*where, row.words, met[where]])] = row
    return found


def _key(said: list[Any]) -> str:
    words = json.dumps(said, ensure_ascii=False)
    return f"{PREFIX}{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def key_of(row: Citation) -> str:
    """Return the key of one citation."""
    if row.key:
        return row.key
    beside = Citation.objects.filter(
        version=row.version_id, place=row.place, note=row.note, in_closing=row.in_closing,
        start=row.start, end=row.end,
    )  # fmt: skip
    return next(key for key, one in keys_of(beside).items() if one.pk == row.pk)


def last_citation_word(row: Citation) -> str:
    """Return a note of what was said of a citation so far, for the page that shows it."""
    said = Review.objects.filter(text=row.version.text_id, act=None, field=key_of(row))
    last = said.order_by("-pk").values_list("pk", "standing").first()
    return f"{last[0]}.{last[1]}" if last else "0"


@service(permission=Permission.MANDATE_REVIEW, on="citation")
def confirm_citation(change: Change, citation: Citation, *, reason: str = "") -> Review:
    """Say that some words cite what was read."""
    return _settle(change, citation, ReviewState.CONFIRMED, None, reason)


@service(permission=Permission.MANDATE_REVIEW, on="citation")
def correct_citation(change: Change, citation: Citation, target: str, *, reason: str) -> Review:
    """Say what some words cite instead.

    Args:
        change: the actor.
        citation: the citation.
        target: as printed or as an identifier, see :func:`~cpcj.register.rules.citing.target_of`.
        reason: why.

    Raises:
        WrongValueError: the reader of citations finds nothing in the target, or several things.
        ReasonMissingError: no reason is given.
    """
    needs(reason)
    return _settle(
        change, citation, ReviewState.CORRECTED, _target(citation.version, target), reason
    )


@service(permission=Permission.MANDATE_REVIEW, on="citation")
def reject_citation(change: Change, citation: Citation, *, reason: str) -> Review:
    """Say that some words cite nothing.

    Raises:
        ReasonMissingError: no reason is given.
    """
    needs(reason)
    return _settle(change, citation, ReviewState.REJECTED, None, reason)


@service(permission=Permission.MANDATE_REVIEW, on="citation")
def reopen_citation(change: Change, citation: Citation) -> None:
    """Take back what was said of a citation: what the reader gives there is in force again.

    A citation that the reader does not find is no longer there.
    """
    generation = Generation.advance()
    citation.refresh_from_db()
    review = _standing(citation)
    if review is None:
        change.nothing()
        return
    before = change.values(citation, "target", "review")
    review.standing = False
    review.save(update_fields=["standing"])
    former = citation.target
    if not citation.machine:
        change.removed(citation, before, note="reopened")
        _put_on_acts(citation, {former}, generation, there=False)
        _tell(citation.version.text, generation)
        citation.delete()
        return
    _put(citation, citation.machine)
    citation.review, citation.key, citation.machine = ReviewState.UNREVIEWED, "", {}
    citation.save()
    _put_on_acts(citation, {former}, generation)
    _tell(citation.version.text, generation)
    change.altered(citation, before, note="reopened")


@service(permission=Permission.MANDATE_REVIEW, on="text")
def add_citation(
    change: Change, text: Text, *, place: str, words: str, target: str, reason: str
) -> Review:
    """Say that words of a text cite something where the reader found nothing.

    Args:
        change: the actor.
        text: the text, of which the current version is meant.
        place: local identifier of the provision ("op7", "op7(a)").
        words: as they stand there, once.
        target: what they cite.
        reason: why.

    Raises:
        WrongValueError: there is no such place, the words do not stand there once, something is
            cited there already, or the target names nothing.
        ReasonMissingError: no reason is given.
    """
    needs(reason)
    generation = Generation.advance()
    text.refresh_from_db()
    version = text.current
    if version is None:
        message = "the text is no longer held"
        raise WrongValueError(message)
    row = _new_row(version, place, " ".join(words.split()))
    _put(row, _target(version, target))
    row.review = ReviewState.CORRECTED
    row.key = _key([row.place, row.note, row.in_closing, row.start, row.end, row.words, "added"])
    row.save()
    review = _said(change, row, ReviewState.CORRECTED, None, reason)
    _put_on_acts(row, set(), generation)
    _tell(version.text, generation)
    change.created(row, ("place", "words", "target"))
    return review


def put_settled_citations(version: TextVersion, generation: int) -> None:
    """Put what was said of citations on those of a new reading. Called inside a service."""
    if version.language != READ:
        return
    said = list(
        Review.objects.filter(
            text=version.text_id, act=None, standing=True, field__startswith=PREFIX
        ).order_by("pk")
    )
    if not said:
        return
    rows = keys_of(Citation.objects.filter(version=version, key=""))
    for review in said:
        value: Record = review.value if isinstance(review.value, dict) else {}
        row = _of_reading(version, rows, review.field, value)
        if row is None or (row._state.adding and review.verdict == ReviewState.REJECTED):
            continue
        former = row.target
        row.machine = {} if row._state.adding else record_of(row)
        _put(row, value)
        row.review, row.key = review.verdict, review.field
        row.save()
        _put_on_acts(row, {former, (review.machine or {}).get("target", "")}, generation)


def settled_otherwise(
    version: TextVersion, read: Mapping[tuple[Any, ...], list[str]]
) -> list[tuple[Citation, str]]:
    """Return the settled citations of a version of which a newer reading gives something else.

    Args:
        version: the version.
        read: what the newer reading gives, by place, footnote, beginning and end.

    Returns:
        Each with what would be read there; empty where nothing.
    """
    found = []
    for row in Citation.objects.filter(version=version).exclude(key="").order_by("pk"):
        newer = read.get((row.place, row.note, row.start, row.end), [])
        if row.target not in newer and (newer or row.target):
            found.append((row, ", ".join(newer)))
    return found


def _settle(
    change: Change, row: Citation, verdict: ReviewState, cited: Record | None, reason: str
) -> Review:
    generation = Generation.advance()
    row.refresh_from_db()
    earlier = _standing(row)
    before = change.values(row, "target", "review")
    former = row.target
    if earlier is None:
        row.key, row.machine = key_of(row), record_of(row)
    elif earlier.verdict == ReviewState.REJECTED and verdict == ReviewState.CONFIRMED:
        if not row.machine:
            message = "nothing was read there: say what it cites, or take back what was said"
            raise WrongValueError(message)
        _put(row, row.machine)
    if verdict == ReviewState.REJECTED:
        cited = _NOTHING
    _put(row, cited or {})
    row.review = verdict
    row.save()
    if earlier:
        earlier.standing = False
        earlier.save(update_fields=["standing"])
    review = _said(change, row, verdict, row.machine or None, reason)
    _put_on_acts(row, {former}, generation)
    _tell(row.version.text, generation)
    change.altered(row, before, note=verdict.value)
    return review


def _said(
    change: Change, row: Citation, verdict: ReviewState, machine: Record | None, reason: str
) -> Review:
    review = Review(
        text_id=row.version.text_id, field=row.key, verdict=verdict, machine=machine,
        value=record_of(row), reason=stored(reason), by_id=change.actor.pk,
    )  # fmt: skip
    review.save()
    return review


def _standing(row: Citation) -> Review | None:
    found: Review | None = Review.objects.filter(
        text=row.version.text_id, act=None, field=key_of(row), standing=True
    ).first()
    return found


def _target(version: TextVersion, words: str) -> Record:
    """Return what some words cite, as a citation of the version keeps it."""
    text = version.text
    try:
        found = target_of(words, text.organ)
    except NoTargetError as error:
        message = f"the reader of citations finds no single text, treaty or paragraph in {words!r}"
        raise WrongValueError(message) from error
    identifier = found.id or ""
    return {
        "kind": found.kind.value,
        "target": text.identifier + identifier if identifier.startswith("#") else identifier,
        "made": found.made,
        "body": found.body or "",
        "date": found.date.isoformat() if found.date else None,
        "pinpoint": found.pinpoint or "",
    }


def _put(row: Citation, values: Mapping[str, Any]) -> None:
    """Put values in force; saves nothing."""
    for name in (*_PLACE, *_CITED):
        if name in values and name != "date":
            setattr(row, name, values[name])
    if "date" in values:
        row.date = dt.date.fromisoformat(values["date"]) if values["date"] else None
    row.target = stored(row.target, 320)
    row.target_text = stored(row.target.partition("#")[0], 255)


def _new_row(version: TextVersion, place: str, words: str) -> Citation:
    """Return the unsaved citation of words that stand once in a provision, outside of others."""
    provision = Provision.objects.filter(version=version, local=place).first()
    if provision is None:
        message = f"the text has no paragraph {place}"
        raise WrongValueError(message)
    own, closing = provision.words.count(words), provision.closing.count(words)
    if not words or own + closing != 1:
        message = f"the words do not stand there once, but {own + closing} times"
        raise WrongValueError(message)
    start = (provision.closing if closing else provision.words).index(words)
    row = Citation(
        version=version, provision=provision, place=place, in_closing=bool(closing), start=start,
        end=start + len(words), words=words,
    )  # fmt: skip
    if Citation.objects.filter(
        version=version, place=place, in_closing=row.in_closing, start__lt=row.end,
        end__gt=row.start,
    ).exists():  # fmt: skip
        message = "a citation was read in these words: say of that one what it cites"
        raise WrongValueError(message)
    return row


def _of_reading(
    version: TextVersion, rows: dict[str, Citation], key: str, value: Record
) -> Citation | None:
    """Return the citation of a new reading that a person spoke of; an unsaved one where none is.

    The one of the same key; where the words still stand in their place, what is read there now; of
    words that moved, the only citation of the same words in the same paragraph or in the text.
    None where the words are gone.
    """
    if key in rows:
        return rows.pop(key)
    if not value:
        return None
    if _words_of(version, value)[value["start"] : value["end"]] == value["words"]:
        over = [
            name for name, one in rows.items()
            if (one.place, one.note, one.in_closing)
            == (value["place"], value["note"], value["in_closing"])
            and one.start < value["end"] and one.end > value["start"]
        ]  # fmt: skip
        return rows.pop(over[0]) if over else _kept(version, value)
    alike = [(name, one) for name, one in rows.items() if one.words == value["words"]]
    beside = [name for name, one in alike if one.place == value["place"]]
    chosen = beside if len(beside) == 1 else [name for name, _one in alike]
    if len(chosen) != 1:
        return None
    row = rows.pop(chosen[0])
    for name in _PLACE:
        value[name] = getattr(row, name)
    return row


def _kept(version: TextVersion, value: Record) -> Citation:
    place = Provision.objects.filter(version=version, local=value["place"]).first()
    return Citation(version=version, provision=place, **{name: value[name] for name in _PLACE})


def _words_of(version: TextVersion, value: Record) -> str:
    """Return the words in which a citation stood, of a version."""
    if value["note"] is not None:
        note = Footnote.objects.filter(version=version, position=value["note"]).first()
        return "" if note is None else note.words
    place = Provision.objects.filter(version=version, local=value["place"]).first()
    if place is None:
        return version.title if value["place"] == "title" else ""
    return place.closing if value["in_closing"] else place.words


def _put_on_acts(
    row: Citation, former: Iterable[str], generation: int, *, there: bool = True
) -> None:
    """Let the acts of a citation's paragraph cite what is in force."""
    provision = row.provision
    if provision is None:
        return
    acts = list(
        Act.objects.filter(
            version=row.version_id, paragraph__position=provision.paragraph_position
        ).order_by("position")
    )
    if not acts:
        return
    offset = _offset(row, provision)
    span = (offset + row.start, offset + row.end)
    prefix = provision.identifier.removesuffix(provision.local).removesuffix("#")
    entry: Record | None = None
    if there and row.review != ReviewState.REJECTED:
        entry = {
            "span": list(span), "kind": row.kind, "id": _local(row.target, prefix) or None,
            "body": row.body or None, "date": row.date.isoformat() if row.date else None,
            "pinpoint": row.pinpoint or None, "made": row.made,
        }  # fmt: skip
    gone: set[str | None] = {_local(one, prefix) or None for one in (*former, row.target, "")}
    before = [act.spans.get("citation", []) for act in acts]
    without = [with_entry(entries, None, span, gone) for entries in before]
    owners = [
        act for act, had, left in zip(acts, before, without, strict=True) if had != left
    ] or _owners(acts, span[0])
    for act, had, left in zip(acts, before, without, strict=True):
        entries = with_entry(left, entry, span, set()) if act in owners else left
        if entries != had:
            _cite(act, entries, generation)


def _owners(acts: list[Act], at: int) -> list[Act]:
    """Return the acts in whose words a place stands, else the last that begins before it."""
    return [one for one in acts if holds(one.spans, at)] or [
        one for one in acts if begins(one.spans) <= at
    ][-1:]


def _local(target: str, prefix: str) -> str:
    """Return a target as acts name it: a paragraph of the same text by its place alone."""
    return target.removeprefix(prefix) if target.startswith(f"{prefix}#") else target


def _offset(row: Citation, provision: Provision) -> int:
    """Return where the words in which a citation stands begin in the paragraph's full text."""
    at = 0
    for one, closing in _passages(
        Provision.objects.filter(
            version=row.version_id, paragraph_position=provision.paragraph_position
        ).order_by("position")
    ):
        if one.pk == provision.pk and closing == row.in_closing:
            break
        at += len(one.closing if closing else one.words) + 1
    return at


def _passages(tree: Iterable[Provision]) -> Iterator[tuple[Provision, bool]]:
    """Yield the passages of a paragraph in the order of its full text; True for closing words."""
    above: list[Provision] = []
    for one in tree:
        while above and above[-1].depth >= one.depth:
            if (last := above.pop()).closing:
                yield last, True
        yield one, False
        above.append(one)
    yield from ((last, True) for last in reversed(above) if last.closing)


def _cite(act: Act, entries: list[Any], generation: int) -> None:
    act.spans = {**act.spans, "citation": entries}
    act.generation = generation
    act.save(update_fields=["spans", "generation"])
    ActValue.objects.filter(act=act, field=ActValue.Field.CITATION).delete()
    targets = dict.fromkeys(one["id"] for one in entries if one["id"] is not None)
    ActValue.objects.bulk_create(
        ActValue(
            act=act, field=ActValue.Field.CITATION, value=stored(target, _LONGEST_VALUE),
            position=place,
        )
        for place, target in enumerate(targets)
    )  # fmt: skip


def _tell(text: Text, generation: int) -> None:
    """Let lists and pages of the text know."""
    text.generation = generation
    text.save(update_fields=["generation"])
