"""Numbers of resolutions and decisions: whose they are, when they can be dated, their identifiers.

A number alone often says whose it is: "1373 (2001)" is the Security Council's, "2016/16" the
Economic and Social Council's, "70/178" the General Assembly's, whose count by session begins with
the thirty-first. Bodies that count by session from their first (commissions, conferences, the Human
Rights Council) can only be told by name.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from cpcj.resolutions.vocabulary.bodies import Body, bodies

_FORM: Final = re.compile(
    r"""(?P<series>ES-|S-)?(?P<first>\d{1,4}|[IVX]{1,6})/
        (?:(?P<item>\d{1,4})|(?P<treaty>CP|CMP|CMA|COP)\.(?P<meeting>\d{1,2}))\Z
      | (?P<running>\d{1,4})(?:\ +(?P<letters>[A-Z](?:(?:,|\ and|\ to)?\ *[A-Z])*))?\ *
        \((?:(?P<roman>(?:E?S-)?[IVXLC]+)|(?P<year>\d{4}))\)\Z""",
    re.VERBOSE,
)
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_FIRST_SLASH_SESSION: Final = 31
_LAST_ROMAN_SESSION: Final = 30
_CLIMATE_BODIES: Final = {"CP": "cop_unfccc", "CMP": "cop_unfccc", "CMA": "cop_unfccc"}
# First year less one of bodies that have met once a year ever since; the count holds from the year
# given as second.
_YEARLY: Final = {"ccpcj": (1991, 1992), "cnd": (1957, 1992)}
_DIGITS_OF_YEAR: Final = 4
_YEARS: Final = range(1900, 2100)
_MANY: Final = 100
# Bodies that never adopt a hundred texts in a session: "70/178" is not theirs.
_FEW_TEXTS: Final = frozenset({"ccpcj", "cnd", "cop_untoc", "cosp_uncac", "unea"})
_CYCLE_FROM_JULY: Final = 2014  # since then a session of the Council begins in the year before


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, taken apart.

    Attributes:
        printed: without spaces, the letter left out ("217(III)", "57/270").
        session: the session in Arabic numerals; None for a special session or none.
        year: the year it carries, else None.
        item: the last part ("178"), for identifiers that need it apart.
        letter: the part of a resolution it names ("A"), else "".
        slash: whether it is of the form session/item.
        special: whether the session is a special one.
        treaty: body of a treaty that the number itself names ("CP"), else "".
    """

    printed: str
    session: int | None = None
    year: int | None = None
    item: str = ""
    letter: str = ""
    slash: bool = True
    special: bool = False
    treaty: str = ""
    roman: bool = False


def roman_value(numeral: str) -> int:
    """Return the value of a roman numeral; the letters' order is not checked."""
    total = 0
    for place, letter in enumerate(numeral):
        value = _ROMAN_VALUES[letter]
        following = _ROMAN_VALUES.get(numeral[place + 1 : place + 2], 0)
        total += -value if following > value else value
    return total


def read_number(words: str, letter: str = "") -> Number | None:
    """Return the number that a token's words print, None where they print none."""
    match = _FORM.match(words)
    if match is None:
        return None
    if (running := match["running"]) is not None:
        if match["year"]:
            year = int(match["year"])
            return Number(f"{running}({year})", year=year, item=running, slash=False)
        numeral = match["roman"]
        special = numeral.startswith(("S-", "ES-"))
        session = None if special else roman_value(numeral)
        printed = f"{running}({numeral})"
        return Number(printed, session, None, running, letter, slash=False, special=special)
    if treaty := match["treaty"]:
        printed = f"{match['first']}/{treaty}.{match['meeting']}"
        return Number(printed, int(match["meeting"]), None, match["first"], treaty=treaty)
    first, item, series = match["first"], match["item"], match["series"] or ""
    printed = f"{series}{first}/{item}"
    if not first.isdigit():
        return Number(printed, roman_value(first), None, item, letter, roman=True)
    if len(first) == _DIGITS_OF_YEAR:
        year = int(first)
        return Number(printed, None, year, item, letter) if year in _YEARS else None
    return Number(printed, int(first), None, item, letter, special=bool(series))


def letters_of(words: str) -> tuple[str, ...]:
    """Return the part letters of "284 A and B" or "36 A to D", in order; ("",) for none."""
    match = _FORM.match(words)
    letters = match["letters"] if match else None
    return expand_letters(letters) if letters else ("",)


def expand_letters(letters: str) -> tuple[str, ...]:
    """Return the letters that "A and B", "A, B and C" or "A to D" stand for."""
    found = re.findall(r"[A-Z]", letters)
    if " to " in letters and len(found) == len("AB") and found[0] < found[1]:
        return tuple(chr(code) for code in range(ord(found[0]), ord(found[1]) + 1))
    return tuple(found)


def can_be_of(  # noqa: PLR0911 - a return for each form
    body: Body, number: Number
) -> bool:
    """Say whether a body can have a text of this number, by the form of its count."""
    if number.treaty:
        return False
    if not number.slash:
        if number.year is not None:
            return body.key == "sc"
        if body.key == "ga":
            return number.special or (number.session or 0) <= _LAST_ROMAN_SESSION
        return body.key in {"ecosoc", "tc", "chr", "cnd"}
    if number.year is not None:
        return body.numbering == "year"
    if number.roman:
        return body.key == "cop_cbd"
    if body.numbering != "session" or body.key == "tc":
        return False
    if body.key == "ga":
        return number.special or (number.session or 0) >= _FIRST_SLASH_SESSION
    return body.key not in _FEW_TEXTS or int(number.item) < _MANY


def body_by_form(
    number: Number, adopting: Body | None, named: Body | None, *, certain: bool = False
) -> Body | None:
    """Return whose number it is where the words do not name the body.

    Args:
        number: the number.
        adopting: the body that adopts the text.
        named: the body with a count by session that was last named in full.
        certain: whether the words say that it is the adopting body's ("its resolution").
    """
    known = bodies()
    if adopting is not None and can_be_of(adopting, number):
        return adopting
    if number.treaty:
        return known.get(_CLIMATE_BODIES.get(number.treaty, "cop_unccd"))
    if number.year is not None:
        return known["ecosoc"] if number.slash else known["sc"]
    if not number.slash:
        beyond = number.session is not None and number.session > _LAST_ROMAN_SESSION
        return known["ecosoc" if beyond else "ga"]
    if number.roman:
        return None
    if named is not None and can_be_of(named, number) and not can_be_of(known["ga"], number):
        return named
    if certain or not can_be_of(known["ga"], number):
        return None
    # In another body's text a number is the Assembly's without its name only if nobody else counts
    # so far.
    return known["ga"] if adopting is None or int(number.item) >= _MANY else None


def identifier(body: Body, number: Number, *, decision: bool) -> tuple[str | None, bool]:
    """Return the identifier of a text, and whether it is made here."""
    template = body.decision if decision else body.resolution
    if not template:
        return None, False
    made = body.decision_made if decision else body.resolution_made
    printed = number.printed
    if body.key == "wha" and not printed.startswith("WHA"):
        printed = f"WHA{printed}"
    if "{session}" in template:
        if number.session is None:
            return None, False
        return template.format(session=number.session, item=number.item), made
    return template.format(n=printed + number.letter), made


def can_be_dated(body: Body | None, number: Number, date: dt.date) -> bool:
    """Say whether a text of this number can bear this date; True where nothing speaks against it.

    A session of the General Assembly runs from September to September, the first from January
    1946; a number with a year is of that year, but a session of the Economic and Social Council
    begins in July of the year before since 2014.
    """
    if number.year is not None:
        early = 1 if number.slash and number.year >= _CYCLE_FROM_JULY else 0
        return number.year - early <= date.year <= number.year
    if body is None or number.session is None or number.special:
        return True
    if body.key == "ga":
        opens = 1945 + number.session
        first = dt.date(1946, 1, 1) if number.session == 1 else dt.date(opens, 9, 1)
        return first <= date <= dt.date(opens + 1, 9, 30)
    if body.key in _YEARLY:
        before, since = _YEARLY[body.key]
        year = before + number.session
        return date.year == year if year >= since else True
    return True
