"""Statements on SQLite: recording what was said, its quotes and answers, and the indexes that locate them."""
