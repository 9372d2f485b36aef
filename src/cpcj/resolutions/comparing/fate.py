"""What became of each paragraph: its words, its place, and what it asks.

Three things are told apart, because they change independently of each other: the *force* of the
verb (by a scale that the reader chooses), the *conditions* under which something is asked
(qualifiers, and who is asked), and how *specific* it is (a document, a receiving body, a session).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cpcj.resolutions.act import Act
from cpcj.resolutions.comparing.alignment import Alignment, Pairing, Unit
from cpcj.resolutions.comparing.words import Change, word_changes
from cpcj.resolutions.vocabulary.force import ForceScale


class Fate(StrEnum):
    """What happened to a provision. One may have several: moved and weakened."""

    KEPT = "kept"
    REWORDED = "reworded"
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    NARROWED = "narrowed"
    WIDENED = "widened"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    DROPPED = "dropped"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class ActChange:
    """What became of one act.

    Attributes:
        before: the act in the earlier text; None for one that was added.
        after: the act in the later text; None for one that is gone.
        force: 1 stronger, -1 weaker, 0 as strong; None where the scale cannot tell.
        asked_added: addressees asked now and not before.
        asked_removed: addressees no longer asked.
        conditions_added: qualifiers that stand now and did not before.
        conditions_removed: qualifiers that no longer stand.
        deliverable_before: what was to be given, to whom and when; empty for nothing.
        deliverable_after: the same now.
    """

    before: Act | None
    after: Act | None
    force: int | None = None
    asked_added: tuple[str, ...] = ()
    asked_removed: tuple[str, ...] = ()
    conditions_added: tuple[str, ...] = ()
    conditions_removed: tuple[str, ...] = ()
    deliverable_before: tuple[str, ...] = ()
    deliverable_after: tuple[str, ...] = ()

    @property
    def report_dropped(self) -> bool:
        """Tell whether something to be handed over is no longer asked for."""
        return bool(self.deliverable_before) and not self.deliverable_after

    @property
    def report_added(self) -> bool:
        """Tell whether something to be handed over is newly asked for."""
        return bool(self.deliverable_after) and not self.deliverable_before


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """What became of a provision.

    Attributes:
        before: its identifiers in the earlier text; none for a new one.
        after: its identifiers in the later text; none for a dropped one.
        fates: what happened, in the order of :class:`Fate`.
        likeness: from 0 to 1; 0 where there is nothing to compare with.
        words: what changed in its words, the first of each side compared.
        acts: what changed in what it asks.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    fates: tuple[Fate, ...]
    likeness: float
    words: tuple[Change, ...]
    acts: tuple[ActChange, ...]


def provision_changes(
    alignment: Alignment,
    before: Sequence[Unit],
    after: Sequence[Unit],
    *,
    acts_before: Mapping[str, Sequence[Act]],
    acts_after: Mapping[str, Sequence[Act]],
    scale: ForceScale,
) -> tuple[ProvisionChange, ...]:
    """Return what became of every paragraph and point, in the order of the later text.

    What was dropped stands after the successor of what it followed.

    Args:
        alignment: of the two texts.
        before: the provisions of the earlier text.
        after: those of the later one.
        acts_before: by identifier of the paragraph, the acts of the earlier text.
        acts_after: those of the later one.
        scale: the order of force to judge verbs by.
    """
    old_words = {unit.id: unit.words for unit in before}
    new_words = {unit.id: unit.words for unit in after}
    found: dict[str, ProvisionChange] = {}
    successor: dict[str, str] = {}
    for pairing in alignment.pairings:
        words = word_changes(old_words[pairing.before[0]], new_words[pairing.after[0]])
        acts = act_changes(
            [act for name in pairing.before for act in acts_before.get(name, ())],
            [act for name in pairing.after for act in acts_after.get(name, ())],
            scale,
        )
        fates = _fates(pairing, words, acts, moved=pairing.after[0] in alignment.moved)
        found[pairing.after[0]] = ProvisionChange(
            pairing.before, pairing.after, fates, pairing.likeness, words, acts
        )
        successor.update(dict.fromkeys(pairing.before, pairing.after[0]))
    for name in alignment.new:
        acts = act_changes((), acts_after.get(name, ()), scale)
        words = word_changes("", new_words[name])
        found[name] = ProvisionChange((), (name,), (Fate.NEW,), 0.0, words, acts)
    gone: dict[str, list[ProvisionChange]] = {}
    place = ""
    dropped = set(alignment.dropped)
    for unit in before:
        if unit.id in dropped:
            acts = act_changes(acts_before.get(unit.id, ()), (), scale)
            gone.setdefault(place, []).append(
                ProvisionChange(
                    (unit.id,), (), (Fate.DROPPED,), 0.0, word_changes(unit.words, ""), acts
                )
            )
        else:
            place = successor.get(unit.id, place)
    ordered = list(gone.get("", ()))
    for unit in after:
        if unit.id in found:
            ordered.append(found[unit.id])
        ordered.extend(gone.get(unit.id, ()))
    return tuple(ordered)


def _fates(
    pairing: Pairing, words: Iterable[Change], acts: Iterable[ActChange], *, moved: bool
) -> tuple[Fate, ...]:
    found = set()
    if moved:
        found.add(Fate.MOVED)
    if len(pairing.after) > 1:
        found.add(Fate.SPLIT)
    if len(pairing.before) > 1:
        found.add(Fate.MERGED)
    for act in acts:
        found |= _directions(act)
    # A full stop in place of a semicolon says nothing: a likeness of 1 does not look at signs.
    if pairing.likeness == 1.0 or all(change.kind == "same" for change in words):
        found.add(Fate.KEPT)
    elif not found - {Fate.MOVED}:
        found.add(Fate.REWORDED)
    return tuple(fate for fate in Fate if fate in found)


def _directions(act: ActChange) -> set[Fate]:
    """Return in which directions an act went that stands in both texts."""
    if act.before is None or act.after is None:
        return set()
    found = set()
    if act.force:
        found.add(Fate.STRENGTHENED if act.force > 0 else Fate.WEAKENED)
    if act.conditions_added or (act.asked_removed and not act.asked_added):
        found.add(Fate.NARROWED)
    if act.conditions_removed or (act.asked_added and not act.asked_removed):
        found.add(Fate.WIDENED)
    return found


def _same_asked(one: Act, other: Act) -> bool:
    return one.act == other.act and _asked(one) == _asked(other)


def _both_deliver(one: Act, other: Act) -> bool:
    return one.act == other.act and None not in (one.deliverable, other.deliverable)


def _same_kind(one: Act, other: Act) -> bool:
    return one.act == other.act


def _same_addressees(one: Act, other: Act) -> bool:
    return bool(_asked(one)) and _asked(one) == _asked(other)


def _both_ask(one: Act, other: Act) -> bool:
    return bool(_asked(one)) == bool(_asked(other))


# How acts of a paragraph and of its successor are recognized, the surest way first.
_LIKENESSES: tuple[Callable[[Act, Act], bool], ...] = (
    _same_asked,
    _both_deliver,
    _same_kind,
    _same_addressees,
    _both_ask,
)


def act_changes(
    before: Sequence[Act], after: Sequence[Act], scale: ForceScale
) -> tuple[ActChange, ...]:
    """Pair the acts of a paragraph with those of its successor and say what changed in each.

    Acts are paired by kind and addressees first, then by kind, then by addressees, then in order;
    what is left on one side was added or is gone.
    """
    left = list(before)
    pairs: list[tuple[Act | None, Act]] = []
    open_ = list(after)
    for same in _LIKENESSES:
        for new in list(open_):
            for old in left:
                if same(old, new):
                    pairs.append((old, new))
                    left.remove(old)
                    open_.remove(new)
                    break
    pairs.extend((None, new) for new in open_)
    place = {id(act): number for number, act in enumerate(after)}
    pairs.sort(key=lambda pair: place[id(pair[1])])
    return (
        *(_change(old, new, scale) for old, new in pairs),
        *(_change(old, None, scale) for old in left),
    )


def _change(before: Act | None, after: Act | None, scale: ForceScale) -> ActChange:
    if before is None or after is None:
        return ActChange(
            before,
            after,
            deliverable_before=_deliverable(before),
            deliverable_after=_deliverable(after),
        )
    return ActChange(
        before,
        after,
        force=scale.change(before.act, after.act),
        asked_added=_without(_asked(after), _asked(before)),
        asked_removed=_without(_asked(before), _asked(after)),
        conditions_added=_without(_conditions(after), _conditions(before)),
        conditions_removed=_without(_conditions(before), _conditions(after)),
        deliverable_before=_deliverable(before),
        deliverable_after=_deliverable(after),
    )


def _asked(act: Act) -> tuple[str, ...]:
    return tuple(one.value for one in act.addressees)


def _conditions(act: Act) -> tuple[str, ...]:
    return tuple(one.value for one in act.qualifiers)


def _without(some: Iterable[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in some if one not in others)


def _deliverable(act: Act | None) -> tuple[str, ...]:
    """Return what an act asks to be handed over, to whom and when; empty for nothing."""
    if act is None or act.deliverable is None:
        return ()
    asked = act.deliverable
    return (asked.what, asked.to or "", asked.when or "")
