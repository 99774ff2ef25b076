"""The window around the pages: its places, its start, and the tour through it."""
