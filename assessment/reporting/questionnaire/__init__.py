"""The blank questionnaire: every question on paper, to be filled in by hand."""
