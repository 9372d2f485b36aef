"""Tracking sheets: given, shown as a dry run, applied."""
