"""The foundation's forms, a file per subject."""
