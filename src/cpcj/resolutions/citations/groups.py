"""Groups: "resolution" or "decision" and the numbers that follow it, each with its body and date.

``resolutions 64/293 of 30 July 2010 and 69/195, 69/197 and 69/199 of 18 December 2014`` is one
group of four. A date is printed once for the members that one coordination binds ("X, Y and Z of
DATE"), back to the last date or to the "and" before that coordination; a member that cannot bear it
(another session, another year) stays without date.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpcj.resolutions.citation import Citation, CitationKind
from cpcj.resolutions.citations.bodynames import body_at, short_name_before
from cpcj.resolutions.citations.numbers import (
    Number,
    body_by_form,
    can_be_dated,
    can_be_of,
    expand_letters,
    identifier,
    letters_of,
    read_number,
)
from cpcj.resolutions.citations.pinpoints import pinpoint_after
from cpcj.resolutions.citations.tokens import Kind, Token
from cpcj.resolutions.model import Span

if TYPE_CHECKING:
    from cpcj.resolutions.citations.context import Memory
    from cpcj.resolutions.citations.paragraphs import Paragraphs
    from cpcj.resolutions.vocabulary.bodies import Body

_LETTERS: Final = re.compile(
    r" *([A-Z](?:(?:, *| +and +| +to +)[A-Z](?![A-Za-z0-9/'.\-]))*)(?![A-Za-z0-9/'\-])"
)
_AND: Final = re.compile(r",? +(?:and|or|and +of|and +to|and +in|and +its|as +well +as) +\Z")
_COMMA: Final = re.compile(r"[,;] *\Z")
_TO: Final = re.compile(r" *(?:to|-) *\Z")
_BEFORE_DATE: Final = re.compile(r",? +(?:of|on|dated|adopted +on|both +of|all +of) +\Z")
_OF_BODY: Final = re.compile(
    r"(?:,? +entitled +\"[^\"]{1,300}\",?)?"
    r"(?: +(?:of|by)|,? +adopted +(?:by|at +the +[a-z\-]+ +(?:session|meeting) +of))"
    r" +the +(?=[A-Z])"
)
_ITS: Final = re.compile(r"\b[Ii]ts(?: +[a-z\-]+){0,2} +\Z")
_ANTECEDENT: Final = re.compile(
    r",? +(?:(?:had +|has +)?(?:adopted|decided|recommended) +)?"
    r"(?:in|by|through|under|with|pursuant +to|via|and) +(?:paragraphs? +[^,;.]{1,20} +of +)?\Z"
)
# "Decision Assembly/AU/Decl. 8 (XXXII)" is another organization's.
_OTHER_BODY: Final = re.compile(r"[A-Za-z]/[A-Za-z.]+ *\Z")
_LOOSE: Final = 90  # characters after which a number needs more than its place to be a member
_LONGEST_RANGE: Final = 60


@dataclass(slots=True)
class _Member:
    number: Number
    span: Span
    by: str  # how it is joined to the one before: "", "and", ",", "to" or "…"
    date: dt.date | None = None
    pinpoint: str | None = None
    loose: bool = False


class Group:
    """A word "resolution" or "decision" with its numbers.

    Attributes:
        paragraphs: the paragraphs of it that were named before it.
        paragraphs_after: those named after it ("paragraph 34 thereof").
    """

    def __init__(
        self,
        text: str,
        plain: str,
        end: int,
        memory: Memory,
        *,
        decision: bool,
        body: Body | None = None,
        certain: bool = False,
    ) -> None:
        """Open a group whose word ends at ``end``."""
        self.text = text
        self.plain = plain
        self.end = end  # of what belongs to the group so far
        self.memory = memory
        self.decision = decision
        self.body = body
        self.certain = certain
        self.session_body = memory.session_body
        self.members: list[_Member] = []
        self.paragraphs: Paragraphs | None = None
        self.paragraphs_after: Paragraphs | None = None

    def add(self, token: Token) -> int:
        """Add the number of a token with its letters; return where its words end."""
        words = self.plain[token.start : token.end]
        number = read_number(words)
        if number is None:
            return token.end
        between = self.plain[self.end : token.start]
        by = self._joint(between) if self.members else ""
        loose = len(between) > _LOOSE or by == "…"
        if _OTHER_BODY.search(between):
            return token.end
        end = token.end
        letters: tuple[str, ...] = ("",)
        spans = [Span(token.start, token.end)]
        if token.kind is Kind.PAREN:
            letters = letters_of(words)
            spans *= len(letters)
        elif number.slash and not number.treaty and (more := _LETTERS.match(self.plain, end)):
            letters = expand_letters(more[1])
            spans = self._letter_spans(token.start, more, letters)
            end = more.end()
        first = len(self.members)
        if by == "to":
            self._fill(number, token)
        for place, (letter, span) in enumerate(zip(letters, spans, strict=True)):
            lettered = read_number(words, letter) or number
            joint = by if place == 0 else ("and" if place == len(letters) - 1 else ",")
            self.members.append(_Member(lettered, span, joint, loose=loose))
        if by == "to" and first < len(self.members):
            whole = Span(self.members[first - 1].span.start, end)
            for member in self.members[first - 1 :]:
                member.span = whole
        self.end = end
        self._pinpoint()
        return self.end

    def date(self, token: Token, date: dt.date | None) -> None:
        """Give a date to the members that the printed coordination binds it to."""
        if date is None or not self.members:
            return
        if not _BEFORE_DATE.fullmatch(self.plain, self.end, token.start):
            return
        place = len(self.members) - 1
        bound = self.members[place].by in {"and", "to"}
        self.members[place].date = date
        while bound and place > 0 and self.members[place - 1].date is None:
            place -= 1
            self.members[place].date = date
            bound = self.members[place].by in {",", "to"}
        self.end = token.end
        self._pinpoint()

    def close(self) -> list[Citation]:
        """Return the citations of the group."""
        if not self.members:
            return []
        unknown = self._name_after()
        shared = self._shared_body()
        cited: list[Citation] = []
        for place, member in enumerate(self.members):
            number = member.number
            body = None if unknown else self._body_of(member, shared)
            if member.loose and not self._is_member(place, body):
                continue
            found, made = (None, False)
            if body is not None:
                found, made = identifier(body, number, decision=self.decision)
            date = member.date
            if date is not None and not can_be_dated(body, number, date):
                date = None
            pinpoint = member.pinpoint
            if place == 0 and self.paragraphs is not None:
                cited += self.paragraphs.of(found)
                pinpoint = pinpoint or self.paragraphs.words
            kind = CitationKind.DECISION if self.decision else CitationKind.RESOLUTION
            key = body.key if body else None
            cited.append(Citation(member.span, kind, found, key, date, pinpoint, made))
        if cited and self.paragraphs_after is not None:
            cited += self.paragraphs_after.of(cited[-1].id)
        return cited

    def _name_after(self) -> bool:
        """Take the body named after the numbers; say whether one is named that is not known."""
        if self.body is not None or self.certain:
            return False
        named = _OF_BODY.match(self.plain, self.end)
        if named is None:
            return False
        self.body, known = body_at(self.plain, named.end(), self.memory)
        return known and self.body is None

    def _shared_body(self) -> Body | None:
        """Return the body that all members counted by session can be of, by number and date.

        In a text of the Assembly "24/14 of 27 September 2013 and 36/10 of 28 September 2017" are
        both of the council named before, though a 36/10 of the Assembly's exists: its
        thirty-sixth session was in 1981.
        """
        counted = [m for m in self.members if m.number.slash and m.number.session is not None]
        if not counted or self.body is not None:
            return None
        for body in self._candidates():
            if body is not None and all(_fits(body, member) for member in counted):
                return body
        return None

    def _candidates(self) -> tuple[Body | None, ...]:
        """Return whose the numbers can be where no name stands beside them, likeliest first."""
        named = (self.session_body, self.memory.session_body)
        only = () if self.certain else (self.memory.only_session_body, self.memory.counting)
        return (self.memory.adopting, *named, *only)

    def _body_of(self, member: _Member, shared: Body | None) -> Body | None:
        if self.body is not None and can_be_of(self.body, member.number):
            return self.body
        if shared is not None and can_be_of(shared, member.number):
            return shared
        adopting = self.memory.adopting
        for body in self._candidates():
            if body is not None and _fits(body, member):
                return body
        return body_by_form(member.number, adopting, self.session_body, certain=self.certain)

    def _is_member(self, place: int, body: Body | None) -> bool:
        """Say whether a number far from its word is a citation: "24/7" is none, "70/178" is."""
        member = self.members[place]
        number = member.number
        if body is None:
            return False
        if body.key in {"ga", "ecosoc", "sc"} or number.treaty or number.special or member.date:
            return True
        return place > 0 and self.members[place - 1].number.session == number.session

    def _joint(self, between: str) -> str:
        if _AND.fullmatch(between):
            return "and"
        if _TO.fullmatch(between):
            return "to"
        return "," if _COMMA.fullmatch(between) else "…"

    def _fill(self, last: Number, token: Token) -> None:
        """Add the numbers between the ends of "70/174 to 70/182"."""
        opening = self.members[-1].number
        head = last.printed.rpartition("/")[0]
        if not last.slash or head != opening.printed.rpartition("/")[0]:
            return
        low, high = int(opening.item), int(last.item)
        if not 0 < high - low <= _LONGEST_RANGE:
            return
        for item in range(low + 1, high):
            between = read_number(f"{head}/{item}")
            if between is not None:
                self.members.append(_Member(between, Span(token.start, token.end), "to"))

    def _letter_spans(
        self, start: int, more: re.Match[str], letters: tuple[str, ...]
    ) -> list[Span]:
        """Return the words of "57/284 A" and of "B"."""
        if " to " in more[1]:
            return [Span(start, more.end())] * len(letters)
        places = [m.start() for m in re.finditer(r"[A-Z]", more[1])]
        at = more.start(1)
        spans = [Span(at + place, at + place + 1) for place in places]
        spans[0] = Span(start, spans[0].end)
        return spans

    def _pinpoint(self) -> None:
        pinpoint, end = pinpoint_after(self.text, self.plain, self.end)
        if pinpoint is not None:
            self.members[-1].pinpoint = pinpoint
            self.end = end


def _fits(body: Body, member: _Member) -> bool:
    if not can_be_of(body, member.number):
        return False
    return member.date is None or can_be_dated(body, member.number, member.date)


def open_group(
    text: str,
    plain: str,
    token: Token,
    memory: Memory,
    *,
    last_body: Token | None,
    document: tuple[int, Body | None] | None,
    before: Group | None,
) -> Group:
    """Open a group at its word, with the body that the words before it name.

    Args:
        text: the string as printed.
        plain: the same, folded.
        token: the word.
        memory: what has been named.
        last_body: the body named last in full.
        document: where the document cited last ends, and whose it is: "E/2013/30, chap. I, sect. D,
            resolution 22/7" is that commission's.
        before: the group before: "relevant resolutions of the Council, including resolutions …".
    """
    at = token.start
    body: Body | None = None
    certain = False
    named: Body | None = None
    if last_body is not None and not isinstance(last_body.what, tuple):
        named = last_body.what  # type: ignore[assignment]
    if last_body is not None and plain[last_body.end : at].strip(" '") in {"", "s"}:
        body = named
    elif its := _ITS.search(plain, max(0, at - 48), at):
        certain = True
        if last_body is not None and _ANTECEDENT.fullmatch(plain, last_body.end, its.start()):
            body = named
        else:
            short = _ANTECEDENT_END.search(plain, max(0, its.start() - 48), its.start())
            if short is not None:
                body = short_name_before(plain, short.start(), memory)
    else:
        body = short_name_before(plain, at, memory)
        if body is None and document is not None and 0 <= at - document[0] <= _PINPOINT_GAP:
            gap = plain[document[0] : at]
            if not _NEW_SOURCE.search(gap):
                body, certain = document[1], True
        if body is None and before is not None and not before.members and not before.certain:
            body = before.body if at - before.end <= _GENERAL_GAP else None
    decision = token.kind is Kind.DECISION
    group = Group(text, plain, token.end, memory, decision=decision, body=body, certain=certain)
    if body is None and not certain and (named_after := _OF_BODY.match(plain, token.end)):
        # "the resolutions of the Human Rights Council, the most recent of which is resolution …"
        group.body = body_at(plain, named_after.end(), memory)[0]
    return group


_ANTECEDENT_END: Final = re.compile(
    r",? +(?:in|by|through|under|pursuant +to) +(?:paragraphs? +[^,;.]{1,20} +of +)?\Z"
)
_NEW_SOURCE: Final = re.compile(r";|\. +[A-Z]| and ")
_PINPOINT_GAP: Final = 30
_GENERAL_GAP: Final = 160
