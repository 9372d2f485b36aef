"""Mechanisms that review the implementation of treaties."""
