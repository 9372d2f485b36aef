"""Tests of the comparing of texts."""
