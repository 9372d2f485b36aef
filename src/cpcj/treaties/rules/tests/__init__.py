"""Tests of the rules of participation."""
