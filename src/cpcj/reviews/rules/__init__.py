"""Rules of reviews as pure functions and tables of data: no database, no web framework."""
