"""Sponsors and procedure as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpcj.frame.permissions import Permission, allows
from cpcj.frame.punctuation import enumerated
from cpcj.register.models import ProcedureFact, ProcedureName
from cpcj.register.models.acts import ReviewState
from cpcj.register.presentation.addresses import text_address
from cpcj.register.presentation.called import local_name, text_name
from cpcj.register.presentation.names import review_name
from cpcj.register.queries.procedure import (
    Told,
    Wanted,
    procedure_of,
    sponsored,
)
from cpcj.resolutions.procedure import FactKind
from cpcj.resolutions.procedure.naming import group_names
from cpcj.resolutions.vocabulary.states import states

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

KINDS: dict[str, Words] = {
    FactKind.SPONSORED: _("Submitted by"),
    FactKind.RECOMMENDED: _("Recommended by another body"),
    FactKind.INTRODUCED: _("Introduced by"),
    FactKind.JOINED: _("Joined in sponsoring"),
    FactKind.WITHDREW: _("Withdrew as sponsors"),
    FactKind.COSTS: _("Programme budget implications"),
    FactKind.REVISED: _("Revised orally"),
    FactKind.STATEMENT: _("Statement"),
    FactKind.AMENDMENT: _("Amendment"),
    FactKind.ADOPTED: _("Adopted"),
    FactKind.VOTE_NOTE: _("Had meant to vote"),
    FactKind.WITHDRAWN: _("Draft withdrawn"),
}
DETAILS: dict[str, Words] = {
    "without a vote": _("without a vote"),
    "consensus": _("by consensus"),
    "recorded vote": _("by a recorded vote"),
    "vote": _("by a vote"),
    "none": _("none, it is recorded"),
    "statement": _("a statement of them is recorded"),
    "before adoption": _("before the adoption"),
    "after adoption": _("after the adoption"),
    "explanation of vote": _("in explanation of vote"),
    "explanation of position": _("in explanation of position"),
    "right of reply": _("in exercise of the right of reply"),
    "general statement": _("a general statement"),
    "revised": _("revised"),
    "corrected": _("corrected"),
    "amended": _("amended"),
    "introduced": _("introduced"),
    "adopted": _("adopted"),
    "rejected": _("rejected"),
    "withdrawn": _("withdrawn"),
    "in favour": _("in favour"),
    "against": _("against"),
    "abstaining": _("abstaining"),
}
GROUPS: dict[str, Words] = {
    "africa": _("African States"),
    "asia_pacific": _("Asia-Pacific States"),
    "eastern_europe": _("Eastern European States"),
    "latin_america_caribbean": _("Latin American and Caribbean States"),
    "western_europe_others": _("Western European and other States"),
    "": _("In no regional group"),
}
FEW = 12
"""Names that stand in the open; longer lists are folded."""


def on_text(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return the section of a text's page; None where it was read and nothing is recorded."""
    told = procedure_of(request.user, identifier)
    stages = [_stage(one, identifier) for one in told if one.facts or not one.read]
    own = next((one.text for one in told if one.text.identifier == identifier), None)
    if not stages or own is None:
        return None
    may_review = allows(request.user, Permission.MANDATE_REVIEW)
    return {"stages": stages, "series": own.series_id, "may_review": may_review}


def on_state(request: HttpRequest, code: str) -> dict[str, Any] | None:
    """Return the section of a State's page: the texts it sponsored."""
    found = sponsored(request.user, Wanted(state=code)) if code in states() else ()
    if not found:
        return None
    return {
        "code": code,
        "count": len(found),
        "texts": [
            {"name": text_name(one.identifier), "href": text_address(one.identifier),
             "title": one.title, "date": one.date,
             "joined": any(s.joined for s in one.sponsors if s.code == code)}
            for one in found[:FEW]
        ],
    }  # fmt: skip


def _stage(one: Told, identifier: str) -> dict[str, Any]:
    text = one.text
    return {
        "name": text_name(text.identifier),
        "href": text_address(text.identifier),
        "own": text.identifier == identifier,
        "read": one.read,
        "facts": [_fact(one, fact) for fact in one.facts],
    }


def _fact(told: Told, fact: Any) -> dict[str, Any]:
    named: list[ProcedureName] = fact.named  # as the query has loaded them
    vote = fact.vote
    return {
        "key": fact.pk,
        "state": fact.review,
        "review": _review(fact),
        "kind": KINDS.get(fact.kind, fact.kind),
        "detail": _detail(fact),
        "names": [_name(one) for one in named],
        "folded": len(named) > FEW,
        "meeting": fact.meeting,
        "date": fact.date,
        "after": fact.after,
        "words": fact.words,
        "place": _place(fact.place),
        "href": _href(told, fact.place),
        "vote": vote,
        "lists": [
            (label, [one["name"] for one in vote[key]])
            for key, label in (("for_list", gettext("In favour")),
                               ("against_list", gettext("Against")),
                               ("abstaining_list", gettext("Abstaining")))
            if vote.get(key)
        ],
    }  # fmt: skip


def shown_fact(fact: ProcedureFact) -> dict[str, Any]:
    """Return what the page of one fact shows of it beside the form."""
    return {
        "kind": KINDS.get(fact.kind, fact.kind),
        "state": fact.review,
        "review": _review(fact),
        "words": fact.words,
        "place": _place(fact.place),
    }


def fact_words(record: Any) -> str:
    """Return the values of a fact, as what officers said keeps them, in one line."""
    if not isinstance(record, dict):
        return ""
    detail = str(DETAILS.get(record["detail"], record["detail"]))
    said = [detail] if detail else []
    if record["revised"]:
        said.append(gettext("as revised"))
    said += [str(one["name"]) for one in record["names"]]
    if record["meeting"] is not None:
        said.append(gettext("meeting %(n)s") % {"n": record["meeting"]})
    if record["date"]:
        said.append(str(record["date"]))
    vote = record["vote"]
    if vote:
        said.append(" – ".join("?" if vote.get(one) is None else str(vote[one])
                               for one in ("in_favour", "against", "abstaining")))  # fmt: skip
    return enumerated(said)


def _review(fact: ProcedureFact) -> str:
    """Return what officers said of a fact in a word; nothing where nobody said anything."""
    return "" if fact.review == ReviewState.UNREVIEWED else review_name(fact.review)


def _detail(fact: ProcedureFact) -> str:
    if fact.kind == FactKind.ADOPTED and not fact.detail:
        said = [gettext("how is not recorded")] if fact.place != "adoption" else []
    else:
        said = [str(DETAILS.get(one, one)) for one in fact.detail.split(", ") if one]
    if fact.revised:
        said.append(gettext("as revised"))
    return enumerated(said)


def _name(one: ProcedureName) -> dict[str, Any]:
    return {
        "name": one.name,
        "unknown": not one.code and not one.group,
        "behalf": group_names().get(one.behalf, "") if one.behalf and not one.group else "",
    }


def _place(place: str) -> str:
    if place.startswith("note"):
        return gettext("footnote %s") % place.removeprefix("note").strip()
    special = {"sponsors": gettext("masthead"), "adoption": gettext("adoption line")}
    return special.get(place) or local_name(place)


def _href(told: Told, place: str) -> str:
    """Return where the words stand: in the report that tells it, else in the text itself."""
    if not place.startswith("p"):
        return text_address(told.text.identifier)
    return text_address(f"{told.text.document.identifier}!procedure#{place}")


def names_of(sponsors: Iterable[Any]) -> str:
    """Return names of sponsors as an enumeration."""
    return enumerated(one.name for one in sponsors)
