"""Rules and words → tables whose rows are whole over all pages."""
