"""What the library knows of series is tried."""
