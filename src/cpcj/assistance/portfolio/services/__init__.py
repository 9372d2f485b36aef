"""Every write of the portfolio."""
