"""What the library knows of overlap is tried."""
