"""Read a PDF that may come from anybody: within limits, and without believing it."""
