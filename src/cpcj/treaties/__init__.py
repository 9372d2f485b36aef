"""Treaties: who is party to what since when, what they declared, and what follows from it."""
