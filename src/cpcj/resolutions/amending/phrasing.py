"""Amendments as the sentences in which they are tabled."""

from __future__ import annotations

import re
from typing import Final

from cpcj.resolutions.amending.model import Amendment, At, Deed, Kind, Part, Place, Quoted
from cpcj.resolutions.amending.ordinals import ordinal

_COUNTED_IN_WORDS: Final = 99
_PARTS: Final = {Part.LEAD: "the chapeau of ", Part.CLOSING: "the closing words of "}
_SIDES: Final = {At.BEFORE: "before", At.AFTER: "after"}
_SPACE: Final = re.compile(r"\s")


def sentence(one: Amendment) -> str:
    """Return an amendment in words."""
    if one.deed is Deed.RENUMBER:
        if one.place is not None and one.to is not None:
            return f"Renumber {named(one.place)} as {named(one.to)}."
        return "Renumber the paragraphs accordingly."
    if one.deed is Deed.REMOVE and one.place is not None:
        return f"Delete {named(one.place)}."
    if one.deed is Deed.MOVE and one.place is not None and one.to is not None:
        return f"Move {named(one.place)} to {_SIDES.get(one.at, 'after')} {named(one.to)}."
    if one.deed is Deed.REVISE and one.place is not None and one.new is not None:
        return f"{_capital(named(one.place))} should read: {quoted(one.new)}."
    if one.deed is Deed.ADD and one.place is not None and one.new is not None:
        return _addition(one, one.place, one.new)
    return _of_words(one)


def _of_words(one: Amendment) -> str:
    where = "" if one.place is None else f"In {named(one.place)}"
    parts = [where] if where else []
    if one.anchor is not None:
        side = _SIDES.get(one.at, "after")
        words = f"{side} {_words(one.anchor)}"
        if one.until is not None:
            words = f"between {_words(one.anchor)} and {_words(one.until)}"
        parts.append(words)
    elif one.at in (At.END, At.BEGINNING) and one.place is not None:
        parts = [f"At the {one.at.value} of {named(one.place)}"]
    deed = ""
    if one.rest:
        deed = "delete the rest of the paragraph"
        if one.new is not None:
            deed = f"replace the rest of the paragraph with {_words(one.new)}"
    elif one.deed is Deed.INSERT and one.new is not None:
        deed = f"insert {_words(one.new)}"
    elif one.deed is Deed.DELETE and one.old is not None:
        deed = f"delete {_words(one.old)}"
    elif one.old is not None and one.new is not None:
        deed = f"replace {_words(one.old)} with {_words(one.new)}"
    parts.append(deed)
    said = ", ".join(part for part in parts if part) + _which(one)
    return _capital(said) + "."


def _which(one: Amendment) -> str:
    if one.every:
        return " wherever they appear"
    if one.which == -1:
        return " where they last appear"
    if one.which:
        return (
            f" at the {ordinal(one.which)} occurrence"
            if one.which > 1
            else (" where they first appear")
        )
    return ""


def _addition(one: Amendment, place: Place, new: Quoted) -> str:
    adds = one.adds or Place(Kind.PARAGRAPH)
    if adds.kind is Kind.NOTE and one.anchor is not None:
        side = _SIDES.get(one.at, "after")
        return (
            f"In {named(place)}, {side} {_words(one.anchor)}, insert a new footnote reading: "
            f"{quoted(new)}."
        )
    what = {Kind.PREAMBULAR: "preambular paragraph", Kind.OPERATIVE: "operative paragraph"}.get(
        adds.kind, "paragraph"
    )
    if adds.points:
        what = " ".join(filter(None, ("subparagraph", adds.points[-1])))
    elif adds.n:
        what = f"{what} {adds.n}"
    side = _SIDES.get(one.at, f"at the {one.at.value} of")
    return _capital(f"{side} {named(place)}, insert a new {what} reading: {quoted(new)}.")


def named(place: Place) -> str:
    """Return how a place is called: "the second preambular paragraph", "operative paragraph 3"."""
    if place.kind is Kind.TITLE:
        return "the title"
    if place.kind is Kind.NOTE:
        return f"footnote {place.n}"
    if place.kind is Kind.PREAMBLE:
        return "the preamble"
    if place.kind is Kind.BODY:
        return "the operative part"
    words = _number(place)
    points = "".join(f" {point}" for point in place.points)
    section = f" of section {place.section}" if place.section else ""
    return f"{_PARTS.get(place.part, '')}{words}{points}{section}"


def _number(place: Place) -> str:
    noun = {Kind.PREAMBULAR: "preambular paragraph", Kind.OPERATIVE: "operative paragraph"}.get(
        place.kind, "paragraph"
    )
    if place.n.lstrip("-").isdecimal():
        number = int(place.n)
        if number < 0:
            return f"the {'last' if number == -1 else 'penultimate'} {noun}"
        counted = place.kind is Kind.PREAMBULAR and not place.points
        if counted and number <= _COUNTED_IN_WORDS:
            return f"the {ordinal(number)} {noun}"
    return f"{noun} {place.n}"


def quoted(one: Quoted) -> str:
    """Return words between the quotation marks that hold them."""
    words = one.words
    if _nests(words, "“", "”") and "\n“" not in words:
        return f"“{words}”"
    if '"' not in words:
        return f'"{words}"'
    return f"«{words}»"


def _nests(words: str, opening: str, closing: str) -> bool:
    depth = 0
    for sign in words:
        depth += (sign == opening) - (sign == closing)
        if depth < 0:
            return False
    return depth == 0


def _words(one: Quoted) -> str:
    several = _SPACE.search(one.words.strip()) is not None
    return f"the word{'s' if several else ''} {quoted(one)}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
