"""Checklists as data, and what follows from them: no store, no framework."""
