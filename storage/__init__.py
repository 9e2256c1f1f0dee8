"""Storage: what is kept, behind the `Store` protocol of domain verbs; in SQLite for now.

A verb loads rows, calls a pure `deliberation` function with them and the actor's facts, and writes what it returns, in
one transaction; permission and state are checked there. Nothing here imports discord or knows how a post is worded.
`verbs` has the verbs by noun, `store` all of them together, `outgoing` the posts on their way, `errors` what can go
wrong; sqlite_utils' types never leave `storage.sqlite`.
"""
