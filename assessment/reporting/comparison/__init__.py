"""The comparison: several assessments of one edition side by side."""
