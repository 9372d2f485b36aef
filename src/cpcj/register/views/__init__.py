"""The pages of the register: they ask queries, call services, and draw."""
