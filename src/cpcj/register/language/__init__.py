"""Language through time: what changed, where words come from, what a draft breaks."""
