"""What is asked of whom: parts of an assessment, handed to colleagues and back."""
