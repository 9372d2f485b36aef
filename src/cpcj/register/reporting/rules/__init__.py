"""Rules of reporting requests: when they fall due, which are one, what answers them, their state.

Pure functions and tables: no database, no web framework.
"""
