"""Instruments, participation and provisions as records: what the pages save and programs are given.

Values are codes and days; names are in the reader's language, those of treaties as they print them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from cpcj.register.presentation.names import instrument_name
from cpcj.resolutions.vocabulary.instruments import instruments
from cpcj.resolutions.vocabulary.states import State
from cpcj.resolutions.vocabulary.successions import successions, successors
from cpcj.treaties import names, queries
from cpcj.treaties.models import TreatyText
from cpcj.treaties.rules.effect import not_held, rules
from cpcj.treaties.texts import Article

Record = dict[str, Any]


def instrument_record(held: queries.Participation, key: str, day: dt.date) -> Record:
    """Return an instrument with its numbers of parties on a day."""
    known = instruments().get(key)
    everybody, _states = held.count(key, day)
    return {
        "key": key,
        "name": instrument_name(key),
        "adopted": known.adopted if known else None,
        "in_force": rules()[key].in_force if key in rules() else None,
        "deposited": everybody,
        "bound": len(queries.parties_on(held, key, day)),
        "known_on": held.known_on.get(key),
        "not_held": key in not_held(),
    }


def instrument_detail(
    held: queries.Participation, key: str, day: dt.date, text: TreatyText | None
) -> Record:
    """Return an instrument with all that its page says in figures and days.

    Args:
        held: what is recorded.
        key: of the instrument.
        day: the day that numbers are of.
        text: its text, where one is held.
    """
    known, rule = instruments().get(key), rules().get(key)
    entry = queries.entry_into_force(held, key)
    return {
        **instrument_record(held, key, day),
        "on": day,
        "names": list(known.names) if known else [],
        "kind": known.kind if known else None,
        "subject": known.subject if known else None,
        "parent": (known.parent or None) if known else None,
        "resolution": (known.resolution or None) if known else None,
        "place": (known.place or None) if known else None,
        "treaty_series": [
            {"volume": volume, "number": number} for volume, number in (known.unts if known else ())
        ],
        "depositary": (rule.depositary or None) if rule else None,
        "number": (rule.number or None) if rule else None,
        "opened": rule.opened if rule else None,
        "closed": rule.closed if rule else None,
        "final_clauses": rule.clauses if rule else None,
        "in_force_computed": entry.computed if entry else None,
        "deposited_states": held.count(key, day)[1],
        "text": text is not None,
        "text_source": (text.source or None) if text else None,
    }


def standing_record(one: queries.Standing, day: dt.date) -> Record:
    """Return how a participant stands to an instrument on a day."""
    return {
        "code": one.code,
        "participant": names.participant_name(one.code, day),
        "status": one.status,
        "signed": one.signed,
        "action": one.consent.kind.value if one.consent and one.bond else "",
        "deposited": one.bond.deposited if one.bond else None,
        "since": one.bond.since if one.bond else None,
        "until": one.bond.released if one.bond else None,
    }


def participant_record(state: State, day: dt.date) -> Record:
    """Return a State or other party with the States before and after it."""
    before = successions().get(state.code)
    return {
        "code": state.code,
        "name": names.participant_name(state.code, day),
        "kind": state.status,
        "groups": list(state.groups_on(day)),
        "member": state.is_member(day),
        "predecessor": {"code": before.predecessor, "on": before.on} if before else None,
        "successors": [{"code": one.successor, "on": one.on} for one in successors(state.code)],
    }


def provision_record(one: Article) -> Record:
    """Return an article, paragraph or point of a treaty's text."""
    return {
        "id": one.id,
        "instrument": one.id.partition("#")[0],
        "article": one.article,
        "label": one.labels[-1] if one.labels else "",
        "depth": len(one.labels),
        "heading": one.heading,
        "words": one.words,
    }
