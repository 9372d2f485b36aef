"""The table: for every kind of record in every state, and every page and service, who may.

A kind, page or service that stands in no line fails the tests: add a line here, on purpose.
"""

from __future__ import annotations

from cpcj.accounts.rules import Role
from tests.permissions import checklist_rows

ANONYMOUS = "anonymous"
SIGNED_IN = "signed in"  # an account that holds no role
EXPIRED = "expired"  # roles of every kind, all of which ended yesterday
UNSURE = "unsure"  # every role, each demanding a second factor that is not set up

WHO: tuple[str, ...] = (ANONYMOUS, SIGNED_IN, EXPIRED, UNSURE, *Role)

EVERYBODY = frozenset(WHO)
PEOPLE = EVERYBODY - {ANONYMOUS}
NOBODY: frozenset[str] = frozenset()
MANAGERS = frozenset({Role.ADMINISTRATOR.value})
OFFICERS = frozenset({Role.OFFICER.value, Role.UNIT_HEAD.value})
OFFICE = OFFICERS | MANAGERS
HEADS = frozenset({Role.UNIT_HEAD.value})
MONEY = OFFICERS | {Role.DONOR.value}
ASKING = frozenset({Role.FOCAL_POINT.value})  # who asks for a State
ACTING = ASKING | {Role.DELEGATE.value}  # who acts for a State
DRAFTING = OFFICERS | ASKING | {Role.EXPERT.value}  # who is nominated to a review, and keeps it
REVIEWING = DRAFTING | {Role.RESEARCHER.value}  # the same, and who observes one

PUBLISHED, SUPERSEDED, UNPUBLISHED, WITHDRAWN = (
    "published", "superseded", "unpublished", "withdrawn",
)  # fmt: skip
OWN, ANOTHERS = "own", "another's"
OF_THE_STATE, OF_ANOTHER_STATE, SHARED = "the own State's", "another State's", "shared"
HELD = "held"

_OF_A_TEXT = {
    PUBLISHED: EVERYBODY,
    SUPERSEDED: EVERYBODY,  # an earlier version of a text that is public
    UNPUBLISHED: OFFICERS,
    WITHDRAWN: NOBODY,
}
_OF_A_FILE = dict.fromkeys((PUBLISHED, UNPUBLISHED, WITHDRAWN), OFFICERS)
_OF_A_PERSON = {OWN: PEOPLE, ANOTHERS: MANAGERS}

_OF_A_REQUEST = {
    OF_THE_STATE: OFFICERS | ACTING,
    OF_ANOTHER_STATE: OFFICERS,
    SHARED: OFFICERS | ACTING,  # another State's, which agreed that others see it
}
_BESIDE_A_REQUEST = {**_OF_A_REQUEST, SHARED: OFFICERS}

# The portfolio: what is approved is public, drafts are the office's; a needs assessment is the
# assessed State's own.
_OF_THE_PORTFOLIO = {PUBLISHED: EVERYBODY, UNPUBLISHED: OFFICERS}
_OF_A_NEED = {OF_THE_STATE: OFFICERS | ACTING, OF_ANOTHER_STATE: OFFICERS}
GRANTEES = frozenset({Role.GRANTEE.value})
READERS = frozenset({Role.EXPERT.value})
OF_THE_ORGANIZATION, OF_ANOTHER = "the own organization's", "another organization's"
DRAFT, EMBARGOED = "the own draft", "withheld"
_OF_A_GRANTEE = {OF_THE_ORGANIZATION: OFFICERS | GRANTEES, OF_ANOTHER: OFFICERS}

# Who sees the records of a kind, by the state they are in. Kinds seen with a text have no line for
# a state in which such records do not come about.
KINDS: dict[str, dict[str, frozenset[str]]] = {
    "register.Text": _OF_A_TEXT,
    "register.Document": _OF_A_TEXT,
    "register.Series": _OF_A_TEXT,
    "register.Family": _OF_A_TEXT,
    "register.Alias": _OF_A_TEXT,
    "register.TextVersion": _OF_A_TEXT,
    "register.Appearance": _OF_A_TEXT,
    "register.Provision": _OF_A_TEXT,
    "register.Heading": _OF_A_TEXT,
    "register.Footnote": _OF_A_TEXT,
    "register.Citation": _OF_A_TEXT,
    "register.Doubt": _OF_A_TEXT,
    "register.ProcedureFact": _OF_A_TEXT,
    "register.ProcedureName": _OF_A_TEXT,
    "register.Act": _OF_A_TEXT,
    "register.ActValue": _OF_A_TEXT,
    "register.Review": _OF_A_TEXT,
    # The words of a text that is withdrawn are taken out of the index.
    "register.SearchEntry": {state: who for state, who in _OF_A_TEXT.items() if who},
    "register.FamilyMember": _OF_A_TEXT,
    "register.Upload": _OF_A_FILE,
    "register.UploadContent": _OF_A_FILE,
    **{
        key: {HELD: OFFICERS}
        for key in (
            "followup.Entry",
            "followup.Note",
            "followup.NoteEvidence",
            "followup.DocumentContent",
            "followup.Comment",
            "followup.Supersession",
            "followup.Reminder",
            "followup.Sheet",
            "reporting.DocumentTable",
            "reporting.Match",
            "reporting.Settling",
            "budget.Proposal",
        )
    },
    "followup.FollowUp": {HELD: OFFICERS, PUBLISHED: EVERYBODY},
    "followup.SavedView": {OWN: PEOPLE, ANOTHERS: NOBODY},
    **{
        key: {state: who for state, who in _OF_A_TEXT.items() if state != SUPERSEDED}
        for key in (
            "reporting.DueEntry",
            "reporting.Deadline",
            "reporting.EntryValue",
            "reporting.Beside",
        )
    },
    **{key: {HELD: EVERYBODY} for key in ("budget.Edition", "budget.Line", "budget.Treaty")},
    # What is nobody's; a donor's own is tried in funding/tests.
    **{
        key: {HELD: OFFICERS}
        for key in (
            "funding.Balance",
            "funding.Books",
            "funding.Contribution",
            "funding.CostObject",
            "funding.Donor",
            "funding.EntryRow",
            "funding.FundedProvision",
            "funding.Instalment",
            "funding.Period",
            "funding.Posting",
            "funding.RateProposal",
            "funding.Receipt",
        )
    },
    **{key: {HELD: MONEY} for key in ("funding.Rate", "funding.Setting")},
    # funding, further: what the office plans and imports
    **{
        f"funding.{kind}": {HELD: OFFICERS}
        for kind in ("Forecast", "ForecastLine", "ImportedTransaction", "TransactionProposal")
    },
    # institute
    **{
        f"institute.{kind}": {OF_THE_STATE: OFFICERS | ASKING, OF_ANOTHER_STATE: OFFICERS}
        for kind in (
            "Assessment",
            "Entry",
            "Member",
            "Notice",
            "Payment",
            "Plan",
            "Posting",
            "WriteOff",
        )
    },
    **{
        f"institute.{kind}": {HELD: OFFICERS | ASKING}
        for kind in ("Budget", "OtherSource", "Percentage", "Scale", "Share")
    },
    "institute.TableProposal": {HELD: OFFICERS},
    # campaigns
    **{f"campaigns.{kind}": {HELD: EVERYBODY} for kind in ("Campaign", "Event", "Invitation")},
    **{
        f"campaigns.{kind}": {HELD: OFFICERS}
        for kind in ("Donation", "Sponsorship", "SponsorshipEntry")
    },
    "reporting.ListedReport": {HELD: EVERYBODY},
    **{
        key: {HELD: EVERYBODY}
        for key in (
            "treaties.ParticipationTable",
            "treaties.DepositaryAction",
            "treaties.Declaration",
            "treaties.DeclaredProvision",
            "treaties.TreatyText",
            "treaties.TreatyProvision",
        )
    },
    "treaties.ImportProposal": {HELD: OFFICERS},
    "assistance.Request": _OF_A_REQUEST,
    "assistance.RequestValue": _OF_A_REQUEST,
    **{
        f"assistance.{kind}": _BESIDE_A_REQUEST
        for kind in ("RequestEvent", "Document", "DocumentContent", "Question")
    },
    **{
        f"assistance.{kind}": dict.fromkeys(_OF_A_REQUEST, OFFICERS)
        for kind in ("Score", "Conflict")
    },
    "assistance.Holiday": {HELD: OFFICERS | ACTING},
    "documents.Template": {HELD: OFFICERS},
    **{
        f"portfolio.{kind}": _OF_THE_PORTFOLIO
        for kind in (
            "Activity",
            "ActivityOffice",
            "ActivityValue",
            "Budget",
            "Document",
            "DocumentContent",
            "Event",
            "FollowUp",
            "Marker",
            "Participants",
            "Partner",
            "Recipient",
            "Sector",
        )
    },
    **{
        f"results.{kind}": _OF_THE_PORTFOLIO
        for kind in (
            "Dimension",
            "Figure",
            "Indicator",
            "Period",
            "Result",
            "Snapshot",
            "Target",
            "Update",
        )
    },
    "portfolio.ActivityRequest": _OF_A_REQUEST,
    **{
        f"portfolio.{kind}": _OF_A_NEED
        for kind in ("ActivityNeed", "Need", "NeedRequest", "NeedValue")
    },
    "portfolio.Office": {HELD: EVERYBODY},
    **{f"portfolio.{kind}": {HELD: OFFICERS} for kind in ("Proposal", "Revision", "Serial")},
    # Grants (trust_fund).
    "trust_fund.Fund": {HELD: EVERYBODY},
    "trust_fund.Call": {HELD: OFFICERS, PUBLISHED: EVERYBODY},
    "trust_fund.Numbers": {HELD: OFFICERS},
    "trust_fund.AgreementTemplate": {HELD: OFFICERS},
    "trust_fund.Application": _OF_A_GRANTEE | {DRAFT: GRANTEES},
    "trust_fund.Particular": _OF_A_GRANTEE | {EMBARGOED: HEADS | GRANTEES},
    "trust_fund.Attachment": _OF_A_GRANTEE | {EMBARGOED: HEADS | GRANTEES},
    "trust_fund.AttachmentContent": _OF_A_GRANTEE | {EMBARGOED: HEADS | GRANTEES},
    "trust_fund.Assignment": {OF_THE_ORGANIZATION: OFFICERS, OF_ANOTHER: OFFICERS},
    "trust_fund.Score": {OF_THE_ORGANIZATION: NOBODY, OF_ANOTHER: NOBODY, PUBLISHED: OFFICERS},
    "trust_fund.Grant": {
        OF_THE_ORGANIZATION: EVERYBODY,
        OF_ANOTHER: EVERYBODY,
        EMBARGOED: OFFICERS | GRANTEES,
    },
    **{f"trust_fund.{kind}": _OF_A_GRANTEE for kind in ("GrantInstalment", "Report", "Assisted")},
    # Publications; what was published is tried in publication/tests.
    **{
        key: {HELD: OFFICERS}
        for key in (
            "publication.Import",
            "publication.Imported",
            "publication.Run",
            "publication.RunChange",
            "publication.RunFile",
            "publication.RunFileContent",
            "publication.RunProblem",
        )
    },
    # reviews
    **{
        f"reviews.{kind}": {HELD: EVERYBODY}
        for kind in (
            "MechanismVersion",
            "Cycle",
            "OutsideReview",
            "Recommendation",
            "RecommendationProvision",
        )
    },
    "reviews.Draw": {UNPUBLISHED: OFFICERS, PUBLISHED: EVERYBODY},
    "reviews.Review": {OWN: REVIEWING, ANOTHERS: OFFICERS, PUBLISHED: EVERYBODY},
    "reviews.StepDone": {OWN: REVIEWING, ANOTHERS: OFFICERS, PUBLISHED: OFFICERS},
    **{
        f"reviews.{kind}": {OWN: DRAFTING, ANOTHERS: OFFICERS, PUBLISHED: OFFICERS}
        for kind in ("Participant", "Agreement", "Observation")
    },
    **{
        f"reviews.{kind}": {OWN: DRAFTING, ANOTHERS: OFFICERS, PUBLISHED: EVERYBODY}
        for kind in ("Document", "DocumentContent")
    },
    "reviews.Proposal": {OWN: DRAFTING, ANOTHERS: OFFICERS, PUBLISHED: OFFICERS},
    **checklist_rows.KINDS,
    "tokens.Token": _OF_A_PERSON,
    "jobs.Job": {OWN: PEOPLE, ANOTHERS: OFFICE},
    "audit.AuditEvent": {HELD: OFFICE},
    "accounts.User": _OF_A_PERSON,
    "accounts.Membership": _OF_A_PERSON,
    "accounts.Organization": {OWN: PEOPLE, ANOTHERS: MANAGERS},
    "accounts.Unit": {HELD: PEOPLE},
    "accounts.Invitation": {HELD: MANAGERS},
}

# Kinds that are never listed: they refuse the question, so that no page shows them by accident.
NEVER_LISTED = frozenset({"assistance.Numbers", "register.Generation", "reporting.Derivation"})

# Who may call a service, by its room or sub-room and its name.
SERVICES: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            "followup.add_comment",
            "followup.add_note",
            "budget.correct",
            "followup.publish",
            "budget.carry_out",
            "followup.decline",
            "reporting.derive",
            "followup.describe",
            "followup.end_reminder",
            "followup.forget_view",
            "followup.keep_in_step",
            "reporting.match",
            "budget.propose",
            "followup.propose_completion",
            "followup.remind",
            "reporting.remove_report",
            "followup.save_view",
            "followup.set_status",
            "reporting.settle",
            "followup.supersede",
            "budget.uncorrect",
            "budget.untrace",
            "followup._finish",
            "followup.keep_sheet",
            "reporting.take_table",
            "reporting.withdraw_table",
            "reporting.enter_report",
            "treaties.propose",
            "treaties.take_over",
            "treaties.load_facts",
            "treaties.record_action",
            "treaties.propose_declarations",
            "treaties.record_declaration",
            "treaties.take_declarations_over",
            "treaties.hold_text",
        ),
        OFFICERS,
    ),
    **dict.fromkeys(
        (
            "funding.add_cost_object",
            "funding.add_donor",
            "funding.change_donor",
            "funding.change_terms",
            "funding.charge_levy",
            "funding.commit",
            "funding.cover_advance",
            "funding.pay_levy",
            "funding.pledge",
            "funding.propose_rates",
            "funding.receive",
            "funding.receive_in_kind",
            "funding.release",
            "funding.set_instalments",
            "funding.spend",
            "funding.take_over_rates",
        ),
        OFFICERS,
    ),
    **dict.fromkeys(
        (
            "funding.advance",
            "funding.agree",
            "funding.allocate",
            "funding.close",
            "funding.close_period",
            "funding.refund",
            "funding.reopen",
            "funding.return_allocation",
            "funding.reverse",
            "funding.set_setting",
            "funding.withdraw",
            "funding.write_off",
        ),
        HEADS,
    ),
    **dict.fromkeys(
        (
            "funding.add_forecast",
            "funding.propose_transactions",
            "funding.take_over_transactions",
        ),
        OFFICERS,
    ),
    # institute
    **dict.fromkeys(
        (
            "institute.add_member",
            "institute.agree_plan",
            "institute.approve_budget",
            "institute.assess",
            "institute.end_membership",
            "institute.give_notice",
            "institute.pay",
            "institute.propose_table",
            "institute.record_source",
            "institute.reverse_payment",
            "institute.set_percentage",
            "institute.take_over_table",
            "institute.write_off",
        ),
        OFFICERS,
    ),
    # campaigns
    **dict.fromkeys(
        (
            "campaigns.add_event",
            "campaigns.ask",
            "campaigns.close_campaign",
            "campaigns.invite",
            "campaigns.open_campaign",
            "campaigns.record_donation",
            "campaigns.settle",
            "campaigns.spend",
        ),
        OFFICERS,
    ),
    "campaigns.approve": HEADS,
    "campaigns.decline": HEADS,
    "followup.assign": HEADS,
    "followup.confirm": HEADS,
    **dict.fromkeys(
        (
            "assistance.acknowledge",
            "assistance.advance",
            "assistance.ask",
            "assistance.assign",
            "assistance.declare_conflict",
            "assistance.file_documents",
            "assistance.keep",
            "assistance.keep_holidays",
            "assistance.merge",
            "assistance.propose_decline",
            "assistance.record",
            "assistance.score",
        ),
        OFFICERS,
    ),
    # Documents and publication.
    **dict.fromkeys(
        (
            "documents.keep_template",
            "documents.use_standard",
            "publication.discard",
            "publication.prepare",
            "publication.store",
            "publication.take_in",
            "publication.try_out",
        ),
        OFFICERS,
    ),
    "publication.publish": HEADS,
    "assistance.accept": HEADS,
    "assistance.decline": HEADS,
    **dict.fromkeys(
        (
            "assistance.answer",
            "assistance.attach",
            "assistance.make",
            "assistance.share",
            "assistance.withdraw",
        ),
        ASKING,
    ),
    **dict.fromkeys(
        (
            "portfolio.add_document",
            "portfolio.add_event",
            "portfolio.advance",
            "portfolio.answers_needs",
            "portfolio.answers_requests",
            "portfolio.count_participants",
            "portfolio.discard_changes",
            "portfolio.follow_up",
            "portfolio.leave",
            "portfolio.open_record",
            "portfolio.propose",
            "portfolio.record_need",
            "portfolio.record_office",
            "portfolio.record_part",
            "portfolio.remove_document",
            "portfolio.submit",
            "portfolio.take_over",
            "results.add_indicator",
            "results.add_period",
            "results.add_result",
            "results.begin",
            "results.enter",
            "results.link",
            "results.remove_indicator",
            "results.set_targets",
            "results.submit",
        ),
        OFFICERS,
    ),
    # Grants (trust_fund).
    **dict.fromkeys(
        (
            "trust_fund.add_fund",
            "trust_fund.answer_report",
            "trust_fund.assign",
            "trust_fund.change_call",
            "trust_fund.change_fund",
            "trust_fund.draft_call",
            "trust_fund.forget_template",
            "trust_fund.keep_template",
            "trust_fund.move_call",
            "trust_fund.pay",
            "trust_fund.sign",
            "trust_fund.suspend",
            "trust_fund.withhold",
            "reviews.add_version",
            "reviews.end_nomination",
            "reviews.keep_draw",
            "reviews.name_answer_set",
            "reviews.nominate",
            "reviews.observe_outside",
            "reviews.open_cycle",
            "reviews.open_reviews",
            "reviews.publish_draw",
            "reviews.publish_summary",
            "reviews.record_outside",
            "reviews.record_recommendation",
            "reviews.reopen_list",
            "reviews.write_summary",
        ),
        OFFICERS,
    ),
    **dict.fromkeys(
        (
            "portfolio.approve",
            "portfolio.approve_changes",
            "portfolio.give_back",
            "portfolio.take_back",
            "results.approve",
            "results.return_",
        ),
        HEADS,
    ),
    **dict.fromkeys(
        (
            "trust_fund.award",
            "trust_fund.close",
            "trust_fund.decline",
            "trust_fund.lift",
            "trust_fund.refund",
            "trust_fund.resume",
        ),
        HEADS,
    ),
    **dict.fromkeys(
        (
            "trust_fund.choose_withheld",
            "trust_fund.remove_file",
            "trust_fund.rewrite",
            "trust_fund.send_report",
            "trust_fund.start",
            "trust_fund.submit",
            "trust_fund.withdraw",
        ),
        GRANTEES,
    ),
    "trust_fund.declare": READERS,
    "trust_fund.score": READERS,
    **dict.fromkeys(
        (
            "reviews.attach",
            "reviews.draft_observation",
            "reviews.report_step",
            "reviews.withdraw_observation",
        ),
        DRAFTING,  # and then only in the reviews in which they have a seat that may
    ),
    **dict.fromkeys(
        (
            "reviews.agree",
            "reviews.clear_step",
            "reviews.consent",
            "reviews.decline_proposal",
            "reviews.take_up",
        ),
        ASKING,
    ),
    **checklist_rows.SERVICES,
    "tokens.issue": PEOPLE,
    "tokens.revoke": PEOPLE,
    **dict.fromkeys(
        ("accounts.accept",),
        EVERYBODY,
    ),
    **dict.fromkeys(
        (
            "accounts.change_own_password",
            "accounts.choose_language",
            "accounts.note_added",
            "accounts.note_removed",
            "accounts.rename_self",
        ),
        PEOPLE,
    ),
    **dict.fromkeys(
        (
            "accounts.activate",
            "accounts.add_organization",
            "accounts.add_unit",
            "accounts.change_organization",
            "accounts.change_unit",
            "accounts.deactivate",
            "accounts.end_membership",
            "accounts.end_sessions",
            "accounts.erase_person",
            "accounts.give_role",
            "accounts.invite",
            "accounts.make_account",
            "accounts.rename_person",
            "accounts.reset_second_factor",
            "accounts.set_password",
            "accounts.unlock",
            "accounts.withdraw",
        ),
        MANAGERS,
    ),
    **dict.fromkeys(
        (
            "register.confirm",
            "register.confirm_family",
            "register.correct",
            "register.correct_text",
            "register.decide_member",
            "register.merge_acts",
            "register.name_text",
            "register.publish",
            "register.put_in_family",
            "register.put_in_series",
            "register.read_procedure",
            "register.reject",
            "register.reopen",
            "register.reread",
            "register.split_act",
            "register.store_file",
            "register.undo_division",
            "register.undo_upload",
            # languages of texts
            "register.join_language",
            "register.part_language",
        ),
        OFFICERS,
    ),
}

# Who may open a page, by the name of its address; the samples of arguments are in pages.py.
PAGES: dict[str, frozenset[str]] = {
    **checklist_rows.PAGES,
    **dict.fromkeys(
        (
            "start",
            "about",
            "health",
            "language",
            "accounts:sign_in",
            "accounts:sign_out",
            "account_login",
            "account_logout",
            "account_inactive",
            "register:texts",
            "register:series",
            "register:cited_by",
            "register:save_text",
            "register:text",
            "register:side_by_side",
            "register:sponsors",
            "register:mandates",
            "register:mandate",
            "register:search",
            "language:tools",
            "language:agreed",
            "language:compare",
            "language:emerging",
            "language:amend",
            "language:write",
            "language:compile",
            "register:paste",
            "language:check",
            "language:before",
            "register:help",
            "register:help_search",
            "health_live",
            "health_ready",
            "reporting:calendar",
            "reporting:list",
            "reporting:month",
            "reporting:observances",
            "reporting:recurring",
            "reporting:ics",
            "budget:list",
            "budget:compare",
            "budget:outdated",
            "budget:treaties",
            "treaties:list",
            "treaties:instrument",
            "treaties:states",
            "treaties:state",
            "treaties:not_yet",
            "treaties:anniversaries",
            "treaties:asked",
            "treaties:declarations",
            "reviews:list",
            "reviews:all",
            "reviews:recommendations",
            "reviews:outside_list",
            "open_data:page",
            "open_data:feed",
            "reporting:documents",
            "reporting:extract",
            "accounts:accept",  # not found without an invitation, for everybody alike
            "accounts:invitation_link",
        ),
        EVERYBODY,
    ),
    **dict.fromkeys(
        (
            "accounts:own",
            "accounts:own_name",
            "accounts:end_other_sessions",
            "tokens:own",
            "reviews:mine",
            "account_change_password",
            "mfa_index",
            "mfa_list_webauthn",
        ),
        PEOPLE,
    ),
    **dict.fromkeys(
        (
            "accounts:people",
            "accounts:person",
            "accounts:rename",
            "accounts:deactivate",
            "accounts:give_role",
            "accounts:end_membership",
            "accounts:deed",
            "accounts:units",
            "accounts:new_unit",
            "accounts:change_unit",
            "accounts:organizations",
            "accounts:new_organization",
            "accounts:change_organization",
            "accounts:invitations",
            "accounts:invite",
            "accounts:withdraw",
            "metrics",
            "open_data:build",
        ),
        MANAGERS,
    ),
    **dict.fromkeys(
        (
            "register:review",
            "register:review_text",
            "register:review_family",
            "followup:list",
            "followup:mine",
            "followup:apart",
            "followup:changes",
            "followup:many",
            "followup:save_view",
            "followup:sheets",
            "reporting:add_document",
            "reporting:tables",
            "reporting:upload_table",
            "budget:give",
            "treaties:give",
            "treaties:give_text",
            "treaties:give_declarations",
            "treaties:record",
            "reviews:new_version",
            "reviews:new_cycle",
            "reviews:new_recommendation",
            "reviews:new_outside",
            "register:uploads",
            "register:upload",
            "register:undo",
            "register:reread",
            "register:link_language",
            "register:part_language",
        ),
        OFFICERS,
    ),
    **dict.fromkeys(
        (
            "funding:list",
            "funding:donors",
            "funding:cost_objects",
            "funding:fund",
            "funding:funds",
            "funding:rates",
            "funding:settings",
        ),
        MONEY,
    ),
    **dict.fromkeys(
        (
            "funding:balances",
            "funding:give",
            "funding:new_cost_object",
            "funding:new_donor",
            "funding:pledge",
        ),
        OFFICERS,
    ),
    "funding:close": HEADS,
    "funding:new_setting": HEADS,
    "funding:give_transactions": OFFICERS,
    # institute
    **dict.fromkeys(
        (
            "institute:overview",
            "institute:assessments",
            "institute:payments",
            "institute:ledger",
        ),
        OFFICERS | ASKING,
    ),
    **dict.fromkeys(
        (
            "institute:give",
            "institute:new_budget",
            "institute:new_member",
            "institute:new_percentage",
            "institute:new_source",
        ),
        OFFICERS,
    ),
    # campaigns
    "campaigns:list": EVERYBODY,
    "campaigns:events": EVERYBODY,
    **dict.fromkeys(
        (
            "campaigns:donations",
            "campaigns:new",
            "campaigns:new_event",
            "campaigns:requests",
        ),
        OFFICERS,
    ),
    "assistance:list": OFFICERS | ACTING,
    "assistance:own": ASKING,
    "assistance:new": ASKING,
    **dict.fromkeys(
        (
            "assistance:board",
            "assistance:record",
            "assistance:holidays",
        ),
        OFFICERS,
    ),
    # Documents, publication, coverage.
    "publication:page": EVERYBODY,
    "publication:vocabulary": EVERYBODY,
    **dict.fromkeys(
        (
            "coverage:balance",
            "coverage:demand",
            "coverage:mandates",
            "coverage:what_if",
            "documents:file",
            "documents:template",
            "documents:templates",
            "publication:cube",
            "publication:imports",
            "publication:new_import",
            "publication:prepare",
            "publication:runs",
        ),
        OFFICERS,
    ),
    **dict.fromkeys(("portfolio:list", "portfolio:training", "results:list"), EVERYBODY),
    # Countries and programmes in pictures; what stands on them is what the reader may see.
    **dict.fromkeys(("profiles:countries", "profiles:country"), EVERYBODY),
    "portfolio:needs": OFFICERS | ACTING,
    **dict.fromkeys(
        (
            "portfolio:import",
            "portfolio:new",
            "portfolio:new_need",
            "portfolio:offices",
            "results:updates",
        ),
        OFFICERS,
    ),
    # Grants (trust_fund).
    "trust_fund:start": EVERYBODY,
    "trust_fund:calls": EVERYBODY,
    "trust_fund:grants": EVERYBODY,
    "trust_fund:applications": OFFICERS | GRANTEES,
    "trust_fund:due": OFFICERS | GRANTEES,
    "trust_fund:readings": READERS,
    "trust_fund:new_fund": OFFICERS,
    "trust_fund:new_call": OFFICERS,
    **dict.fromkeys(("audit:events", "jobs:job", "jobs:cancel", "register:account"), OFFICE),
}

# Pages of the sign-in library that depend on what the account has set up or on settings; all of
# them are about the own account alone. Tried in accounts/tests/test_sign_in.py.
OF_THE_LIBRARY = frozenset(
    {
        "accounts:end_session",
        "account_reauthenticate",
        "account_set_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
        "socialaccount_connections",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "socialaccount_signup",
        "openid_connect_login",
        "openid_connect_callback",
    }
)

# Pages that the matrix cannot try; each with the reason.
OF_THEIR_ROOMS = frozenset(
    {
        *checklist_rows.OF_THE_ROOM,
        # Of a series of two texts, and the world has one of each: register/language/tests.
        "language:lineage",
        # Of one's own alone, and silent where there is none: register/followup/tests.
        "followup:forget_view",
        # There is a file only after a build, the same for everybody: open_data/tests.
        "funding:forecast",
        "funding:new_forecast",
        "funding:import_transactions",
        # institute
        "institute:assess",
        "institute:end",
        "institute:give_notice",
        "institute:import",
        "institute:member",
        "institute:notice",
        "institute:pay",
        "institute:plan",
        "institute:reverse",
        "institute:write_off",
        "institute:year",
        # campaigns
        "campaigns:approve",
        "campaigns:ask",
        "campaigns:campaign",
        "campaigns:close",
        "campaigns:decline",
        "campaigns:donate",
        "campaigns:event",
        "campaigns:invite",
        "campaigns:settle",
        "campaigns:spend",
        "open_data:catalogue",
        "open_data:file",
        "portfolio:activity",
        "portfolio:add",
        "portfolio:add_document",
        "portfolio:add_event",
        "portfolio:answered_needs",
        "portfolio:deed",
        "portfolio:document",
        "portfolio:empty_table",
        "funding:empty_transactions",
        "portfolio:event",
        "portfolio:follow_up",
        "portfolio:need",
        "portfolio:need_document",
        "portfolio:part",
        "portfolio:participants",
        "portfolio:proposal",
        "portfolio:remove_document",
        "portfolio:requests",
        "results:activity",
        "results:add_indicator",
        "results:add_period",
        "results:add_result",
        "results:begin",
        "results:deed",
        "results:enter",
        "results:link",
        "results:remove_indicator",
        "results:targets",
        "results:update",
        # Grants (trust_fund).
        "trust_fund:agreement",
        "trust_fund:application",
        "trust_fund:application_deed",
        "trust_fund:apply",
        "trust_fund:attachment",
        "trust_fund:call",
        "trust_fund:call_deed",
        "trust_fund:change_call",
        "trust_fund:change_fund",
        "trust_fund:draft",
        "trust_fund:fund",
        "trust_fund:grant",
        "trust_fund:grant_deed",
        "trust_fund:ranking",
        "trust_fund:reading",
        "trust_fund:remove_file",
        "trust_fund:report",
        "trust_fund:template",
        "trust_fund:template_file",
        "reviews:change",
        "reviews:cycle",
        "reviews:decline",
        "reviews:document",
        "reviews:draw",
        "reviews:draw_file",
        "reviews:draw_lots",
        "reviews:end_nomination",
        "reviews:mechanism",
        "reviews:observations_file",
        "reviews:open",
        "reviews:outside",
        "reviews:publish_draw",
        "reviews:redraw",
        "reviews:review",
        "reviews:summary_file",
        "reviews:take_up",
        "reviews:withdraw",
    }
)
OF_THE_INTERFACE = "api-1:"  # tried against its own description, and by test_leaks.py
