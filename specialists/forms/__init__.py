"""Forms, a file per subject."""
