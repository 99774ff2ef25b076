"""Deeds, and the one door to the data."""
