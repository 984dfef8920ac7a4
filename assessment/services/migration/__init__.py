"""Move drafts to another edition of their framework, after showing what that would do."""
