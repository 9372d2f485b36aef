"""Who may see and do what: one declared table, tried over every room."""
