"""What this user may see of the calendar, on a day."""
