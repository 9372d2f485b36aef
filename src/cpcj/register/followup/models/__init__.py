"""What the follow-up of mandates holds.

``records``: the follow-up and its history. ``beside``: notes with evidence, comments, decisions,
reminders. ``personal``: what belongs to one person; tracking sheets.
"""

from cpcj.register.followup.models.beside import (
    Comment,
    DocumentContent,
    Note,
    NoteEvidence,
    Reminder,
    Supersession,
)
from cpcj.register.followup.models.personal import Digest, SavedView, Sheet, Visit
from cpcj.register.followup.models.records import Entry, FollowUp, Holding, Status

__all__ = [
    "Comment",
    "Digest",
    "DocumentContent",
    "Entry",
    "FollowUp",
    "Holding",
    "Note",
    "NoteEvidence",
    "Reminder",
    "SavedView",
    "Sheet",
    "Status",
    "Supersession",
    "Visit",
]
