"""The audit trail: read as a history, written out, checked as a chain."""
