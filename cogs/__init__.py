"""What Discord shows: one noun per file, thin. Each translates Discord into the store's verbs and back, and decides nothing.

A cog gets a `Host`; it never knows which process or bot it runs in.
"""
