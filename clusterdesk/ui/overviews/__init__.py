"""Pages that look across concepts."""
