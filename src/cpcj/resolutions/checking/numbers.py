"""Numbers, per cent, dates and session numbers as they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from cpcj.resolutions.checking.draft import Draft, found
from cpcj.resolutions.checking.finding import Found
from cpcj.resolutions.checking.quoting import inside, quoted
from cpcj.resolutions.citations.tokens import MONTHS
from cpcj.resolutions.sessions import ordinal, spell

_MONTH = "|".join(MONTHS)
_SHORT_MONTH = "|".join(month[:3] for month in MONTHS)

# N01

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FIGURE = re.compile(
    r"(?<![\w/.,:$€£+–-])(?<![\w] \()(?P<figure>[1-9])"
    r"(?= (?:or more |of the |times?\b"
    r"|(?:(?!(?:and|are|as|at|by|for|from|in|is|of|on|or|per|shall|that|the|to|was|which|with)\b)"
    r"[A-Za-z][a-z-]* ){0,2}[A-Za-z][a-z]+(?:s|ren|men|people)\b))"
    rf"(?! (?:per cent|percent|million|billion|trillion|and \d|to \d|or \d|degrees|(?:{_MONTH})))"
)
_MEASURED = re.compile(
    r" (?:years? old|years? of age|metres?|meters?|kilometres?|kilograms?|tons?|tonnes?"
    r"|dollars?|euros?"
    r"|hectares?|degrees?|points?|hours? \d|a\.m|p\.m)"
)
_NAMED_BY_NUMBER = re.compile(
    r"(?:[Pp]aragraphs?|[Aa]rticles?|[Cc]hapters?|[Ss]ections?|[Gg]oals?|[Tt]argets?|[Pp]hases?"
    r"|[Pp]rinciples?|[Gg]uidelines?|[Rr]esolutions?|[Dd]ecisions?|[Aa]nnex(?:es)?|[Pp]arts?"
    r"|[Ss]tages?|[Tt]ables?|[Ii]tems?|[Ss]ubprogrammes?|[Rr]ules?|[Nn]os?\.|vols?\.|[Pp]illars?"
    r"|[Cc]lusters?|[Pp]riority|[Pp]riorities|and|or|to|Group of|pages?|categories|category|levels?"
    r"|types?|grades?|class|classes|schedules?|appendix|options?|steps?|tiers?|workshops?|panels?"
    r"|rounds?|sessions?|groups?|zones?|figures?|box|maps?|versions?|forms?|under|aged?|over|below"
    r"|[A-Z][a-z]+) $"
)
_TEN_OR_MORE = re.compile(r"(?<![\w/.,-])[1-9]\d+ (?!(?:" + _MONTH + r"))[a-z]+s\b")


def under_ten(draft: Draft) -> Iterator[Found]:
    """N01: "five years"; not beside a figure of ten or more, a measure or the name of a part."""
    for at in draft.body:
        within = quoted(at.text)
        for match in _FIGURE.finditer(at.text):
            if (
                inside(match.start(), within)
                or _MEASURED.match(at.text, match.end())
                or _NAMED_BY_NUMBER.search(at.text, 0, match.start())
                or _TEN_OR_MORE.search(at.text)
            ):
                continue
            yield found(at, *match.span("figure"), corrected=_WORDS[int(match["figure"])])


# N02

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_SPELLED = re.compile(
    rf"\b(?:(?:{_UNITS}) hundred and (?:(?:{_TENS})(?:-(?:{_UNITS}))?|{_TEENS}|{_UNITS})"
    rf"|(?:{_TENS})-(?:{_UNITS})|(?:{_TEENS})(?= (?:[A-Za-z-]+ )?[A-Za-z][a-z]+s\b))"
    r"\b(?! (?:million|billion|and|session|meeting))(?!-)"
)
_VALUES = {word: number for number, word in enumerate(_UNITS.split("|"), 1)}
_VALUES |= {word: number for number, word in enumerate(_TEENS.split("|"), 10)}
_VALUES |= {word: 10 * number for number, word in enumerate(_TENS.split("|"), 2)}


def from_ten(draft: Draft) -> Iterator[Found]:
    """N02: "172 States parties"; a sentence may begin with the words."""
    for at in draft.body:
        if at.place.startswith("annex"):
            continue  # rules and treaties write the numbers they live by in words
        within = quoted(at.text)
        for match in _SPELLED.finditer(at.text):
            if not inside(match.start(), within):
                yield found(at, *match.span(), corrected=str(_value(match[0])))


def _value(words: str) -> int:
    hundreds, _, rest = words.rpartition(" hundred and ")
    value = sum(_VALUES[word] for word in rest.split("-"))
    return value + (100 * _VALUES[hundreds] if hundreds else 0)


# N03 to N06

_SENTENCE = re.compile(
    r"(?:^|(?<=[a-z]{4}\. )(?<!vols\. )(?<!aras\. )(?<!haps\. )(?<!sect\. )(?<!chap\. )"
    r"(?<!para\. )(?<!arts\. ))\d+(?=[ ,])(?! (?:bis|ter)\b)"
)


def sentence(draft: Draft) -> Iterator[Found]:
    """N03: no figure at the start of a sentence."""
    for at in draft.body:
        for match in _SENTENCE.finditer(at.text):
            yield found(at, *match.span())


_PER_CENT = re.compile(r"(?<=\d) ?%|\bpercent\b")


def per_cent(draft: Draft) -> Iterator[Found]:
    """N04: "per cent"."""
    for at in draft.body:
        within = quoted(at.text)
        for match in _PER_CENT.finditer(at.text):
            if inside(match.start(), within):
                continue
            put = "per cent" if match[0] == "percent" else " per cent"
            yield found(at, *match.span(), corrected=put)


_DATES = re.compile(
    rf"(?<!/)\b(?P<m1>{_MONTH}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?, (?P<y1>\d{{4}})\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)(?: of)? (?P<m2>{_MONTH})(?:,? (?P<y2>\d{{4}}))?"
    rf"|\b(?P<d3>\d{{1,2}}) (?P<m3>{_SHORT_MONTH})\.? (?P<y3>\d{{4}})\b"
    r"|\b(?P<d4>\d{1,2})[/.](?P<n4>\d{1,2})[/.](?P<y4>(?:19|20)\d{2})\b"
    r"|(?<!/)\b(?P<y5>(?:19|20)\d{2})-(?P<n5>\d{2})-(?P<d5>\d{2})\b"
    rf"|\b(?P<d6>\d{{1,2}}) (?P<m6>{_MONTH}), (?P<y6>\d{{4}})\b"
    rf"|\b(?P<m7>{_MONTH}) (?P<d7>\d{{1,2}})(?:st|nd|rd|th)?\b(?![\w/]|,? \d)"
)


def dates(draft: Draft) -> Iterator[Found]:
    """N05: "15 March 2006"."""
    for at in (*draft.running, *draft.notes):
        for match in _DATES.finditer(at.text):
            if match["m3"] == "May":
                continue
            corrected = _date(match)
            if corrected is not None:
                yield found(at, *match.span(), corrected=corrected)


def _date(match: re.Match[str]) -> str | None:
    values = {key[0]: value for key, value in match.groupdict().items() if value}
    if "n" in values:
        if not 1 <= int(values["n"]) <= len(MONTHS):
            return None
        values["m"] = MONTHS[int(values["n"]) - 1]
    month = next(month for month in MONTHS if month.startswith(values["m"]))
    return " ".join(part for part in (str(int(values["d"])), month, values.get("y", "")) if part)


_SESSION = re.compile(
    r"\b(?P<figures>\d{1,3}(?:st|nd|rd|th)) "
    r"(?P<kind>(?:(?:regular|special|emergency special|resumed|reconvened|annual) )?)"
    r"(?P<word>[Ss]essions?)\b|\b[Ss]ession (?P<bare>\d{1,3})\b"
)


_HIGHEST_IN_WORDS = 99


def session(draft: Draft) -> Iterator[Found]:
    """N06: "seventy-fifth session"."""
    for at in draft.running:
        for match in _SESSION.finditer(at.text):
            number = ordinal(match["figures"] or match["bare"])
            if number is None or number > _HIGHEST_IN_WORDS:
                continue
            kind, word = match["kind"] or "", match["word"] or "session"
            yield found(at, *match.span(), corrected=f"{spell(number)} {kind}{word}")


CHECKS: Mapping[str, Callable[[Draft], Iterator[Found]]] = {
    "N01": under_ten,
    "N02": from_ten,
    "N03": sentence,
    "N04": per_cent,
    "N05": dates,
    "N06": session,
}
