"""Tracked changes in Word files: written from two files, read as two texts."""

from cpcj.resolutions.tracked.settling import accepted, is_tracked, rejected
from cpcj.resolutions.tracked.writing import tracked_docx

__all__ = ["accepted", "is_tracked", "rejected", "tracked_docx"]
