"""What goes wrong outside the program, and what of it people see."""
