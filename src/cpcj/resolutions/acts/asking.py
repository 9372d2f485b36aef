"""Who is asked, and what: the parts of an act that asks somebody to act.

"Requests *the Office*, within its mandate, *to continue* …": the group of those addressed ends where
the infinitive begins; "recommends that *Member States* … *adopt*": it ends where the verb begins. An
act whose object is a thing ("encourages the exchange of information") asks nobody by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cpcj.resolutions.act import Evidence
from cpcj.resolutions.acts.groups import LONGEST, Member, members
from cpcj.resolutions.acts.names import Names, short_forms
from cpcj.resolutions.model import Span
from cpcj.resolutions.vocabulary.addressees import beside, normalized

_TO = re.compile(r"\bto\b(?=[\s:,]|$)")
_NEXT = re.compile(
    r"\s+(?:(?:not|also|further|never|then|(?:[a-z]+ly(?:,\s+|\s+and\s+))*[a-z]+ly)\s+)?([^\s,.;:]+)"
)
_BEFORE_TO = re.compile(r"([\w’'-]+)\s+$")
_NO_INFINITIVE = frozenset(
    [
        "the",
        "a",
        "an",
        "all",
        "any",
        "each",
        "every",
        "some",
        "such",
        "its",
        "their",
        "his",
        "her",
        "our",
        "it",
        "them",
        "him",
        "me",
        "us",
        "which",
        "whom",
        "what",
        "whose",
        "both",
        "either",
        "neither",
        "other",
        "others",
        "one",
        "two",
        "three",
        "four",
        "five",
        "this",
        "that",
        "these",
        "those",
        "relevant",
        "international",
        "national",
        "regional",
        "universal",
        "human",
        "civil",
        "social",
        "economic",
        "women",
        "men",
        "persons",
        "people",
        "education",
        "justice",
        "information",
        "health",
        "violence",
        "terrorism",
        "crime",
        "armed",
        "date",
        "whatever",
        "whoever",
        "safe",
        "new",
        "certain",
        "various",
        "more",
        "most",
        "and",
        "or",
        "as",
        "thereto",
        "in",
        "on",
        "at",
        "for",
        "by",
        "with",
        "of",
        "from",
        "young",
        "older",
        "indigenous",
        "local",
        "public",
        "private",
        "legal",
        "domestic",
        "food",
        "water",
        "conflict",
        "conflicts",
        "treaties",
        "agreements",
        "peace",
        "security",
        "victims",
        "children",
        "girls",
        "youth",
    ]
)
_PREPOSITION_AFTER = frozenset(
    [
        "access",
        "accession",
        "pursuant",
        "according",
        "due",
        "prior",
        "thanks",
        "regard",
        "respect",
        "relation",
        "relating",
        "related",
        "addition",
        "contrary",
        "subject",
        "conducive",
        "attention",
        "next",
        "owing",
        "close",
        "contribution",
        "contributions",
        "adherence",
        "commitment",
        "approach",
        "response",
        "exposed",
        "opposed",
        "dedicated",
        "linked",
        "conforming",
        "amounting",
        "tantamount",
        "leading",
        "given",
        "attached",
        "similar",
        "equal",
        "comparable",
        "annexed",
        "assistance",
        "relevant",
        "support",
        "thereto",
        "owed",
        "applicable",
        "responsible",
        "answerable",
        "accountable",
        "acceding",
        "referred",
    ]
)
_INNER = frozenset(
    [
        "position",
        "able",
        "unable",
        "wishing",
        "wish",
        "willing",
        "unwilling",
        "failed",
        "needed",
        "effort",
        "efforts",
        "yet",
        "order",
        "used",
        "designed",
        "intended",
        "aimed",
        "aiming",
        "seeking",
        "sought",
        "seek",
        "required",
        "mandated",
        "ability",
        "capacity",
        "right",
        "opportunity",
        "opportunities",
        "need",
        "needs",
        "ready",
        "prepared",
        "entitled",
        "pledged",
        "agreed",
        "decided",
        "have",
        "has",
        "committed",
        "continue",
        "continues",
        "continuing",
        "measures",
        "steps",
        "action",
        "means",
        "resources",
        "attempts",
        "trying",
        "likely",
        "called",
        "requested",
        "invited",
        "asked",
        "expected",
        "decision",
        "decisions",
        "authorized",
        "authority",
        "commitment",
        "commitments",
        "intention",
        "working",
        "works",
        "work",
        "mandates",
        "mandate",
        "assigned",
        "tasked",
        "established",
        "created",
        "enough",
        "sufficient",
        "obligation",
        "obligations",
        "duty",
        "responsibility",
        "plans",
        "helping",
        "serving",
        "serve",
    ]
)
_NOT_BASE = ("tion", "tions", "ness", "ity", "ities", "ism", "ance", "ances", "ships", "ship")
_BASE_ANYWAY = frozenset(
    ["position", "question", "mention", "advance", "finance", "balance", "enhance", "function"]
)

_LEADING_ASIDE = re.compile(r"that\b,?\s*", re.IGNORECASE)
_ASIDE_FIRST = re.compile(
    r"(?:,\s*)?(?:in|within|as|building|with|on|where|when|upon|at|taking|bearing|recognizing|pursuant|"
    r"subject|if|under|for|after|during|to|consistent|following|given|through|by|while|whenever|inter)\b"
    r"[^,;]{0,300},\s*",
    re.IGNORECASE,
)
_SUBJECT_VERB = re.compile(
    r"(?P<aside>\s*,[^;]{0,300}?,|\s+at\s+its\s+(?:[\w-]+\s+){1,5}session)?\s+(?:(?:should|shall|may|will|must|can|could)\s+)?(?:(?:also|further|not|"
    r"continue\s+to|[a-z]+ly)\s+)*(?P<verb>[a-z][a-z-]+)"
)
_NO_VERB = frozenset(
    [
        "of",
        "for",
        "in",
        "on",
        "at",
        "by",
        "with",
        "from",
        "to",
        "and",
        "or",
        "that",
        "which",
        "who",
        "whose",
        "as",
        "under",
        "within",
        "including",
        "into",
        "concerning",
        "regarding",
        "against",
        "towards",
        "through",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "be",
        "been",
        "having",
        "being",
        "should",
        "shall",
    ]
)
_PASSIVE = re.compile(r"\b(?:be|being)\s+(?:[a-z]+ly\s+)?[a-z]+(?:ed|en|t|wn)\b")
_BY = re.compile(r"\bby\s+")

_TO_BE = re.compile(r"to\s+be\b")
_SECOND = re.compile(r"[,;]\s+and\s+(?:also\s+)?(?=(?:the|all|other|relevant|those|[A-Z]))")
_STATES_PARTIES = "states_parties"
_THOSE_INSTRUMENTS = re.compile(r"\bto\s+(?:those|these|such|the\s+(?:relevant|international))\b")
_PROTOCOLS = re.compile(r"\b(?:Protocols|protocols)\b")
_CONVENTION = re.compile(
    r"\b(?:the|that|this|each)\s+(Optional Protocol|Convention|Protocol|Agreement|Covenant|Treaty)\b(?!\s+(?:on|against|for|to|of|relating))"
)
_OF_SECRETARIAT = re.compile(r"\s+of\s+the\s+(?:Secretariat|United\s+Nations(?:\s+Secretariat)?)$")
_HEADS = beside("heads")
_PREPOSITION = re.compile(r"\s(?:of|for|on|against|to|in)\s")


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


@dataclass(slots=True)
class Before:
    """What a pronoun can mean: those addressed by the acts before, and the names so far.

    Attributes:
        names: the names printed in the text.
        offset: where the paragraph's full text begins in the text of the names.
        addressees: those addressed by the last act that addressed somebody.
        objects: the objects of the acts before: the words after their phrases.
    """

    names: Names
    offset: int
    addressees: tuple[Evidence, ...] = ()
    objects: list[Span] = field(default_factory=list)


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
    if full.startswith("that ", start, end) or full.startswith("that,", start, end):
        return _that_clause(full, Span(start, end), passage_end, before)
    limit = min(passage_end, start + LONGEST)
    group_end = _infinitive(full, start, limit)
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
    evidence = _resolved(full, start, Span(start, end), found, before, group_end - start)
    if alone:
        return Asked(evidence, None, shares=True)
    assert action is not None
    second = _second_groups(full, Span(action, passage_end), before, Span(start, end))
    return Asked(_distinct((*evidence, *second)), _skip(full, action, end))


def _skip(full: str, at: int, end: int) -> int:
    while at < end and (full[at].isspace() or full[at] in ",:"):
        at += 1
    return at


def _infinitive(full: str, start: int, end: int) -> int | None:
    """Return where the infinitive begins that says what is asked, None where there is none."""
    for match in _TO.finditer(full, start, end):
        at = match.start()
        if at == start:
            return at
        following = full[match.end() : match.end() + 1]
        if following == ":" or (following == "" and match.end() >= end):
            return at
        if following == ",":
            return at
        previous = _BEFORE_TO.search(full[max(start, at - 40) : at])
        word = previous.group(1) if previous else ""
        if word in _INNER or word in _PREPOSITION_AFTER:
            continue
        follower = _NEXT.match(full, match.end(), min(len(full), match.end() + 80))
        if follower is None or not is_base(follower.group(1)):
            continue
        return at
    return None


def is_base(word: str) -> bool:
    """Tell whether a word after "to" is the base form of a verb."""
    if not word[0].islower() or word in _NO_INFINITIVE:
        return False
    if word in _BASE_ANYWAY:
        return True
    if word.endswith(_NOT_BASE):
        return False
    if word.endswith("ing"):
        return word == "bring"
    return not (word.endswith("s") and not word.endswith(("ss", "us", "ias")))


def _opens(words: str, first: Member) -> bool:
    """Tell whether a group begins with its first member: nothing but an aside stands before it."""
    before = words[: first.span.start].strip()
    return not before or before.endswith(",")


def _only_members(words: str, found: tuple[Member, ...]) -> bool:
    """Tell whether a group without infinitive is nothing but those addressed."""
    return found[0].kind == "known" and len(words) < 400 and found[0].span.start < 40


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
    if verb is None or (verb["verb"] in _NO_VERB and verb["verb"] not in {"have"}):
        return _passive(full, Span(at, passage_end), span, before)
    evidence = _resolved(full, at, span, tuple(found), before)
    action = verb.end("aside") if verb["aside"] else place
    return Asked(evidence, _skip(full, action, end))


def _subject_at(full: str, at: int, limit: int) -> Member | None:
    """Return the one at a place who can be the subject, with its words cut before the verb."""
    words = full[at : min(limit, at + 240)]
    found = members(words)
    if not found or found[0].span.start > 30:
        return None
    first = found[0]
    if first.kind not in {"known", "short", "name", "pronoun"}:
        return None
    end = first.span.end
    parties = re.compile(
        r"\s+to\s+the\s+(?:United\s+Nations\s+)?Conventions?(?:\s+(?:against|on)\s+(?:[A-Z][\w-]*\s*)+)?(?:\s+and\s+(?:the|its)\s+Protocols(?:\s+thereto)?)?"
    )
    if first.value == _STATES_PARTIES and (more := parties.match(words, end)) is not None:
        end = more.end() - (len(more.group()) - len(more.group().rstrip()))
    return Member(first.kind, first.value, first.span, Span(first.span.start, end))


def _passive(full: str, clause: Span, act: Span, before: Before) -> Asked:
    """Read "that … be done by the Secretariat": the one named after "by" is asked."""
    action = Asked((), act.start)
    passive = _PASSIVE.search(full, clause.start, min(clause.end, clause.start + LONGEST))
    if passive is None:
        return action
    by = _BY.search(full, passive.end(), min(clause.end, passive.end() + 200))
    if by is None or not full[passive.end() : by.start()].strip(" ") == "":
        return action
    found = members(full[by.end() : min(clause.end, by.end() + 160)])
    if not found or found[0].kind != "known" or found[0].span.start > 10:
        return action
    return Asked(_resolved(full, by.end(), act, found[:1], before), act.start)


def _second_groups(full: str, span: Span, before: Before, act: Span) -> tuple[Evidence, ...]:
    """Read those to whom the verb is not repeated: "…, and the Secretary-General to …"."""
    evidence: list[Evidence] = []
    for match in _SECOND.finditer(full, span.start, span.end):
        limit = min(span.end, match.end() + 200)
        clause = re.compile(r"[,;]").search(full, match.end(), limit)
        to = _infinitive(full, match.end(), limit)
        if to is None or (
            clause is not None and clause.start() < to and full[clause.start()] == ";"
        ):
            continue
        found = members(full[match.end() : to])
        if not found or found[0].kind != "known" or found[0].span.start > 12:
            continue
        if full[match.end() + found[-1].whole.end : to].strip(" ,"):
            continue
        if re.search(
            r"\b(?:for|between|among|with|of|allow|enable|help|assist|including)\s[^,;]*$",
            full[max(span.start, match.start() - 80) : match.start()],
        ):
            continue
        evidence += _resolved(full, match.end(), act, found, before)
    return tuple(evidence)


def _distinct(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Join those of one value, in order of first mention."""
    found: dict[str, tuple[Span, ...]] = {}
    for one in evidence:
        found[one.value] = found.get(one.value, ()) + one.pieces
    return tuple(Evidence(value, pieces) for value, pieces in found.items())


def _resolved(
    full: str,
    start: int,
    act: Span,
    found: tuple[Member, ...],
    before: Before,
    group_length: int = 0,
) -> tuple[Evidence, ...]:
    """Give every member its normalized name; places of members count from the group's start."""
    evidence: list[Evidence] = []
    for number, member in enumerate(found):
        span = Span(start + member.span.start, start + member.span.end)
        following = found[number + 1].whole.start if number + 1 < len(found) else member.whole.end
        if member.value == _STATES_PARTIES and number + 1 == len(found):
            following = max(following, group_length)
        whole = Span(start + member.whole.start, start + max(member.whole.end, following))
        if member.kind == "pronoun":
            evidence += [
                Evidence(one, (span,)) for one in _antecedents(full, member.value, before, act)
            ]
        elif member.value == _STATES_PARTIES and member.kind == "known":
            evidence += [
                Evidence(value, (span,)) for value in _instruments(full, span, whole, act, before)
            ]
        elif member.value == "parties":
            values = _instruments(full, span, whole, act, before)
            evidence += [
                Evidence("parties" if one == _STATES_PARTIES else one, (span,)) for one in values
            ]
        elif member.kind == "known":
            evidence.append(Evidence(member.value, (span,)))
        else:
            evidence.append(Evidence(name_of(member.value, span.start, before), (span,)))
    return _distinct(tuple(evidence))


def name_of(words: str, at: int, before: Before) -> str:
    """Return the normalized name of a proper name or a short form at a place of the full text."""
    words = _OF_SECRETARIAT.sub("", words)
    if words in short_forms() or (
        words.split()[-1] in _HEADS and _PREPOSITION.search(words) is None
    ):
        meant = before.names.meaning(words, before.offset + at)
        if meant is not None:
            if words == "Executive Director" and meant == "unodc":
                return "unodc_executive_director"
            return meant
        if (
            words == "Executive Director"
            and before.names.meaning("Office", before.offset + at) == "unodc"
        ):
            return "unodc_executive_director"
    return normalized(words) or "unnamed"


_SINGULAR = frozenset({"it", "him", "her"})


def _antecedents(full: str, pronoun: str, before: Before, act: Span) -> list[str]:
    """Return whom a pronoun means; [] where nothing before it says."""
    if before.addressees:
        values = [one.value for one in before.addressees]
        return values[-1:] if pronoun in _SINGULAR else values
    if pronoun in _SINGULAR:
        for span in reversed(before.objects[-2:]):
            found = members(full[span.start : min(span.end, span.start + 120)])
            if found and found[0].span.start == 0:
                return [one.value for one in _resolved(full, span.start, act, found[:1], before)]
        return []
    for span in reversed(before.objects[-3:]):
        words = full[span.start : min(span.end, span.start + LONGEST)]
        plural = None
        for plural in _PLURAL.finditer(words):
            pass
        if plural is None:
            continue
        head = words[max(0, plural.start() - 120) : plural.start()]
        begin = max((match.end() for match in _BOUNDARY.finditer(head)), default=0)
        start = span.start + max(0, plural.start() - 120) + begin
        found = members(full[start : span.start + plural.end()])
        if found:
            return [one.value for one in _resolved(full, start, act, found, before)]
    return []


_PLURAL = re.compile(
    r"\b(?:States\s+parties|Member\s+States|States|Governments|countries|organizations|entities|agencies|"
    r"institutions|stakeholders|parties|donors|bodies|partners)\b"
)
_BOUNDARY = re.compile(
    r"\b(?:of|by|for|which|that|in|from|with|where|among|between|to|on|at|upon|number\s+of|those)\s+|[;:(]\s*"
)


def _instruments(full: str, span: Span, whole: Span, act: Span, before: Before) -> list[str]:
    """Return the normalized names of States parties: to what is named with them, or in the act."""
    offset = before.offset
    names = before.names
    tail = full[span.end : whole.end]
    keys = names.treaties_between(offset + span.start, offset + whole.end)
    if not keys and _THOSE_INSTRUMENTS.match((tail.strip() and tail.lstrip()) or ""):
        return [_STATES_PARTIES]
    if not keys:
        keys = _meant_by(full, Span(span.start, whole.end), before)
    if not keys and not tail.lstrip().startswith("to "):
        keys = names.treaties_between(offset + act.start, offset + act.end)
        if not keys:
            keys = _meant_by(full, act, before)[:1]
    if "UNTOC" in keys and _PROTOCOLS.search(tail):
        keys += [
            key for key in ("TIP_PROTOCOL", "SOM_PROTOCOL", "FIREARMS_PROTOCOL") if key not in keys
        ]
    return [f"{_STATES_PARTIES}:{key}" for key in keys] or [_STATES_PARTIES]


def _meant_by(full: str, span: Span, before: Before) -> list[str]:
    """Return the instruments that "the Convention" and the like mean in some words."""
    found = []
    for match in _CONVENTION.finditer(full, span.start, span.end):
        key = before.names.treaty(match.group(1), before.offset + match.start())
        if key is not None:
            found.append(key)
    return list(dict.fromkeys(found))
