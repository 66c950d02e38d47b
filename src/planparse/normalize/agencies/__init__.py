"""Names in a text → agencies, and the authority that issued a document."""
