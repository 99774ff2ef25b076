"""The same deeds and questions without a window."""
