"""File → Layout: the only place that knows file formats."""
