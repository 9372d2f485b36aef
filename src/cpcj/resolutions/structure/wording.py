"""What the words of a block give away: organ lines, openings of paragraphs, headings, ends.

The language of resolutions is regular: preambular paragraphs open with a participle and end with
a comma, operative ones open with a verb in the third person and end with a semicolon.
"""

from __future__ import annotations

import re

from cpcj.resolutions.structure.dates import DATE

ORGAN_NAME = (
    r"(?:General Assembly|Economic and Social Council|Security Council|Human Rights Council"
    r"|Trusteeship Council|Commission on [A-Z][A-Za-z]+(?:,? (?:and|of|the|for|[A-Z][a-z]+))*"
    r"|Conference of the (?:States )?Parties(?: to the [A-Z][A-Za-z-]+"
    r"(?: (?:[A-Z][A-Za-z-]+|against|on|of|for|and|in|the))*| to [^.;:]{5,140}?)?"
    r"|Executive Board[^.;:,]{0,80}"
    r"|(?:[A-Z][a-z]+ )?Congress[^.;:,]{0,100})"
)
_ORGAN_IN_CAPITALS = (
    "THE (?:GENERAL ASSEMBLY|ECONOMIC AND SOCIAL COUNCIL|SECURITY COUNCIL|HUMAN RIGHTS COUNCIL)"
)
ORGAN_LINE = re.compile(rf"(?:The (?P<organ>{ORGAN_NAME})|{_ORGAN_IN_CAPITALS})\s*(?P<comma>[,:]?)")
"""A block that is nothing but the enacting words."""

ORGAN_START = re.compile(
    rf"The (?P<organ>{ORGAN_NAME})(?P<comma>,?)\s+(?P<rest>(?:[a-z]+s\b|[A-Z][a-z]+).*)", re.DOTALL
)
"""Enacting words with the first paragraph in the same block."""

OPENING = re.compile(
    r"(?:(?:[A-Z][a-z]+ly|Also|Further|Again|Once again|Still|Most|Very|Ever|Having|Being|Not) )*"
    r"(?:[A-Za-z]+ing|[A-Z][a-z]+ed|Aware|Mindful|Conscious|Cognizant|Confident|Anxious|Desirous"
    r"|Eager|Grateful|Deeply|In)\b"
)
"""Words with which a preambular paragraph opens."""

FINITE = re.compile(
    r"(?:(?:Also|Further|Strongly|Once again|Again|Solemnly|Urgently|Hereby|Firmly|Deeply|Fully) )*"
    r"(?:[A-Z]?[a-z]*(?:[a-rt-z]s|sses|ss)|[Hh]as|[Ii]s)\b"
)
"""A verb of which the body is the subject, at the head of a paragraph."""

_NO_VERB = frozenset(
    [
        "this",
        "its",
        "his",
        "us",
        "as",
        "is",
        "was",
        "has",
        "various",
        "numerous",
        "previous",
        "states",
        "parties",
        "members",
        "issues",
        "funds",
        "rights",
        "nations",
        "resources",
        "measures",
        "themes",
        "topics",
        "services",
        "operations",
        "relations",
        "countries",
        "themselves",
        "annexes",
        "rules",
        "notes",
    ]
)
_END = re.compile(r"[,;.:!?…](?:[”\"’')\]]|\s*(?:and|or))?$|[,;]\s?\d{1,3}$")
MEETING = re.compile(
    r"(?:Adopted (?:at|by|on)\b.{0,120}?)?(?P<meeting>\d{1,5})(?:st|nd|rd|th)"
    r"(?: \([a-z]+\))?(?: (?:plenary|closing plenary|closing))? meeting\b[.,]?"
    r"\s*(?P<rest>.{0,40}(?:\[Adopted .{0,120})?|.{0,80})",
    re.DOTALL,
)
"""The adoption line: "73rd plenary meeting", with the date in the same block or the next."""

DECISION = re.compile(
    rf"At its (?P<meeting>\d{{1,4}})(?:st|nd|rd|th)(?: \([a-z]+\))?(?: plenary)? meeting,"
    rf" (?:held )?on {DATE.pattern}, the"
    rf" (?P<organ>{ORGAN_NAME}|Assembly|Council|Commission|Conference),?\s+[a-z].*",
    re.DOTALL,
)
"""A decision told in one sentence: "At its 50th plenary meeting, on …, the Assembly … decided"."""

ADOPTED_AT = re.compile(
    r"Adopted by the [A-Z][^.;]{3,200}? at its (?P<meeting>\d{1,5})(?:st|nd|rd|th)[^.;]{0,40}?"
    r" meeting,?(?: held)? on (?P<rest>.{6,40})",
    re.DOTALL,
)
"""The adoption line as the Security Council prints it, above the text."""

ANNEX = re.compile(
    r"(?P<word>ANNEX|Annex|Appendix|APPENDIX|Enclosure)(?:\s+(?P<n>[IVXL]+|\d{1,2}|[A-Z]))?(?:[.:]?\s+(?P<title>[A-Z“].*))?",
    re.DOTALL,
)
_ROMAN_SESSION = (
    r"\d{1,4}(?: [A-Z])? ?\((?:(?:E?S-)?[IVXLC]{1,8}|ORG-\d\d)\)(?: ?[A-Z](?![A-Za-z]))?"
)
_YEARED = r"(?:19\d\d/(?=\d+ ?(?:[A-Z] ?)?\())?"  # as registers: "1956/626 (XXII)"
NUMBERED_TITLE = re.compile(
    rf"{_YEARED}(?P<n>(?:S-|ES-)?\d{{1,4}}/\d{{1,4}}(?: [A-Z])?|{_ROMAN_SESSION})(?:\.\s*|\s+)"
    r"(?P<title>(?=\S).*)",
    re.DOTALL,
)
"""A resolution's number with its title: "70/178. Strengthening …", until 1977 "415 (V). …"."""

NUMBER_ALONE = re.compile(
    rf"{_YEARED}(?P<n>(?:S-|ES-)?\d{{1,4}}/\d{{1,3}}(?: [A-Z])?|{_ROMAN_SESSION})\.?"
)
"""A resolution's number on a line of its own, above its title."""

SYMBOL_TITLE = re.compile(
    r"(?:A|E|S|A/HRC)/RES/(?P<n>(?:S-|ES-)?\d{1,4}/\d{1,4}(?: [A-Z])?)[.:]?\s+"
    r"(?P<title>(?!Distr|United Nations|General Assembly|Page\b)[A-Z“].*)",
    re.DOTALL,
)
"""A resolution's symbol with its title on the same line, as registers list them."""

CITED_TITLE = re.compile(
    r"(?P<title>\S.{5,600}?),? (?:G\. ?A\. |General Assembly )[Rr]es(?:\.|olution) "
    rf"(?P<n>\d{{1,2}}/\d{{1,3}}(?: ?[A-Z])?|{_ROMAN_SESSION}),"
    r".{0,40}(?:U\.? ?N\.?|GAOR).{0,160}",
    re.DOTALL,
)
"""A title as lawyers cite it: "…, G.A. res. 48/103, 48 U.N. GAOR Supp. (No. 49) at 215 …"."""

CATALOGUED_TITLE = re.compile(
    r"(?P<title>\S.{5,600}?)\s*:\s*(?:draft )?(?P<kind>resolution|decision)s? /"
    rf" (?:adopted by the {ORGAN_NAME}|[A-Z].{{3,200}})\.?",
    re.DOTALL,
)
"""A title as libraries enter it: "… : resolution / adopted by the General Assembly"."""

ADOPTED_BY = re.compile(
    rf"(?i:(?:adopted|approved|recommended|proclaimed|endorsed|welcomed)(?: and [a-z]+ed)?)"
    rf"(?i::? (?:by|in)(?: the)?) (?P<organ>{ORGAN_NAME})(?i:(?:,? (?:by|in) its)? resolution)"
    rf" (?P<n>\d{{1,4}}/\d{{1,4}}(?: [A-Z])?|{_ROMAN_SESSION}),?(?: of| on)?"
    rf" (?P<date>{DATE.pattern})[.,]?",
    re.DOTALL,
)
"""The line with which collections of instruments say where a text comes from."""

LED_IN = re.compile(
    rf"At its (?P<session>.{{3,40}}?) session,.{{0,120}}? the (?P<organ>{ORGAN_NAME}) adopted the"
    r" following (?:resolutions?|decisions?|resolutions and decisions):",
    re.DOTALL,
)
"""The words with which a page leads in what a conference adopted."""

STATEMENT = re.compile(
    rf"At (?:the|its) \d{{1,5}}(?:st|nd|rd|th) meeting of the (?P<organ>{ORGAN_NAME}),.{{3,600}}"
    r"made the following statement on behalf of the (?:Security )?Council:",
    re.DOTALL,
)
"""The words that lead in a statement by the President of the Security Council."""

STATED = re.compile(
    r"[“\"]?The (?:Security )?Council (?:(?:also|further|once again|[a-z]+ly),? )*[a-z]+[a-rt-z]s\b"
)
"""A paragraph of such a statement: the council is named and says what it does."""

ENACTING = re.compile(
    r"(?:Solemnly |Hereby |Therefore )?(?:declare|proclaim|agree|resolve|adopt|decide)s?"
    r"\b(?! to\b)[^.;,]{0,120}:",
    re.IGNORECASE,
)
"""The words after a preamble that lead the numbered paragraphs in: "Declares that:"."""

DECLARANTS = re.compile(r"We, [^;:]{3,400},")
"""Those in whose name a declaration speaks."""

INTRODUCTION = re.compile(
    r"(?:In its resolution .{3,200}? |The (?P<organ>[A-Z].{3,160}?) |)"
    r"(?:[Rr]ecommends?|recommended)\b.{3,300}?"
    r" following draft (?:resolution|decision)\b.{0,200}?:",
    re.DOTALL,
)
"""The words with which a draft is recommended to a higher organ, above its title or its words."""

SECTION = re.compile(r"(?P<n>[IVXL]{1,6})(?:\.|\b)(?:\s+(?P<title>\S.*))?", re.DOTALL)
LETTERED = re.compile(r"(?P<n>[A-Z])(?:\.(?:\s+(?P<title>\S.*))?|$)", re.DOTALL)
NAMED = re.compile(
    r"(?P<n>(?:Part|PART|Section|Chapter|CHAPTER|Article|ARTICLE|Rule|Principle|Guideline|Title|Goal)"
    r"\s+(?:[IVXLC]+|\d{1,3}(?: bis)?))(?:[.:]|\b)\s*(?P<title>.*)",
    re.DOTALL,
)
LONGEST_HEADING = 260

_LETTER_LAST = re.compile(r"(\d+)\s*(\([^()]+\))\s*([A-Z])")


def number(printed: str) -> str:
    """Return a resolution's number in the usual order: "626 F (XXII)" for "626(XXII)F"."""
    if found := _LETTER_LAST.fullmatch(printed):
        return f"{found[1]} {found[3]} {found[2]}"
    return re.sub(r"(?<=\w)\(", " (", printed)


def ends(text: str) -> bool:
    """Tell whether a block ends as a paragraph does, with punctuation."""
    return bool(_END.search(text[-6:]))


def is_finite(text: str) -> bool:
    """Tell whether a block opens with a verb of which the body is the subject.

    A decision told in one sentence is one too.
    """
    if text.startswith("At its ") and DECISION.fullmatch(text):
        return True
    if STATED.match(text):
        return True
    match = FINITE.match(text)
    return match is not None and match.group().split()[-1].casefold() not in _NO_VERB


def is_heading(text: str) -> bool:
    """Tell whether a block is a heading by its words: short, capital, without punctuation."""
    return (
        len(text) <= LONGEST_HEADING
        and not ends(text)
        and (text[0].isupper() or text[0].isdigit() or text[0] in "“\"‘'")
        and not DATE.fullmatch(text)
    )
