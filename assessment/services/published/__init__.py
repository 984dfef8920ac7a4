"""What was published, as far as others may see it: lists, pages, files, comparisons."""
