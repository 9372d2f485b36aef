"""The group of those addressed: "Member States, the Office and other relevant stakeholders".

A group is read from left to right. What is known by a wording of the vocabulary takes its
normalized name; a proper name or a noun for somebody who can act takes its own words; what is put
between ("in cooperation with …", "including …", "as appropriate") addresses nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cpcj.resolutions.acts.adjectives import KINDS, is_adjective, organizations_of
from cpcj.resolutions.acts.names import MANDATE
from cpcj.resolutions.acts.phrases import (
    AS_APPROPRIATE,
    CHAIRING,
    CONNECTORS,
    DESCRIBED,
    INCLUDED,
    INSTRUMENTS,
    JOINED,
    MANDATED,
    NOT_YET_PARTY,
    OF_OTHERS,
    OF_WHOM,
    ORGANIZATION_OF_TWO,
    PHRASE_END,
    POSSESSIVE,
    PRONOUN,
    RESUMES,
    SAFE_WITHOUT_ASIDE,
    SEPARATOR,
    STATES_OF_TWO,
    THOSE,
)
from cpcj.resolutions.acts.wordings import ASIDE, PLAIN_SIGNS, TREATY, known_at, lowered, masked
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.addressees import beside
from cpcj.resolutions.vocabulary.grammar import listed

LONGEST = 2_000
"""Characters of a group at most; what is longer is no group."""

_NEUTRAL = beside("neutral")
_UNNAMED = beside("unnamed")
_BELONGING = beside("belonging")
_BARE_NOUNS = beside("bare")
_OTHER = beside("other")
_EXTENT = beside("extent")
_ACTORS = beside("actors")
_ORGANIZATIONS = listed("phrase", "organizations")
_UNITED_NATIONS = frozenset(_ORGANIZATIONS | {"funds", "programmes"})

_WORD = re.compile(r"[^\s,;:]+")
_BLANK = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Member:
    """One of those addressed.

    Attributes:
        kind: "known" (``value`` is the normalized name), "name" (``value`` are the words of a
            proper name or noun), "short" (``value`` is a single capitalized word to be resolved),
            "pronoun".
        value: see ``kind``.
        span: its words, from the start of the group.
        whole: how far it reaches with what belongs to it ("States parties to the Convention").
    """

    kind: str
    value: str
    span: Span
    whole: Span


@lru_cache(maxsize=16384)
def members(words: str) -> tuple[Member, ...]:
    """Return those whom a group of words addresses, in order.

    Args:
        words: the words between verb and infinitive ("Member States, the Office and others").

    Returns:
        The members; () where the words are no group of somebody who can be asked.
    """
    return tuple(_Reader(words).read())


class _Reader:
    """Reads one group from left to right."""

    def __init__(self, words: str) -> None:
        words = words.translate(PLAIN_SIGNS)
        self.words = words
        self.low = lowered(words)
        self.masked = masked(words)
        self.at = 0
        self.found: list[Member] = []
        self.pending: int | None = None  # where adjectives without a noun began
        self.kinds: list[str] = []  # those adjectives
        self.taken = -1  # where what follows the last member begins, if that was read last
        self.thing = False  # whether something that cannot be asked opens the group
        self.bare: list[tuple[int, Span]] = []  # "agencies", which later words may explain

    def read(self) -> list[Member]:
        while self.at < len(self.words):
            self.at = _BLANK.match(self.words, self.at).end()  # type: ignore[union-attr]
            before = self.at
            if not self._aside():
                self._member()
            self._separator()
            if self.at == before or self.thing:
                break
        self._explain_bare(explained=any(one.value == "un_entities" for one in self.found))
        return self.found

    def _separator(self) -> None:
        match = SEPARATOR.match(self.masked, self.at)
        if match is not None:
            if self.taken == self.at:
                self.taken = match.end()
            self.at = match.end()

    def _aside(self) -> bool:
        """Pass what is put between and addresses nobody."""
        match = ASIDE.match(self.words, self.at)
        if match is None:
            return False
        first = match.group().lower()
        if first in SAFE_WITHOUT_ASIDE and first not in {"in", "that"}:
            self.at = match.end()
            return True
        if first == "that" and not self.found:
            self.at = match.end()
            return True
        self.pending = None
        self.kinds = []
        if match["also"] is not None and self.taken == self.at:
            included = INCLUDED.match(self.words, self.at)
            if included is not None:
                self.at = included.end()
                return True
        if match["list"] is None:
            comma = self.masked.find(",", self.at)
            self.at = len(self.words) if comma < 0 else comma
            return True
        appropriate = AS_APPROPRIATE.match(self.masked, match.end())
        self.at = self._end_of_list(match.end() if appropriate is None else appropriate.end())
        return True

    def _end_of_list(self, start: int) -> int:
        """Return where an aside that lists things ends.

        "Including A, and C" goes on with C after the aside; "including A, B and C" and "including
        A, B, and C" end with their list.
        """
        place, closed, number = start, False, 0
        while (comma := self.masked.find(",", place)) >= 0:
            segment = self.masked[place:comma]
            resumes = RESUMES.match(self.masked, comma)
            if number and JOINED.search(segment) is not None:
                closed = True
            if resumes is not None and (closed or not number):
                return comma
            if closed or ASIDE.match(self.masked[comma + 1 :].lstrip()):
                return comma
            if not self.masked[comma + 1 :].strip():
                return comma
            if resumes is not None:
                following = self.masked.find(",", resumes.end())
                return len(self.words) if following < 0 else following
            if not number and self.masked.find(",", comma + 1) < 0:
                return self._end_of_pair(comma, segment)
            place = comma + 1
            number += 1
        return len(self.words)

    def _end_of_pair(self, comma: int, first: str) -> int:
        """Return where a list of one comma ends: "A, B and C" goes on, "A and B, C" does not."""
        if JOINED.search(first) is None and JOINED.search(self.masked, comma) is not None:
            return len(self.words)
        return comma

    def _neutral(self) -> tuple[int, bool]:
        """Pass the words beside a name; return where they end and whether "other" was one."""
        at, other = self.at, False
        while (word := _WORD.match(self.low, at)) is not None:
            text = word.group()
            if text not in _NEUTRAL or known_at(self.low, at) is not None:
                break
            other = other or text in _OTHER
            if self.words[word.end() : word.end() + 1] in {",", ";"}:
                at = word.end()
                break
            at = _BLANK.match(self.words, word.end()).end()  # type: ignore[union-attr]
        return at, other

    def _member(self) -> None:
        start = self.at
        pronoun = PRONOUN.match(self.words, start) or THOSE.match(self.words, start)
        if pronoun is not None and not self.found:
            self._take("pronoun", pronoun.group().split()[0].lower(), Span(*pronoun.span()))
            return
        at, other = self._neutral()
        known = known_at(self.low, at)
        if known is not None and OF_OTHERS.match(self.words, at) is not None:
            self._common(start, at)
            return
        if known is not None and not self._mere_adjective(known, at):
            end, key = known
            if key == TREATY:
                self._pass(end)
                return
            if other and key == "all_stakeholders":
                key = "other_interested_parties"
            self._with_kinds(key, Span(start, end))
            return
        self.at = at
        word = _WORD.match(self.words, at)
        if word is None:
            self.at = max(at, start + 1)
            return
        if word.group()[0].isupper():
            self._proper(start, at)
        else:
            self._common(start, at)

    def _mere_adjective(self, known: tuple[int, str], at: int) -> bool:
        """Tell whether a known wording is only the beginning of a longer noun phrase."""
        end, key = known
        if key == "un_system" and self.low[at:end] == "united nations":
            word = _WORD.match(self.low, _BLANK.match(self.low, end).end())  # type: ignore[union-attr]
            return (
                word is not None
                and self.words[end : end + 1].isspace()
                and word.group() not in PHRASE_END
                and word.group() not in {"and", "or", "as", "together"}
            )
        return False

    def _take(self, kind: str, value: str, span: Span) -> None:
        """Add a member and pass what belongs to it up to the next separator."""
        following = self.words[span.end : span.end + 2]
        end = self._to_separator(span.end)
        if NOT_YET_PARTY.match(self.words, span.end) is not None:
            end = len(self.words)
        self.at = end
        self.pending = None
        self.kinds = []
        if following.startswith(("’", "'")):
            self.thing = not self.found
            return
        self.taken = end
        self.found.append(Member(kind, value, span, Span(span.start, end)))
        if "united nations" in self.low[span.start : end]:
            self._explain_bare(explained=True)

    def _to_separator(self, at: int) -> int:
        match = SEPARATOR.search(self.masked, at)
        return len(self.words) if match is None else match.start()

    def _with_kinds(self, key: str, span: Span) -> None:
        """Add a known member, and those whom adjectives before it name beside it."""
        kinds, pending = self.kinds, self.pending
        if (
            pending is not None
            and self.low[span.start : span.end].split()[-1].rstrip("s") + "s" in _ORGANIZATIONS
        ):
            for kind in kinds:
                value = organizations_of(kind)
                if value is not None and value != key:
                    self.found.append(
                        Member("known", value, Span(pending, span.end), Span(pending, span.end))
                    )
        self._take("known", key, span)

    def _proper(self, start: int, at: int) -> None:
        """Take a proper name that is in no vocabulary, or a short form."""
        end, words = self._capitalized(at)
        end = self._with_actor(end)
        name = self.words[at:end]
        if name.endswith(POSSESSIVE):
            self._pass(end)
            return
        if name in INSTRUMENTS:
            self._pass(end)
            return
        mandate = MANDATE.match(self.words, end)
        if mandate is not None and (name.endswith(MANDATED) or "Rapporteur" in name):
            end = mandate.end()
            name = self.words[at:end]
        if name == "Parties":
            name = "parties"
        kind = "short" if words == 1 and name[0].isupper() else "name"
        whose = OF_WHOM.match(self.masked, end) if name in CHAIRING else None
        if (
            whose is not None
            and whose.group().removeprefix(" of ").removeprefix("the ")[:1].islower()
        ):
            end, kind = whose.end(), "name"
            name = self.words[at:end]
        self._take(kind, name, Span(start, end))

    def _capitalized(self, at: int) -> tuple[int, int]:
        """Return where a name in capitals ends, small words within, and how many it has."""
        end, words = at, 0
        place = at
        has_link = False
        while (word := _WORD.match(self.masked, place)) is not None:
            text = word.group()
            if text[0].isupper() or (text[0].isdigit() and words):
                if words and text[0].isupper() and self._starts_known(place, end):
                    break
                words += 1
                end = word.end()
            elif text[0] == "\x01" and words:
                has_link = True
            elif text in CONNECTORS and words:
                if text in {"and", "or"} and not (
                    (has_link and self._goes_on(word.end()))
                    or STATES_OF_TWO.match(self.words, word.start())
                    or (words == 1 and ORGANIZATION_OF_TWO.match(self.words, word.start()))
                ):
                    break
                if text == "with" and not (has_link and self._goes_on(word.end())):
                    break
                has_link = True
            else:
                break
            if self.words[end : end + 1] in {",", ";", ":"} and place <= end <= word.end():
                break
            place = _BLANK.match(self.words, word.end()).end()  # type: ignore[union-attr]
        return end, words

    def _pass(self, at: int) -> None:
        """Pass a thing that cannot be asked; where it opens the group, the group is none."""
        self.thing = not self.found
        self.pending = None
        self.kinds = []
        self.at = self._to_separator(at)

    def _goes_on(self, at: int) -> bool:
        """Tell whether "and" joins two parts of one name ("of Economic and Social Affairs")."""
        return self.words[at + 1 : at + 2].isupper()

    def _starts_known(self, place: int, end: int) -> bool:
        """Tell whether after "and" a new member of the vocabulary begins."""
        return "and" in self.masked[end:place].split() and known_at(self.low, place) is not None

    def _with_actor(self, end: int) -> int:
        """Return where a name ends together with a lower-case noun ("Compact entities")."""
        place, last = end, end
        for _ in range(5):
            blank = _BLANK.match(self.words, place).end()  # type: ignore[union-attr]
            word = _WORD.match(self.low, blank)
            if word is None or blank == place or word.group() in PHRASE_END | {"and", "or", "as"}:
                break
            place = word.end()
            if word.group() in _ACTORS:
                last = place
            if self.words[place : place + 1] in {",", ";"}:
                break
        return last

    def _common(self, start: int, at: int) -> None:
        """Take a noun phrase in small letters, if its head is somebody who can act."""
        stop = self._to_separator(at)
        place, last = at, None
        words: list[str] = []
        while (word := _WORD.match(self.low, place)) is not None and word.start() < stop:
            if word.group() in PHRASE_END:
                break
            words.append(word.group())
            last = word
            if word.group() in _ACTORS and DESCRIBED.match(self.low, word.end()):
                break
            place = _BLANK.match(self.words, word.end()).end()  # type: ignore[union-attr]
        if last is None or not words:
            self.at = max(stop, start + 1)
            return
        known = self._known_tail(at, words, last.end())
        if known is not None:
            end, key = known
            adjective = words[0]
            if key == "member_states" and adjective not in KINDS:
                self._take("name", self.words[at:end], Span(start, end))
            else:
                self.kinds += [word for word in words if word in KINDS]
                self.pending = start if self.pending is None else self.pending
                self._with_kinds(key, Span(start, end))
            return
        head = words[-1]
        if head in _ACTORS and not (head == "community" and len(words) == 1):
            _, other = self._neutral_before(start)
            self._organization(start, last.end(), words, stop, other=other)
            return
        if place >= stop and all(is_adjective(word) for word in words):
            self.pending = start if self.pending is None else self.pending
            self.kinds += words
        else:
            self._pass(at)
        self.at = max(stop, start + 1)

    def _known_tail(self, at: int, words: list[str], stop: int) -> tuple[int, str] | None:
        """Return a wording of the vocabulary at the end of the phrase ("coastal States")."""
        place = at
        for number, word in enumerate(words):
            if number:
                known = known_at(self.low, place)
                if known is not None and known[1] != TREATY and self._ends(known[0], stop):
                    return known
            place = _BLANK.match(self.low, place + len(word)).end()  # type: ignore[union-attr]
        return None

    def _ends(self, at: int, stop: int) -> bool:
        """Tell whether no noun for somebody stands in the rest ("media | companies")."""
        return not _ACTORS.intersection(self.low[at:stop].split())

    def _neutral_before(self, start: int) -> tuple[int, bool]:
        """Return :meth:`_neutral` of a place without moving."""
        at, self.at = self.at, start
        found, self.at = self._neutral(), at
        return found

    def _organization(
        self, start: int, end: int, words: list[str], stop: int, *, other: bool
    ) -> None:
        """Take organizations and the like by the adjectives before them."""
        head = words[-1]
        adjectives = [*self.kinds, *words[:-1]]
        rest = self.low[end:stop]
        if head in _UNITED_NATIONS and "united nations" in rest:
            self._take("known", "un_entities", Span(start, end))
            return
        if head in _ORGANIZATIONS and "financial" not in adjectives:
            values = list(dict.fromkeys(filter(None, map(organizations_of, adjectives))))
            if values:
                begin = start if self.pending is None else self.pending
                for value in values[:-1]:
                    self.found.append(Member("known", value, Span(begin, end), Span(begin, end)))
                self._take("known", values[-1], Span(begin, end))
                return
            if len(words) == 1 and other and head in {"entities", "actors", "bodies"}:
                self._take("known", "other_interested_parties", Span(start, end))
                return
            if len(words) == 1 and head in _UNITED_NATIONS and self.kinds == []:
                self.bare.append((len(self.found), Span(start, end)))
                self.at = self.taken = self._to_separator(end)
                return
        begin = start if self.pending is None else self.pending
        name_start = self._without_extent(self._unnamed(begin))
        whose = OF_WHOM.match(self.masked, end) if head in _BELONGING else None
        if whose is not None:
            end = whose.end()
        self._take("name", self.words[name_start:end], Span(begin, end))

    def _unnamed(self, at: int) -> int:
        """Pass what belongs to no name: articles, "relevant", "other"."""
        while (word := _WORD.match(self.low, at)) is not None and word.group() in _UNNAMED:
            at = _BLANK.match(self.words, word.end()).end()  # type: ignore[union-attr]
        return at

    def _without_extent(self, at: int) -> int:
        """Pass adjectives of extent before a name, unless nothing but a head would be left."""
        place, extents = at, 0
        while (word := _WORD.match(self.low, place)) is not None:
            if word.group() not in _EXTENT | _UNNAMED | {"and", "or"}:
                break
            extents += word.group() in _EXTENT
            place = word.end()
            while place < len(self.words) and self.words[place] in " ,\n\t":
                place += 1
        left = _WORD.match(self.low, place)
        if extents == 1 or left is None or left.group() in _BARE_NOUNS:
            return at
        return place

    def _explain_bare(self, *, explained: bool) -> None:
        """Say what "agencies, funds" meant: those of the United Nations, or just what they say."""
        for number, (place, span) in enumerate(self.bare):
            words = self.words[self._unnamed(span.start) : span.end]
            kind, value = ("known", "un_entities") if explained else ("name", words)
            self.found.insert(place + number, Member(kind, value, span, span))
        self.bare = []
