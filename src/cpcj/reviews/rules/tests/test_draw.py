"""The draw: no constraint is ever broken, it can be replayed, and a clash is told."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from cpcj.resolutions.vocabulary.states import states
from cpcj.reviews.rules.draw import (
    Candidate,
    Clash,
    DrawInputError,
    Inputs,
    Kind,
    Limits,
    Pair,
    Result,
    check,
    draw,
    read_inputs,
)
from cpcj.reviews.rules.draw.inputs import Constraint, Waiver, inputs
from cpcj.reviews.rules.draw.pairs import explained
from cpcj.reviews.rules.draw.result import result_said
from cpcj.reviews.rules.draw.solving import solve
from cpcj.reviews.rules.tests.worlds import (
    INSTRUMENTS,
    UNTOC,
    YEARS,
    code,
    corruption_cycle,
    hindered,
    organized_crime,
    redrawn,
    world,
)


def _no_breach(given: Inputs, result: Result) -> bool:
    assert check(given, result) == ()
    if result.drawn:
        assert not result.clashes
        return True
    _is_proof(given, result)
    return False


def _is_proof(given: Inputs, result: Result) -> None:
    """Assert that what is said to clash does, and that without any one of it there is a solution.

    Periods can be drawn in every one of these worlds, so that pairs alone clash.
    """
    assert result.clashes, "no solution and nothing said about why"
    assert result.least
    model = explained(given)
    for left_out in (None, *result.clashes):
        names = [name for name in result.clashes if name != left_out]
        model.model.clear_assumptions()
        model.model.add_assumptions([model.switches[name] for name in names])
        ended, _solver = solve(model, 1)
        assert ended == ("clash" if left_out is None else "solved"), left_out


def _draws(seed: int) -> Iterator[tuple[Inputs, Result]]:
    """Yield the draws of both mechanisms in a world, hindered ones, and a redraw of one."""
    of_world = world(seed)
    free = organized_crime(seed, of_world)
    cycle = corruption_cycle(seed, of_world)
    yield from (free, *cycle)
    for number, (given, _result) in enumerate((free, cycle[1])):
        harder = hindered(2 * seed + number, given)
        result = draw(harder)
        yield harder, result
        if result.drawn:
            again = redrawn(seed, harder, result)
            yield again, draw(again)


def _try_worlds(seeds: range) -> None:
    drawn = clashing = 0
    for seed in seeds:
        for number, (given, result) in enumerate(_draws(seed)):
            if _no_breach(given, result):
                drawn += 1
            else:
                clashing += 1
            if number == seed % 7:
                again = draw(read_inputs(given.canonical().encode()))
                assert again.written() == result.written()
    assert drawn > 3 * clashing, f"{len(seeds)} worlds: {drawn} draws, {clashing} told why not"


def test_no_constraint_is_broken_in_thirty_random_worlds() -> None:
    _try_worlds(range(30))


@pytest.mark.long
def test_no_constraint_is_broken_in_a_thousand_random_worlds() -> None:
    _try_worlds(range(1000))


def _members() -> list[Candidate]:
    lots = random.Random(1)  # noqa: S311 - an invented world
    chances = dict(zip(INSTRUMENTS, (0.92, 0.8, 0.62), strict=True))
    members = [one for one in states().values() if one.status == "member"][:190]
    return [
        Candidate(
            one.code,
            one.groups,
            ("UNTOC", *(key for key, chance in chances.items() if lots.random() < chance)),
            joined_later=number % 40 == 39,
        )
        for number, one in enumerate(members)
    ]


def test_190_states_at_once() -> None:
    of_all = _members()
    assert len(of_all) == 190
    began = time.process_time()
    given, result = organized_crime(20270115, of_all)
    took = time.process_time() - began
    assert _no_breach(given, result)
    sizes = Counter(result.periods.values())
    assert sorted(sizes.values()) == [63, 63, 64]
    assert max(result.loads().values()) <= 4
    assert took < 60, "seconds of processor time"


def test_190_states_in_a_cycle_of_five_years() -> None:
    draws = corruption_cycle(20270115, _members())
    assert len(draws) == 6
    assert all(_no_breach(given, result) for given, result in draws)
    times: Counter[str] = Counter()
    for _given, result in draws[1:]:
        times.update(result.loads())
    assert len(times) == 190
    assert set(times.values()) <= {1, 2, 3}


def test_the_same_inputs_give_the_same_draw_in_whatever_order_they_stand() -> None:
    of_world = world(5)
    given, result = organized_crime(11, of_world)
    said = json.loads(given.canonical())
    said["states"].reverse()
    again = read_inputs(json.dumps(said, indent=2).encode())
    assert again.digest == given.digest == result.digest
    assert draw(again).written() == result.written()
    assert result_said(json.loads(result.written())) == result
    other = organized_crime(12, of_world)[1]
    assert other.digest != result.digest
    assert other.pairs != result.pairs


def test_a_clash_names_the_constraint_and_the_state() -> None:
    of_world = [Candidate(code(n), ("africa",)) for n in range(6)]
    of_world.append(Candidate("QZZ", ("others",)))
    limits = Limits(same_region=1, other_region=None)
    result = draw(inputs(Kind.PAIRS, 1, limits, of_world))
    assert not result.drawn
    assert result.least
    assert Clash("same_region", "QZZ") in result.clashes
    # A recorded exception lifts it, and nothing else.
    waived = inputs(
        Kind.PAIRS, 1, limits, of_world,
        waivers=[Waiver(Constraint.SAME_REGION, "QZZ", "alone in its group")],
    )  # fmt: skip
    assert _no_breach(waived, draw(waived))


def test_a_clash_names_the_earlier_review_the_refusal_and_the_deferral() -> None:
    # Of the own group there are three: one was reviewed by it, one is refused, one defers.
    own = [Candidate("QZZ", ("others",))]
    own += [Candidate(code(n), ("others",), reviewed=False) for n in range(2)]
    own.append(Candidate(code(2), ("others",), reviewed=False, available=False))
    far = [Candidate(code(9 + n), ("africa",), reviewed=False) for n in range(4)]
    given = inputs(
        Kind.PAIRS, 1, Limits(), [*own, *far],
        earlier=[(code(0), "QZZ")], refused=[("QZZ", code(1))],
    )  # fmt: skip
    result = draw(given)
    _is_proof(given, result)
    assert set(result.clashes) == {
        Clash("same_region", "QZZ"), Clash("no_mutual"), Clash("refused", "QZZ"),
        Clash("available", code(2)),
    }  # fmt: skip


def test_more_than_four_reviewers_where_the_state_decides_so() -> None:
    # Each protocol needs two more reviewers, and nobody is party to two of them.
    every = ("FIREARMS_PROTOCOL", "SOM_PROTOCOL", "TIP_PROTOCOL", "UNTOC")
    of_world = [Candidate("QZZ", ("africa",), every)]
    of_world += [
        Candidate(code(n), (("africa", "others")[n % 2],), (key, "UNTOC"), reviewed=False)
        for n, key in enumerate([*every[:3]] * 4)
    ]
    four = draw(inputs(Kind.PAIRS, 3, UNTOC, of_world))
    assert Clash("most_reviewers", "QZZ") in four.clashes
    decided = [Waiver(Constraint.MOST_REVIEWERS, "QZZ", "decided by the State")]
    given = inputs(Kind.PAIRS, 3, UNTOC, of_world, waivers=decided)
    result = draw(given)
    assert _no_breach(given, result)
    assert len(result.pairs) == 6
    assert all(
        pair.instruments != every and "UNTOC" not in pair.instruments
        for pair in result.pairs
        if pair.supplementary
    ), "drawn for the instruments that the two do not cover, and only for those"


def test_what_knows_no_exceptions_is_not_excepted() -> None:
    of_world = [Candidate(code(n), ("africa",)) for n in range(4)]
    with pytest.raises(DrawInputError, match="no_mutual knows no exceptions"):
        inputs(Kind.PAIRS, 1, Limits(), of_world, waivers=[Waiver(Constraint.NO_MUTUAL, code(1))])


def test_too_few_turns_for_everybody_clash() -> None:
    of_world = [Candidate(code(n), ("africa",), reviewed=n < 2) for n in range(8)]
    given = inputs(Kind.PAIRS, 1, Limits(least_reviews=1, most_reviews=3), of_world)
    result = draw(given)
    assert not result.drawn
    names = {one.constraint for one in result.clashes}
    assert "least_reviews" in names


def test_a_redraw_changes_what_was_refused_and_nothing_else() -> None:
    of_world = world(8, least=20)
    given, result = organized_crime(4, of_world)
    refused = next(pair for pair in result.pairs if not pair.supplementary)
    kept = [
        (one.state, one.reviewer)
        for one in result.pairs
        if one.state != refused.state or not (one.supplementary or one == refused)
    ]
    again = inputs(
        Kind.PAIRS, 5, given.limits, of_world, kept=kept,
        refused=[(refused.state, refused.reviewer)],
    )  # fmt: skip
    redrawn = draw(again)
    assert _no_breach(again, redrawn)
    assert refused.reviewer not in redrawn.reviewers(refused.state)
    pairs = {(one.state, one.reviewer) for one in redrawn.pairs}
    assert set(kept) <= pairs
    assert {state for state, _by in pairs - set(kept)} == {refused.state}


def test_one_more_is_drawn_for_what_the_two_do_not_cover() -> None:
    # Nobody of the own group is party to the protocol.
    both = ("FIREARMS_PROTOCOL", "UNTOC")
    of_world = [Candidate(code(n), ("africa",), ("UNTOC",), reviewed=False) for n in range(4)]
    of_world += [Candidate(code(9 + n), ("others",), both, reviewed=False) for n in range(4)]
    of_world.append(Candidate("QZZ", ("africa",), both))
    given = inputs(Kind.PAIRS, 3, UNTOC, of_world)
    result = draw(given)
    assert _no_breach(given, result)
    assert len(result.pairs) == 3
    (extra,) = [pair for pair in result.pairs if pair.supplementary]
    assert "FIREARMS_PROTOCOL" in extra.instruments


def test_likeness_of_legal_systems_is_preferred_never_demanded() -> None:
    of_world = [
        Candidate(code(n), ("africa",), legal_system=("civil", "common")[n % 2], reviewed=n == 0)
        for n in range(8)
    ]
    result = draw(inputs(Kind.PAIRS, 2, Limits(), of_world))
    assert result.alike == 2
    alone = [Candidate("QZZ", ("africa",), legal_system="mixed"), *of_world[1:]]
    assert draw(inputs(Kind.PAIRS, 2, Limits(), alone)).drawn


def test_the_checker_sees_what_is_wrong() -> None:
    of_world = world(3, least=20)
    given, result = organized_crime(9, of_world)
    first = result.pairs[0]
    mutual = Pair(first.reviewer, first.state, first.same_region)
    moved = dict.fromkeys(result.periods, 1)
    wrong = Result(given.digest, "", True, moved, (*result.pairs, mutual))  # noqa: FBT003
    named = {breach.constraint for breach in check(given, wrong)}
    assert {Constraint.NO_MUTUAL, Constraint.REVIEWERS, Constraint.PROPORTION} <= named


def test_who_joined_later_comes_last() -> None:
    of_world = [Candidate(code(n), ("africa",), joined_later=n in (2, 5)) for n in range(10)]
    given = inputs(Kind.PERIODS, 1, YEARS, of_world)
    result = draw(given)
    assert _no_breach(given, result)
    assert {name for name, year in result.periods.items() if year == 5} == {code(2), code(5)}


_TWO = (
    b'{"kind": "pairs", "seed": 1, "states": [{"code": "%s", "regions": []}, '
    b'{"code": "QAB", "regions": []}]}'
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"nothing", "no JSON"),
        (b"[]", "an object"),
        (b'{"kind": "pairs"}', "not as the inputs"),
        (b'{"kind": "pairs", "seed": -1, "states": []}', "seed"),
        (b'{"kind": "pairs", "seed": 1, "states": []}', "states"),
        (b'{"kind": "dance", "seed": 1, "states": []}', "dance"),
        (b'{"kind": "pairs", "seed": 1, "states": [], "more": 1}', "unknown: more"),
        (_TWO % b"x", "three letters"),
        (_TWO % b"QAB", "twice"),
    ],
    ids=["words", "list", "lacking", "seed", "none", "kind", "unknown", "code", "twice"],
)  # fmt: skip
def test_what_is_no_input_is_refused_with_its_reason(content: bytes, said: str) -> None:
    with pytest.raises(DrawInputError, match=said) as refused:
        read_inputs(content, "lots.json")
    assert "lots.json" in str(refused.value)
