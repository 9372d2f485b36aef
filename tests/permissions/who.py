"""Who looks at what: visitors by role, groups of them, and the states a record may be in."""

from __future__ import annotations

from cpcj.accounts.rules import Role

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
GRANTEES = frozenset({Role.GRANTEE.value})
READERS = frozenset({Role.EXPERT.value})
OF_THE_ORGANIZATION, OF_ANOTHER = "the own organization's", "another organization's"
DRAFT, EMBARGOED = "the own draft", "withheld"
