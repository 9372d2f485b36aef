"""How far a set of answers has come: which questions are asked, which are answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cpcj.reviews.checklists.rules.checklist import Adoption, Aspect, Checklist, Question, Section


@dataclass(frozen=True, slots=True)
class Standing:
    """What was answered to a question: how far in law, how far in practice; "" for nothing yet."""

    law: str = ""
    practice: str = ""

    def of(self, aspect: Aspect) -> str:
        """Return what was answered about law, or about practice."""
        return self.law if aspect is Aspect.LAW else self.practice

    def answers(self, question: Question) -> bool:
        """Tell whether everything that the question asks about is answered."""
        return all(self.of(aspect) for aspect in question.asks)


NOTHING = Standing()


def applies(
    question: Question, checklist: Mapping[str, Question], given: Mapping[str, Standing]
) -> bool:
    """Tell whether a question is asked: a follow-up is, after one of the answers it names."""
    at = question
    while at.follows:
        before = given.get(at.follows, NOTHING)
        if before.law not in at.when and before.practice not in at.when:
            return False
        at = checklist[at.follows]
    return True


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the questions that are asked in a section are answered."""

    section: Section
    answered: int
    asked: int

    @property
    def percent(self) -> int:
        """Return how much of it is answered, in whole per cent."""
        return 100 * self.answered // self.asked if self.asked else 100


def progress(checklist: Checklist, given: Mapping[str, Standing]) -> tuple[Progress, ...]:
    """Return how far each section has come."""
    by_id = checklist.by_id()
    found = []
    for section in checklist.sections:
        asked = [one for one in section.questions if applies(one, by_id, given)]
        answered = sum(given.get(one.id, NOTHING).answers(one) for one in asked)
        found.append(Progress(section, answered, len(asked)))
    return tuple(found)


def total(found: Iterable[Progress]) -> tuple[int, int]:
    """Return how many questions are answered, of how many that are asked."""
    rows = list(found)
    return sum(one.answered for one in rows), sum(one.asked for one in rows)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many sets gave which answer to a question, in law or in practice."""

    question: Question
    aspect: Aspect
    by_answer: Mapping[str, int]
    sets: int

    def of(self, adoption: Adoption) -> int:
        """Return how many gave this answer."""
        return self.by_answer.get(adoption.value, 0)

    @property
    def unanswered(self) -> int:
        """Return how many sets say nothing."""
        return self.sets - sum(self.of(one) for one in Adoption)


def counted(checklist: Checklist, sets: Iterable[Mapping[str, Standing]]) -> tuple[Counts, ...]:
    """Return, by question and aspect, how many sets gave which answer."""
    rows = list(sets)
    found = []
    for question in checklist.questions():
        for aspect in question.asks:
            said = Counter(given.get(question.id, NOTHING).of(aspect) for given in rows)
            found.append(Counts(question, aspect, said, len(rows)))
    return tuple(found)
