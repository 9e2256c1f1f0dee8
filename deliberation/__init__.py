"""The core: reading in line, locating quotes, stances, rounds and what is allowed when, measures, summaries.

Pure: what lives here imports neither discord nor a database nor Jinja2, does no input or output and never
reads the clock. Time, texts and the actor's facts come in as arguments; values come out.
"""
