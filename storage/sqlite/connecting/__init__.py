"""The database file: opening it, the lease on it, and the one thread that writes."""
