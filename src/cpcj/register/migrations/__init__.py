"""Migrations of the register."""
