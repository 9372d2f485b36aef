"""What is done with requests, each deed a service."""
