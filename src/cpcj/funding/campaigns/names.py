"""Why something was refused, for people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSED = {
    "closed": _("This is closed."),
    "not_open": _("The campaign was not open on that day."),
    "anonymous": _("Somebody without a name cannot agree to be named."),
    "ends_before": _("The end lies before the beginning."),
    "invited": _("All of them are invited."),
    "own": _("Who recorded a request does not decide about it: another person does."),
    "nothing": _("An amount is above nothing."),
    "more": _("That is more than is committed for this State, or nothing."),
}
