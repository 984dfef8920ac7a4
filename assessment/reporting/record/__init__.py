"""The record: every criterion with its answer, for reviewers and the next focal point."""
