"""What the API asks and answers, a file per subject."""
