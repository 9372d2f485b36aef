"""The registry by which rooms say what they know about a provision."""
