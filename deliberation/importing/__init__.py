"""Importing: an exchange from elsewhere becomes the proposals of a new debate. Nobody's stance is taken over: whoever
answered there has answered nothing here.
"""
