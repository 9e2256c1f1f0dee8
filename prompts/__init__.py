"""Everything the bot says: Jinja2 templates for posts, cards, charts and sentences, gettext catalogues, their renderer.

`posts` is the front: a function for each post. What comes in is what the core computed; what goes out is text or a
`Post`. Nothing here computes, decides, reads a clock or imports discord. Only templates that ship with the bot are
rendered; people's own words are data, never templates.
"""
