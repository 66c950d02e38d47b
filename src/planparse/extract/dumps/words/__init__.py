"""What words of a dump say wherever they stand: names, units, and what columns may hold."""
