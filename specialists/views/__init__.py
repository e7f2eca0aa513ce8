"""Pages about the post: who fills it, and how EOUSA learns of it."""
