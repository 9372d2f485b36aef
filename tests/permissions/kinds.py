"""The table of kinds: for every kind of record in every state, who sees it.

A kind, page or service that stands in no line fails the tests: add a line here, on purpose.
"""

from __future__ import annotations

from tests.permissions import checklist_rows
from tests.permissions.who import (
    ACTING,
    ANOTHERS,
    ASKING,
    DRAFT,
    DRAFTING,
    EMBARGOED,
    EVERYBODY,
    GRANTEES,
    HEADS,
    HELD,
    MANAGERS,
    MONEY,
    NOBODY,
    OF_ANOTHER,
    OF_ANOTHER_STATE,
    OF_THE_ORGANIZATION,
    OF_THE_STATE,
    OFFICE,
    OFFICERS,
    OWN,
    PEOPLE,
    PUBLISHED,
    REVIEWING,
    SHARED,
    SUPERSEDED,
    UNPUBLISHED,
    WITHDRAWN,
)

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
            "BaselineRow",
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
            "Deferral",
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
        for kind in ("Participant", "Agreement", "Observation", "FollowUp")
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
