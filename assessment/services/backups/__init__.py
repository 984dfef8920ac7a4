"""Copies of a whole installation: made while it runs, checked, and put back whole.

Only the command line, which speaks English, says what stands here: no message is
translated.
"""
