"""Hostile and broken files, and the promise that each is read or refused with a reason."""
