"""How coverage is said."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cpcj.assistance.coverage.rules.gaps import Gap

GAPS = {
    Gap.NO_MONEY: _("requests, but no money"),
    Gap.UNANSWERED: _("requests, but no activity"),
    Gap.NO_ACTIVITY: _("money, but no activity"),
    Gap.NO_RESULT: _("activities, but no result"),
    Gap.NO_DONOR: _("donors are invited, but no money"),
    Gap.NOT_TAKEN_UP: _("the Office is asked to assist, but no activity"),
}
AGES = {
    "30": _("up to 30 days"),
    "90": _("up to 90 days"),
    "180": _("up to 180 days"),
    "365": _("up to 365 days"),
    "more": _("more than 365 days"),
}
"""Ages of requests by the class that :func:`cpcj.assistance.coverage.queries.age` gives."""

NONE = _("none named")
