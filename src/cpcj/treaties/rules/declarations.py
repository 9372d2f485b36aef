"""Declarations as the depositary's files give them, and what is understood of each.

A file has a heading a participant ("#Norway"), then the words. Of each row are read: who, what it
is (a reservation, an objection …), which articles it names; what cannot be understood is a doubt of
its row, and the row stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cpcj.resolutions.vocabulary.states import find_state
from cpcj.treaties.rules.duties import matter_of
from cpcj.treaties.rules.matters import Matter, Sort
from cpcj.treaties.rules.provisions import provisions_named
from cpcj.treaties.rules.tables import UnreadableTableError, without_notes

_MOST_BYTES: Final = 10_000_000
_HEADING: Final = re.compile(r"^#[ \t]*(?P<name>\S[^\n]*?)[ \t]*$", re.MULTILINE)
_SAINT: Final = re.compile(r"^St\.? ")
_NO_RESERVATION: Final = re.compile(r"\bnot a reservation\b", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"\bSee (?:also )?(?:chapter|note)\b[^.]{0,30}", re.IGNORECASE)
_LEFT_OUT: Final = re.compile(r"\.\s?\.\s?\.|…")
# The first that is found says what a row is.
_SORTS: Final = (
    (Sort.WITHDRAWAL, r"\bwithdr(?:aws?|ew|awal|awn)\b"),
    (Sort.RESERVATION, (
     r"\breserv(?:e|es|ed|ing|ation|ations)\b|\bbound (?:by|to)\b"
     r"|\bdo(?:es)? not (?:recogni[sz]e|accept) the (?:compulsory )?jurisdiction\b"
     r"|\bshall not (?:apply|be applicable)\b|\bwill (?:only )?permit temporarily\b"
     r"|\bdo(?:es)? not approve\b|\binapplicab\w+")),
    (Sort.OBJECTION, r"\bobject(?:s|ed)? to\b|\bobjections?\b"),
    (Sort.NOTIFICATION, (r"\bnotif(?:y|ies|ied)\b|\bdesignat(?:e|es|ed|ion)\b"
                         r"|\bcentral authorit(?:y|ies)\b")),
    # The clause on disputes speaks of "the interpretation or application of the Convention".
    (Sort.INTERPRETATION, (
     r"\binterpret(?:s|ed|ation(?! (?:or|and)(?: the)? (?:application|implementation)))?\b"
     r"|\bunderst(?:and|ands|ood|anding)\b|\bmeaning\b")),
)  # fmt: skip
_SORTED: Final = tuple((sort, re.compile(words, re.IGNORECASE)) for sort, words in _SORTS)
_MATTERS: Final = tuple(
    (matter, re.compile(words, re.IGNORECASE))
    for matter, words in (
        (Matter.LANGUAGE, r"\blanguages?\b"),
        (Matter.EXTRADITION_BASIS, r"\bextradition\b"),
        (Matter.CENTRAL_AUTHORITY, r"\bcentral authorit|\bmutual legal assistance\b"),
        (Matter.ORGANIZED_CRIME, r"\borganized criminal group\b"),
        (Matter.VESSEL_AUTHORITY, r"\bvessels?\b|\bflag\b"),
        (Matter.JURISDICTION, r"\bjurisdiction\b"),
    )
)


@dataclass(frozen=True, slots=True)
class Declared:
    """What one participant declared, as understood.

    Attributes:
        line: the line of its heading.
        printed: its name as printed.
        code: the State or other party meant; None where the name is not known.
        words: what it declared, paragraphs apart by an empty line; "" where the row has none.
        sort: what it is.
        matter: what a notification is about; "" for what is none.
        provisions: identifiers of the provisions it names.
        doubts: codes of what is not sure: "no_state", "no_words", "elsewhere" (the words stand in
            another chapter), "left_out" (the source leaves words out), "also_…" (a word of another
            kind stands in it), "other_treaty" (names an article of another one), "no_article".
    """

    line: int
    printed: str
    code: str | None
    words: str
    sort: Sort = Sort.DECLARATION
    matter: str = ""
    provisions: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def read_declarations(content: bytes, name: str, instrument: str = "") -> tuple[Declared, ...]:
    """Return the rows of a file in order, those without words too.

    Args:
        content: the file; UTF-8.
        name: its name, for messages.
        instrument: what the declarations are made to.

    Raises:
        UnreadableTableError: too large, not UTF-8, or without a heading ("#Norway").
    """
    if len(content) > _MOST_BYTES:
        raise UnreadableTableError(f"{name}: larger than {_MOST_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableTableError(f"{name}: not UTF-8 at byte {error.start}") from error
    headings = list(_HEADING.finditer(text))
    if not headings:
        raise UnreadableTableError(f"{name}: no line names a participant (“#Norway”)")
    found = []
    line, at = 1, 0
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        words = text[heading.end() : following.start() if following else len(text)].strip()
        line += text.count("\n", at, heading.start())
        at = heading.start()
        printed, _notes = without_notes(heading["name"])
        state = find_state(_SAINT.sub("Saint ", printed))
        found.append(understood(line, printed, state.code if state else None, words, instrument))
    return tuple(found)


def understood(line: int, printed: str, code: str | None, words: str, instrument: str) -> Declared:
    """Return a row with what is understood of its words."""
    doubts = [] if code else ["no_state"]
    if not words:
        return Declared(line, printed, code, "", doubts=(*doubts, "no_words"))
    read = _NO_RESERVATION.sub(" ", words)
    found = [sort for sort, pattern in _SORTED if pattern.search(read)]
    sort = found[0] if found else Sort.DECLARATION
    if _ELSEWHERE.search(words):
        doubts.append("elsewhere")
    if _LEFT_OUT.search(words):
        doubts.append("left_out")
    doubts += [f"also_{other}" for other in found[1:]]
    named = provisions_named(words, instrument)
    if any(not one.id for one in named):
        doubts.append("other_treaty")
    own = tuple(one.id for one in named if one.id)
    if not own:
        doubts.append("no_article")
    matter = ""
    if sort is Sort.NOTIFICATION:
        read_matter = (one for one, pattern in _MATTERS if pattern.search(words))
        matter = (matter_of(own) or next(read_matter, Matter.OTHER)).value
    return Declared(line, printed, code, words, sort, matter, own, tuple(doubts))


@dataclass(frozen=True, slots=True)
class DeclarationPlan:
    """What a file of declarations would change.

    Attributes:
        added: rows whose words are not held.
        changed: (held words, row): one participant's words stand otherwise in the file.
        missing: (participant, words) held and not in the file; they are never removed.
        same: how many stand as they are.
        doubtful: rows that are not taken over: no State, or no words.
    """

    added: tuple[Declared, ...]
    changed: tuple[tuple[str, Declared], ...]
    missing: tuple[tuple[str, str], ...]
    same: int
    doubtful: tuple[Declared, ...]

    @property
    def needs_yes(self) -> bool:
        """Tell whether it would change, or lacks, what is held."""
        return bool(self.changed or self.missing)


def declaration_plan(
    rows: Iterable[Declared], held: Iterable[tuple[str, str]]
) -> DeclarationPlan:  # fmt: skip
    """Compare a file's rows with the declarations held of the same instrument.

    A participant with one row in the file and one held, in other words, is a change.

    Args:
        rows: of the file.
        held: (participant, words) of what was taken over and stands.
    """
    rows = tuple(rows)
    usable = {(one.code, one.words): one for one in rows if one.code and one.words}
    doubtful = tuple(one for one in rows if not (one.code and one.words))
    before = set(held)
    new = {key: one for key, one in usable.items() if key not in before}
    gone = sorted(before - set(usable))
    changed = []
    for participant, words in gone:
        own = [key for key in new if key[0] == participant]
        if len(own) == 1 and sum(1 for code, _words in gone if code == participant) == 1:
            changed.append((words, new.pop(own[0])))
    replaced = {(one.code, words) for words, one in changed}
    return DeclarationPlan(
        tuple(new.values()),
        tuple(changed),
        tuple(key for key in gone if key not in replaced),
        len(before & set(usable)),
        doubtful,
    )


def declared_record(one: Declared) -> dict[str, Any]:
    """Return a row as it is kept until it is applied."""
    return {"line": one.line, "printed": one.printed, "code": one.code, "words": one.words}


def declared_of(record: Mapping[str, Any], instrument: str) -> Declared:
    """Return the row that was kept by :func:`declared_record`, understood anew."""
    return understood(
        record["line"], record["printed"], record["code"], record["words"], instrument
    )
