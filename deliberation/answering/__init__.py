"""Answering without typing a mark: the passages to pick from, the statement an answer makes, and reports."""
