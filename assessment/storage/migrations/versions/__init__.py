"""Migrations, oldest first; storage.version finds the newest by its name."""
