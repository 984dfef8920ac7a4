"""Invented countries: drawn, put into words, printed, shown in a demo."""
