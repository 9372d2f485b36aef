"""What one paragraph of a record says: facts, clause by clause.

The phrases are those in which the reports of the Main Committees, of the Economic and Social
Council and of its commissions have recorded action on proposals for decades.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from cpcj.resolutions.model import Span
from cpcj.resolutions.procedure.fact import Fact, FactKind, Named, Vote
from cpcj.resolutions.procedure.meetings import Calendar
from cpcj.resolutions.procedure.naming import group_named, names_before, names_from
from cpcj.resolutions.procedure.voting import has_lists, how_adopted, with_lists

SYMBOL: Final = re.compile(r"\b(?:[AES]|CTOC|CAC)(?:/[A-Z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*)+")
_DOTTED: Final = re.compile(
    rf"{SYMBOL.pattern}|\b(?:paras?|chaps?|sects?|No|Nos|vol|vols|Mr|Mrs|Ms|Corr|Add|Rev)\.(?=\s|\d)"
)
_CLAUSE: Final = re.compile(r"[^.;\n]*(?:\.(?!\s|$|\))[^.;\n]*)*(?:[.;\n]|$)")
_DRAFT: Final = r"(?:revised )?(?:draft (?:resolution|decision|proposal)|proposal)s?"

_JOINED: Final = re.compile(
    r"(?:(?:had|have) )?(?:(?:subsequently|also|later|further|then) )*(?:had )?"
    r"(?:joined (?:in|as) (?:co-?)?sponsor\w*|joined (?:the (?:list of )?)?(?:co-?)?sponsors"
    r"|bec[ao]me (?:(?:a|an|the) )?(?:additional )?(?:co-?)?sponsors?"
    r"|(?:was|were|been) (?:also )?added (?:to the list of|as) (?:additional )?(?:co-?)?sponsors?"
    r"|had expressed (?:its|their) wish to (?:co-?)?sponsor)"
)
_FOLLOWING: Final = re.compile(
    r"(?:the following [A-Za-z ]{3,60}?(?:[:,]| (?:namely|also|had|subsequently|joined|became)\b)"
    r"|joined by |sponsors? of [^:]{3,80}:)"
)
_LEFT: Final = re.compile(
    r"(?:had |subsequently |also )*(?:withdr[ae]w\w* (?:its|their) (?:co-?)?sponsorship"
    r"|withdr[ae]w\w* (?:as|from (?:being |the list of )?)(?: ?an? )? ?(?:co-?)?sponsors?)"
)
_SUBMITTED: Final = re.compile(
    r"\b(?:submitted|sponsored|co-?sponsored|tabled|proposed) by "
    r"(?:(?:the )?sponsors of (?:the )?(?:draft (?:resolution|decision) )?[A-Z/0-9·a-z]+"
    r"(?:,? and |,? as well as |, joined by )?)?(?:by )?"
)
_BEHALF: Final = re.compile(
    r",? (?:also )?(?:speaking )?on behalf of (?:the sponsors listed[^,.]*)?"
)
_INTRODUCED: Final = re.compile(
    r"\b(?:introduced|submitted|presented|tabled) (?:and orally revised )?"
    rf"(?:(?:an?|the) )?{_DRAFT}"
)
_RECOMMENDED: Final = re.compile(
    r"\b(?:recommended (?:to the [A-Z][A-Za-z ]{3,40} )?(?:the adoption of|that [^,;]{3,80} adopt)"
    rf"|recommended for adoption) (?:(?:an?|the) )?(?:following )?{_DRAFT}"
)
_OFFICE: Final = re.compile(
    r"\b(?:submitted|proposed|introduced) by the (?P<office>(?:Vice-)?(?:Chair|President)\w*"
    r"|Bureau|Secretariat)|on the (?:proposal|basis of a proposal) of the "
    r"(?P<of>(?:Vice-)?(?:Chair|President)\w*)"
)
_COSTS: Final = re.compile(
    r"(?P<none>\bno |not (?:have|contain|entail|give rise to) (?:any )?)?(?:the )?"
    r"(?:programme[- ]budget|financial) implications?"
    r"|\bfinancial statement"
)
_REVISED: Final = re.compile(
    r"(?<!as )(?<!as further )\b(?:further )?orally (?:and )?(?:further )?"
    r"(?P<what>revised|amended|corrected)\b"
    r"|\boral (?P<noun>revision|amendment|correction)s?\b"
)
_SETTLED: Final = re.compile(r"\b(?:withdr[ae]w|withdrawn|rejected|adopted)\b")
_STATEMENT: Final = re.compile(
    r"(?:also )?(?:made|delivered) (?:an? )?(?:[a-z]+ )?(?:joint |general |brief )?statements?\b"
    r"|\bstatements?\b[^.;]{0,120}?\b(?:was|were) (?:also )?(?:made|delivered) by "
)
_BY: Final = re.compile(
    r"(?:the )?(?:(?:representatives?|observers?|delegations?) (?:of|for) )?(?=(?:the )?[A-ZÀ-Þ])"
)
_OF: Final = re.compile(
    r"\b(?:representatives?|observers?|delegations?|permanent observers?) (?:of|for) "
)
_EXPLAINED: Final = re.compile(r"in explanation of (?:vote|position|its vote|their vote)")
_WHEN: Final = re.compile(
    r"\b(?P<when>[Bb]efore|[Pp]rior to|[Aa]fter|[Ff]ollowing) the "
    r"(?:adoption|approval|vote|voting|action|decision)"
)
_ADOPTED: Final = re.compile(
    r"\b(?:adopted|approved|endorsed|voted to adopt) (?:(?:the|a) )?(?:revised |amended )?"
    r"draft (?:resolution|decision)s?"
    r"|\bdraft (?:resolution|decision)s?\b[^.;]{0,160}? (?:was|were) "
    r"(?:then )?(?:adopted|approved)\b"
    r"|\bdecided to recommend (?:to the [A-Z][A-Za-z ]{3,40} )?that it take note"
    r"|\bAdopted (?=by a (?:recorded|roll-call) vote)"
)
_OFFERED: Final = re.compile(
    r"\b(?:introduced|proposed|submitted|moved|orally proposed) (?:an?|the|two|three|several)?"
    r"[^.;]{0,40}?\bamendments?\b|\bamendments? [^.;]{0,120}?(?:submitted|proposed) by "
)
_DECIDED: Final = re.compile(
    r"\b(?P<verb>rejected|adopted|approved) (?:the |an )?(?:proposed |oral |draft )*amendments?\b"
    r"|\bamendments?\b[^.;]{0,160}? (?:was|were) (?P<passive>rejected|adopted|approved)\b"
    r"|\bnot to (?:adopt|retain) (?:the )?(?:proposed |oral )*amendments?\b"
)
_TAKEN_BACK: Final = re.compile(
    r"\bwithdr[ae]w(?:n)? (?:the|its|their|his|her|a) (?:proposed |oral |draft |revised )*"
    r"(?P<what>amendments?|resolution|decision|proposal)"
    r"|\b(?P<subject>amendments?|draft (?:resolution|decision)|proposal)\b[^.;]{0,160}? "
    r"(?:was|were|had been) withdrawn\b"
)
_MEANT: Final = re.compile(
    r"(?:would have voted|had (?:it |he |she |they )?(?:intended|meant) to (?:vote|abstain)"
    r"|intended to (?:vote|abstain)|would have abstained|should have been recorded)"
    r"(?: (?P<how>in favour|against))?(?P<abstain>[^.;]{0,20}abstain\w*)?"
)
_AS_REVISED: Final = re.compile(r"as (?:further )?(?:orally )?(?:revised|amended|corrected)")


class Clause(NamedTuple):
    """A clause of a paragraph: ``[start, end)`` of its words, with what it says of when."""

    start: int
    end: int
    meeting: int | None
    date: dt.date | None
    after: int | None


def masked(words: str) -> str:
    """Return words with the full stops that end no clause put out of the way, as many letters."""
    return _DOTTED.sub(lambda match: match.group().replace(".", "·"), words)


def facts_of(words: str, place: str, calendar: Calendar, day: dt.date | None) -> tuple[Fact, ...]:
    """Return what a paragraph records, in the order of its words.

    Args:
        words: the paragraph with its points, a line feed before each.
        place: its identifier.
        calendar: the meetings named so far; those of this paragraph are added.
        day: of the document: decides between names of States where no meeting has a day.
    """
    plain = masked(words)
    found: list[Fact] = []
    for match in _CLAUSE.finditer(plain):
        if match.group().strip():
            before = calendar.last
            meeting, date = calendar.read(match.group())
            after = before if meeting is None else None
            clause = Clause(match.start(), match.end(), meeting, date, after)
            found += _of_clause(_Reading(plain, words, place, clause, date or day))
    if has_lists(plain):
        found = _with_lists(found, plain, day)
    return tuple(found)


class _Reading(NamedTuple):
    """A clause being read: masked words, the words as printed, where they stand, the day."""

    plain: str
    words: str
    place: str
    clause: Clause
    day: dt.date | None

    def fact(
        self, kind: FactKind, span: tuple[int, int], names: tuple[Named, ...] = (),
        detail: str = "", symbols: tuple[str, ...] | None = None, *, revised: bool = False,
        vote: Vote | None = None,
    ) -> Fact:  # fmt: skip
        """Return a fact of this clause."""
        clause = self.clause
        named = self.symbols(clause.start) if symbols is None else symbols
        return Fact(
            kind, self.place, self.words, Span(*span), names, clause.meeting, clause.date,
            clause.after, named, detail, revised, vote,
        )  # fmt: skip

    def symbols(self, start: int) -> tuple[str, ...]:
        """Return the symbols that the clause names from a place on."""
        found = SYMBOL.findall(self.words, start, self.clause.end)
        return tuple(dict.fromkeys(found))

    def search(self, pattern: re.Pattern[str], at: int | None = None) -> re.Match[str] | None:
        """Search the clause."""
        return pattern.search(self.plain, self.clause.start if at is None else at, self.clause.end)

    def names(self, at: int) -> tuple[Named, ...]:
        """Read the list that begins at a place."""
        return names_from(self.plain, at, self.day, self.clause.end).names

    def subject(self, before: int) -> tuple[Named, ...]:
        """Return the representatives named last before a verb."""
        last = None
        for match in _OF.finditer(self.plain, self.clause.start, before):
            last = last if last and last.end() >= match.start() - 200 else match
        if last is None:
            return ()
        listed = names_from(self.plain, last.end(), self.day, before)
        behalf = _BEHALF.match(self.plain, listed.end, before)
        group = group_named(self.plain, behalf.end(), before) if behalf else None
        if group is None or len(listed.names) != 1:
            return listed.names
        return (replace(listed.names[0], behalf=group.group),)


def _of_clause(read: _Reading) -> Iterator[Fact]:
    amended = "amendment" in read.plain[read.clause.start : read.clause.end]
    yield from _sponsored(read, amended=amended)
    yield from _joined(read)
    yield from _costs(read)
    revised = read.search(_REVISED)
    if revised and (revised["what"] or not read.search(_SETTLED)):
        yield _revised(read, revised)
    yield from _statements(read)
    if amended:
        yield from _amended(read)
    yield from _adopted(read)
    if (back := read.search(_TAKEN_BACK)) and "amendment" not in (back["what"] or back["subject"]):
        yield read.fact(FactKind.WITHDRAWN, back.span(), read.subject(back.start()))
    yield from _meant(read)


def _sponsored(read: _Reading, *, amended: bool) -> Iterator[Fact]:
    start = read.clause.start
    if recommended := read.search(_RECOMMENDED):
        yield read.fact(FactKind.RECOMMENDED, recommended.span(),
                        symbols=read.symbols(recommended.end()))  # fmt: skip
    if introduced := read.search(_INTRODUCED):
        names = read.subject(introduced.start())
        symbols = read.symbols(introduced.end())
        yield read.fact(FactKind.INTRODUCED, (start, introduced.end()), names, symbols=symbols)
        behalf = read.search(_BEHALF)
        if behalf and not read.search(_SUBMITTED, introduced.end()):
            yield from _for_others(read, behalf, names, symbols)
    if amended:
        return
    for match in _SUBMITTED.finditer(read.plain, start, read.clause.end):
        if not re.search(r"\b(?:draft|proposal)\b", read.plain[start : match.start()]):
            continue
        listed = names_from(read.plain, match.end(), read.day, read.clause.end)
        if not listed.names:
            continue
        names, end = listed
        behalf = _BEHALF.match(read.plain, listed.end, read.clause.end)
        if behalf and (group := group_named(read.plain, behalf.end(), read.clause.end)):
            names = (*(replace(one, behalf=group.group) for one in names), group)
            end = group.span.end
        symbols = read.symbols(end) or read.symbols(start)
        yield read.fact(FactKind.SPONSORED, (match.start(), end), names, symbols=symbols)
    if office := read.search(_OFFICE):
        yield read.fact(FactKind.SPONSORED, office.span(), detail=office["office"] or office["of"])


def _for_others(
    read: _Reading, behalf: re.Match[str], names: tuple[Named, ...], symbols: tuple[str, ...]
) -> Iterator[Fact]:
    """Yield who sponsors a draft that one representative introduced for others."""
    group = group_named(read.plain, behalf.end(), read.clause.end)
    if group:
        own = tuple(replace(one, behalf=group.group) for one in names)
        yield read.fact(
            FactKind.SPONSORED, (behalf.start(), group.span.end), (*own, group), symbols=symbols
        )
        return
    listed = names_from(read.plain, behalf.end(), read.day, read.clause.end)
    if listed.names:
        # Who introduces it is a sponsor too, and mostly heads the list of them.
        said = {one.code or one.name for one in listed.names}
        others = tuple(one for one in names if (one.code or one.name) not in said)
        span = (behalf.start(), listed.end)
        yield read.fact(FactKind.SPONSORED, span, (*others, *listed.names), symbols=symbols)


def _joined(read: _Reading) -> Iterator[Fact]:
    if "sponsor" not in read.plain[read.clause.start : read.clause.end]:
        return
    for kind, pattern in ((FactKind.JOINED, _JOINED), (FactKind.WITHDREW, _LEFT)):
        for match in pattern.finditer(read.plain, read.clause.start, read.clause.end):
            start, end = match.span()
            listed = names_before(read.plain, read.clause.start, start, read.day)
            names = listed.names
            if names:
                start = names[0].span.start
            else:
                colon = read.plain.find(":", end, read.clause.end)
                following = read.search(_FOLLOWING)
                if colon > 0:
                    listed = names_from(read.plain, colon + 2, read.day, read.clause.end)
                elif following:
                    at = following.end() + (
                        read.plain[following.end() : following.end() + 1] == " "
                    )
                    listed = names_from(read.plain, at, read.day, read.clause.end)
                names, end = listed.names, max(end, listed.end if listed.names else end)
            if names:
                yield read.fact(kind, (start, end), names)
                break


def _costs(read: _Reading) -> Iterator[Fact]:
    match = read.search(_COSTS)
    if match is None:
        return
    said = read.plain[read.clause.start : match.end()]
    none = bool(match["none"]) or bool(re.search(r"\bno (?:statement|programme)", said))
    detail = "none" if none else "statement"
    yield read.fact(FactKind.COSTS, match.span(), detail=detail)


def _revised(read: _Reading, match: re.Match[str]) -> Fact:
    end = len(read.plain[: read.clause.end].rstrip(" .;\n"))
    if "as follows" in read.plain[match.start() : end + 2] or read.plain[end - 1 : end] == ":":
        end = len(read.plain)  # the revisions stand in the points below
    what = match["what"] or {"revision": "revised", "amendment": "amended"}.get(
        match["noun"], "corrected"
    )
    return read.fact(FactKind.REVISED, (match.start(), end), read.subject(match.start()), what)


def _statements(read: _Reading) -> Iterator[Fact]:
    if "statement" not in read.plain[read.clause.start : read.clause.end]:
        return
    for match in _STATEMENT.finditer(read.plain, read.clause.start, read.clause.end):
        words = read.plain[match.start() : match.end()]
        if words.endswith("by "):
            lead = _BY.match(read.plain, match.end(), read.clause.end)
            names = read.names(lead.end()) if lead else ()
            start, end = match.start(), names[-1].span.end if names else match.end()
        else:
            names = read.subject(match.start())
            start, end = (names[0].span.start if names else match.start()), match.end()
        if not names:
            continue
        around = read.plain[read.clause.start : read.clause.end]
        when = _WHEN.search(around)
        occasion = []
        if when:
            first = when["when"].lower() in ("before", "prior to")
            occasion.append("before adoption" if first else "after adoption")
        if explained := _EXPLAINED.search(around):
            vote = "vote" in explained.group()
            occasion.append("explanation of vote" if vote else "explanation of position")
        elif "right of reply" in around:
            occasion.append("right of reply")
        elif "general statement" in around:
            occasion.append("general statement")
        yield read.fact(FactKind.STATEMENT, (start, end), names, ", ".join(occasion))


def _amended(read: _Reading) -> Iterator[Fact]:
    if offered := read.search(_OFFERED):
        names = read.subject(offered.end())
        if not names:
            by = re.search(
                r"(?:submitted|proposed) by ", read.plain[offered.start() : offered.end()]
            )
            names = read.names(offered.start() + by.end()) if by else ()
        yield read.fact(FactKind.AMENDMENT, offered.span(), names, "introduced")
    if decided := read.search(_DECIDED):
        verb = decided["verb"] or decided["passive"] or "rejected"
        _how, vote = how_adopted(read.plain[read.clause.start : read.clause.end])
        detail = "rejected" if verb == "rejected" else "adopted"
        yield read.fact(FactKind.AMENDMENT, decided.span(), detail=detail, vote=vote)
    back = read.search(_TAKEN_BACK)
    if back and "amendment" in (back["what"] or back["subject"]):
        yield read.fact(FactKind.AMENDMENT, back.span(), read.subject(back.start()), "withdrawn")


def _adopted(read: _Reading) -> Iterator[Fact]:
    for match in _ADOPTED.finditer(read.plain, read.clause.start, read.clause.end):
        said = read.plain[match.start() : read.clause.end]
        before = read.plain[read.clause.start : match.start()]
        if re.search(r"\b(?:recommend|that it |should )", before[-60:]) and "note" not in said[:90]:
            continue  # another body is asked to adopt it
        how, vote = how_adopted(said)
        symbols = read.symbols(match.start()) or read.symbols(read.clause.start)
        end = read.clause.start + len(
            read.plain[read.clause.start : read.clause.end].rstrip(" .;\n")
        )
        yield read.fact(
            FactKind.ADOPTED, (match.start(), end), detail=how, symbols=symbols[:1],
            revised=bool(_AS_REVISED.search(said)), vote=vote,
        )  # fmt: skip


def _meant(read: _Reading) -> Iterator[Fact]:
    match = read.search(_MEANT)
    if match is None:
        return
    names = (
        read.subject(match.start())
        or names_before(read.plain, read.clause.start, match.start(), read.day).names
    )
    if match["how"] or match["abstain"] or "abstain" in match.group():
        how = match["how"] or "abstaining"
        yield read.fact(FactKind.VOTE_NOTE, match.span(), names, how)


def _with_lists(found: list[Fact], plain: str, day: dt.date | None) -> list[Fact]:
    """Give the lists of a paragraph to the last decision that it records."""
    for at in range(len(found) - 1, -1, -1):
        fact = found[at]
        if fact.kind is FactKind.ADOPTED or (
            fact.kind is FactKind.AMENDMENT and fact.detail in ("adopted", "rejected")
        ):
            vote = with_lists(fact.vote or Vote(), plain, fact.date or day)
            found[at] = replace(fact, vote=vote, detail=fact.detail or "recorded vote")
            break
    return found
