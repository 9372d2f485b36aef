"""Kinds of declarations, and what notifications are about."""

from __future__ import annotations

from enum import StrEnum


class Sort(StrEnum):
    """What a participant says to an instrument."""

    DECLARATION = "declaration"
    RESERVATION = "reservation"
    INTERPRETATION = "interpretation"
    OBJECTION = "objection"
    NOTIFICATION = "notification"
    WITHDRAWAL = "withdrawal"


class Matter(StrEnum):
    """What a notification tells the depositary."""

    CENTRAL_AUTHORITY = "central_authority"
    LANGUAGE = "language"
    EXTRADITION_BASIS = "extradition_basis"
    ORGANIZED_CRIME = "organized_crime"
    PREVENTION_AUTHORITY = "prevention_authority"
    CONTACT_POINT = "contact_point"
    VESSEL_AUTHORITY = "vessel_authority"
    JURISDICTION = "jurisdiction"
    LAWS = "laws"
    COMPETENCE = "competence"
    OTHER = "other"
