"""Cells and sentences → promised values."""
