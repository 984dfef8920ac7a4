"""Compose words and numbers, lay them out, write PDF."""
