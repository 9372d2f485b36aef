"""Which States are least developed countries on a day."""
