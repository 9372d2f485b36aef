"""Tests of the rules of reviews."""
