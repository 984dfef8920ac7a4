"""Rounds: the moves of an assessment, and how one round follows another."""
