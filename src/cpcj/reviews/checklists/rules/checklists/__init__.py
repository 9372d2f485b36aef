"""The checklists that the program brings, one file a version."""
