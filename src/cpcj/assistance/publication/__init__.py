"""Publication as IATI files, import of others, and what changed since."""
