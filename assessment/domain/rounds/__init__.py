"""Rounds: the states of an assessment, the moves between them, and what is frozen."""
