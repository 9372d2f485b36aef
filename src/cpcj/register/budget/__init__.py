"""The legislative mandates that the programme budget lists."""
