"""Things and their rules; no session, no query."""
