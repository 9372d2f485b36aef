"""Rules of the budget's lists without a store: what an import changes, what is outdated."""
