"""Mechanisms of review, a file for each version."""
