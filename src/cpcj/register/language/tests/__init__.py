"""The room is tried."""
