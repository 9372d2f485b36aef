"""Mechanisms, cycles, draws, and the reviews that follow from them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from cpcj.frame.permissions import Actor, Permission, require
from cpcj.frame.services import Change, service
from cpcj.reviews.inputs import (
    Asides,
    first_inputs,
    known_on,
    outcome,
    redraw_inputs,
    year_inputs,
)
from cpcj.reviews.models import Cycle, Deferral, Draw, MechanismVersion, Participant, Review
from cpcj.reviews.rules.draw import (
    DrawInputError,
    Inputs,
    Kind,
    Pair,
    Result,
    check,
    draw,
    read_inputs,
)
from cpcj.reviews.rules.draw.result import result_said
from cpcj.reviews.rules.mechanism import OF_REVIEWERS, MechanismError, read_mechanism
from cpcj.reviews.rules.progress import start_of
from cpcj.reviews.services.recording import ReviewError, said

_KEEP = Permission.REVIEW_KEEP
NO_ASIDES = Asides()


@service(permission=_KEEP)
def add_version(change: Change, words: str) -> MechanismVersion:
    """Add a version of a mechanism; the same words twice add nothing.

    Raises:
        ReviewError: it is no mechanism, or this version is held with other words.
    """
    try:
        rules = read_mechanism(words)
    except MechanismError as error:
        raise ReviewError(gettext("No mechanism: %s") % error) from error
    digest = hashlib.sha256(words.encode()).hexdigest()
    held = MechanismVersion.objects.filter(key=rules.key, version=rules.version).first()
    if held is not None:
        if held.digest != digest:
            raise ReviewError(
                gettext("This version is held with other words. Give the new one another number.")
            )
        change.nothing()
        return held
    version = MechanismVersion(
        key=rules.key, version=rules.version, words=words, digest=digest,
        added_by_id=change.actor.pk,
    )  # fmt: skip
    version.save()
    change.created(version, ("key", "version", "digest"))
    return version


@service(permission=_KEEP)
def open_cycle(change: Change, version: MechanismVersion, *, number: int, began: dt.date) -> Cycle:
    """Open a cycle of a mechanism.

    Raises:
        ReviewError: the rules know no such cycle, or it is open already.
    """
    known = {one.number: one for one in version.rules.cycles}
    if number not in known:
        raise ReviewError(gettext("The rules know no such cycle."))
    if Cycle.objects.filter(version=version, number=number).exists():
        raise ReviewError(gettext("This cycle is open already."))
    cycle = Cycle(version=version, number=number, title=known[number].title, began=began)
    cycle.save()
    change.created(cycle)
    return cycle


@dataclass(frozen=True, slots=True)
class Lots:
    """Lots that are asked for: everything that a draw is kept with, but its result.

    Attributes:
        cycle: its key.
        inputs: in their canonical form, as they were when the lots were asked for.
        period: the year whose reviewers are drawn; 0 for what begins the cycle.
        reason: why some defer or are excepted, or why it is drawn again.
        exception: whether it goes beyond what the rules allow.
        redraw_of: key of the draw before, where a State (``asked_by``) asked for another.
        known_on: the day until which the parties were known, as ISO says it; "" for none.
    """

    cycle: int
    inputs: str
    period: int = 0
    reason: str = ""
    exception: bool = False
    redraw_of: int | None = None
    asked_by: str = ""
    known_on: str = ""


def ask_lots(
    actor: Actor,
    cycle: Cycle,
    *,
    seed: int,
    period: int = 0,
    asides: Asides = NO_ASIDES,
    reason: str = "",
) -> Lots:
    """Return the lots that begin a cycle, or (``period``) those of the reviewers of a year.

    ``reason`` says why some defer or are excepted.

    Raises:
        PermissionDenied: the actor does not keep reviews.
        ReviewError: it was drawn, what it needs was not drawn, or exceptions have no reason.
    """
    require(actor, _KEEP)
    why = said(reason, 2_000) if asides != NO_ASIDES else ""
    rules = cycle.version.rules
    if period and (rules.kind is not Kind.PERIODS or not outcome(cycle).periods):
        raise ReviewError(gettext("Draw and publish the years first."))
    _not_drawn(cycle.pk, period, after=0)
    try:
        given = (
            year_inputs(actor, cycle, period, seed, asides)
            if period
            else first_inputs(actor, cycle, seed, asides)
        )
    except DrawInputError as error:
        raise ReviewError(gettext("The lots cannot be drawn: %s") % error) from error
    known = known_on(actor, cycle)
    return Lots(
        cycle.pk, given.canonical(), period, why, bool(asides.waivers),
        known_on=known.isoformat() if known else "",
    )  # fmt: skip


def ask_redraw(
    actor: Actor,
    before: Draw,
    *,
    state: str,
    reviewer: str,
    seed: int,
    reason: str,
    exception: bool = False,
) -> Lots:
    """Return the lots by which a reviewer of a State is drawn again on its request.

    All other pairs stay.

    Raises:
        PermissionDenied: the actor does not keep reviews.
        ReviewError: the two are no pair of a published draw, the State has used its redraws (and
            no exception is recorded), or a later draw has taken the place of this one.
    """
    require(actor, _KEEP)
    why = said(reason, 2_000)
    before = Draw.objects.select_related("cycle__version").get(pk=before.pk)
    result = result_said(before.result)
    if before.published_at is None or reviewer not in result.reviewers(state):
        raise ReviewError(gettext("These two are no pair of a published draw."))
    _not_drawn(before.cycle_id, before.period, after=before.number)
    used = Draw.objects.filter(cycle=before.cycle_id, asked_by=state, exception=False).count()
    allowed = before.cycle.version.rules.redraws
    if used >= allowed and not exception:
        raise ReviewError(
            gettext("This State has used its %s redraws. More are recorded as exceptions.")
            % allowed
        )
    try:
        given = redraw_inputs(read_inputs(before.inputs.encode()), result, state, reviewer, seed)
    except DrawInputError as error:
        raise ReviewError(gettext("The lots cannot be drawn: %s") % error) from error
    return Lots(
        before.cycle_id, given.canonical(), before.period, why, exception, before.pk, state,
        known_on=before.known_on.isoformat() if before.known_on else "",
    )  # fmt: skip


def draw_lots(actor: Actor, lots: Lots, *, solved: Callable[[], None] = lambda: None) -> Draw:
    """Draw lots that were asked for and keep the result; drawn already, it is left as it is.

    The solver works outside the transaction, which would hold up everybody who writes. The same
    lots give the same result, so that one who was stopped in the middle may begin anew.
    ``solved`` is called before the result is kept, and may raise to keep none.

    Raises:
        PermissionDenied: the actor does not keep reviews.
        ReviewError: these lots were drawn by others meanwhile.
    """
    require(actor, _KEEP)
    given = read_inputs(lots.inputs.encode())
    made = Draw(
        cycle_id=lots.cycle, period=lots.period, reason=lots.reason, exception=lots.exception,
        redraw_of_id=lots.redraw_of, asked_by=lots.asked_by,
        known_on=dt.date.fromisoformat(lots.known_on) if lots.known_on else None,
    )  # fmt: skip
    held: Draw | None = Draw.objects.filter(cycle=lots.cycle, digest=given.digest).first()
    if held is not None:
        return held
    result = draw(given)
    solved()
    return keep_draw(actor, made, given, result)


def _not_drawn(cycle: int, period: int, after: int) -> None:
    """Refuse lots that gave a solution before: nobody draws until the result pleases.

    Raises:
        ReviewError: they did.
    """
    solved = Draw.objects.filter(cycle=cycle, period=period, drawn=True, number__gt=after)
    if solved.exists():
        raise ReviewError(
            gettext("These lots are drawn. Publish the result; a redraw can be asked for.")
        )


@service(permission=_KEEP)
def keep_draw(change: Change, made: Draw, given: Inputs, result: Result) -> Draw:
    """Keep a draw with its inputs, after another look at every constraint.

    Raises:
        ReviewError: the result breaks a rule or is of other inputs, or somebody else was faster.
    """
    cycle: Cycle = Cycle.objects.select_for_update().get(pk=made.cycle_id)
    gone = Deferral.objects.filter(cycle=cycle, period=made.period).values_list("state", flat=True)
    if any(given.by_code[code].reviewed for code in gone if code in given.by_code):
        raise ReviewError(gettext("A State put its review off meanwhile. Ask for the lots again."))
    if result.digest != given.digest or check(given, result):
        raise ReviewError(gettext("The result broke a rule and was thrown away."))
    before = made.redraw_of
    _not_drawn(cycle.pk, made.period, after=before.number if before else 0)
    last = Draw.objects.filter(cycle=cycle).order_by("-number").values_list("number", flat=True)
    made.number, made.kind, made.seed = (last.first() or 0) + 1, given.kind.value, given.seed
    made.inputs, made.digest, made.result = given.canonical(), given.digest, result.said()
    made.drawn, made.by_id = result.drawn, change.actor.pk
    made.save()
    change.created(made, ("cycle_id", "number", "seed", "digest", "drawn", "asked_by"))
    return made


@service(permission=_KEEP)
def publish_draw(change: Change, made: Draw) -> Draw:
    """Publish a draw; it cannot be taken back.

    Raises:
        ReviewError: it gave no solution.
    """
    held: Draw = Draw.objects.select_for_update().get(pk=made.pk)
    if not held.drawn:
        raise ReviewError(gettext("There is no solution to publish."))
    if held.published_at is not None:
        change.nothing()
        return held
    before = change.values(held, "published_at")
    held.published_at = timezone.now()
    held.save(update_fields=["published_at"])
    pairs = [one for one in result_said(held.result).pairs if one.state == held.asked_by]
    for review in Review.objects.filter(cycle=held.cycle_id, state=held.asked_by):
        review.reviewers, review.only_for = [one.reviewer for one in pairs], _only_for(pairs)
        review.save(update_fields=["reviewers", "only_for"])
        # Who was drawn no longer takes no part any more.
        Participant.objects.filter(
            review=review, seat__in=OF_REVIEWERS, ended_on__isnull=True
        ).exclude(country__in=review.reviewers).update(ended_on=timezone.localdate())
    change.altered(held, before)
    return held


@service(permission=_KEEP)
def defer_review(change: Change, cycle: Cycle, *, state: str, reason: str) -> Deferral:
    """Record that a State puts its own review off to the next year of the cycle.

    Raises:
        ReviewError: the mechanism knows no such thing, the State is in no published year, there is
            no later one, the reviewers of its year are drawn, or there is no reason.
    """
    why = said(reason, 2_000)
    held: Cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
    rules = held.version.rules
    if not rules.defers:
        raise ReviewError(gettext("In this mechanism no State puts its review off."))
    period = outcome(held).periods.get(state)
    if period is None:
        raise ReviewError(gettext("This State is in no published draw of the cycle."))
    if period >= max(rules.limits.periods, rules.limits.joiners_period):
        raise ReviewError(gettext("The cycle has no later year."))
    if Draw.objects.filter(cycle=held, period=period, drawn=True).exists():
        raise ReviewError(gettext("The reviewers of this State’s year are drawn."))
    made = Deferral(
        cycle=held, state=state, period=period, to=period + 1, reason=why, by_id=change.actor.pk
    )
    made.save()
    change.created(made, ("cycle_id", "state", "period", "to"))
    return made


@service(permission=_KEEP)
def open_reviews(change: Change, cycle: Cycle, *, period: int, cluster: str = "") -> int:
    """Open the reviews of the States of a group or year; return how many are new.

    Raises:
        ReviewError: there is no such cluster, or no published draw gave them reviewers.
    """
    rules = cycle.version.rules
    if rules.cluster(cluster) is None:
        raise ReviewError(gettext("There is no such cluster."))
    found = outcome(cycle)
    joiners = rules.limits.joiners_period
    by_state: dict[str, list[Pair]] = {}
    for pair in found.pairs:
        by_state.setdefault(pair.state, []).append(pair)
    held = Review.objects.filter(cycle=cycle, cluster=cluster).values_list("state", flat=True)
    # Who is in no draw of the years joined after it.
    wanted = [
        code
        for code in by_state
        if found.periods.get(code, joiners) == period and code not in set(held)
    ]
    if not wanted:
        raise ReviewError(gettext("No State of a published draw is left to open a review of."))
    start = start_of(rules, cycle.began, period, cluster)
    Review.objects.bulk_create(
        Review(cycle=cycle, state=code, cluster=cluster, period=period, start=start,
               reviewers=[one.reviewer for one in by_state[code]],
               only_for=_only_for(by_state[code]))
        for code in sorted(wanted)
    )  # fmt: skip
    change.did(note="reviews", cycle=cycle.pk, period=period, cluster=cluster, number=len(wanted))
    return len(wanted)


def _only_for(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    return {one.reviewer: list(one.instruments) for one in pairs if one.supplementary}
