"""Checklists as versioned data: a TOML file says sections and questions by provision.

A further version is a further file; nothing of the program changes. Questions keep their identifier
from version to version, so that answers can be carried over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeVar

from cpcj.reviews.checklists.rules.provisions import Provision, ProvisionError, provision

E = TypeVar("E", bound=StrEnum)

LARGEST = 300_000
"""Characters of a checklist's file."""
MOST_QUESTIONS = 500
LONGEST_WORDS = 1_000
_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
_VERSION = re.compile(r"[0-9][0-9a-z.]{0,9}")
_ID = re.compile(r"[a-z][a-z0-9.-]{0,39}")


class ChecklistError(ValueError):
    """A file is no checklist; the message says where and why."""


class Adoption(StrEnum):
    """How far what a provision asks for is there."""

    FULL = "full"
    PART = "part"
    NOT = "not"
    NOT_APPLICABLE = "na"


class Aspect(StrEnum):
    """What a question asks about, apart."""

    LAW = "law"
    PRACTICE = "practice"


class Owner(StrEnum):
    """Who answers: a State, or an organization for an institution."""

    STATE = "state"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class Question:
    """A question.

    Attributes:
        id: its identifier, the same in every version of the checklist.
        about: identifier of the provision.
        words: the question, in English.
        note: what helps to answer it.
        asks: law, practice, or both.
        follows: identifier of the question it follows up; "" for none.
        when: the answers to that question after which it is asked.
    """

    id: str
    about: str
    words: str
    note: str
    asks: tuple[Aspect, ...]
    follows: str
    when: tuple[Adoption, ...]

    @property
    def provision(self) -> Provision:
        """Return the provision it is about."""
        return provision(self.about)


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under a heading."""

    key: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A version of a checklist.

    Attributes:
        key, version: "uncac-iii", "1".
        title, short, source: in English.
        instruments: keys of the instruments it asks about.
        owners: who may answer it.
        sections: in order.
    """

    key: str
    version: str
    title: str
    short: str
    source: str
    instruments: tuple[str, ...]
    owners: tuple[Owner, ...]
    sections: tuple[Section, ...]

    def questions(self) -> Iterator[Question]:
        """Yield all questions in order."""
        for section in self.sections:
            yield from section.questions

    def by_id(self) -> Mapping[str, Question]:
        """Return the questions by identifier."""
        return {one.id: one for one in self.questions()}


@cache
def held_files() -> tuple[str, ...]:
    """Return the words of the files that the program brings, by name."""
    folder = files("cpcj.reviews.checklists.rules.checklists")
    found = sorted(one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    return tuple((folder / name).read_text(encoding="utf-8") for name in found)


@lru_cache(maxsize=64)
def read_checklist(words: str) -> Checklist:
    """Return the checklist that the words of a file say.

    Raises:
        ChecklistError: they say none; the message names the section or question.
    """
    if len(words) > LARGEST:
        raise ChecklistError(f"longer than {LARGEST} characters")
    try:
        said = tomllib.loads(words)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ChecklistError(f"no TOML: {error}") from error
    found = Checklist(
        key=_matching(said, "key", _KEY, "the file"),
        version=_matching(said, "version", _VERSION, "the file"),
        title=_words(said, "title", "the file"),
        short=_words(said, "short", "the file"),
        source=_words(said, "source", "the file"),
        instruments=_list(said, "instruments", "the file"),
        owners=tuple(_one_of(Owner, one, "owners") for one in _list(said, "owners", "the file")),
        sections=tuple(_section(one, n) for n, one in enumerate(_tables(said, "section"), 1)),
    )
    _check(found)
    return found


def _section(said: Mapping[str, Any], number: int) -> Section:
    where = f"section {number}"
    key = _matching(said, "key", _KEY, where)
    return Section(
        key=key,
        title=_words(said, "title", where),
        questions=tuple(
            _question(one, f"section {key}, question {n}")
            for n, one in enumerate(_tables(said, "question"), 1)
        ),
    )


def _question(said: Mapping[str, Any], where: str) -> Question:
    identifier = _matching(said, "id", _ID, where)
    where = f"question {identifier}"
    if unknown := set(said) - {"id", "about", "words", "note", "asks", "follows", "when"}:
        raise ChecklistError(f"{where}: unknown: {', '.join(sorted(unknown))}")
    about = _words(said, "about", where)
    try:
        provision(about)
    except ProvisionError as error:
        raise ChecklistError(f"{where}: {error}") from error
    asks = _list(said, "asks", where) if "asks" in said else tuple(Aspect)
    follows = _words(said, "follows", where) if "follows" in said else ""
    when = _list(said, "when", where) if "when" in said else ()
    if bool(follows) != bool(when):
        raise ChecklistError(f"{where}: follows and when are said together")
    return Question(
        id=identifier,
        about=about,
        words=_words(said, "words", where),
        note=_words(said, "note", where) if "note" in said else "",
        asks=tuple(_one_of(Aspect, one, where) for one in asks),
        follows=follows,
        when=tuple(_one_of(Adoption, one, where) for one in when),
    )


def _words(said: Mapping[str, Any], name: str, where: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ChecklistError(f"{where}: {name} is missing")
    if len(value) > LONGEST_WORDS:
        raise ChecklistError(f"{where}: {name} is longer than {LONGEST_WORDS} characters")
    return value.strip()


def _matching(said: Mapping[str, Any], name: str, form: re.Pattern[str], where: str) -> str:
    value = _words(said, name, where)
    if not form.fullmatch(value):
        raise ChecklistError(f"{where}: {name} {value[:60]!r} is not written as {form.pattern}")
    return value


def _list(said: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = said.get(name)
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise ChecklistError(f"{where}: {name} is no list of words")
    if len(set(value)) != len(value):
        raise ChecklistError(f"{where}: {name} says something twice")
    return tuple(value)


def _tables(said: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = said.get(name)
    if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
        raise ChecklistError(f"there is no {name}")
    return value


def _one_of(kind: type[E], value: str, where: str) -> E:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(one.value for one in kind)
        raise ChecklistError(f"{where}: {value[:60]!r} is none of {known}") from None


def _check(found: Checklist) -> None:
    keys = [one.key for one in found.sections]
    if len(set(keys)) != len(keys):
        raise ChecklistError("two sections have the same key")
    questions = list(found.questions())
    if len(questions) > MOST_QUESTIONS:
        raise ChecklistError(f"more than {MOST_QUESTIONS} questions")
    seen: set[str] = set()
    for one in questions:
        if one.id in seen:
            raise ChecklistError(f"question {one.id}: a question before it has this identifier")
        seen.add(one.id)
        if one.provision.instrument not in found.instruments:
            raise ChecklistError(f"question {one.id}: {one.about} is of no instrument named above")
    by_id = found.by_id()
    for one in questions:
        _check_follow_up(one, by_id)


def _check_follow_up(one: Question, by_id: Mapping[str, Question]) -> None:
    path = [one.id]
    at = one
    while at.follows:
        if at.follows not in by_id:
            raise ChecklistError(f"question {at.id}: follows {at.follows}, which is no question")
        path.append(at.follows)
        if at.follows in path[:-1]:
            raise ChecklistError(f"question {one.id}: follow-ups go round: {' → '.join(path)}")
        at = by_id[at.follows]
