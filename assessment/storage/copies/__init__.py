"""All rows of a database out and in again, in one form for SQLite and PostgreSQL."""
