"""Requests of States: each goes its way until it ends, or until today."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cpcj.assistance.models import Question, Request
from cpcj.assistance.portfolio.models import ActivityRequest
from cpcj.assistance.portfolio.services import needs, recording
from cpcj.assistance.rules.states import ENDED
from cpcj.assistance.rules.triage import HIGHEST, criteria
from cpcj.assistance.services import asking, deciding, handling
from cpcj.assistance.services.asking import Asked
from cpcj.demonstration.stage import Stage, receiving, some, words

_PER_ACTIVITY = 0.6
_OUTCOMES = {"accept": 76, "decline": 9, "withdraw": 6, "merge": 9}


@dataclass(slots=True)
class _Asked:
    """A request on its way: what it is about, and how it goes on from here."""

    stage: Stage
    dice: random.Random
    about: Mapping[str, Any]
    state: str
    held: Request | None = None

    @property
    def request(self) -> Request:
        """The request as it is stored now."""
        assert self.held is not None  # noqa: S101 - it is made by the first deed
        self.held.refresh_from_db()
        return self.held

    def next(self, day: dt.date, least: int, most: int, deed: Callable[[dt.date], None]) -> None:
        """Go on after some days."""
        when = day + dt.timedelta(days=self.dice.randint(least, most))
        self.stage.agenda.on(when, lambda: deed(when))

    def come(self, day: dt.date) -> None:
        """Ask: by the focal point's own form, or by a letter that an officer records."""
        said = Asked(
            title=self.about["title"], asked=self.about["asked"], topics=(self.about["area"],),
            mandates=some(self.dice, self.about["mandates"], 0, 2),
            articles=some(self.dice, self.about["articles"], 0, 1),
            beneficiaries=self.dice.choice(words()["beneficiaries"]),
            urgency=self.dice.choices(("ordinary", "soon", "emergency"), (7, 3, 1))[0],
            origin=self.dice.choices(("state", "review", "questionnaire", "conference"),
                                     (6, 2, 1, 1))[0],
            language=self.dice.choice(("en", "en", "fr", "es", "ar", "ru")),
            shared=self.dice.random() < 0.2,
        )  # fmt: skip
        point = self.stage.points.get(self.state)
        self.held = (
            asking.make(point, self.state, said)
            if point
            else asking.record(self.stage.officer, self.state, said, received=day)
        )
        self.next(day, 1, 9, self.acknowledge)

    def acknowledge(self, day: dt.date) -> None:
        """Acknowledge it, and begin to look at it."""
        handling.acknowledge(self.stage.officer, self.request)
        self.next(day, 2, 12, self.assess)

    def assess(self, day: dt.date) -> None:
        """Assess it; now and then something is not clear."""
        officer = self.stage.officer
        handling.advance(officer, self.request, "assess", reason="Complete enough to be assessed.")
        if self.dice.random() < 0.3:
            handling.ask(officer, self.request, question=self.dice.choice(words()["question"]))
            self.next(day, 4, 40, self.answer)
        else:
            self.next(day, 3, 12, self.weigh)

    def answer(self, day: dt.date) -> None:
        """Answer the question, or let the office record that the answer came."""
        point = self.stage.points.get(self.state)
        if point is None:
            handling.advance(
                self.stage.officer, self.request, "resume", reason="Answered by note verbale."
            )
        else:
            waiting = Question.objects.filter(request=self.request, answer="")
            answers = {one.pk: self.dice.choice(words()["answer"]) for one in waiting}
            asking.answer(point, self.request, answers=answers)
        self.next(day, 3, 12, self.weigh)

    def weigh(self, day: dt.date) -> None:
        """Give points, then let somebody decide."""
        for person in (self.stage.officer, self.stage.colleague):
            given = {key: (self.dice.randint(1, HIGHEST), "") for key in criteria()}
            handling.score(person, self.request, given)
        outcomes, weights = zip(*_OUTCOMES.items(), strict=True)
        chosen = self.dice.choices(outcomes, weights)[0]
        self.next(day, 5, 35, getattr(self, chosen))

    def accept(self, day: dt.date) -> None:
        """Accept it."""
        deciding.accept(self.stage.head, self.request, reason="Within the mandate; can be done.")
        self.next(day, 10, 45, self.plan)

    def decline(self, day: dt.date) -> None:
        """Propose to decline it, and let a second person decide."""
        deciding.propose_decline(
            self.stage.officer, self.request, reason="Another organization does the same already."
        )
        self.next(day, 2, 8, self.declined)

    def declined(self, _day: dt.date) -> None:
        """Decline it."""
        deciding.decline(self.stage.head, self.request)

    def withdraw(self, _day: dt.date) -> None:
        """Withdraw it, or record that the State wrote so."""
        point, why = self.stage.points.get(self.state), "The need has been met otherwise."
        if point:
            asking.withdraw(point, self.request, reason=why)
        else:
            handling.advance(self.stage.officer, self.request, "record_withdrawal", reason=why)

    def merge(self, day: dt.date) -> None:
        """Merge it with another of the same State; where there is none, accept it."""
        others = Request.objects.filter(state=self.state).exclude(status__in=ENDED)
        into = others.exclude(pk=self.request.pk).order_by("pk").first()
        if into is None:
            self.accept(day)
        else:
            handling.merge(self.stage.officer, self.request, into, reason="The same need.")

    def plan(self, day: dt.date) -> None:
        """Plan it: an activity answers it from now on."""
        self._advance("plan", "A place in the work plan was found.")
        own = [one for one in self.stage.projects if one.programme == self.about["programme"]]
        parts = [part for one in own for part in one.parts]
        for_it = [activity for activity, states in parts if self.state in states]
        if for_it:
            activity = self.dice.choice(for_it)
            held = ActivityRequest.objects.filter(activity=activity)
            numbers = [*held.values_list("request__number", flat=True), self.request.number]
            recording.answers_requests(self.stage.officer, activity, numbers=numbers)
        self.next(day, 20, 90, self.start)

    def start(self, day: dt.date) -> None:
        """Begin to deliver it."""
        self._advance("start", "The first mission has left.")
        self.next(day, 60, 300, self.deliver)

    def deliver(self, day: dt.date) -> None:
        """Deliver it."""
        self._advance("deliver", "What was asked was handed over.")
        self.next(day, 20, 80, self.evaluate)

    def evaluate(self, day: dt.date) -> None:
        """Ask what became of it."""
        self._advance("evaluate", "The State has said what became of it.")
        self.next(day, 10, 40, self.close)

    def close(self, _day: dt.date) -> None:
        """Close it."""
        self._advance("close", "Nothing is left to be done.")

    def _advance(self, deed: str, why: str) -> None:
        handling.advance(self.stage.officer, self.request, deed, reason=why)


def set_up(stage: Stage) -> None:
    """Put the States' requests down: more of them each year."""
    dice = stage.dice("requests")
    number = max(4, round(stage.activities * _PER_ACTIVITY))
    days = (stage.today - stage.begins).days - 2
    asking_often = [*words()["asking"], *receiving()]
    for place in range(number):
        programme = dice.choice(words()["programme"])
        about = {**dice.choice(programme["request"]), "programme": programme["key"],
                 "mandates": [*programme["mandates"], *programme["asked_also"]],
                 "articles": programme["articles"]}  # fmt: skip
        one = _Asked(stage, random.Random(dice.random()), about, dice.choice(asking_often))  # noqa: S311
        # The square root puts more of them towards the end.
        day = stage.begins + dt.timedelta(days=round(days * dice.random() ** 0.6))
        if place == number - 1:
            day = stage.today  # One has come in and is not acknowledged yet.
        stage.agenda.on(day, lambda one=one, day=day: one.come(day))
    for place in range(max(1, number // 8)):
        day = stage.begins + dt.timedelta(days=dice.randrange(20, days))
        stage.agenda.on(day, lambda day=day, place=place: _need(stage, dice, day, place))


def _need(stage: Stage, dice: random.Random, day: dt.date, place: int) -> None:
    programme = words()["programme"][place % len(words()["programme"])]
    state = dice.choice(receiving())
    needs.record_need(
        stage.officer, state=state, on=day, title=f"Needs found: {programme['title'].lower()}",
        findings=dice.choice(words()["finding"]), assessed_by="A mission of the office",
        evidence="Interviews with officials, and the files that they showed.",
        areas=programme["areas"],
    )  # fmt: skip
