"""Layout → Draft: the document taken apart in its own words. Nothing here interprets a value."""
