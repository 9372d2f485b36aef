"""Campaigns, donations, sponsored participation."""
