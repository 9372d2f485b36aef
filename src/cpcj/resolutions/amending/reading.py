"""Amendments in words: from what a delegation wrote to what is to be done.

The words are divided into items (by empty lines, and by numbers and letters at the head of lines),
each item into sentences, each sentence into clauses. An item that ends with a colon is about the
place it names; the words of a new paragraph may follow without quotation marks, up to the next
item. What cannot be read is returned with its place and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from cpcj.resolutions.amending.clauses import clauses
from cpcj.resolutions.amending.model import Amendment, Quoted, Reading, Unread, Why
from cpcj.resolutions.amending.parts import Carried, NotReadError
from cpcj.resolutions.amending.quotations import (
    MASK,
    Quotation,
    masked,
    quotations,
    words_of,
)
from cpcj.resolutions.amending.tokens import Sort, Token, tokens
from cpcj.resolutions.model import Span

LONGEST: Final = 400_000
"""Characters of amendments that are read."""

_LONGEST_SENTENCE: Final = 4_000  # characters outside quotations
_SHOWN: Final = 160
_ITEM: Final = re.compile(
    r"[ \t]*(?P<label>\((?:[a-z]{1,4}|\d{1,2})\)|\d{1,3}[.)]|[a-z][.)]|[A-Z]\."
    r"|[A-Z]\)|[ivx]{1,5}[.)]|[-–—•*])(?=[ \t\n])"
)
_BREAK: Final = re.compile(
    r"\n[ \t]*(?:\n[ \t]*)+|\n(?=[ \t]*(?:\(\w{1,4}\)|\d{1,3}[.)]|[-–—•*])\s)"
)
_OPENS: Final = re.compile(
    r"(?:in|at\s+the\s+(?:end|beginning)|after|before|between|following|delete|insert|add|replace"
    r"|substitute|move|renumber|amend|revise|reword|strike|remove|change|the\s+words?|the\s+phrase"
    r"|for\s+(?:the\s+words?\s+)?\x00"
    r"|(?:the\s+)?(?:(?:\w+|\w+-\w+)\s+)?(?:operative|preambular)\s+paragraphs?|paragraphs?\s+\d"
    r"|paras?\.?\s+\d|(?:the\s+)?title|[op]p\s?\d|the\s+\w+(?:-\w+)?\s+paragraph|sub-?paragraph"
    r"|an?\s+(?:\w+\s+)?(?:new|additional)\b|\x00)",
    re.IGNORECASE,
)
"""How an item begins that amends, and hardly a paragraph of a resolution."""

_LEAD: Final = re.compile(
    r"[^\x00;]{0,400}?\b(?:(?:propos|suggest|request|recommend|announc|ask|stat|mov)(?:e|ed|es)"
    r"|said|read\s+out|wished)(?:\s+by\s+[^\x00;:.]{1,80}?)?"
    r"\s+(?:that\s+|to\s+|the\s+following\s+[\w\s]{3,60}?:\s*)"
    r"|(?:the|this|our|my|another)\s+(?:\w+\s+)?(?:amendment|change|revision)\s+"
    r"(?:would(?:\s+be\s+to)?|is\s+to|should)\s+"
    r"|[^\x00;:]{0,400}?\borally\s+(?:revised|amended|corrected)\s+"
    r"(?:the\s+(?:draft\s+)?(?:resolution|decision|text)\s+(?:by\s+|as\s+follows:?\s*)?)?",
    re.IGNORECASE,
)
"""Who proposed it, before what was proposed."""

_TELLS: Final = frozenset(
    (Sort.INSERT, Sort.DELETE, Sort.REPLACE, Sort.SUBSTITUTE, Sort.READ, Sort.MOVE, Sort.RENUMBER,
     Sort.BECOME, Sort.AMEND)
)  # fmt: skip
_PLACED: Final = frozenset((Sort.PLACE, Sort.POINTS, Sort.ADDED, Sort.QUOTE, Sort.SAME))


@dataclass(frozen=True, slots=True)
class _Item:
    """A stretch of the amendments with its label."""

    label: str
    span: Span  # after the label


def read_amendments(text: str) -> Reading:
    """Return the amendments that a text tells, and what of it was not read.

    Args:
        text: amendments in words, one or many, as in a document of amendments, a committee's
            report or an e-mail.

    Raises:
        ValueError: the text is longer than :data:`LONGEST`.
    """
    if len(text) > LONGEST:
        message = f"amendments of more than {LONGEST:,} characters are not read"
        raise ValueError(message)
    text = text.replace(MASK, " ").replace("\r\n", "\n").replace("\u00a0", " ")
    text = _unwrapped(text)
    quoted, open_at = quotations(text)
    return _Reader(text, quoted, open_at).reading()


_ANNOUNCED: Final = re.compile(
    r"\b(?:amendments?|revisions?|changes|corrections)\b[^.;“”\"]{0,200}:\s*\Z", re.IGNORECASE
)
_DEED: Final = re.compile(
    r"\b(?:insert|add|delet|replac|substitut|amend|revis|read|mov|renumber)", re.IGNORECASE
)


def _unwrapped(text: str) -> str:
    """Return amendments without the quotation marks around a whole list of them.

    A report may quote what was tabled: `proposed the following amendments: “1. Replace …”`. The
    text keeps its length.
    """
    signs = list(text)
    for one in quotations(text)[0]:
        start, end = one.span
        if not _ANNOUNCED.search(text, max(0, start - 300), start):
            continue
        label = _ITEM.match(text, start + 1, end)
        first = text[label.end() if label else start + 1 : end].lstrip()
        if not _OPENS.match(first) or not _DEED.search(first):
            continue
        signs[start], signs[end - 1] = " ", " "
        for again in re.finditer(rf"\n[ \t]*({re.escape(text[start])})", text[start + 1 : end]):
            signs[start + 1 + again.start(1)] = " "
    return "".join(signs)


class _Reader:
    """One reading."""

    def __init__(self, text: str, quoted: tuple[Quotation, ...], open_at: Span | None) -> None:
        self._text = text
        self._quoted = quoted
        self._masked = masked(text, quoted)
        self._starts = [one.span.start for one in quoted]
        self._open_at = open_at
        self._amendments: list[Amendment] = []
        self._unread: list[Unread] = []
        self._lead = Carried()
        self._lead_label = ""

    def reading(self) -> Reading:
        items = self._joined(list(self._items()))
        place = 0
        while place < len(items):
            place = self._item(items, place)
        if self._open_at is not None:
            words = self._shown(Span(self._open_at.start, len(self._text)))
            self._unread.append(Unread(self._open_at, words, Why.UNCLEAR, "open quotation"))
        self._unread.sort(key=lambda one: one.span)
        return Reading(self._text, tuple(self._amendments), tuple(self._unread))

    # Items

    def _items(self) -> Iterator[_Item]:
        at = 0
        for match in (*_BREAK.finditer(self._masked), None):
            end = len(self._masked) if match is None else match.start()
            if self._masked[at:end].strip():
                yield from self._headed(self._labelled(at, end))
            at = end if match is None else match.end()

    def _headed(self, item: _Item) -> Iterator[_Item]:
        """Divide an item whose words follow without quotation marks: "Paragraph 3 to read: …"."""
        match = _HEAD.match(self._masked, item.span.start, item.span.end)
        if match is None or _OPENS.match(self._masked, match.end(), item.span.end):
            yield item
            return
        yield replace(item, span=Span(item.span.start, match.end("head")))
        yield _Item("", Span(match.end(), item.span.end))

    def _labelled(self, start: int, end: int) -> _Item:
        match = _ITEM.match(self._masked, start, end)
        label = match["label"] if match else ""
        first = match.end() if match else start
        while first < end and self._masked[first].isspace():
            first += 1
        while end > first and self._masked[end - 1].isspace():
            end -= 1
        return _Item(label, Span(first, end))

    def _joined(self, items: list[_Item]) -> list[_Item]:
        """Join an item that is nothing but a quotation to the one before it."""
        found: list[_Item] = []
        for item in items:
            words = self._masked[item.span.start : item.span.end]
            alone = words.startswith(MASK) and not words.strip(MASK + " \t\n.;,")
            if found and alone and not item.label:
                found[-1] = replace(found[-1], span=Span(found[-1].span.start, item.span.end))
            else:
                found.append(item)
        return found

    def _item(self, items: list[_Item], place: int) -> int:
        """Read one item; return the place of the next one."""
        item = items[place]
        if item.label and item.label == _following(self._lead_label):
            self._lead, self._lead_label = Carried(), ""
        start = self._after_lead(item.span)
        ending = self._masked[item.span.start : item.span.end].rstrip().endswith(":")
        found = self._tokens(Span(start, item.span.end))
        within = ending and self._lead.place is not None and _changes(found)
        if not _tells(found) and not within:
            if self._place_alone(found, ending=ending):
                self._lead_label = item.label
                return place + 1
            self._not_read(item.span, Why.NO_CHANGE)
            return place + 1
        if any(one.sort is Sort.QUOTE for one in found) and not ending:
            self._sentences(item, start)
            return place + 1
        end = self._unquoted_end(items, place) if _wants_words(found, ending=ending) else place + 1
        if end == place + 1:
            self._sentences(item, start)
        else:
            self._unquoted(items[place:end], start, found)
        return end

    def _after_lead(self, span: Span) -> int:
        """Return where an item's own words begin, after who proposed it."""
        match = _LEAD.match(self._masked, span.start, span.end)
        return match.end() if match else span.start

    def _place_alone(self, found: tuple[Token, ...], *, ending: bool) -> bool:
        """Take the place of "In operative paragraph 5:", or of a heading, for the items after it.

        Args:
            found: tokens of the item.
            ending: whether it ends with a colon; a heading has none.
        """
        sorts = [one.sort for one in found if one.sort is not Sort.BREAK]
        if sorts != [Sort.PLACE] and not (ending and sorts == [Sort.IN, Sort.PLACE]):
            return False
        named = next(one for one in found if one.sort is Sort.PLACE).places
        if len(named) != 1:
            return False
        self._lead = Carried(place=named[0])
        return True

    def _unquoted_end(self, items: list[_Item], place: int) -> int:
        """Return the place after the items that are the words of a new paragraph."""
        label = items[place].label
        end = place + 1
        several = _SEVERAL.search(self._masked, items[place].span.start, items[place].span.end)
        opened = False  # whether the words of the new paragraph have come to its points
        while end < len(items) and not self._is_next(items[end], label):
            point = items[end].label.startswith("(") or items[end].label in ("-", "–", "—", "•")
            if end > place + 1 and not (several or (point and opened)):
                break
            words = self._masked[items[end].span.start : items[end].span.end]
            opened = opened or words.rstrip().endswith(":")
            end += 1
        return end

    def _is_next(self, item: _Item, label: str) -> bool:
        """Tell whether an item is the next amendment and no words of the one before."""
        words = self._masked[item.span.start : item.span.end]
        if _OPENS.match(words):
            found = self._tokens(item.span)
            return _tells(found) and not any(one.sort is Sort.UNKNOWN for one in found[:2])
        return bool(label and item.label and item.label == _following(label)) and not words

    def _tokens(self, span: Span) -> tuple[Token, ...]:
        return tokens(self._masked, span, self._quoted, self._starts)

    # Sentences

    def _sentences(self, item: _Item, start: int) -> None:
        """Read the sentences of an item: one by one, where the whole is not one."""
        whole = Span(start, item.span.end)
        carried = replace(self._lead)
        if self._read(whole, item.label, carried, quiet=True):
            return
        carried = replace(self._lead)
        for sentence in self._divided(whole):
            self._read(sentence, item.label, carried, quiet=False)

    def _divided(self, span: Span) -> Iterator[Span]:
        at = span.start
        for match in _SENTENCE_END.finditer(self._masked, span.start, span.end):
            if self._masked[at : match.end("end")].strip():
                yield Span(at, match.end("end"))
            at = match.end()
        if self._masked[at : span.end].strip():
            yield Span(at, span.end)

    def _read(self, span: Span, label: str, carried: Carried, *, quiet: bool) -> bool:
        """Read a sentence; where it cannot be read, say so unless it is tried in parts."""
        plain = sum(1 for sign in self._masked[span.start : span.end] if sign != MASK)
        found = self._tokens(span) if plain <= _LONGEST_SENTENCE else ()
        return self._taken(found, span, label, carried, quiet=quiet)

    def _taken(
        self, found: tuple[Token, ...], span: Span, label: str, carried: Carried, *, quiet: bool
    ) -> bool:
        try:
            made = clauses(found, carried) if found else ()
        except NotReadError as error:
            if not quiet:
                why = error.why if _tells(found) else Why.NO_CHANGE
                self._not_read(span, why, self._unknown(found))
            return False
        if not made:
            if not quiet:
                self._not_read(span, Why.NO_CHANGE)
            return False
        self._amendments += [replace(one, label=label) for one in made]
        return True

    def _unquoted(self, items: list[_Item], start: int, found: tuple[Token, ...]) -> None:
        """Read an item whose words follow without quotation marks."""
        first, *rest = items
        span = Span(rest[0].span.start, rest[-1].span.end)
        if rest[0].label and not _NUMBERED.fullmatch(rest[0].label):
            span = Span(self._text.rindex(rest[0].label, 0, span.start), span.end)
        token = Token(
            Sort.QUOTE, span, quoted=Quoted(words_of(self._text[span.start : span.end]), span)
        )
        self._taken((*found, token), Span(start, first.span.end), first.label,
                    replace(self._lead), quiet=False)  # fmt: skip

    # What is not read

    def _unknown(self, found: tuple[Token, ...]) -> str:
        words = [self._text[one.span.start : one.span.end] for one in found
                 if one.sort is Sort.UNKNOWN]  # fmt: skip
        return " ".join(words)[:_SHOWN]

    def _not_read(self, span: Span, why: Why, detail: str = "") -> None:
        self._unread.append(Unread(span, self._shown(span), why, detail))

    def _shown(self, span: Span) -> str:
        words = " ".join(self._text[span.start : min(span.end, span.start + 4 * _SHOWN)].split())
        return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"


_NUMBERED: Final = re.compile(r"\(\d{1,2}\)")
"""How some assemblies number paragraphs; the number is none of their words."""

_SEVERAL: Final = re.compile(r"\b(?:paragraphs|paras)\b(?!\s*\d)", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(
    r"(?P<end>(?<=[.;\x00])[.;]?\s+(?=[A-Z(]|\d{1,2}[.)]\s+[A-Z])|;\s+)(?:\d{1,2}[.)]\s+(?=[A-Z]))?"
)
"""The end of a sentence, with the number of the next one where sentences are numbered in a line."""

_HEAD: Final = re.compile(
    r"(?P<head>[^\x00]{0,300}?(?:\breads?(?:\s+as\s+follows)?|\breading|\bas\s+follows"
    r"|\b(?:insert|add)\w*\b[^\x00:]{0,200}?\b(?:paragraph|clause|point)s?(?:\s*\d{1,3})?)"
    r"[ \t]*(?::|(?=\n)))\s*(?=[^\s\x00])",
    re.IGNORECASE,
)
"""What stands before a paragraph's words that are not quoted, on its line or the line above."""


def _changes(found: tuple[Token, ...]) -> bool:
    """Tell whether tokens name a deed."""
    return any(one.sort in _TELLS for one in found)


def _tells(found: tuple[Token, ...]) -> bool:
    """Tell whether tokens may say a change: a deed, and what it is done to."""
    sorts = {one.sort for one in found}
    return Sort.RENUMBER in sorts or bool(sorts & _TELLS and sorts & _PLACED)


def _wants_words(found: tuple[Token, ...], *, ending: bool) -> bool:
    """Tell whether an item says that words follow and has none."""
    quoted = [one.sort is Sort.QUOTE for one in found]
    if quoted and quoted[-1]:
        return False
    sorts = [one.sort for one in found if one.sort is not Sort.BREAK]
    return ending or sorts[-1] in (Sort.READ, Sort.ADDED, Sort.WITH) or sorts[-1] is Sort.INSERT


def _following(label: str) -> str:
    """Return the label after one: "3." after "2.", "(c)" after "(b)"."""
    inner = label.strip("().")
    if inner.isdecimal():
        return label.replace(inner, str(int(inner) + 1))
    if len(inner) == 1 and inner.isalpha() and inner.lower() != "z":
        return label.replace(inner, chr(ord(inner) + 1))
    return ""
