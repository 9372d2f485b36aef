"""How the values of the register are put into words and marks for a person."""
