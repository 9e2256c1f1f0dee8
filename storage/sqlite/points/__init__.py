"""Points on SQLite: joining and making them, and everything that may be done to one."""
