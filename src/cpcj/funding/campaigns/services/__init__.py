"""What the office does: campaigns with their donations, sponsored participation."""
