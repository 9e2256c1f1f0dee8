"""Rounds on SQLite: opening, steering and closing them, their agenda, and what a debate decided."""
