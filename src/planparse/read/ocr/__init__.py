"""Scanned pages, read from their picture; only `tesseract` and `cache` load without OpenCV."""
