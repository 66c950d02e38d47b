"""Legal acts that a text names, and what they are named for."""
