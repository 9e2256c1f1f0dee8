"""A process that commits rows one by one with SQLite alone, and says each number once it is committed.

Run with the database's path, SQLite's `synchronous`, and how many rows.
"""

import os
import sys

from sqlite_utils.utils import sqlite3

path, synchronous, rows = sys.argv[1:]
db = sqlite3.connect(path, isolation_level=None)
db.execute("PRAGMA journal_mode = WAL").fetchall()
db.execute(f"PRAGMA synchronous = {synchronous}").fetchall()
db.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, words TEXT NOT NULL)")
for number in range(int(rows)):
    db.execute("INSERT INTO row VALUES (?, ?)", (number, "words " * 20))
    os.write(sys.stdout.fileno(), f"{number}\n".encode())
os.kill(os.getpid(), 9)
