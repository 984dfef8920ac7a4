"""The brief: two pages that every report begins with, and a document of their own."""
