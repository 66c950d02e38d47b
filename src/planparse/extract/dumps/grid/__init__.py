"""Tables of a dump that keeps its columns by spaces: cells by where words stand."""
