"""What the room says to others: facts at the first run, statements of texts checked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from cpcj.frame.actors import SystemActor
from cpcj.frame.sections import Note
from cpcj.register.models import Citation, Provision, Text
from cpcj.register.presentation.names import instrument_name
from cpcj.resolutions.vocabulary.instruments import instruments
from cpcj.treaties import facts, names, queries, services
from cpcj.treaties.models import TreatyProvision
from cpcj.treaties.rules.numbers import Verdict, answer, stated_numbers

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpcj.frame.first_run import FirstRun
    from cpcj.frame.permissions import Actor


def load_facts(run: FirstRun) -> None:
    """Record the participation that the project carries, once."""
    number = services.load_facts(
        SystemActor("first-run"),
        facts=facts.participation(),
        name=facts.NAME,
        as_known_on=facts.AS_KNOWN_ON,
        source=facts.SOURCE,
    )
    if number:
        run.report(f"Treaties: {number} depositary actions, as known on {facts.AS_KNOWN_ON}.")


def places(identifiers: frozenset[str], user: Actor) -> dict[str, str]:
    """Return the addresses of the provisions of treaties whose text is held, in one statement.

    Where a text does not go as deep as a citation ("(15)(a)"), the paragraph or article above it
    is the place. An instrument as a whole ("UNTOC#") is its own page.
    """
    whole = {
        one: reverse("treaties:instrument", args=[one[:-1]])
        for one in identifiers
        if one.endswith("#") and one[:-1] in instruments()
    }
    above = {one: _above(one) for one in identifiers if one.partition("#")[2].startswith("art")}
    if not above:
        return whole
    rows = TreatyProvision.objects.visible_to(user).filter(
        text__current=True, identifier__in={name for names_ in above.values() for name in names_}
    )
    held = set(rows.values_list("identifier", flat=True))
    found = whole
    for one, candidates in above.items():
        if (own := next((name for name in candidates if name in held), None)) is not None:
            instrument, _sharp, local = own.partition("#")
            href = reverse("treaties:text", args=[instrument])
            found[one] = f"{href}#{quote(local, safe='()')}"
    return found


def _above(identifier: str) -> list[str]:
    """Return a provision and those it stands in, the innermost first."""
    found = [identifier]
    while identifier.endswith(")"):
        identifier = identifier[: identifier.rindex("(")]
        found.append(identifier)
    return found


def statements(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return the numbers of parties that a text states, each with what the register says."""
    text = Text.objects.visible_to(request.user).filter(identifier=identifier).first()
    if text is None or text.current_id is None:
        return None
    paragraphs = list(
        Provision.objects.filter(
            Q(words__contains="part") | Q(words__contains="ratif") | Q(words__contains="acced"),
            version=text.current_id,
            depth=0,
        )
        .order_by("position").values_list("pk", "n", "role", "words", "local")
    )  # fmt: skip
    stating = [
        (pk, n, role, full, local, one)
        for pk, n, role, full, local in paragraphs
        for one in stated_numbers(full)
    ]
    if not stating:
        return None
    cited: dict[int, list[tuple[int, str]]] = {}
    rows = Citation.objects.filter(
        provision__in=[pk for pk, *_rest in stating], kind__startswith="treaty"
    ).exclude(review="rejected")
    for pk, start, target in rows.values_list("provision", "start", "target"):
        cited.setdefault(pk or 0, []).append((start, target.partition("#")[0]))
    held = queries.participation(request.user)
    shown = []
    for pk, n, role, full, local, one in stating:
        instrument = one.instrument(cited.get(pk, ())) or ""
        said = answer(
            one,
            text.date,
            held.known_on.get(instrument),
            lambda day, instrument=instrument: held.count(instrument, day),  # type: ignore[misc]
        )
        reason = said.reason if instrument else "no_instrument"
        shown.append(
            {
                "n": n,
                "local": local,
                "operative": role == "operative",
                "words": full[one.start : one.end],
                "instrument": instrument_name(instrument) if instrument else "",
                "href": _address(instrument, text.date) if instrument else "",
                "verdict": names.VERDICTS[said.verdict],
                "verdict_code": said.verdict.value,
                "known": said.verdict is not Verdict.UNKNOWN,
                "recorded": said.recorded,
                "states": said.states,
                "reason": names.REASONS[reason],
                "known_on": held.known_on.get(instrument),
            }
        )
    return {"statements": shown} if shown else None


_TAGS = {Verdict.CONFIRMED.value: "confirmed", Verdict.CONTRADICTED.value: "rejected"}


def beside(shown: dict[str, Any]) -> dict[str, list[Note]]:
    """Return the answers to the statements of a text, as notes beside their paragraphs."""
    found: dict[str, list[Note]] = {}
    for place, one in enumerate(shown["statements"], start=1):
        words = gettext("Number of parties: %(verdict)s") % {"verdict": one["verdict"]}
        note = Note(words, f"#stated-{place}", _TAGS.get(one["verdict_code"], ""))
        found.setdefault(one["local"], []).append(note)
    return found


def _address(instrument: str, day: dt.date | None) -> str:
    href = reverse("treaties:instrument", args=[instrument])
    return f"{href}?on={day}" if day else href
