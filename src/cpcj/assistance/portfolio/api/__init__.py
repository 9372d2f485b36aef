"""What programs may ask of the portfolio: its published part, and all of it for the office."""
