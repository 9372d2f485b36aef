"""Tests of the IATI files."""
