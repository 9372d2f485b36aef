"""What programs may ask of the room."""
