"""Pages of the follow-up of mandates."""
