"""From one edition of a framework to the next: what differs, and what becomes of answers."""
