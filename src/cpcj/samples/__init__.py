"""Sample texts that the project writes itself; see README.md beside this file."""
