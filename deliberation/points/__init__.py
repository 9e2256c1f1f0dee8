"""What becomes of points: rewording, merging and splitting them, listing them, and what waits for their authors."""
