"""`counterpoint analyse`: a sheet of votes in figures.

`columns` reads whole numbers out of a large file quickly, `sheets` reads any sheet exactly or says what is wrong with
it, `report` writes the figures for people and for programs, `command` does what the command line says.
"""
