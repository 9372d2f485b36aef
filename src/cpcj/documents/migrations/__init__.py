"""Changes of the store."""
