"""Who is asked, and what: the parts of an act that asks somebody to act.

"Requests *the Office*, within its mandate, *to continue* …": the group of those addressed ends
where the infinitive begins; "recommends that *Member States* … *adopt*": it ends where the verb
begins. An act whose object is a thing ("encourages the exchange of information") asks nobody by
name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from cpcj.resolutions.act import Evidence
from cpcj.resolutions.acts.groups import LONGEST, Member, members
from cpcj.resolutions.acts.infinitives import infinitive
from cpcj.resolutions.acts.resolving import STATES_PARTIES, Before, distinct, resolved
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.grammar import listed

_LEADING_ASIDE = re.compile(r"that\b,?\s*", re.IGNORECASE)
_ASIDE_FIRST = re.compile(
    r"(?:,\s*)?(?:in|within|as|building|with|on|where|when|upon|at|taking|bearing|recognizing|pursuant|"
    r"subject|if|under|for|after|during|to|consistent|following|given|through|by|while|whenever|inter)\b"
    r"[^,;]{0,300},\s*",
    re.IGNORECASE,
)
_NO_VERB = listed("subject", "no_verb")
_SUBJECT_VERB = re.compile(
    r"(?P<aside>\s*,[^;]{0,300}?,|\s+at\s+its\s+(?:[\w-]+\s+){1,5}session)?\s+"
    r"(?:(?:should|shall|may|will|must|can|could)\s+)?"
    r"(?:(?:also|further|not|continue\s+to|[a-z]+ly)\s+)*"
    rf"(?P<verb>(?!(?:{'|'.join(sorted(_NO_VERB))})\b)[a-z][a-z-]+)"
)
_PASSIVE = re.compile(r"\b(?:be|being)\s+(?:[a-z]+ly\s+)?[a-z]+(?:ed|en|t|wn)\b")
_BY = re.compile(r"\bby\s+")

_GROUP_ALONE = 400  # characters of a group that stands without an infinitive of its own
_ARTICLE = 12  # characters an article and the like may take before a name
_THAT = re.compile(r"that\b(?!\s+(?:State|Government|country|Office|Commission|Committee)\s+to\b)")
_TO_BODY = re.compile(r"to\s+(?=the\s+[A-Z]|Governments|(?:all\s+)?(?:Member\s+)?States)")
_RECOMMENDED = 200  # characters in which the one recommended to is named
_TO_BE = re.compile(r"to\s+be\b")
_SECOND = re.compile(r"[,;]\s+and\s+(?:also\s+)?(?:(?P<again>for|upon|on)\s+)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, and where what is asked begins.

    Attributes:
        addressees: those asked, each with its words; places in the full text.
        action: where what is asked begins; None where nothing follows the group.
        shares: whether the group stands alone ("urges Member States, and invites others, to …").
    """

    addressees: tuple[Evidence, ...] = ()
    action: int | None = None
    shares: bool = False


def asked(
    full: str, span: Span, first_end: int, preposition: str, before: Before, *, followed: bool
) -> Asked:
    """Read the group of those asked and the beginning of what is asked.

    Args:
        full: the paragraph's full text.
        span: the words after the phrase, up to the end of the act.
        first_end: where the passage ends in which the act's verb stands.
        preposition: the preposition bound to the phrase; "calls for" names things as a rule.
        before: what pronouns and short forms can mean.
        followed: whether an act follows in the passage, whose infinitive may serve this one too.
    """
    start, end = span
    passage_end = min(end, first_end)
    if _THAT.match(full, start, end) is not None:
        return _that_clause(full, Span(start, end), passage_end, before)
    to_whom = _TO_BODY.match(full, start, passage_end)
    if to_whom is not None:
        return _recommended(full, Span(start, end), to_whom.end(), passage_end, before)
    limit = min(passage_end, start + LONGEST)
    group_end = infinitive(full, start, limit)
    action: int | None = group_end
    alone = False
    if group_end is None:
        colon = full[start:limit].rstrip()
        if colon.endswith(":") and end > passage_end:
            group_end, action = start + len(colon) - 1, passage_end
        elif followed:
            group_end, action, alone = limit, None, True
        else:
            return Asked()
    found = members(full[start:group_end])
    if not found or not _opens(full[start:group_end], found[0]):
        return Asked()
    if alone and not _only_members(full[start:group_end], found):
        return Asked()
    if preposition == "for" and (
        (found[0].value[0].islower() and found[0].kind == "name")
        or _TO_BE.match(full, group_end, end)
    ):
        return Asked()
    evidence = resolved(full, start, Span(start, end), found, before, group_end - start)
    if alone:
        return Asked(evidence, None, shares=True)
    begins = group_end if action is None else action
    rest = Span(begins, passage_end)
    second = _second_groups(full, rest, before, Span(start, end), preposition)
    return Asked(distinct((*evidence, *second)), _skip(full, begins, end))


def _recommended(full: str, span: Span, at: int, passage_end: int, before: Before) -> Asked:
    """Read "to the General Assembly that it approve", "to the Council the adoption of"."""
    found = members(full[at : min(passage_end, at + _RECOMMENDED)])
    if not found or found[0].span.start > 0 or found[0].kind == "pronoun":
        return Asked()
    evidence = resolved(full, at, span, found[:1], before)
    return Asked(evidence, _skip(full, at + found[0].span.end, span.end))


def _skip(full: str, at: int, end: int) -> int:
    while at < end and (full[at].isspace() or full[at] in ",:"):
        at += 1
    return at


def _opens(words: str, first: Member) -> bool:
    """Tell whether a group begins with its first member: nothing but an aside stands before it."""
    before = words[: first.span.start].strip()
    return before in {"", "that"} or before.endswith(",")


def _only_members(words: str, found: tuple[Member, ...]) -> bool:
    """Tell whether a group without infinitive is nothing but those addressed."""
    if found[0].kind == "known":
        return len(words) < _GROUP_ALONE
    return found[0].value == "parties" and not words[found[-1].whole.end :].strip(" ,")


def _that_clause(full: str, span: Span, passage_end: int, before: Before) -> Asked:
    """Read "that Member States … adopt …": the subject is asked, unless it is a thing."""
    start, end = span
    at = _LEADING_ASIDE.match(full, start, end).end()  # type: ignore[union-attr]
    aside = _ASIDE_FIRST.match(full, at, min(passage_end, at + 400))
    if aside is not None:
        at = aside.end()
    limit = min(passage_end, at + LONGEST)
    found: list[Member] = []
    place = at
    while place < limit:
        member = _subject_at(full, place, limit)
        if member is None:
            break
        found.append(
            Member(
                member.kind,
                member.value,
                Span(place - at + member.span.start, place - at + member.span.end),
                Span(place - at + member.whole.start, place - at + member.whole.end),
            )
        )
        place += member.whole.end
        joined = re.compile(r"\s*,?\s*(?:and|as\s+well\s+as|or|,)\s+").match(full, place, limit)
        if joined is None or _subject_at(full, joined.end(), limit) is None:
            break
        place = joined.end()
    if not found:
        return _passive(full, Span(at, passage_end), span, before)
    verb = _SUBJECT_VERB.match(full, place, limit)
    if verb is None:
        return _passive(full, Span(at, passage_end), span, before)
    evidence = resolved(full, at, span, tuple(found), before)
    action = verb.end("aside") if verb["aside"] else place
    return Asked(evidence, _skip(full, action, end))


def _subject_at(full: str, at: int, limit: int) -> Member | None:
    """Return the one at a place who can be the subject, with its words cut before the verb."""
    words = full[at : min(limit, at + 240)]
    found = members(words)
    if not found or found[0].span.start > _ARTICLE:
        return None
    first = found[0]
    if first.kind not in {"known", "short", "name", "pronoun"}:
        return None
    end = first.span.end
    parties = re.compile(
        r"\s+to\s+the\s+(?:United\s+Nations\s+)?Conventions?(?:\s+(?:against|on)\s+(?:[A-Z][\w-]*\s*)+)?(?:\s+and\s+(?:the|its)\s+Protocols(?:\s+thereto)?)?"
    )
    if first.value == STATES_PARTIES and (more := parties.match(words, end)) is not None:
        end = more.end() - (len(more.group()) - len(more.group().rstrip()))
    return Member(first.kind, first.value, first.span, Span(first.span.start, end))


def _passive(full: str, clause: Span, act: Span, before: Before) -> Asked:
    """Read "that … be done by the Secretariat": the one named after "by" is asked."""
    action = Asked((), act.start)
    passive = _PASSIVE.search(full, clause.start, min(clause.end, clause.start + LONGEST))
    if passive is None:
        return action
    by = _BY.search(full, passive.end(), min(clause.end, passive.end() + 200))
    if by is None or full[passive.end() : by.start()].strip():
        return action
    found = members(full[by.end() : min(clause.end, by.end() + 160)])
    if not found or found[0].kind != "known" or found[0].span.start > _ARTICLE:
        return action
    return Asked(resolved(full, by.end(), act, found[:1], before), act.start)


def _second_groups(
    full: str, span: Span, before: Before, act: Span, preposition: str
) -> tuple[Evidence, ...]:
    """Read those to whom the verb is not repeated: "…, and the Secretary-General to …"."""
    evidence: list[Evidence] = []
    for match in _SECOND.finditer(full, span.start, span.end):
        if match["again"] is not None and match["again"] != preposition:
            continue
        limit = min(span.end, match.end() + 200)
        clause = re.compile(r"[,;]").search(full, match.end(), limit)
        to = infinitive(full, match.end(), limit)
        if to is None or (
            clause is not None and clause.start() < to and full[clause.start()] == ";"
        ):
            continue
        found = members(full[match.end() : to])
        if not found or found[0].kind != "known" or found[0].span.start > _ARTICLE:
            continue
        if full[match.end() + found[-1].whole.end : to].strip(" ,"):
            continue
        if re.search(
            r"\b(?:for|between|among|allow|enable|help|assist|including)\s[^,;]*$",
            full[max(span.start, match.start() - 80) : match.start()],
        ):
            continue
        evidence += resolved(full, match.end(), act, found, before)
    return tuple(evidence)


_TO_ASK = re.compile(
    r"(?P<opens>^|\n|(?:[,;]|\s)\s*and\s+|[,;]\s+)to\s+(?:also\s+|further\s+)?"
    r"(?:request|invite|encourage|urge|recommend|call\s+(?:up)?on)\s+",
    re.IGNORECASE,
)
"""An infinitive by which a body decides to ask somebody: "decides to request the Office to …"."""
_ASKED_AT_MOST = 12  # infinitives tried in one stretch of words


def asked_by_decision(
    full: str, pieces: Sequence[Span], before: Before
) -> tuple[tuple[Evidence, ...], tuple[Span, ...]]:
    """Return those whom a decision asks ("Decides: (a) To invite States to …"), and what is asked.

    Args:
        full: the paragraph's full text.
        pieces: the words of what is decided.
        before: what pronouns and short forms can mean.

    Returns:
        Those asked, in order, and for each infinitive of asking the words of what is asked.
    """
    evidence: list[Evidence] = []
    actions: list[Span] = []
    for piece in pieces:
        words = full[piece.start : piece.end]
        for match in islice(_TO_ASK.finditer(words), _ASKED_AT_MOST):
            start = piece.start + match.end()
            line = full.find("\n", start, piece.end)
            span = Span(start, piece.end if line < 0 else line)
            ask = asked(full, span, span.end, "", before, followed=False)
            if ask.addressees and ask.action is not None:
                evidence += ask.addressees
                actions.append(Span(ask.action, span.end))
    return distinct(tuple(evidence)), tuple(actions)


_OTHERS_WILL = re.compile(
    r"(?:^|[,;]\s+and\s+(?:also\s+)?)that\s+(?P<subject>[^,;:\n]{2,200}?)(?:,[^,;:\n]{1,160},)?\s+(?:shall|will|should)\s+",
    re.MULTILINE,
)
_OF_ITS_OWN = re.compile(r"\b(?:that|which|who|whose|when|where|if)\b")


def decided_of_others(full: str, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Return what a decision has others do: "decides that the secretariat shall report to …".

    Nobody is asked by it, so it has no addressees; the words begin at the verb.
    """
    found: list[Span] = []
    for piece in pieces:
        words = full[piece.start : piece.end]
        for match in islice(_OTHERS_WILL.finditer(words), _ASKED_AT_MOST):
            if _OF_ITS_OWN.search(match["subject"]) is None:
                start = piece.start + match.end()
                line = full.find("\n", start, piece.end)
                found.append(Span(start, piece.end if line < 0 else line))
    return tuple(found)
