"""The process: command line, settings, the client, the clock, the outbox's dispatcher, reconciling, rehearsal."""
