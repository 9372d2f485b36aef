"""How a text was adopted: without a vote, by consensus, by a vote with numbers and lists."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cpcj.resolutions.procedure.fact import Named, Vote
from cpcj.resolutions.procedure.naming import names_from

_NUMBER: Final = r"\d{1,3}|none|no|one|two|three|four|five|six|seven|eight|nine|ten"
_SPELT: Final = {
    "none": 0, "no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_VOTE: Final = re.compile(
    rf"(?:by (?:a )?)?(?P<kind>recorded |roll-call |non-recorded )?(?:vote of )?"
    rf"(?P<for>\d{{1,3}})(?: votes?)? to (?P<against>{_NUMBER})(?: votes?)?"
    rf"(?:(?:,? with|,| and) (?P<abstaining>{_NUMBER}) abstentions?)?"
)
_WITHOUT: Final = re.compile(r"without (?:a |being put to (?:a |the )?)?vote")
_CONSENSUS: Final = re.compile(r"by (?:general )?(?:consensus|acclamation)")
_SIDES: Final = re.compile(
    r"(?P<side>In favour|Against|Abstaining|Abstentions?)\s*:\s*", re.IGNORECASE
)
_FIELDS: Final = {"in favour": "for_list", "against": "against_list"}


def how_adopted(words: str) -> tuple[str, Vote | None]:
    """Return how something was decided and the vote: "" where the words do not say."""
    if match := _VOTE.search(words):
        recorded = (match["kind"] or "").strip()
        if "vote" in match.group():
            how = "recorded vote" if recorded in ("recorded", "roll-call") else "vote"
            return how, Vote(
                _number(match["for"]), _number(match["against"]), _number(match["abstaining"])
            )
    if _WITHOUT.search(words):
        return "without a vote", None
    if _CONSENSUS.search(words):
        return "consensus", None
    return "", None


def _number(words: str | None) -> int | None:
    if words is None:
        return None
    return int(words) if words.isdigit() else _SPELT[words]


def has_lists(words: str) -> bool:
    """Tell whether words list who voted how."""
    return len({match["side"].lower() for match in _SIDES.finditer(words)}) > 1


def with_lists(vote: Vote, words: str, date: dt.date | None) -> Vote:
    """Return a vote with the lists of who voted how.

    Args:
        vote: its numbers.
        words: the paragraph; the places of names are in it.
        date: the day of the vote.
    """
    lists: dict[str, tuple[Named, ...]] = {}
    marks = list(_SIDES.finditer(words))
    for place, match in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(words)
        listed = names_from(words, match.end(), date, end)
        lists[_FIELDS.get(match["side"].lower(), "abstaining_list")] = listed.names
    return replace(
        vote,
        for_list=lists.get("for_list", ()),
        against_list=lists.get("against_list", ()),
        abstaining_list=lists.get("abstaining_list", ()),
    )


def disagreements(vote: Vote) -> Iterator[str]:
    """Yield what does not agree between the numbers of a vote and its lists."""
    if not (vote.for_list or vote.against_list):
        return
    sides = (
        ("in favour", vote.in_favour, vote.for_list),
        ("against", vote.against, vote.against_list),
        ("abstaining", vote.abstaining, vote.abstaining_list),
    )
    for side, number, names in sides:
        if number is not None and number != len(names):
            yield f"{number} {side} by the number, {len(names)} by the list"
