"""Asking the record: what is open, what was said about something, and what waits for one member."""
