"""Every write of the follow-up of mandates."""
