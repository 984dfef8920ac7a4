"""The national gap report: what it says, composed from scores and answers."""
