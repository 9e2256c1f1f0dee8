"""Exporting: what may leave a debate, as data that a page, a file or another program's format is written from.

Nothing that not everybody in the debate's thread may read or know gets in here: no word that was taken back or erased,
no count of a round that has not closed, nothing that ties a person to a stance. What is written from it needs no
further care for that.
"""
