"""Storage: what is kept, behind the `Store` protocol of domain verbs; SQLite through sqlite-utils for now.

A verb loads rows, calls a pure `deliberation` function with them and the actor's facts, and writes what it returns, in
one transaction; permission and state are checked there. sqlite_utils' types never leave this room, and nothing here
imports discord or knows how a post is worded.
"""
