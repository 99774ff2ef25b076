"""Paper: loaded records in, PDF bytes out."""
