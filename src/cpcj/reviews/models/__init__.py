"""The room's records."""

from cpcj.reviews.models.mechanisms import Cycle, Deferral, Draw, MechanismVersion
from cpcj.reviews.models.observations import (
    Agreement,
    FollowUp,
    Observation,
    OutsideReview,
    Proposal,
    Recommendation,
    RecommendationProvision,
    Sort,
)
from cpcj.reviews.models.reviews import (
    SEATS,
    Document,
    DocumentContent,
    Participant,
    Review,
    StepDone,
)

__all__ = [
    "SEATS",
    "Agreement",
    "Cycle",
    "Deferral",
    "Document",
    "DocumentContent",
    "Draw",
    "FollowUp",
    "MechanismVersion",
    "Observation",
    "OutsideReview",
    "Participant",
    "Proposal",
    "Recommendation",
    "RecommendationProvision",
    "Review",
    "Sort",
    "StepDone",
]
