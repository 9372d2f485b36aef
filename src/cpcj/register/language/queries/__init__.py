"""What the room reads, as a user may see it."""
