"""Texts and provisions held; ingest; search; mandates and what officers settled about them."""
