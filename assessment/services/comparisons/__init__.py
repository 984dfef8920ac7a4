"""Comparisons of stored assessments, as pages and tables."""
