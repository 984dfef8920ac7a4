"""The rules, as plain Python: frozen data and pure functions."""
