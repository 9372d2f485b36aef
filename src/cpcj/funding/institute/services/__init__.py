"""What the office does with the accounts of an institute's members."""
