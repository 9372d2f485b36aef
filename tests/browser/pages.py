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
POINT: Final = "point"
"""The national focal point of a State."""
GIVER: Final = "giver"
"""Somebody who acts for a donor."""

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
    ("portfolio:list", "/portfolio/"),
    ("portfolio:list", "/portfolio/?country=KEN"),
    ("portfolio:activity", "/portfolio/{project}/"),
    ("portfolio:activity", "/portfolio/{activity}/"),
    ("portfolio:activity", "/portfolio/{draft}/"),
    ("portfolio:add", "/portfolio/{project}/add/"),
    ("portfolio:part", "/portfolio/{activity}/part/facts/"),
    ("portfolio:part", "/portfolio/{activity}/part/recipients/"),
    ("portfolio:part", "/portfolio/{activity}/part/grounds/"),
    ("portfolio:deed", "/portfolio/{activity}/do/start/"),
    ("portfolio:deed", "/portfolio/{activity}/do/discard_changes/"),
    ("portfolio:requests", "/portfolio/{activity}/requests/"),
    ("portfolio:answered_needs", "/portfolio/{activity}/needs/"),
    ("portfolio:add_document", "/portfolio/{activity}/documents/"),
    ("portfolio:add_event", "/portfolio/{activity}/training/"),
    ("portfolio:new", "/portfolio/new/"),
    ("portfolio:needs", "/portfolio/needs/"),
    ("portfolio:new_need", "/portfolio/needs/new/"),
    ("portfolio:need", "/portfolio/needs/{need}/"),
    ("portfolio:need_document", "/portfolio/needs/{need}/documents/"),
    ("portfolio:training", "/portfolio/training/"),
    ("portfolio:event", "/portfolio/training/{event}/"),
    ("portfolio:participants", "/portfolio/training/{event}/participants/"),
    ("portfolio:follow_up", "/portfolio/training/{event}/follow-up/"),
    ("portfolio:offices", "/portfolio/offices/"),
    ("portfolio:import", "/portfolio/import/"),
    ("portfolio:proposal", "/portfolio/import/{activities}/"),
    ("results:list", "/results/"),
    ("results:updates", "/results/updates/"),
    ("results:update", "/results/updates/{update}/"),
    ("results:update", "/results/updates/{opened}/"),
    ("results:enter", "/results/updates/{opened}/figures/"),
    ("results:deed", "/results/updates/{opened}/submit/"),
    ("results:activity", "/results/{project}/"),
    ("results:activity", "/results/{activity}/"),
    ("results:add_result", "/results/{activity}/result/"),
    ("results:add_period", "/results/{activity}/period/"),
    ("results:add_indicator", "/results/result/{result}/indicator/"),
    ("results:link", "/results/indicator/{indicator}/link/"),
    ("results:targets", "/results/period/{later}/targets/"),
    ("results:begin", "/results/period/{period}/begin/"),
    ("open_data:page", "/open-data/"),
    # Grants (trust_fund).
    ("trust_fund:start", "/funding/grants/"),
    ("trust_fund:fund", "/funding/grants/funds/lamps/"),
    ("trust_fund:calls", "/funding/grants/calls/"),
    ("trust_fund:call", "/funding/grants/calls/lamps-2/"),
    ("trust_fund:grants", "/funding/grants/awarded/"),
    ("register:texts", "/texts/"),
    ("register:texts", "/texts/?q=nothing+like+it"),
    ("register:series", "/texts/series/"),
    ("register:cited_by", "/texts/cited-by/?id=A/RES/77/902"),
    ("register:text", "/texts/A/RES/78/901/"),
    ("register:text", "/texts/A/C.3/78/L.901/"),
    ("register:text", "/texts/E/RES/2014/9001/?language=ara"),
    ("register:side_by_side", "/texts/side-by-side/E/RES/2014/9001/?first=eng&second=ara"),
    ("register:side_by_side", "/texts/side-by-side/E/RES/2014/9001/?first=fra&second=spa"),
    ("register:mandates", "/mandates/"),
    ("register:mandates", "/mandates/?proposals=1&addressee=member_states&sort=act"),
    ("register:mandate", f"/mandates/{TWO}/"),
    ("register:mandate", f"/mandates/{TWO}/?field=addressees"),
    ("register:search", "/search/"),
    ("register:search", "/search/?q=harbours"),
    ("register:search", "/search/?q=zebra"),
    ("language:tools", "/drafting/"),
    ("language:agreed", "/drafting/agreed/"),
    ("language:agreed", "/drafting/agreed/?q=to+count+the+boats"),
    ("language:compare", "/drafting/compare/"),
    ("language:compare", "/drafting/compare/?before=A/C.3/78/L.901&after=A/RES/78/901"),
    ("language:lineage", "/drafting/lineage/{series}/"),
    ("register:paste", "/uploads/paste/"),
    ("register:help", "/help/"),
    ("register:help_search", "/help/search/"),
    # Publication.
    ("publication:page", "/publication/"),
    ("publication:vocabulary", "/publication/vocabulary/"),
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
    ("open_data:page", "/open-data/"),
    # Grants (trust_fund).
    ("trust_fund:new_fund", "/funding/grants/funds/new/"),
    ("trust_fund:change_fund", "/funding/grants/funds/lamps/change/"),
    ("trust_fund:template", "/funding/grants/funds/lamps/agreement/"),
    ("trust_fund:new_call", "/funding/grants/calls/new/"),
    ("trust_fund:call", "/funding/grants/calls/lamps-1/"),
    ("trust_fund:change_call", "/funding/grants/calls/lamps-draft/change/"),
    ("trust_fund:call_deed", "/funding/grants/calls/lamps-draft/do/open/"),
    ("trust_fund:ranking", "/funding/grants/calls/lamps-1/ranking/"),
    ("trust_fund:apply", "/funding/grants/calls/lamps-2/apply/"),
    ("trust_fund:applications", "/funding/grants/applications/"),
    ("trust_fund:application", "/funding/grants/applications/{grant}/"),
    ("trust_fund:application", "/funding/grants/applications/{grant_draft}/"),
    ("trust_fund:draft", "/funding/grants/applications/{grant_draft}/change/"),
    (
        "trust_fund:remove_file",
        "/funding/grants/applications/{grant_draft}/files/{grant_file}/remove/",
    ),
    (
        "trust_fund:application_deed",
        "/funding/grants/applications/{grant_waiting}/do/withhold/",
    ),
    ("trust_fund:readings", "/funding/grants/readings/"),
    ("trust_fund:reading", "/funding/grants/readings/{grant_reading}/"),
    ("trust_fund:grant", "/funding/grants/awarded/{grant}/"),
    ("trust_fund:grant_deed", "/funding/grants/awarded/{grant}/do/answer/"),
    ("trust_fund:report", "/funding/grants/awarded/{grant}/report/1/"),
    ("trust_fund:due", "/funding/grants/due/"),
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
    ("register:link_language", "/review/language/A/RES/68/9003/"),
    ("register:part_language", "/review/language-apart/1/"),
    ("register:reread", "/uploads/1/reread/"),
    # Documents, publication, coverage.
    ("documents:templates", "/templates/"),
    ("documents:template", "/templates/donor_report/ar/"),
    ("publication:page", "/publication/"),
    ("publication:runs", "/publication/runs/"),
    ("publication:run", "/publication/runs/{run}/"),
    ("publication:imports", "/publication/imports/"),
    ("publication:new_import", "/publication/imports/new/"),
    ("publication:import", "/publication/imports/{taken_in}/"),
    ("publication:check", "/publication/check/XM-DAC-41128-SAMPLE-1/"),
    ("publication:cube", "/publication/data-cube/"),
    ("coverage:mandates", "/coverage/"),
    ("coverage:mandates", "/coverage/?q=nothing+like+it"),
    ("coverage:demand", "/coverage/demand/"),
    ("coverage:balance", "/coverage/balance/"),
    ("coverage:what_if", "/coverage/what-if/?total=1000"),
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
_CONTRIBUTION = "/funding/contributions/{contribution}/"
_DEEDS_OF_MONEY = (
    "receive", "allocate", "return", "commit", "release", "spend", "advance", "cover", "levy",
    "pay-levy", "refund", "write-off", "close",
)  # fmt: skip
FUNDING: Final = (
    *_pages(
        OFFICER,
        ("funding:list", "/funding/"),
        ("funding:list", "/funding/?q=nothing+like+it"),
        ("funding:pledge", "/funding/contributions/new/"),
        ("funding:contribution", _CONTRIBUTION),
        ("funding:contribution", "/funding/contributions/{in_kind}/"),
        ("funding:contribution", "/funding/contributions/{pledge}/"),
        ("funding:contribution", "/funding/contributions/{closed}/"),
        ("funding:contribution", "/funding/contributions/{fresh}/"),
        ("funding:ledger", f"{_CONTRIBUTION}ledger/"),
        ("funding:ledger", "/funding/contributions/{pledge}/ledger/"),
        ("funding:terms", f"{_CONTRIBUTION}change/"),
        ("funding:instalments", f"{_CONTRIBUTION}instalments/"),
        *(("funding:deed", f"{_CONTRIBUTION}do/{deed}/") for deed in _DEEDS_OF_MONEY),
        ("funding:deed", "/funding/contributions/{pledge}/do/agree/"),
        ("funding:deed", "/funding/contributions/{pledge}/do/withdraw/"),
        ("funding:deed", "/funding/contributions/{closed}/do/reopen/"),
        ("funding:reverse", "/funding/entries/{entry}/reverse/"),
        ("funding:donors", "/funding/donors/"),
        ("funding:new_donor", "/funding/donors/new/"),
        ("funding:donor", "/funding/donors/{donor}/"),
        ("funding:change_donor", "/funding/donors/{donor}/change/"),
        ("funding:cost_objects", "/funding/cost-objects/"),
        ("funding:new_cost_object", "/funding/cost-objects/new/"),
        ("funding:cost_object", "/funding/cost-objects/{cost_object}/"),
        ("funding:rates", "/funding/rates/"),
        ("funding:give", "/funding/rates/import/"),
        ("funding:import", "/funding/rates/import/{rates}/"),
        ("funding:settings", "/funding/settings/"),
        ("funding:new_setting", "/funding/settings/new/"),
        ("funding:balances", "/funding/balances/"),
        ("funding:close", "/funding/balances/close/"),
    ),
    *_pages(
        GIVER,
        ("start", "/"),
        ("funding:list", "/funding/"),
        ("funding:contribution", _CONTRIBUTION),
        ("funding:donor", "/funding/donors/{donor}/"),
        ("funding:cost_object", "/funding/cost-objects/{cost_object}/"),
    ),
)
_REQUEST = "/requests/{request}/"
_DEEDS_OF_REQUESTS = (
    "assess", "accept", "propose_decline", "keep", "merge", "score", "conflict", "assign",
    "attach", "plan", "ask", "decline",
)  # fmt: skip
ASSISTANCE: Final = (
    *_pages(
        OFFICER,
        ("assistance:list", "/requests/"),
        ("assistance:list", "/requests/?q=nothing+like+it"),
        ("assistance:board", "/requests/board/"),
        ("assistance:record", "/requests/record/"),
        ("assistance:holidays", "/requests/holidays/"),
        ("assistance:request", _REQUEST),
        ("assistance:request", "/requests/{late_request}/"),
        ("assistance:request", "/requests/{conflict_request}/"),
        ("assistance:change", "/requests/{fresh_request}/acknowledge/"),
        *(("assistance:change", f"{_REQUEST}{deed}/") for deed in _DEEDS_OF_REQUESTS),
        ("register:mandate", f"/mandates/{ONE}/"),
        ("treaties:state", "/treaties/states/PER/"),
    ),
    *_pages(
        POINT,
        ("start", "/"),
        ("assistance:list", "/requests/"),
        ("assistance:own", "/requests/own/"),
        ("assistance:new", "/requests/new/"),
        ("assistance:request", _REQUEST),
        ("assistance:request", "/requests/{fresh_request}/"),
        ("assistance:change", "/requests/{asked}/answer/"),
        ("assistance:change", f"{_REQUEST}attach/"),
        ("assistance:change", f"{_REQUEST}share/"),
        ("assistance:change", f"{_REQUEST}withdraw/"),
    ),
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
    # Documents and publication.
    "documents:file": _FILE,
    "documents:version": _FILE,
    "publication:file": _FILE,
    "publication:run_file": _FILE,
    "publication:written": _FILE,
    "publication:donor_report": _FILE,
    "publication:project_document": _FILE,
    "publication:prepare": _SENT,
    "publication:deed": _SENT,
    "assistance:document": _FILE,
    "assistance:letter": _FILE,
    "portfolio:document": _FILE,
    "portfolio:empty_table": _FILE,
    "portfolio:remove_document": _SENT,
    "results:remove_indicator": _SENT,
    "trust_fund:agreement": _FILE,
    "trust_fund:attachment": _FILE,
    "trust_fund:template_file": _FILE,
}
NOT_OF_PEOPLE: Final = ("api-1:",)
"""Spaces of names that hold no page."""
