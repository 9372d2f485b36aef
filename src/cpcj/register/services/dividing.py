"""Acts merged and split by an officer, and that undone. The acts replaced stay, out of force."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.register.models import Act, ActValue, Generation, Review
from cpcj.register.models.acts import Origin, ReviewState
from cpcj.register.rules.acts import NotOneParagraphError, merge, split
from cpcj.register.services.act_rows import columns, library_act, stored, values
from cpcj.register.services.reviewing import ReasonMissingError
from cpcj.register.services.settling import division, refresh_review
from cpcj.resolutions.act import Act as LibraryAct


class NotInForceError(ValueError):
    """An act that was merged, split or superseded already."""


@service(permission=Permission.MANDATE_REVIEW, on="first")
def merge_acts(change: Change, first: Act, second: Act, *, reason: str) -> Act:
    """Make two acts of one paragraph one; it has identifier, place and kind of the first.

    Raises:
        NotOneParagraphError: they stand in different paragraphs.
        NotInForceError: one of them is no longer in force.
        ReasonMissingError: no reason is given.
    """
    generation = _begin(reason, first, second)
    if first.pk == second.pk or first.paragraph_id != second.paragraph_id:
        message = gettext("These are not two acts of one paragraph.")
        raise NotOneParagraphError(message)
    made = merge(_library(first), _library(second))
    _put_out_of_force((first, second), generation)
    (row,) = _store(change, (made,), (first, second), Origin.MERGE, reason, generation)
    row.provision = first.paragraph if first.provision_id != second.provision_id else row.provision
    row.save()
    Act.objects.filter(pk__in=(first.pk, second.pk)).update(replaced_by=row)
    _count(row)
    change.created(row, ("identifier",), note="merged")
    return row


@service(permission=Permission.MANDATE_REVIEW, on="act")
def split_act(change: Change, act: Act, at: int, *, reason: str) -> tuple[Act, Act]:
    """Divide an act in two at a place of its paragraph.

    Args:
        change: the actor.
        act: the act.
        at: code point of ``act.paragraph.full_text`` where the second begins.
        reason: why.

    Returns:
        The two acts; the second has a new identifier, after the last of the paragraph.

    Raises:
        NothingOnOneSideError: all words of the action stand on one side of the place.
        NotInForceError: it is no longer in force.
        ReasonMissingError: no reason is given.
    """
    generation = _begin(reason, act)
    # Identifiers are never given twice: those of acts out of force count too.
    of_paragraph = Act.objects.filter(paragraph=act.paragraph_id)
    last: int = of_paragraph.aggregate(last=Max("position"))["last"] or act.position
    base = act.identifier.rpartition(".")[0]
    parts = split(_library(act), at, second_id=f"{base}.{last + 1}", second_position=last + 1)
    _put_out_of_force((act,), generation)
    first, second = _store(change, parts, (act,), Origin.SPLIT, reason, generation)
    Act.objects.filter(pk=act.pk).update(replaced_by=first)
    _count(first)
    change.created(second, ("identifier",), note="split")
    return first, second


@service(permission=Permission.MANDATE_REVIEW, on="act")
def undo_division(change: Change, act: Act, *, reason: str) -> Act:
    """Put the acts in force again that a split or merge replaced.

    Args:
        change: the actor.
        act: an act that a split or merge made; of a split, either of the two.
        reason: why.

    Returns:
        The first of the acts in force again.

    Raises:
        NotInForceError: what was made is no longer in force as a whole, or nobody split or merged.
        ReasonMissingError: no reason is given.
    """
    generation = _begin(reason, act)
    origin = act.origin
    replaced, made = _division(act)
    if not replaced:
        raise NotInForceError(_not_kept(origin))
    if not all(one.current for one in made):
        raise NotInForceError(gettext("It was split or merged again since: take that back first."))
    _put_out_of_force(made, generation)
    Act.objects.filter(pk__in=[one.pk for one in made]).update(replaced_by=replaced[0])
    keys = [one.pk for one in replaced]
    # A newer reading may have given their identifiers to other acts since.
    names = [one.identifier for one in replaced]
    if Act.objects.filter(version=act.version_id, identifier__in=names, current=True).exists():
        message = gettext("Its identifier was given to another act by a newer reading since.")
        raise NotInForceError(message)
    Act.objects.filter(pk__in=keys).update(current=True, replaced_by=None, generation=generation)
    # In the history of each, without a say in its state: what was settled before stands again.
    for one in replaced:
        Review(
            act=one, text_id=one.text_id, field="", verdict=ReviewState.CORRECTED, machine=None,
            value={"undone": origin}, reason=stored(reason), by_id=change.actor.pk, standing=False,
        ).save()  # fmt: skip
    first = replaced[0]
    before = change.values(first, "current", "replaced_by_id")
    first.refresh_from_db()
    _count(first)
    change.altered(first, before, note=f"{origin} undone")
    return first


def _not_kept(origin: str) -> str:
    """Say why nothing can be put back: nobody divided it, or it was not noted what stood before."""
    if origin == Origin.SPLIT:
        return gettext(
            "It was not noted which act was split here. Merge the two acts to have one again."
        )
    if origin == Origin.MERGE:
        return gettext(
            "It was not noted which acts were merged here. Split the act to have two again."
        )
    return gettext("Nobody split or merged this act.")


def _division(act: Act) -> tuple[tuple[Act, ...], tuple[Act, ...]]:
    """Return the acts that a split or merge replaced, and those it put in their place."""
    of_paragraph = Review.objects.filter(act__paragraph=act.paragraph_id, field="")
    told = [(one.act, division(one)) for one in of_paragraph.select_related("act")]
    own: dict[str, Any] = next((value for by, value in told if value and by == act), {})
    replaced = Act.objects.filter(pk__in=own.get("replaced", ())).order_by("position", "pk")
    made = tuple(by for by, value in told if by is not None and value and value == own)
    return tuple(replaced), made


def _begin(reason: str, *acts: Act) -> int:
    if not reason.strip():
        message = "say why"
        raise ReasonMissingError(message)
    generation = Generation.advance()
    for act in acts:
        act.refresh_from_db()
        if not act.current:
            message = gettext("The act is no longer in force.")
            raise NotInForceError(message)
    return generation


def _library(act: Act) -> LibraryAct:
    return library_act(act, ActValue.objects.filter(act=act))


def _put_out_of_force(acts: tuple[Act, ...], generation: int) -> None:
    Act.objects.filter(pk__in=[act.pk for act in acts]).update(current=False, generation=generation)


def _store(
    change: Change,
    acts: tuple[LibraryAct, ...],
    replaced: tuple[Act, ...],
    origin: Origin,
    reason: str,
    generation: int,
) -> list[Act]:
    rows = []
    model = replaced[0]
    what = {
        "origin": origin.value, "replaced": [one.pk for one in replaced], "generation": generation,
    }  # fmt: skip
    for act in acts:
        row = Act(
            version_id=model.version_id, text_id=model.text_id, paragraph_id=model.paragraph_id,
            provision_id=model.provision_id, reader=model.reader, origin=origin,
            generation=generation, **columns(act),
        )  # fmt: skip
        row.standing = model.standing
        row.save()
        ActValue.objects.bulk_create(values(act, row))
        Review(
            act=row, text_id=row.text_id, field="", verdict=ReviewState.CORRECTED,
            machine=None, value=what, reason=stored(reason), by_id=change.actor.pk,
        ).save()  # fmt: skip
        refresh_review(row, generation)
        rows.append(row)
    return rows


def _count(row: Act) -> None:
    text = row.text
    text.acts = Act.objects.filter(text=text, current=True).count()
    text.save(update_fields=["acts"])
