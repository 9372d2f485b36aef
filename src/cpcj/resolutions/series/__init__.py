"""Texts that a body adopts on one subject again and again, and the life of each paragraph."""
