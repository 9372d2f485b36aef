"""Tests of Akoma Ntoso."""
