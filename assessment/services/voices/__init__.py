"""Other voices: alternative assessments begun, and found beside what they are about."""
