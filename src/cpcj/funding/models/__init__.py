"""Records of the room: who gives, what was agreed, the books, rates and settings."""

from __future__ import annotations

from cpcj.funding.models.books import Balance, Books, EntryRow, Period, Posting
from cpcj.funding.models.contributions import (
    Contribution,
    CostObject,
    Donor,
    DonorKind,
    FundedProvision,
    Instalment,
    Receipt,
    Status,
)
from cpcj.funding.models.planning import (
    Forecast,
    ForecastLine,
    ImportedTransaction,
    TransactionProposal,
)
from cpcj.funding.models.tables import Rate, RateProposal, Setting, SettingKind

__all__ = [
    "Balance",
    "Books",
    "Contribution",
    "CostObject",
    "Donor",
    "DonorKind",
    "EntryRow",
    "Forecast",
    "ForecastLine",
    "FundedProvision",
    "ImportedTransaction",
    "Instalment",
    "Period",
    "Posting",
    "Rate",
    "RateProposal",
    "Receipt",
    "Setting",
    "SettingKind",
    "Status",
    "TransactionProposal",
]
