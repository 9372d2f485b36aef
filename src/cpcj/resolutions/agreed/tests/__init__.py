"""What the library knows of agreed language is tried."""
