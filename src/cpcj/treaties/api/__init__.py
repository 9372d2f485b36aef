"""What programs may ask of the treaties, and their records by identifier."""
