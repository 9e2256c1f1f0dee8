"""Steering: a round's course from its plan to its end, the agenda, deadlines, turnout, and what a debate decided."""
