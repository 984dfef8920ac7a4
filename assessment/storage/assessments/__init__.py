"""Assessments in the database: pages, what was asked and said, and the trail."""
