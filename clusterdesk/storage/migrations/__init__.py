"""The steps by which a database of one version becomes one of the next."""
