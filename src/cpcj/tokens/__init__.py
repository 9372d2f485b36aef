"""Tokens: what a person gives a program so that it may act for them, within limits, for a time."""
