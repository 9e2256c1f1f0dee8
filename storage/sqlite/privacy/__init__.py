"""Privacy on SQLite: everything kept about one person, handed over or erased."""
