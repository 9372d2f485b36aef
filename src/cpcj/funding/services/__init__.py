"""What the office does with money."""
