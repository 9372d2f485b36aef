"""What the first page says about a document: symbol, organ, session, agenda item, date, kind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from cpcj.resolutions.model import Adoption, DocumentKind, Passage
from cpcj.resolutions.passages import EMPTY, join, part
from cpcj.resolutions.structure import wording
from cpcj.resolutions.structure.dates import DATE, find_date, ordinal
from cpcj.resolutions.structure.labels import roman
from cpcj.resolutions.structure.titles import DRAFT_LINE, Title, find_title, proposal_at

SYMBOL = re.compile(
    r"(?:[AES]|ST|TD|CTOC|CAC|UNEP|CCPR|CEDAW|CRC)"
    r"(?:/[A-Z0-9][A-Za-z0-9.\-]*(?:\s?\([A-Z0-9.-]+\))?)+"
)
_BARE_SYMBOL = re.compile(rf"(?:United Nations\s*)?({SYMBOL.pattern})\*{{0,2}}")
_ORGANS = (
    ("General Assembly", re.compile(r"General Assembly")),
    ("Economic and Social Council", re.compile(r"Economic and Social Council")),
    ("Security Council", re.compile(r"Security Council")),
    ("Human Rights Council", re.compile(r"Human Rights Council")),
    ("Trusteeship Council", re.compile(r"Trusteeship Council")),
)
_OTHER_ORGAN = re.compile(
    r"(Commission on [A-Z][\w ]+|Conference of the (?:States )?Parties\b[\w ]*)"
)
_SESSION = re.compile(
    r"(?<![a-z])((?:One hundred(?: and)? )?[A-Z][a-z]+(?:-[a-z]+)?|Hundredth)"
    r"(?P<kind>(?: (?:emergency|special|resumed|reconvened|regular))*) session\b"
)
_LISTED_SESSION = re.compile(r"\((\d{1,3})(?:st|nd|rd|th) sess\.")  # as libraries write it
_COUNTED = re.compile(r"(?P<n>\d{1,4})\. (?P<title>[A-Z].*)", re.DOTALL)
_LAST_ROMAN_SESSION = 30  # of the General Assembly: until then a number was not the session's own
_YEAR_SESSION = re.compile(
    r"\b((?:19|20)\d\d)\s+(?:substantive |regular |organizational )?session\b"
)
_YEARED = re.compile(r"(?:Substantive |Resumed )?session of ((?:19|20)\d\d)\b", re.IGNORECASE)
_NUMBER = r"\d{1,3}(?: \([a-z]+\))*"
_ITEM = re.compile(
    rf"(?:Provisional )?[Aa]genda items? "
    rf"({_NUMBER}(?:(?:,| and|, and) (?:{_NUMBER}|\([a-z]+\)))*)"
)
_COMMITTEE = re.compile(
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Special Political and Decolonization) Committee"
    r"(?: \(Fourth Committee\))?|Committee of the Whole|Special Political Committee"
)
_MAIN_COMMITTEES = frozenset(
    [
        "First Committee",
        "Second Committee",
        "Third Committee",
        "Fourth Committee",
        "Fifth Committee",
        "Sixth Committee",
        "Special Political Committee",
        "Special Political and Decolonization Committee",
        "Special Political and Decolonization Committee (Fourth Committee)",
    ]
)
"""Committees of the General Assembly, so named by its rules of procedure (rule 98)."""

_DISTRIBUTION = re.compile(r"Distr\.?:\s*(General|Limited|Restricted|Provisional)")
_ORIGINAL = re.compile(r"Original:\s*(Arabic|Chinese|English|French|Russian|Spanish)")
_ADOPTED = re.compile(
    r"(?:Resolution|Decision)s? (?:\w+ )?adopted by the (.+?)(?: on (?=\d)|$| at )"
)
_REPORT = re.compile(r"Report of the (?:[A-Z][a-z]+ )?(?:Committee|Council|Commission)\b")
_REPORT_SESSION = re.compile(
    r"Report (?:of the (?P<organ>[A-Z].{3,120}?) )?on (?:the work of )?(?:its|the)"
    r" (?:resumed |reconvened )?(?P<session>[A-Za-z-]+(?: hundred(?: and [a-z-]+)?)?)"
    r" (?:resumed |reconvened )?session\b"
)
_FURNITURE = re.compile(
    r"United Nations|Note by the (?:Secretariat|Secretary-General|President.{0,60})"
    r"|Nations Unies|Distr.*|Original:.*|Please recycle.*|\*.*\*|Rapporteur:.*"
    r"|\*?\d[\d -]*(?:\([A-Z]\))?[\d\s*]*|Advance (?:unedited )?(?:version|copy).*"
    r"|(?:Vienna|New York|Geneva|Nairobi)(?:, \d.*)?"
    r"|- (?:Author|Document source|Date|Publisher|Citation)\b.*"
)
_OPENS = re.compile(
    rf"United Nations\b|Distr\b|Original:|(?:Provisional )?[Aa]genda items? \d|{_SESSION.pattern}"
    r"|(?:General Assembly|(?:Economic and Social|Security|Human Rights) Council)\s+Distr"
)
_NEXT = re.compile(
    r"\s+(?=Distr\.?:|Original: [A-Z]|(?:Provisional )?[Aa]genda items? \d"
    r"|(?:General Assembly|Economic and Social Council|Security Council)\s+Distr\b"
    rf"|(?:{_COMMITTEE.pattern}) (?:Provisional )?[Aa]genda)"
    rf"|(?<=General|Limited)\s+(?={DATE.pattern})"
)
"""Where a masthead that a converter has put on one line goes on with another of its lines."""

_LONGEST_LINE = 600
_MEETING = re.compile(
    rf"(?P<meeting>\d{{1,5}})(?:st|nd|rd|th) (?i:plenary meeting)[.,]?(?P<rest>\s+{DATE.pattern})?"
)
"""The meeting at which a text was adopted, where it stands above the text."""

_DISTRIBUTED = re.compile(rf"Distr\.?:?\s*\w+\s+(?:{DATE.pattern})")


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page says, before any text of the document begins.

    Attributes:
        kind: kind of document.
        symbol, organ, committee, session, agenda_item, agenda_title, distribution, date,
            original_language: as in :class:`Document`.
        adopted: the date in "Resolution adopted by … on …".
        origin: "[on the report of …]".
        number: the resolution's number ("70/178").
        title: the title of the single text that follows.
        sponsors: the names before ": draft resolution".
        adoption: the adoption line, where it stands above the text.
    """

    kind: DocumentKind
    symbol: str | None
    organ: str | None
    committee: str | None
    session: int | None
    agenda_item: str | None
    agenda_title: str | None
    distribution: str | None
    date: dt.date | None
    original_language: str | None
    adopted: dt.date | None
    origin: Passage | None
    number: str | None
    title: Passage
    sponsors: tuple[str, ...]
    adoption: Adoption | None


def read_front(furniture: Sequence[str], blocks: Sequence[Passage], organ_line: str) -> Front:
    """Return what the first page says.

    Args:
        furniture: lines of the page furniture, taken out by the reader.
        blocks: the blocks before the first text of the document.
        organ_line: the enacting words that follow, "" where there are none.
    """
    blocks, source = _without_source([line for words in blocks for line in _lines(words)])
    texts = [words.text for words in blocks]
    everything = [*texts, *furniture]
    joined = "\n".join(everything)
    found = find_title(blocks, _is_masthead)
    found = _with_session(found, joined)
    committee = _committee(texts, furniture)
    adopted_by = _ADOPTED.search(joined)
    symbol = _symbol(everything)
    organ = _organ(adopted_by.group(1) if adopted_by else "", organ_line, everything)
    if organ is None and symbol and "/RES/" in symbol:
        organ = organ_of_symbol(symbol)
    kind = _kind(joined, symbol, found, texts)
    if committee in _MAIN_COMMITTEES and (organ is None or kind is DocumentKind.COMMITTEE_REPORT):
        organ = "General Assembly"
    item = _ITEM.search(joined)
    return Front(
        kind=kind,
        symbol=symbol,
        organ=organ,
        committee=committee,
        session=_session(joined, symbol, found.number or (source["n"] if source else None)),
        agenda_item=item.group(1) if item else None,
        agenda_title=_agenda_title(texts, found.at),
        distribution=_first(_DISTRIBUTION, joined),
        date=_masthead_date(texts, furniture),
        original_language=_first(_ORIGINAL, joined),
        adopted=_adoption_date(texts) or (find_date(source["date"]) if source else None),
        origin=next((w for w in blocks if w.text.startswith("[") and "]" in w.text[-3:]), None),
        number=found.number or (source["n"] if source else None),
        title=found.title,
        sponsors=found.sponsors,
        adoption=_adoption(blocks) or _entered(blocks, found),
    )


def _lines(words: Passage) -> list[Passage]:
    """Return the lines of a masthead that a converter has put on one line."""
    text = words.text
    if len(text) > _LONGEST_LINE or not _OPENS.match(text):
        return [words]
    cuts = [match.span() for match in _NEXT.finditer(text)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return [part(words, start, end) for start, end in zip(starts, ends, strict=True)]


def _without_source(blocks: Sequence[Passage]) -> tuple[list[Passage], re.Match[str] | None]:
    """Return the blocks without the line that says where the text comes from, and that line."""
    for index, words in enumerate(blocks):
        if found := wording.ADOPTED_BY.fullmatch(words.text.rstrip(" *")):
            return [*blocks[:index], *blocks[index + 1 :]], found
    return list(blocks), None


def front_length(blocks: Sequence[Passage]) -> int:
    """Return how many blocks of a document without enacting words are its masthead.

    It ends with the line that says what is proposed ("Norway: amendments to …"), or else with the
    last of the lines that are a masthead's by their form.
    """
    proposed = proposal_at(blocks)
    if proposed is not None:
        return proposed + 1
    length = 0
    while length < len(blocks) and _is_masthead(blocks[length].text):
        length += 1
    return length


def _adoption(blocks: Sequence[Passage]) -> Adoption | None:
    """Return the adoption line that stands above the text."""
    for words, following in zip_longest(blocks, blocks[1:], fillvalue=EMPTY):
        if met := _MEETING.fullmatch(words.text):
            dated = met["rest"] or (following.text if DATE.fullmatch(following.text) else "")
            return Adoption(int(met["meeting"]), find_date(dated), words)
        if not words.text.startswith("Adopted by "):
            continue
        if words.text.endswith(" on") and DATE.fullmatch(following.text):
            words = join((words, following))  # noqa: PLW2901 - the line was broken before its date
        if match := wording.ADOPTED_AT.fullmatch(words.text):
            return Adoption(int(match["meeting"]), find_date(match["rest"]), words)
    return None


def _with_session(found: Title, joined: str) -> Title:
    """Return a title without the bare number that libraries print before it ("40. Bridges").

    Together with the session that the entry names it is the resolution's number: "32/40".
    """
    counted = _COUNTED.fullmatch(found.title.text)
    if found.number or counted is None:
        return found
    title = part(found.title, counted.start("title"))
    listed = _LISTED_SESSION.search(joined)
    session = int(listed.group(1)) if listed else 0
    number = f"{session}/{counted['n']}" if session > _LAST_ROMAN_SESSION else None
    return replace(found, title=title, number=number)


def _entered(blocks: Sequence[Passage], found: Title) -> Adoption | None:
    """Return what a library's entry or the words that lead in say of a text's adoption."""
    if found.entered:
        dated = next((w for w in blocks if DATE.fullmatch(w.text.strip())), EMPTY)
        return Adoption(None, find_date(dated.text), blocks[found.at])
    led = next((words for words in blocks if wording.LED_IN.fullmatch(words.text)), None)
    return Adoption(None, None, led) if led is not None else None


def _is_masthead(text: str) -> bool:
    """Tell whether a block is a line of the masthead by its own form."""
    return bool(
        _FURNITURE.fullmatch(text)
        or _BARE_SYMBOL.fullmatch(text)
        or _SESSION.match(text)
        or _YEAR_SESSION.match(text)
        or _ITEM.match(text)
        or DATE.fullmatch(text)
        or _COMMITTEE.fullmatch(text)
        or _ADOPTED.match(text)
        or text.startswith(("[", "on "))
        or any(text == name for name, _ in _ORGANS)
        or _OTHER_ORGAN.fullmatch(text)
        or _REPORT.match(text)
        or _MEETING.fullmatch(text)
        or wording.LED_IN.fullmatch(text)
        or (_OPENS.match(text) and _NEXT.search(text))
    )


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match.group(1) if match else None


def _symbol(lines: Iterable[str]) -> str | None:
    """Return the document's own symbol: one that has a line to itself."""
    for line in lines:
        if match := _BARE_SYMBOL.fullmatch(line.strip()):
            return match.group(1)
    return None


def _organ(adopted_by: str, organ_line: str, lines: Sequence[str]) -> str | None:
    """Return the organ, first by who adopted the text, then by the enacting words, then by name."""
    for source in (adopted_by, organ_line, *lines):
        for name, pattern in _ORGANS:
            if pattern.search(source) and (source in (adopted_by, organ_line) or source == name):
                return name
            if source == organ_line and source.isupper() and name.upper() in source:
                return name
        if match := _OTHER_ORGAN.search(source):
            if source == organ_line:
                return organ_line.removeprefix("The ").rstrip(",: ")
            return match.group(1).strip()
    joined = " ".join(lines)
    return next((name for name, pattern in _ORGANS if pattern.search(joined)), None)


def _committee(texts: Sequence[str], furniture: Sequence[str]) -> str | None:
    for line in (*texts, *furniture):
        if _COMMITTEE.fullmatch(line):
            return line
        if _REPORT.match(line) and (named := _COMMITTEE.search(line)):
            return named.group()
    for line in texts:
        if line.startswith("[on the ") and (named := _COMMITTEE.search(line)):
            return named.group()
    return None


def _session(joined: str, symbol: str | None, number: str | None) -> int | None:
    """Return the session's number; of a council that counts by years, the year."""
    for match in _SESSION.finditer(joined):
        if (value := ordinal(match.group(1))) and "special" not in match["kind"]:
            return value
    if listed := _LISTED_SESSION.search(joined):
        return int(listed.group(1))
    year = _YEAR_SESSION.search(joined) or _YEARED.search(joined)
    if year:
        return int(year.group(1))
    for text in (number, symbol and symbol.partition("/RES/")[2]):
        if text and (found := re.match(r"(\d{1,4})/\d", text)):
            return int(found.group(1))
        if text and (found := re.search(r"\(([IVXLC]+)\)$", text)):
            return roman(found.group(1).lower())
    return None


def report_of(lines: Sequence[str]) -> tuple[str | None, int | None]:
    """Return the commission or conference whose report a masthead announces, and its session.

    A commission reports to a council that counts its own sessions otherwise: "Report on the
    twenty-eighth session" stands below the commission's name.
    """
    for index, line in enumerate(lines):
        match = _REPORT_SESSION.match(line)
        if match and (session := ordinal(match["session"].capitalize())):
            above = (match["organ"] or "", *reversed(lines[:index]))
            named = (_OTHER_ORGAN.fullmatch(name.strip()) for name in above)
            organ = next((found for found in named if found), None)
            return (organ.group(1).strip(), session) if organ else (None, None)
    return None, None


def session_of_symbol(symbol: str | None) -> int | None:
    """Return the session that a General Assembly symbol names; None for other forms.

    "A/RES/70/178", "A/C.3/74/L.18" and "A/71/482" name it; special sessions ("A/RES/S-32/1") and
    documents of other bodies do not.
    """
    match = re.match(r"A/(?:(?:RES|DEC|C\.\d)/)?(\d{2})/", symbol or "")
    return int(match.group(1)) if match else None


def organ_of_symbol(symbol: str | None) -> str | None:
    """Return the organ that a document symbol names by its first letter; None where none does."""
    for start, name in (
        ("A/HRC/", "Human Rights Council"),
        ("A/", "General Assembly"),
        ("E/", "Economic and Social Council"),
        ("S/", "Security Council"),
    ):
        if symbol and symbol.startswith(start) and not symbol.startswith("E/CN."):
            return name
    return None


def _agenda_title(texts: Sequence[str], title_at: int) -> str | None:
    """Return the words that follow the agenda item."""
    for index, text in enumerate(texts):
        match = _ITEM.match(text)
        if not match:
            continue
        rest = text[match.end() :].strip(" .:*")
        if rest[:1].islower():
            rest = ""  # the beginning of the title is lost
        following = [rest] if rest else []
        for line in texts[index + 1 : max(title_at, index + 1)]:
            if _is_masthead(line) or DRAFT_LINE.fullmatch(line):
                break
            following.append(line)
        return " ".join(following) or None
    return None


def _masthead_date(texts: Sequence[str], furniture: Sequence[str]) -> dt.date | None:
    """Return the date that has a line to itself, or follows "Distr."."""
    for line in (*texts, *furniture):
        if DATE.fullmatch(line.strip()):
            return find_date(line)
    for line in (*texts, *furniture):
        if (match := DATE.match(line.strip())) and not re.match(r"\s*[a-z,]", line[match.end() :]):
            return find_date(line)
        if (match := _DISTRIBUTED.match(line)) and (date := find_date(match.group())):
            return date
    return None


def _adoption_date(texts: Sequence[str]) -> dt.date | None:
    for index, text in enumerate(texts):
        if _ADOPTED.search(text) or re.match(r"Adopted (?:by|on|at)", text):
            following = texts[index + 1] if index + 1 < len(texts) else ""
            return find_date(text) or (find_date(following) if following[:3] == "on " else None)
    return None


def _kind(joined: str, symbol: str | None, found: Title, texts: Sequence[str]) -> DocumentKind:
    """Return the kind of document, by what it calls itself, then by its symbol."""
    if any(_REPORT.match(text) for text in texts) and not _ADOPTED.search(joined):
        return DocumentKind.COMMITTEE_REPORT
    draft = (found.draft or "").lower()
    if draft.startswith(("amendment", "proposed amendment")):
        return DocumentKind.AMENDMENT
    if draft:
        revised = "revised" in draft or bool(symbol and "/Rev." in symbol)
        return DocumentKind.REVISED_DRAFT_RESOLUTION if revised else DocumentKind.DRAFT_RESOLUTION
    if symbol and re.search(r"/L\.\d", symbol):
        return (
            DocumentKind.REVISED_DRAFT_RESOLUTION
            if "/Rev." in symbol
            else DocumentKind.DRAFT_RESOLUTION
        )
    if (
        found.decision
        or re.search(r"\bDecision(?:s)? adopted by", joined)
        or (symbol and "/DEC/" in symbol)
    ):
        return DocumentKind.DECISION
    return DocumentKind.RESOLUTION
