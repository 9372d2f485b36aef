"""What happened: the append-only, hash-chained log that every service writes."""
