"""Every screen that `test_golden.py` compares, by noun: a name, and how it is rendered from the samples."""
