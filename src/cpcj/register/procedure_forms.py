"""The form by which an officer settles a recorded fact."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cpcj.register.forms import ReasonForm
from cpcj.register.presentation.procedure import DETAILS
from cpcj.register.services.facts import record_of
from cpcj.resolutions.model import Span
from cpcj.resolutions.procedure import FactKind, Named
from cpcj.resolutions.procedure.naming import group_names, names_from

if TYPE_CHECKING:
    from cpcj.register.models import ProcedureFact

_LONGEST: Final = 20_000
_MOST: Final = 300
"""Names of one list."""
_VOTES: Final = ("in_favour", "against", "abstaining")
_LISTS: Final = {
    "for_list": _("In favour, one a line"),
    "against_list": _("Against, one a line"),
    "abstaining_list": _("Abstaining, one a line"),
}
_BY_VOTE: Final = frozenset({FactKind.ADOPTED.value, FactKind.AMENDMENT.value})
_DETAILS: Final[dict[str, tuple[str, ...]]] = {
    FactKind.ADOPTED.value: ("", "without a vote", "consensus", "recorded vote", "vote"),
    FactKind.COSTS.value: ("none", "statement"),
    FactKind.STATEMENT.value: (
        "", "before adoption", "after adoption", "explanation of vote", "explanation of position",
        "right of reply", "general statement",
    ),
    FactKind.REVISED.value: ("revised", "corrected", "amended"),
    FactKind.AMENDMENT.value: ("introduced", "adopted", "rejected", "withdrawn"),
    FactKind.VOTE_NOTE.value: ("in favour", "against", "abstaining"),
}  # fmt: skip
"""What can be said of a fact beside its names, by its kind."""


def _lines(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 5})
    )


class FactForm(ReasonForm):
    """What an officer says of a fact: as it should be, otherwise, or not recorded at all."""

    deed = forms.ChoiceField(
        label=_("What you say"),
        choices=(
            ("correct", _("It should be as below")),
            ("confirm", _("It is as it should be")),
            ("reject", _("Nothing of the kind is recorded there")),
            ("reopen", _("Take back what was said of it")),
        ),
    )
    names = forms.CharField(
        label=_("Names, one a line"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "As the United Nations writes them on that day; “Nigeria (on behalf of the African "
            "Group)” for a State that acts for a group."
        ),
    )
    meeting = forms.IntegerField(
        label=_("Number of the meeting"), required=False, min_value=1, max_value=9_999
    )
    date = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    detail = forms.ChoiceField(label=_("How"), required=False)
    revised = forms.BooleanField(label=_("As orally revised or amended"), required=False)
    in_favour = forms.IntegerField(
        label=_("In favour"), required=False, min_value=0, max_value=9_999
    )
    against = forms.IntegerField(label=_("Against"), required=False, min_value=0, max_value=9_999)
    abstaining = forms.IntegerField(
        label=_("Abstaining"), required=False, min_value=0, max_value=9_999
    )
    for_list = _lines(_LISTS["for_list"])
    against_list = _lines(_LISTS["against_list"])
    abstaining_list = _lines(_LISTS["abstaining_list"])
    field_order = (
        "deed", "names", "meeting", "date", "detail", "revised", *_VOTES, *_LISTS, "reason",
    )  # fmt: skip

    def __init__(self, *args: Any, fact: ProcedureFact, **kwargs: Any) -> None:
        """Show what is in force, and only what a fact of this kind can have."""
        self._record = record_of(fact)
        self._day = fact.date or fact.version.text.date
        vote = fact.vote or {}
        initial = {
            "names": "\n".join(_line(one["name"], one["behalf"]) for one in self._record["names"]),
            "meeting": fact.meeting,
            "date": fact.date,
            "detail": fact.detail,
            "revised": fact.revised,
            **{side: vote.get(side) for side in _VOTES},
            **{name: "\n".join(one["name"] for one in vote.get(name) or ()) for name in _LISTS},
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        details = _DETAILS.get(fact.kind, ())
        if fact.detail not in details and fact.detail and details:
            details = (*details, fact.detail)
        self.fields["detail"].choices = [  # type: ignore[attr-defined]
            (one, DETAILS.get(one, one) or gettext("not said")) for one in details
        ]
        unfit = [] if details else ["detail"]
        if fact.kind not in _BY_VOTE:
            unfit += [*_VOTES, *_LISTS, "revised"]
        if fact.kind == FactKind.ADOPTED.value:
            unfit.append("names")
        for name in unfit:
            del self.fields[name]
        # What is right, or taken back, needs no reason; the services ask for the others'.
        self.fields["reason"].required = False

    def clean_names(self) -> list[dict[str, Any]]:
        """Return the names as the register holds them; one that stays keeps its place."""
        given = _given(self.cleaned_data["names"])
        held = {_line(one["name"], one["behalf"]): one for one in self._record["names"]}
        return [held.get(line) or _named(line, self._day) for line in given]

    def clean_for_list(self) -> list[dict[str, Any]]:
        """Return who voted in favour."""
        return self._voters("for_list")

    def clean_against_list(self) -> list[dict[str, Any]]:
        """Return who voted against."""
        return self._voters("against_list")

    def clean_abstaining_list(self) -> list[dict[str, Any]]:
        """Return who abstained."""
        return self._voters("abstaining_list")

    def _voters(self, name: str) -> list[dict[str, Any]]:
        held = {one["name"]: one for one in (self._record["vote"] or {}).get(name) or ()}
        return [
            held.get(line) or _voter(line, self._day) for line in _given(self.cleaned_data[name])
        ]

    @property
    def value(self) -> dict[str, Any]:
        """Return what is to be put in force."""
        clean = self.cleaned_data
        said: dict[str, Any] = {
            name: clean[name] for name in ("names", "meeting", "detail", "revised") if name in clean
        }
        said["date"] = clean["date"].isoformat() if clean["date"] else None
        if "in_favour" in clean:
            vote = {side: clean[side] for side in _VOTES}
            lists = {name: clean[name] for name in _LISTS}
            empty = all(one is None for one in vote.values()) and not any(lists.values())
            said["vote"] = {} if empty else {**vote, **lists}
        return said


def _given(words: str) -> list[str]:
    """Return the names of a list, each once.

    Raises:
        ValidationError: there are more than any record has.
    """
    lines = (" ".join(one.split()).rstrip(",;.") for one in words.splitlines())
    found = list(dict.fromkeys(one for one in lines if one))
    if len(found) > _MOST:
        raise forms.ValidationError(
            ngettext("At most %s name.", "At most %s names.", _MOST) % _MOST
        )
    return found


def _line(name: str, behalf: str) -> str:
    group = group_names().get(behalf, "") if behalf else ""
    return f"{name} (on behalf of the {group})" if group else name


def _read(line: str, day: dt.date | None) -> Named:
    """Return whom a line names; a name that no table knows stays as it is written."""
    found = names_from(line, 0, day)
    if len(found.names) == 1 and found.end == len(line):
        return found.names[0]
    return Named(line, Span(0, 0))


def _named(line: str, day: dt.date | None) -> dict[str, Any]:
    one = _read(line, day)
    return {
        "name": one.name, "start": 0, "end": 0, "code": one.code, "group": one.group,
        "behalf": one.behalf,
    }  # fmt: skip


def _voter(line: str, day: dt.date | None) -> dict[str, Any]:
    one = _read(line, day)
    return {
        "name": one.name, "span": [0, 0], "state": one.code or None, "group": one.group or None,
        "on_behalf_of": None,
    }  # fmt: skip
