"""What programs may ask of the calendar."""
