"""What programs may ask of the budget's lists."""
