"""The foundation's pages, a file per subject."""
