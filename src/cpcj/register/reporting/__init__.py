"""Reporting requests, what answers them, and the calendar of what is due."""
