"""Grants of the trust fund: calls, applications, scores, awards, instalments."""
