"""Measuring: agreement, movement, reliability and the labels that follow from them, over votes of any size."""
