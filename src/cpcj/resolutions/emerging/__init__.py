"""Subjects and phrases that are new in a session's texts, or grow through sessions."""

from cpcj.resolutions.emerging.growth import Emerging, Kind, Period, emerging, text_phrases

__all__ = ["Emerging", "Kind", "Period", "emerging", "text_phrases"]
