"""Results: indicators, baselines, targets, and what was reached in each period."""
