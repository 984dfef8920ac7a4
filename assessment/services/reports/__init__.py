"""Reports: made, kept until something changes, and verified."""
