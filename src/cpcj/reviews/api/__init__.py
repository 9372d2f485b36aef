"""What programs may ask of reviews: what is published of them."""
