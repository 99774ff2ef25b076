"""One page per concept."""
