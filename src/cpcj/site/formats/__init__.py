"""How dates and numbers are written, where the custom of the United Nations is another."""
