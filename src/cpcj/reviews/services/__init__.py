"""What is done with reviews, each deed a service."""
