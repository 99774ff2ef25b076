"""ClusterDesk: the desk of a regional cluster office."""

__version__ = "0.1.0"
