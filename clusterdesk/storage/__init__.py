"""How things are kept and found."""
