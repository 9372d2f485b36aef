"""Every page of the site: the name of its address, an address with rows on it, who opens it.

An address that is no page stands in :data:`NO_PAGES` with the reason. A new page without a row here
fails ``test_every_address_is_in_the_table``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ANYBODY: Final = "anybody"
OFFICER: Final = "officer"
KEEPER: Final = "keeper"
"""Somebody with a second factor."""

ONE: Final = "A/RES/78/901/-/op1.1"
TWO: Final = "A/RES/78/901/-/op2.1"
ASKED: Final = "A/RES/69/9001/-/op18.1"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page.

    Attributes:
        name: of its address in Django's resolver.
        address: its path; ``{key}`` stands for a key that ``sample_rows`` prints.
        who: opens it.
        status: of the answer.
        lands: where the address leads on to; "" where the page stands at it.
    """

    name: str
    address: str
    who: str = ANYBODY
    status: int = 200
    lands: str = ""


def _pages(who: str, *rows: tuple[str, str]) -> tuple[Listed, ...]:
    return tuple(Listed(name, address, who) for name, address in rows)


PUBLIC: Final = _pages(
    ANYBODY,
    ("start", "/"),
    ("about", "/about/"),
    ("accounts:sign_in", "/accounts/sign-in/"),
    ("account_login", "/accounts/sign-in/?next=/followup/"),
    ("account_inactive", "/accounts/inactive/"),
    ("account_reset_password", "/accounts/reset/"),
    ("account_reset_password_done", "/accounts/reset/sent/"),
    ("account_reset_password_from_key_done", "/accounts/reset/done/"),
    ("socialaccount_login_cancelled", "/accounts/connected/cancelled/"),
    ("reporting:calendar", "/reporting/"),
    ("reporting:list", "/reporting/list/"),
    ("reporting:list", "/reporting/list/?q=nothing+like+it"),
    ("reporting:month", "/reporting/months/"),
    ("reporting:observances", "/reporting/observances/"),
    ("reporting:recurring", "/reporting/recurring/"),
    ("reporting:series", f"/reporting/series/{ASKED}/"),
    ("reporting:entry", f"/reporting/request/{ASKED}/"),
    ("reporting:documents", "/reporting/documents/"),
    ("budget:list", "/budget/"),
    ("budget:list", "/budget/?q=nothing+like+it"),
    ("budget:row", "/budget/rows/{row}/"),
    ("budget:compare", "/budget/compare/"),
    ("budget:outdated", "/budget/outdated/"),
    ("budget:treaties", "/budget/treaties/"),
    ("treaties:list", "/treaties/"),
    ("treaties:states", "/treaties/states/"),
    ("treaties:state", "/treaties/states/PER/"),
    ("treaties:not_yet", "/treaties/not-yet/"),
    ("treaties:anniversaries", "/treaties/anniversaries/"),
    ("treaties:instrument", "/treaties/UNTOC/"),
    ("treaties:text", "/treaties/UNTOC/text/"),
    ("reviews:list", "/reviews/"),
    ("reviews:all", "/reviews/all/"),
    ("reviews:mechanism", "/reviews/mechanisms/untoc/1/"),
    ("reviews:cycle", "/reviews/cycles/{cycle}/"),
    ("reviews:draw", "/reviews/draws/{draw}/"),
    ("reviews:recommendations", "/reviews/recommendations/"),
    ("reviews:outside_list", "/reviews/outside/"),
    ("reviews:outside", "/reviews/outside/{outside}/"),
    ("open_data:page", "/open-data/"),
    ("register:texts", "/texts/"),
    ("register:texts", "/texts/?q=nothing+like+it"),
    ("register:series", "/texts/series/"),
    ("register:cited_by", "/texts/cited-by/?id=A/RES/77/902"),
    ("register:text", "/texts/A/RES/78/901/"),
    ("register:text", "/texts/A/C.3/78/L.901/"),
    ("register:mandates", "/mandates/"),
    ("register:mandates", "/mandates/?proposals=1&addressee=member_states&sort=act"),
    ("register:mandate", f"/mandates/{TWO}/"),
    ("register:mandate", f"/mandates/{TWO}/?field=addressees"),
    ("register:search", "/search/"),
    ("register:search", "/search/?q=harbours"),
    ("register:search", "/search/?q=zebra"),
    ("register:paste", "/uploads/paste/"),
    ("register:help", "/help/"),
    ("register:help_search", "/help/search/"),
)
OTHERWISE: Final = (
    Listed("accounts:accept", "/accounts/invitation/", status=404),
    Listed("account_reset_password_from_key", "/accounts/reset/{reset}/", lands="/accounts/reset/"),
    Listed("socialaccount_login_error", "/accounts/connected/error/", status=401),
)
OFFICERS: Final = _pages(
    OFFICER,
    ("start", "/"),
    ("tokens:own", "/tokens/"),
    ("accounts:own", "/accounts/own/"),
    ("accounts:own_name", "/accounts/own/name/"),
    ("accounts:people", "/accounts/people/"),
    ("accounts:person", "/accounts/people/{person}/"),
    ("accounts:rename", "/accounts/people/{person}/name/"),
    ("accounts:deactivate", "/accounts/people/{person}/close/"),
    ("accounts:give_role", "/accounts/people/{person}/role/"),
    ("accounts:end_membership", "/accounts/people/{person}/role/{membership}/"),
    ("accounts:units", "/accounts/units/"),
    ("accounts:new_unit", "/accounts/units/new/"),
    ("accounts:change_unit", "/accounts/units/{unit}/"),
    ("accounts:organizations", "/accounts/organizations/"),
    ("accounts:new_organization", "/accounts/organizations/new/"),
    ("accounts:change_organization", "/accounts/organizations/{organization}/"),
    ("accounts:invitations", "/accounts/invitations/"),
    ("accounts:invite", "/accounts/invitations/new/"),
    ("account_change_password", "/accounts/own/password/"),
    ("mfa_index", "/accounts/second-factor/"),
    ("mfa_activate_totp", "/accounts/second-factor/totp/activate/"),
    ("mfa_list_webauthn", "/accounts/second-factor/webauthn/"),
    ("mfa_add_webauthn", "/accounts/second-factor/webauthn/add/"),
    ("account_reauthenticate", "/accounts/again/"),
    ("socialaccount_connections", "/accounts/connected/"),
    ("audit:events", "/audit/"),
    ("audit:person", "/audit/person/1/"),
    ("audit:record", "/audit/record/accounts.user/{person}/"),
    ("jobs:job", "/jobs/{job}/"),
    ("followup:list", "/followup/"),
    ("followup:list", "/followup/?q=nothing+like+it"),
    ("followup:mine", "/followup/mine/"),
    ("followup:apart", "/followup/apart/"),
    ("followup:changes", "/followup/changes/"),
    ("followup:sheets", "/followup/sheets/"),
    ("followup:sheet", "/followup/sheets/{sheet}/"),
    ("followup:mandate", f"/followup/mandate/{ONE}/"),
    ("followup:change", f"/followup/change/status/{TWO}/"),
    ("followup:change", f"/followup/change/confirm/{ONE}/"),
    ("followup:change", f"/followup/change/assign/{ONE}/"),
    ("followup:change", f"/followup/change/describe/{ONE}/"),
    ("followup:change", f"/followup/change/publish/{ONE}/"),
    ("followup:change", f"/followup/change/supersede/{ONE}/"),
    ("followup:change", f"/followup/change/note/{ONE}/"),
    ("followup:change", f"/followup/change/comment/{ONE}/"),
    ("followup:change", f"/followup/change/remind/{ONE}/"),
    ("reporting:calendar", "/reporting/"),
    ("reporting:entry", f"/reporting/request/{ASKED}/"),
    ("reporting:match", f"/reporting/match/{ASKED}/"),
    ("reporting:correct", f"/reporting/correct/{ASKED}/"),
    ("reporting:documents", "/reporting/documents/"),
    ("reporting:add_document", "/reporting/documents/add/"),
    ("reporting:remove_document", "/reporting/documents/{document}/remove/"),
    ("reporting:tables", "/reporting/tables/"),
    ("reporting:upload_table", "/reporting/tables/new/"),
    ("reporting:withdraw_table", "/reporting/tables/{table}/withdraw/"),
    ("budget:row", "/budget/rows/{row}/"),
    ("budget:correct", "/budget/rows/{row}/correct/"),
    ("budget:give", "/budget/import/"),
    ("budget:import", "/budget/import/{proposal}/"),
    ("treaties:give", "/treaties/import/"),
    ("treaties:import", "/treaties/import/{participation}/"),
    ("treaties:give_text", "/treaties/import/text/"),
    ("reviews:list", "/reviews/"),
    ("reviews:mine", "/reviews/mine/"),
    ("reviews:all", "/reviews/all/"),
    ("reviews:new_version", "/reviews/mechanisms/new/"),
    ("reviews:new_cycle", "/reviews/cycles/new/"),
    ("reviews:cycle", "/reviews/cycles/{cycle}/"),
    ("reviews:draw_lots", "/reviews/cycles/{cycle}/draw/"),
    ("reviews:open", "/reviews/cycles/{cycle}/open/"),
    ("reviews:draw", "/reviews/draws/{draw}/"),
    ("reviews:redraw", "/reviews/draws/{draw}/redraw/"),
    ("reviews:review", "/reviews/{review}/"),
    ("reviews:change", "/reviews/{review}/attach/"),
    ("reviews:change", "/reviews/{review}/nominate/"),
    ("reviews:change", "/reviews/{review}/summary/"),
    ("reviews:change", "/reviews/{review}/report/?step=experts"),
    ("reviews:new_recommendation", "/reviews/recommendations/new/"),
    ("reviews:new_outside", "/reviews/outside/new/"),
    ("reviews:outside", "/reviews/outside/{outside}/"),
    ("open_data:page", "/open-data/"),
    ("register:text", "/texts/A/RES/78/901/"),
    ("register:mandate", f"/mandates/{ONE}/"),
    ("register:review", f"/review/mandate/{TWO}/?deed=correct&field=addressees"),
    ("register:review", f"/review/mandate/{TWO}/?deed=correct&field=deliverable"),
    ("register:review", f"/review/mandate/{TWO}/?deed=split"),
    ("register:review_text", "/review/text/A/RES/78/901/"),
    ("register:review_family", "/review/family/{family}/"),
    ("register:uploads", "/uploads/"),
    ("register:upload", "/uploads/new/"),
    ("register:undo", "/uploads/1/undo/"),
    ("register:reread", "/uploads/1/reread/"),
)
# What only somebody with a second factor comes to.
KEEPERS: Final = _pages(
    KEEPER,
    ("mfa_index", "/accounts/second-factor/"),
    ("mfa_reauthenticate", "/accounts/second-factor/reauthenticate/"),
    ("mfa_deactivate_totp", "/accounts/second-factor/totp/deactivate/"),
    ("mfa_view_recovery_codes", "/accounts/second-factor/recovery-codes/"),
    ("mfa_generate_recovery_codes", "/accounts/second-factor/recovery-codes/generate/"),
)
# Pages that come of something done; tests of their own open them.
COME_TO: Final = {
    "mfa_authenticate": "after the password of somebody with a second factor",
    "accounts:invitation_link": "leads on to the invitation",
    "followup:many": "after the button of the list",
    "register:account": "after an upload",
}
_SENT = "is sent to, and leads on"
_FILE = "a file"
_PROGRAMS = "for programs"
_KEY = "asks for a passkey, which needs a device"
NO_PAGES: Final = {
    "health": _PROGRAMS,
    "health_live": _PROGRAMS,
    "health_ready": _PROGRAMS,
    "metrics": _PROGRAMS,
    "identified": "leads on to what the identifier names",
    "tokens:revoke": _SENT,
    "reviews:decline": _SENT,
    "reviews:end_nomination": _SENT,
    "reviews:publish_draw": _SENT,
    "reviews:withdraw": _SENT,
    "reviews:document": _FILE,
    "reviews:draw_file": _FILE,
    "reviews:observations_file": _FILE,
    "reviews:summary_file": _FILE,
    "reviews:take_up": "for a State’s focal point; the form of reviews:change, by test_review.py",
    "accounts:sign_out": _SENT,
    "account_logout": _SENT,
    "accounts:end_other_sessions": _SENT,
    "accounts:end_session": _SENT,
    "accounts:deed": _SENT,
    "accounts:withdraw": _SENT,
    "account_set_password": "leads on: nobody here is without a password",
    "mfa_download_recovery_codes": _FILE,
    "mfa_login_webauthn": _PROGRAMS,
    "mfa_reauthenticate_webauthn": _KEY,
    "mfa_remove_webauthn": _KEY,
    "mfa_edit_webauthn": _KEY,
    "socialaccount_signup": "comes of an answer of a provider",
    "openid_connect_login": "leads on to a provider",
    "openid_connect_callback": "leads on, called by a provider",
    "jobs:cancel": _SENT,
    "language": "leads back",
    "followup:save_view": _SENT,
    "followup:forget_view": _SENT,
    "followup:end_reminder": _SENT,
    "followup:document": _FILE,
    "followup:kept": "a follow-up whose act has gone: the mandate's page again",
    "reporting:ics": _FILE,
    "reporting:extract": _FILE,
    "open_data:build": _SENT,
    "open_data:catalogue": _FILE,
    "open_data:file": _FILE,
    "open_data:feed": _FILE,
    "register:save_text": _FILE,
}
NOT_OF_PEOPLE: Final = ("api-1:",)
"""Spaces of names that hold no page."""

NOT_YET: Final = ("funding:", "assistance:")
"""Rooms whose first pages are tried by their own tests and are not walked through yet."""
