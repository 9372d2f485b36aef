"""Rules of the room: tables and pure functions."""
