"""The shapes in the order data takes them: layout, draft, records."""
