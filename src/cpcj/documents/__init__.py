"""Documents made from data, in Word and PDF, from templates that an office can replace."""
