"""What was cleared and published, and what was replied to it: rows in, domain objects out."""
