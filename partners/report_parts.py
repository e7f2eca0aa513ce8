"""What the five duties put into the quarterly report besides the log."""
