"""Evidence: files in and out, the register, whether links still lead somewhere."""
