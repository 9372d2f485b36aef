"""Counts beside a list's filters, fast at a hundred thousand records."""
