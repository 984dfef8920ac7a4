"""What was cleared and published, what was replied, and what the next round takes over."""
