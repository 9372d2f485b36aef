"""The root of the programming interface: its description, who asks, how often, and every header."""
