"""The commands beside `extract`, and what all of them are made of: arguments, messages, tables."""
