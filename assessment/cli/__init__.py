"""The assessment command."""
