"""The weekly digest by e-mail."""
