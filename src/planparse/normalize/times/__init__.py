"""Times in a text → the days they mean, and when a task is to be done."""
