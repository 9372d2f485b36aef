"""What is new or grows in a body of texts is tried."""
