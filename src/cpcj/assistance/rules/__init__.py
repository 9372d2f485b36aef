"""The rules of requests: tables and pure functions, without the store."""
