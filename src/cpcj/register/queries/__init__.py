"""What a user may see of the register. Every function takes the user; none writes."""
