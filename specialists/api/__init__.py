"""The API's views, a file per subject."""
