"""Accounts, teams, sessions and invitations in the database."""
