"""Every write of results."""
