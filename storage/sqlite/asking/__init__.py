"""Questions on SQLite: asked, answered and searched for, and what waits for whom."""
