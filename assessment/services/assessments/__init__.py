"""Assessments: made, answered, kept with their edition, handed out and taken in."""
