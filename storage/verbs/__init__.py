"""What a store can do: one protocol of verbs to a noun, with what goes in and comes out beside it.

`storage.store.Store` is all of them together. A verb that writes is durable when it returns, raises a
`deliberation.errors.Refusal` and writes nothing when the act is not allowed, and does nothing new when the same act
(`act`, or the same statement id) comes again. `at` and `now` are moments in UTC: an act's time is Discord's.

A new verb stands here, in `storage.sqlite.facade` under the same noun, and in the conformance suite (tests/storage).
"""
