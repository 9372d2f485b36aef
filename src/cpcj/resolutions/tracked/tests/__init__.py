"""Tracked changes are tried."""
