"""Keeping the file: checking it, copying it while the bot runs, putting a copy back, and copying before an upgrade."""
