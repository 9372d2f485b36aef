"""Countries and programmes in pictures: what is done, asked, reached and paid, as of a day."""
