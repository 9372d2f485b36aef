"""What is kept from somebody is found nowhere."""
