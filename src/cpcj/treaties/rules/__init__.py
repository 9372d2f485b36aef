"""Rules of participation, without database: depositary's tables, dates of effect, who is party."""
