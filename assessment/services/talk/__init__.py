"""Comments on indicators: say, settle, list what is open."""
