"""What short forms mean: "the Office", "the Commission", "the Convention" in the running text.

A short form means the name printed last before it to which the short form belongs. A name that no
vocabulary holds counts as well ("International Seabed Authority" for "the Authority"), so that a
body unknown to the program is called by its own name and not by a known neighbour's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import re2

from cpcj.resolutions.vocabulary.addressees import normalized, proper_names
from cpcj.resolutions.vocabulary.instruments import Instrument, instruments_by_name

_MEMORY = 64 << 20  # bytes re2 may use for its states

_CAPITAL = r"[A-Z][\w’'-]*"
_SUBJECT = r"(?!Member|States?\b|Governments?\b|Parties\b|United\b|Secretary)[A-Z][a-z]+"
_LISTED = (
    rf"\s+{_SUBJECT}(?:,\s+{_SUBJECT})+\s+and\s+{_SUBJECT}(?=\s+in\s+[A-Z]|\s*[,;.:]|\s+[a-z]|\s*$)"
)
"""What a body of several subjects is for: "Peace, Disarmament and Development"."""

_AFTER = re.compile(
    rf"\s+(?:of|for|on|against)(?!\s+(?:Member|States?|Governments)\b)(?:\s+the)?"
    rf"(?:{_LISTED}|(?:\s+{_CAPITAL})+)"
    rf"(?:,?\s+(?:and\s+the(?=\s+(?:Caribbean|Pacific|Middle|Near)\b)|(?:of|for|on|against|to|in)(?:\s+the)?|and(?!\s+(?:Member|States?|Governments|United|Secretary)\b))"
    rf"(?:\s+{_CAPITAL})+)*"
)
_BEFORE = re.compile(
    rf"{_CAPITAL}\s+(?:(?:and|on|of|for)\s+(?=[A-Z]))?(?:(?:{_CAPITAL}|\d[\w-]*)\s+(?:(?:and|on|of|for)\s+(?=[A-Z]))?)*$"
)
MANDATE = re.compile(
    r"\s+on(?:\s+(?!(?:and|or|to|for|as|is|has|was|were|by|at|who|which|that|during)\b)[\w’-]+"
    r"|(?<=\bright)\s+to|(?<=\brights)\s+to"
    r"|\s+and\s+(?!(?:the|other|all|relevant|their|and|or|to|for|as|is|has|was|were|by|at|in|with)\b)[a-z][\w’-]*){1,16}"
    r"(?=\s*[,;:.]|\s*$|\s+(?:and|or|to|for|as|is|has|was|were|by|at|who|which|that|during)\b)"
)
"""What a rapporteur or expert is appointed for: "on violence against women and girls"."""
_NO_NAME = re.compile(r"(?:(?:The|This|That|In|Also|Its|Their|Such|Each|Every|A|An)\s+)+")
_LONGEST_NAME = 160  # characters looked at on either side of a head word


class Mention(NamedTuple):
    """A name printed in the text: where, and what it stands for."""

    start: int
    end: int
    key: str


@cache
def treaty_names() -> Mapping[str, Instrument]:
    """Return the treaties by name; declarations and rules have no parties."""
    return {name: item for name, item in instruments_by_name().items() if item.kind == "treaty"}


@cache
def name_finder(*, bodies: bool = True, treaties: bool = True, joining: bool = False) -> Any:
    """Return one expression for proper names, instruments or both, the longest first.

    Args:
        bodies: whether proper names of bodies and persons count.
        treaties: whether names of instruments count.
        joining: whether only names with a comma or "and" in them count.
    """
    names = {*(proper_names() if bodies else ()), *(treaty_names() if treaties else ())}
    if joining:
        names = {name for name in names if "," in name or " and " in name}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    options = re2.Options()
    options.max_mem = _MEMORY
    return re2.compile("|".join(rf"\b{re.escape(name)}\b" for name in ordered), options)


@cache
def short_forms() -> Mapping[str, frozenset[str]]:
    """Return for each short form of the vocabulary the normalized names it may stand for."""
    found: dict[str, set[str]] = {}
    for proper in proper_names().values():
        for short in proper.short:
            found.setdefault(short, set()).add(proper.key)
    return {short: frozenset(keys) for short, keys in found.items()}


_APPOINTED = re.compile(
    r"(?P<holder>(?:Rapporteur|Expert|Working\s+Group)s?)\s+of\s+the\s+(?:Human\s+Rights\s+Council|Commission\s+on\s+Human\s+Rights)"
    r"(?=\s+on\b)"
)
_PART = re.compile(
    r"(?P<part>(?:[\w’-]+\s+)*?(?!(?:Executive|Governing|Legal)\b)[\w’-]+\s+(?:Division|Branch|Section|Service|Unit|Commission|Centre))"
    r"\s+of\s+the\s+(?P<whole>.+)"
)
_LARGER = re.compile(r"(?:Office|Department|Secretariat|Executive\s+Office|Division)\b")


def own_name(name: str) -> str:
    """Return a name without the body it belongs to.

    "Special Rapporteur of the Human Rights Council on minorities" is the one on minorities, and
    the "Treaty Section of the Office of Legal Affairs" is the Treaty Section.
    """
    name = _APPOINTED.sub(r"\g<holder>", name)
    part = _PART.fullmatch(name)
    if part is None:
        return name
    whole = part["whole"]
    return part["part"] if _LARGER.match(whole) or _known_whole(whole) else name


def _known_whole(whole: str) -> bool:
    """Tell whether words begin with the proper name of an organization or office."""
    return any(whole.startswith(name) for name in proper_names() if " " in name)


@cache
def _long_short_forms() -> tuple[str, ...]:
    """Return the short forms that look like names ("Office of the High Commissioner")."""
    return tuple(sorted(short for short in short_forms() if " of the " in short))


def _treaty_key(name: str) -> str:
    """Return the key of an instrument by a name that may lack its first words."""
    known = instruments_by_name()
    for first in ("United Nations ", "International "):
        if first + name in known:
            return known[first + name].key
    return normalized(name).upper()


class Names:
    """The names printed in a text, found when a short form is first asked for.

    Args:
        text: the running text; places are offsets in it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._mentions: list[Mention] | None = None
        self._treaties: list[Mention] | None = None
        self._by_head: dict[str, tuple[list[int], list[str]]] = {}

    def mentions(self) -> list[Mention]:
        """Return the proper names of the vocabulary in the text, in order."""
        if self._mentions is None:
            names = proper_names()
            self._mentions = [
                Mention(match.start(), match.end(), names[match.group()].key)
                for match in name_finder(treaties=False).finditer(self.text)
            ]
        return self._mentions

    def treaties(self) -> list[Mention]:
        """Return the instruments of the vocabulary named in the text, in order."""
        if self._treaties is None:
            names = treaty_names()
            self._treaties = [
                Mention(match.start(), match.end(), names[match.group()].key)
                for match in name_finder(bodies=False).finditer(self.text)
            ]
        return self._treaties

    def treaties_between(self, start: int, end: int) -> list[str]:
        """Return the keys of the instruments named by full name between two places."""
        treaties = self.treaties()
        first = bisect_left(treaties, (start, 0, ""))
        found = []
        for mention in treaties[first:]:
            if mention.start >= end:
                break
            found.append(mention.key)
        return list(dict.fromkeys(found))

    def meaning(self, short: str, before: int) -> str | None:
        """Return what a short form means at a place; None where no name for it stands before.

        Args:
            short: the short form without article ("Office", "Executive Director").
            before: where the short form stands.
        """
        places, keys = self._heads(short, treaties=False)
        at = bisect_right(places, before) - 1
        return keys[at] if at >= 0 else None

    def treaty(self, short: str, before: int) -> str | None:
        """Return the key of the instrument that "Convention" or "Protocol" means at a place."""
        places, keys = self._heads(short, treaties=True)
        at = bisect_right(places, before) - 1
        return keys[at] if at >= 0 else None

    def _heads(self, short: str, *, treaties: bool) -> tuple[list[int], list[str]]:
        """Return the ends of the names that a short form may mean, and what they stand for."""
        slot = f"{short}!" if treaties else short
        if slot not in self._by_head:
            self._by_head[slot] = ([], [])  # what is asked for while it is looked for
            found = self._known(short, treaties=treaties)
            found += self._unknown(short, treaties=treaties)
            found.sort()
            self._by_head[slot] = ([end for end, _ in found], [key for _, key in found])
        return self._by_head[slot]

    def _known(self, short: str, *, treaties: bool) -> list[tuple[int, str]]:
        head = re.compile(rf"\b{re.escape(short)}\b", re.IGNORECASE)
        mentions = self.treaties() if treaties else self.mentions()
        meant = frozenset() if treaties else short_forms().get(short, frozenset())
        return [
            (mention.end, mention.key)
            for mention in mentions
            if mention.key in meant or head.search(self.text, mention.start, mention.end)
        ]

    def _unknown(self, short: str, *, treaties: bool) -> list[tuple[int, str]]:
        """Find names that no vocabulary holds but whose head is the short form."""
        known = _long_short_forms()
        mentions = sorted({*self.mentions(), *self.treaties()})
        starts = [mention.start for mention in mentions]
        found = []
        for start in self._occurrences(short):
            end = start + len(short)
            if not self._may_be_named(start, end):
                continue
            at = bisect_right(starts, start) - 1
            if at >= 0 and mentions[at].end > start:
                continue
            name = self._name_around(start, end)
            if name is None:
                continue
            if not treaties and name != short and self._is_short(name, start):
                meant = self.meaning(name, start)
                if meant is not None:
                    found.append((end, meant))
                    continue
            shorter = next((one for one in known if name.startswith(one)), None)
            if shorter is None and name != short and name in short_forms():
                shorter = name
            if treaties or shorter is None:
                found.append((end, _treaty_key(name) if treaties else normalized(own_name(name))))
            elif shorter != short:
                meant = self.meaning(shorter, start)
                if meant is not None:
                    found.append((end, meant))
        return found

    def _is_short(self, name: str, start: int) -> bool:
        """Tell whether a name is a short one ("the Regional Centre") of one printed in full."""
        at = self.text.rfind(name, 0, start + len(name))
        return self.text[max(0, at - 4) : at] in ("the ", "The ") and name.count(" ") == 1

    def _occurrences(self, short: str) -> Iterator[int]:
        """Yield the places of a short form as a word; "High-Level" is also "High-level"."""
        if "-" in short:
            expression = rf"\b{re.escape(short[0])}(?i:{re.escape(short[1:])})\b"
            yield from (match.start() for match in re.finditer(expression, self.text))
            return
        text, at, length = self.text, self.text.find(short), len(short)
        while at >= 0:
            after = text[at + length : at + length + 1]
            if not (after.isalnum() or text[at - 1 : at].isalnum()):
                yield at
            at = text.find(short, at + length)

    def _may_be_named(self, start: int, end: int) -> bool:
        """Tell at a glance whether something beside a head word can make it a name."""
        if self.text.startswith((" of ", " for ", " on ", " against "), end):
            return True
        blank = self.text.rfind(" ", 0, max(0, start - 1))
        word = self.text[blank + 1 : start]
        return word[:1].isupper() or word[:1].isdigit() or word in {"of ", "on ", "for ", "and "}

    def _name_around(self, start: int, end: int) -> str | None:
        """Return the whole name around a head word, None where the head stands alone."""
        limit = min(len(self.text), end + _LONGEST_NAME)
        after = _AFTER.match(self.text, end, limit)
        if self.text[start:end].endswith(("Rapporteur", "Expert")):
            whose = end if after is None else after.end()
            after = MANDATE.match(self.text, whose, limit) or after
        window = self.text[max(0, start - _LONGEST_NAME) : start]
        before = _BEFORE.search(window[-100:])
        words = before.group() if before else ""
        words = _NO_NAME.sub("", words, count=1) if words else ""
        if after is None and not words:
            return None
        return words + self.text[start : after.end() if after else end]
