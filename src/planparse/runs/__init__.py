"""Many documents in one run: which are read, by whom, what stood before, what came of each."""
