"""The demo office: loaded in one deed, removed in one deed, and nothing else touched."""
